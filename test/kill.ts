/** `npm run kill`: a served sandbox is killed again and again while many recordings live in it. */
import { Command } from 'commander';
import { interruptible } from './kill/interrupted.ts';
import { loop } from './kill/loop.ts';
import { report } from './kill/report.ts';
import { kills } from './kill/troubles.ts';
import { Progress } from './progress.ts';

interface Options {
  readonly kills: string;
  readonly lives: string;
  readonly seed?: string;
  readonly json?: boolean;
}

async function kill(options: Options, signal: AbortSignal) {
  const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
  if (!options.json) process.stdout.write(`seed ${seed}\n`);
  const progress = new Progress('kill');
  const began = performance.now();
  const outcome = await loop({
    rounds: Number(options.kills),
    lives: Number(options.lives),
    seed,
    signal,
    trouble: () => kills,
    onProgress: (figures) => progress.show(figures),
  });
  progress.done();
  report(outcome, (performance.now() - began) / 1_000, seed, options.json);
}

await new Command('kill')
  .description('Kill a sandbox while many recordings live in it: nothing acknowledged is lost.')
  .option('--kills <n>', 'how often it is killed', '300')
  .option('--lives <n>', 'how many calls live at once', '24')
  .option('--seed <n>', 'the seed; a fresh one if left out')
  .option('--json', 'print one JSON object instead')
  .action((options: Options) => interruptible((signal) => kill(options, signal)))
  .parseAsync();
