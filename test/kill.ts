/** `npm run kill`: a served sandbox is killed again and again while many recordings live in it. */
import { Command } from 'commander';
import { interruptible } from './kill/interrupted.ts';
import { loop, type Plan } from './kill/loop.ts';
import { Processes, takeovers } from './kill/processes.ts';
import { report } from './kill/report.ts';
import { kills } from './kill/troubles.ts';
import { postgresPath } from './postgres/cluster.ts';
import { Progress } from './progress.ts';

interface Options {
  readonly kills: string;
  readonly lives: string;
  readonly seed?: string;
  readonly processes?: string;
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
    ...(options.processes ? sharing(Number(options.processes)) : { trouble: () => kills }),
    onProgress: (figures) => progress.show(figures),
  });
  progress.done();
  report(outcome, (performance.now() - began) / 1_000, seed, options.json);
}

/** Several processes on one database, and what befalls them. */
function sharing(many: number): Pick<Plan, 'serving' | 'trouble'> {
  if (!postgresPath) throw new Error('There is no Postgres on this machine.');
  const path = postgresPath;
  let processes: Processes;
  return {
    serving: async (config) => {
      processes = await Processes.on(path, config, many);
      return processes;
    },
    trouble: () => takeovers(() => processes),
  };
}

await new Command('kill')
  .description('Kill a sandbox while many recordings live in it: nothing acknowledged is lost.')
  .option('--kills <n>', 'how often it is killed', '300')
  .option('--lives <n>', 'how many calls live at once', '24')
  .option('--processes <n>', 'so many serve it, on a Postgres, which is killed as well')
  .option('--seed <n>', 'the seed; a fresh one if left out')
  .option('--json', 'print one JSON object instead')
  .action((options: Options) => interruptible((signal) => kill(options, signal)))
  .parseAsync();
