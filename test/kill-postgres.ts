/** `npm run kill:postgres`: hosts on one database are killed again and again, and it with them. */
import { Command } from 'commander';
import { interruptible } from './kill/interrupted.ts';
import { postgresPath } from './postgres/cluster.ts';
import { undergo } from './postgres/killing.ts';
import { Progress } from './progress.ts';

interface Options {
  readonly kills: string;
  readonly postmaster: string;
  readonly lives: string;
  readonly processes: string;
  readonly seed?: string;
}

async function kill(options: Options, signal: AbortSignal) {
  if (!postgresPath) throw new Error('No Postgres found: install the package postgresql.');
  const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
  process.stdout.write(`seed ${seed}\n`);
  const progress = new Progress('kill:postgres');
  const began = performance.now();
  let figures: Readonly<Record<string, number>> = {};
  const outcome = await undergo({
    path: postgresPath,
    seed,
    processes: Number(options.processes),
    lives: Number(options.lives),
    atOnce: 24,
    kills: Number(options.kills),
    postmasterKills: Number(options.postmaster),
    everyMs: 800,
    leaseMs: 600,
    signal,
    onProgress: (more) => {
      figures = { ...figures, ...more };
      progress.show(figures);
    },
  });
  progress.done();
  const seconds = Math.round((performance.now() - began) / 1_000);
  const { lost, doubled, outOfOrder, inLimbo, ...counted } = outcome;
  const wrong = { lost, doubled, outOfOrder, inLimbo };
  for (const [name, count] of Object.entries(counted)) process.stdout.write(`${name} ${count}\n`);
  for (const [name, those] of Object.entries(wrong)) {
    process.stdout.write(`${name} ${those.length}\n`);
    for (const says of those.slice(0, 20)) process.stdout.write(`  ${says}\n`);
  }
  process.stdout.write(`${seconds} s\n`);
  if (Object.values(wrong).some((those) => those.length > 0)) process.exitCode = 1;
}

await new Command('kill:postgres')
  .description('Kill hosts on one database, and the database, while lives are lived in them.')
  .option('--kills <n>', 'how often something is killed', '72')
  .option('--postmaster <n>', 'how many of those kill the postmaster', '14')
  .option('--lives <n>', 'how many lives are lived', '600')
  .option('--processes <n>', 'how many processes have a host', '3')
  .option('--seed <n>', 'the seed; a fresh one if left out')
  .action((options: Options) => interruptible((signal) => kill(options, signal)))
  .parseAsync();
