/** `npm run kill:postgres`: hosts on one database are killed again and again, and it with them. */
import { Command } from 'commander';
import { undergo } from './hosts/ordeal/ordeal.ts';
import { report } from './hosts/ordeal/reported.ts';
import { interruptible } from './kill/interrupted.ts';
import { postgresPath } from './postgres/cluster.ts';
import { postgresEngine } from './postgres/killing.ts';

interface Options {
  readonly kills: string;
  readonly postmaster: string;
  readonly lives: string;
  readonly processes: string;
  readonly seed?: string;
}
const leaseMs = 600;

async function kill(options: Options, signal: AbortSignal) {
  if (!postgresPath) throw new Error('No Postgres found: install the package postgresql.');
  const path = postgresPath;
  await report('kill:postgres', options.seed, signal, async (given) => {
    const ordeal = {
      ...given,
      processes: Number(options.processes),
      lives: Number(options.lives),
      atOnce: 24,
      kills: Number(options.kills),
      engineKills: Number(options.postmaster),
      everyMs: 800,
      leaseMs,
    };
    return await undergo(ordeal, await postgresEngine(path, leaseMs));
  });
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
