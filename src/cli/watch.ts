/** `watch`: the same as `check`, of a log that grows. */
import { open, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import type { Alert, LogForm } from '../check/index.ts';
import { paint, write } from './terminal.ts';

interface Options {
  readonly from?: LogForm;
  readonly alert?: string;
  readonly json?: boolean;
}

const help = `
Examples:
  $ texml-recordings watch calls.ndjson               alerts on standard output
  $ texml-recordings watch calls.ndjson --alert https://app.example/alerts
                                                      each alert also as JSON, by POST

It reads what the log has, and then what is added to it, until it is stopped. Something that cannot
be explained is told as soon as it is there; a callback that does not come, when it is overdue; of a
session with too many ways to tell, that. Each is told once. A log that is begun anew is read from its
beginning.`;

export function addWatch(program: Command) {
  program
    .command('watch')
    .description('check a log while it is written, and alert to what is unexplained or overdue')
    .argument('<log>', 'a file that grows, line by line')
    .addOption(
      new Option('--from <form>', 'what the log is; it is guessed').choices([
        'ndjson',
        'access-log',
      ]),
    )
    .option('--alert <url>', 'where each alert is sent as well')
    .option('--json', 'print one JSON object a line')
    .addHelpText('after', help)
    .action((file: string, options: Options) => run(file, options));
}

async function run(file: string, { from, alert: url, json }: Options) {
  const { checkText, LogWatch, watchLog } = await import('../check/index.ts');
  const textOf = (alert: Alert) => {
    if (json) return `${JSON.stringify(alert)}\n`;
    if (alert.kind === 'odd' || alert.kind === 'failed') {
      return checkText(alert, { paint, all: true });
    }
    return checkText({ kind: 'session', verdict: alert.verdict }, { paint, all: true });
  };
  const watch = new LogWatch({
    alert(alert) {
      write(textOf(alert));
      if (url !== undefined) void send(url, alert);
    },
  });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const ticking = setInterval(() => watch.pass(Date.now()), 60_000);
  try {
    await watchLog(grownLines(file, stop.signal), watch, { file, form: from });
  } finally {
    clearInterval(ticking);
  }
}

/** An alert that cannot be sent is told of, and not lost: it stands on standard output. */
async function send(url: string, alert: Alert) {
  try {
    const body = JSON.stringify(alert);
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(10_000);
    const { ok, status } = await fetch(url, { method: 'POST', headers, body, signal });
    if (!ok) throw new Error(`it answers ${status}`);
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    process.stderr.write(`texml-recordings: the alert could not be sent to ${url}: ${says}\n`);
  }
}

const lookEveryMs = 500;

/**
 * The lines of a file that grows, as they are complete.
 * @throws Error that names the file, if it cannot be read.
 */
export async function* grownLines(
  file: string,
  signal: AbortSignal,
  everyMs = lookEveryMs,
): AsyncGenerator<string> {
  let from = 0;
  let rest = '';
  let decoder = new TextDecoder();
  while (!signal.aborted) {
    const { size } = await stat(file).catch((error: NodeJS.ErrnoException) => {
      throw new Error(`${file}: the log cannot be read (${error.code}).`, { cause: error });
    });
    if (size < from) [from, rest, decoder] = [0, '', new TextDecoder()];
    if (size > from) {
      const bytes = await bytesIn(file, from, size);
      from += bytes.length;
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    } else await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
/** So much is read at once. */
const mostBytes = 2 ** 20;
async function bytesIn(file: string, from: number, to: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const buffer = new Uint8Array(Math.min(mostBytes, to - from));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
