/** `npm run kill:restate`: hosts on Restate are killed again and again, and its nodes with them. */
import { Command } from 'commander';
import { undergo } from './hosts/ordeal/ordeal.ts';
import { report } from './hosts/ordeal/reported.ts';
import { interruptible } from './kill/interrupted.ts';
import { restateEngine } from './restate/killing.ts';
import { restatePath } from './restate/server.ts';

interface Options {
  readonly nodes: string;
  readonly replication: string;
  readonly kills: string;
  readonly nodeKills: string;
  readonly lives: string;
  readonly processes: string;
  readonly seed?: string;
}

async function kill(options: Options, signal: AbortSignal) {
  if (!restatePath) throw new Error('There is no server of Restate for this machine.');
  const path = restatePath;
  const [nodes, replication] = [Number(options.nodes), Number(options.replication)];
  await report('kill:restate', options.seed, signal, async (given) => {
    const ordeal = {
      ...given,
      processes: Number(options.processes),
      lives: Number(options.lives),
      atOnce: 12,
      kills: Number(options.kills),
      engineKills: Number(options.nodeKills),
      everyMs: 2_000,
      leaseMs: 1_000,
    };
    return await undergo(ordeal, await restateEngine(path, { nodes, replication }));
  });
}

await new Command('kill:restate')
  .description('Kill hosts on Restate, and its nodes, while lives are lived in them.')
  .option('--nodes <n>', 'how many nodes Restate has', '1')
  .option('--replication <n>', 'on how many of them everything is kept', '1')
  .option('--kills <n>', 'how often something is killed', '24')
  .option('--node-kills <n>', 'how many of those kill a node, one after another', '8')
  .option('--lives <n>', 'how many lives are lived', '200')
  .option('--processes <n>', 'how many processes have a host', '2')
  .option('--seed <n>', 'the seed; a fresh one if left out')
  .action((options: Options) => interruptible((signal) => kill(options, signal)))
  .parseAsync();
