/** `call`, `trigger`, `tail`, `show`, `again`, `export`, `load`, `open`: a running sandbox, from the terminal. */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { PathId } from '../../../machines/index.ts';
import { write } from '../terminal.ts';
import { addExporting } from './exporting.ts';
import { type RunningOptions, RunningSandbox, withRunning } from './running.ts';
import { tail } from './tail.ts';
import { type Parties, recordingOf, ways } from './ways.ts';

interface TriggerOptions extends RunningOptions, Omit<Parties, 'callback'> {
  readonly callback?: string;
}

export function addDriving(program: Command) {
  const parties = (command: Command) =>
    withRunning(command)
      .option('--from <number>', 'who calls', '+12025550199')
      .option('--to <number>', 'who is called: a magic number', '+12025550121')
      .option('--application <sid>', 'ApplicationSid', '1');
  parties(program.command('call'))
    .description('somebody calls a number of a running sandbox, which runs your document')
    .option('--document <url>', 'the document; else what the application says')
    .action(callIn);
  parties(program.command('trigger'))
    .description('begin a recording in a running sandbox')
    .addArgument(new Argument('<path>', 'the way in which it begins').choices(Object.keys(ways)))
    .option('--callback <url>', 'who is told; else the inbox of the sandbox')
    .action(trigger);
  withRunning(program.command('tail'))
    .description('print what happens in a running sandbox, a line each')
    .option('--json', 'as JSON')
    .option('--verbose', 'print what every machine does, too')
    .action(tail);
  withRunning(program.command('show'))
    .description('print a request, document or callback with headers and body')
    .argument('<number>', 'its number in the timeline', numberOf)
    .option('--as <form>', 'curl, scenario or test; else all of it, as JSON')
    .action(show);
  withRunning(program.command('again'))
    .description('send a callback once more, ask a request or for a document once more')
    .argument('<number>', 'its number in the timeline', numberOf)
    .action(again);
  addExporting(program);
  withRunning(program.command('open'))
    .description('open the page of a running sandbox in the browser')
    .action(open);
}

async function callIn(options: TriggerOptions & { readonly document?: string }) {
  const running = new RunningSandbox(options);
  const { from, to, application, document } = options;
  const json = {
    ...{ From: from, To: to, ApplicationSid: application },
    ...(document === undefined ? {} : { Url: document }),
  };
  const made = await running.ask({ method: 'POST', path: `${running.control}/calls`, json });
  write(`${made.call_sid}\n`);
}

/** How often, and how long, an answer is waited for. */
const answer = { againMs: 200, times: 300 };

async function trigger(path: PathId, { callback, ...options }: TriggerOptions) {
  const running = new RunningSandbox(options);
  const parties = { ...options, callback: callback ?? (await inboxOf(running)) };
  const made = await running.ask<{ call_sid?: string; sid?: string }>(ways[path](running, parties));
  const sid = made.call_sid ?? made.sid ?? '';
  write(`${sid}\n`);
  if (path !== 'call-request') return;
  for (let i = 0; i < answer.times && !(await isAnswered(running, sid)); i += 1)
    await wait(answer.againMs);
  const recording = await running.ask(recordingOf(running, sid, parties));
  write(`${recording.sid}\n`);
}

const inboxOf = async (running: RunningSandbox) => {
  const { inbox } = await running.ask<{ inbox: string }>({ method: 'GET', path: '/sandbox' });
  return inbox + encodeURIComponent(running.account);
};
async function isAnswered(running: RunningSandbox, sid: string): Promise<boolean> {
  const path = `${running.control}/machines/call/${encodeURIComponent(sid)}`;
  const { summary } = await running.ask<{
    summary: { startedAt: number | null; isLive: boolean };
  }>({ method: 'GET', path });
  return summary.startedAt !== null || !summary.isLive;
}

async function show(number: number, { as, ...options }: RunningOptions & { readonly as?: string }) {
  const running = new RunningSandbox(options);
  const path = `${running.control}/exchanges/${number}`;
  const shown = await running.ask<{ as: Record<string, string> }>({ method: 'GET', path });
  if (as === undefined) return write(`${JSON.stringify(shown, null, 2)}\n`);
  const text = shown.as[as];
  if (text === undefined) {
    throw new Error(`--as is ${as}; expected one of ${Object.keys(shown.as).join(', ')}.`);
  }
  write(`${text.trimEnd()}\n`);
}

async function again(number: number, options: RunningOptions) {
  const running = new RunningSandbox(options);
  const at = `${running.control}/exchanges`;
  const made = await running.ask<{ number: number }>({
    method: 'POST',
    path: `${at}/${number}/again`,
  });
  const shown = await running.ask<{
    response?: { status: number };
    says?: string;
    isFine: boolean;
  }>({ method: 'GET', path: `${at}/${made.number}` });
  write(`${made.number}: ${shown.response?.status ?? shown.says}\n`);
  if (!shown.isFine) process.exitCode = 1;
}

async function open(options: RunningOptions) {
  const running = new RunningSandbox(options);
  await running.ask({ method: 'GET', path: '/sandbox' });
  const page = `${running.url}/#${encodeURIComponent(running.account)}`;
  const [command, ...before] = openers[process.platform] ?? ['xdg-open'];
  write(`${page}\n`);
  const opener = spawn(command ?? 'xdg-open', [...before, page], {
    detached: true,
    stdio: 'ignore',
  });
  opener.on('error', () => undefined);
  opener.unref();
}
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

function numberOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number from 1.');
}
