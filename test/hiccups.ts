/** `npm run hiccups`: a served sandbox cannot write for a while, again and again, as its disk is full. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { interruptible } from './kill/interrupted.ts';
import { loop, type Plan } from './kill/loop.ts';
import { report } from './kill/report.ts';
import { canLimit, fullDisk, noWriting, smallDisk } from './kill/troubles.ts';
import { Progress } from './progress.ts';

interface Options {
  readonly rounds: string;
  readonly lives: string;
  readonly size: string;
  readonly seed?: string;
  readonly json?: boolean;
}

async function hiccups({ rounds, lives, size, seed: given, json }: Options, signal: AbortSignal) {
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  if (!json) process.stdout.write(`seed ${seed}\n`);
  const usual = { rounds: Number(rounds), lives: Number(lives), seed, signal };
  const run = async (name: string, plan: Pick<Plan, 'trouble' | 'folder'>) => {
    const progress = new Progress(name);
    const began = performance.now();
    const show: Plan['onProgress'] = (figures) => progress.show(figures);
    const outcome = await loop({ ...usual, ...plan, onProgress: show });
    progress.done();
    if (!json) process.stdout.write(`${name}: `);
    report(outcome, (performance.now() - began) / 1_000, seed, json);
  };
  const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  const unmount = smallDisk(folder, size);
  try {
    if (unmount) await run('a full disk', { folder, trouble: () => fullDisk(folder) });
    else notTried('a full disk: mounting one needs root');
    if (canLimit) await run('no writing', { trouble: () => noWriting });
    else notTried('no writing: it needs prlimit, which only Linux has');
  } finally {
    unmount?.();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is left out is no success. */
function notTried(what: string) {
  process.stderr.write(`NOT TRIED: ${what}.\n`);
  process.exitCode = 1;
}

await new Command('hiccups')
  .description('Fill the disk of a sandbox, and forbid it to write: nothing acknowledged is lost.')
  .option('--rounds <n>', 'how many troubles of each kind', '40')
  .option('--lives <n>', 'how many calls live at once', '16')
  .option('--size <size>', 'how large the disk is', '64m')
  .option('--seed <n>', 'the seed; a fresh one if left out')
  .option('--json', 'print one JSON object for each kind instead')
  .action((options: Options) => interruptible((signal) => hiccups(options, signal)))
  .parseAsync();
