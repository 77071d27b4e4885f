/** `npm run load`: recordings living at once in a sandbox, and how fast it reads beside a mock. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { manyAccounts } from './load/accounts.ts';
import { ask, hangUp } from './load/asking.ts';
import { frozen } from './load/frozen.ts';
import { type Lives, lifecycles } from './load/lifecycles.ts';
import { mockApi } from './load/mock-api.ts';
import { rates } from './load/rates.ts';
import { freePort, type Running, running, sandbox } from './load/server.ts';
import { Progress } from './progress.ts';

interface Options {
  readonly lifecycles: string;
  readonly rounds: string;
  readonly memory?: boolean;
  readonly prism?: string;
  readonly frozen?: string;
  readonly accounts?: string;
  readonly json?: boolean;
}

async function load(options: Options) {
  if (options.frozen !== undefined) return moved(Number(options.frozen), options);
  if (options.accounts !== undefined) return accounts(Number(options.accounts), options);
  const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  const servers: Running[] = [];
  try {
    const began = performance.now();
    const server = await sandbox(...(options.memory ? ['--memory'] : ['--state', folder]));
    servers.push(server);
    const startMs = Math.round(performance.now() - began);
    const lives = await lived(server, Number(options.lifecycles));
    const targets = [{ name: 'sandbox', url: await aRecording(server.url) }];
    if (options.prism) {
      const mock = await prism(options.prism, folder);
      servers.push(mock);
      targets.push({ name: 'prism', url: `${mock.url}${new URL(targets[0]?.url ?? '').pathname}` });
    }
    const progress = new Progress('rates');
    const figures = await rates(targets, Number(options.rounds), (turns) =>
      progress.show({ turns }),
    );
    progress.done();
    const perSecond = Object.fromEntries([...figures].map(([name, all]) => [name, medianOf(all)]));
    report({ startMs, lives, perSecond }, options);
    if (!isFine(lives, Number(options.lifecycles))) process.exitCode = 1;
  } finally {
    hangUp();
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Moves the time of so many calls, and says what that took. */
async function moved(count: number, { json }: Options) {
  const took = await frozen(count);
  const { calls, recordings } = took;
  const [wall, cpu, idle] = [took.wallSeconds, took.cpuSeconds, took.idleSeconds].map((seconds) =>
    seconds.toFixed(1),
  );
  process.stdout.write(
    json
      ? `${JSON.stringify(took, null, 2)}\n`
      : `${calls} calls, ${recordings} recordings: five minutes in ${wall} s; ` +
          `at work ${cpu} s, waiting ${idle} s\n`,
  );
  if (calls !== count || recordings !== count * 3) process.exitCode = 1;
}

/** Makes so many accounts in a folder, begins again with them, and says what that took. */
async function accounts(count: number, { json }: Options) {
  const progress = new Progress('accounts');
  const took = await manyAccounts(count, (made) => progress.show({ made }));
  progress.done();
  const { msEach, startSeconds, handles, megabytes, completed } = took;
  process.stdout.write(
    json
      ? `${JSON.stringify(took, null, 2)}\n`
      : `${took.accounts} accounts, ${msEach.toFixed(1)} ms each; a restart in ` +
          `${startSeconds.toFixed(1)} s; ${handles} handles, ${megabytes.toFixed(0)} MB\n`,
  );
  if (![took.accounts, ...completed].every((n) => n === count)) process.exitCode = 1;
}

async function lived({ url }: Running, count: number): Promise<Lives> {
  const progress = new Progress('lifecycles');
  const lives = await lifecycles(url, count, (ended) => progress.show({ ended }));
  progress.done();
  return lives;
}

/** Every recording has ended with a file, and everything was told, once. */
function isFine({ recordings, completed, played, callbacks, unexpected }: Lives, count: number) {
  const once = Object.keys(callbacks).length === 1 && callbacks['1'] === count * 3;
  return [recordings, completed, played].every((n) => n === count) && once && !unexpected.length;
}

/** The URL of some recording in the sandbox. */
async function aRecording(url: string): Promise<string> {
  const below = `${url}/v2/texml/Accounts/load`;
  const { text } = await ask('GET', `${below}/Recordings.json?PageSize=1`);
  const { recordings } = JSON.parse(text) as { recordings: { sid: string }[] };
  return `${below}/Recordings/${recordings[0]?.sid}.json`;
}

/** Prism, mocking our description of the fetch, which is written into the folder. */
async function prism(command: string, folder: string): Promise<Running> {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(mockApi));
  const port = await freePort();
  return running(command, ['mock', file, '--port', String(port), '--verboseLevel', 'info']);
}

const medianOf = (figures: readonly number[]) =>
  Math.round(figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0);

interface Measured {
  readonly startMs: number;
  readonly lives: Lives;
  readonly perSecond: Readonly<Record<string, number>>;
}
function report(measured: Measured, { json }: Options) {
  const { startMs, lives, perSecond } = measured;
  if (json) {
    process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
    return;
  }
  const { recordings, completed, played, callbacks, unexpected, seconds } = lives;
  const told = Object.entries(callbacks).map(([times, n]) => `${n} delivered ${times} ×`);
  const lines = [
    `listens after ${startMs} ms`,
    `${recordings} lives in ${seconds.toFixed(1)} s: ${completed} completed, ${played} files played`,
    `callbacks: ${told.join(', ')}`,
    ...unexpected.map((one) => `unexpected: ${one}`),
    ...Object.entries(perSecond).map(([name, n]) => `${name}: ${n} fetches a second`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

await new Command('load')
  .description('Let recordings live at once in a sandbox, and measure how fast it answers fetches.')
  .option('--lifecycles <n>', 'how many recordings live at the same time', '1000')
  .option('--rounds <n>', 'how many seconds each server is asked for a recording', '5')
  .option('--memory', 'keep nothing, instead of a file')
  .option('--prism <command>', 'measure this prism (@stoplight/prism-cli) beside it')
  .option('--frozen <n>', 'instead, move the time of so many calls forward by five minutes')
  .option('--accounts <n>', 'instead, make so many accounts in a folder, and begin again with them')
  .option('--json', 'print one JSON object instead')
  .action(load)
  .parseAsync();
