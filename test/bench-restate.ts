/** `npm run bench:restate`: a host on Restate beside a raw handler on the same server. */
import { Command } from 'commander';
import { benchRestate } from './bench/restate.ts';
import { restatePath } from './restate/server.ts';

interface Options {
  readonly keys: string;
  readonly messages: string;
  readonly rounds: string;
  readonly synced?: boolean;
}

async function measure(options: Options) {
  if (!restatePath) throw new Error('There is no server of Restate for this machine.');
  const { host, raw, share, microsecondsOfStep } = await benchRestate({
    path: restatePath,
    keys: Number(options.keys),
    messages: Number(options.messages),
    rounds: Number(options.rounds),
    isSynced: options.synced === true,
  });
  process.stdout.write(`host         ${host} messages/s\n`);
  process.stdout.write(`raw handler  ${raw} messages/s; host: ${share.toFixed(2)}\n`);
  process.stdout.write(`of a message, what is not Restate's takes ${microsecondsOfStep} µs\n`);
}

await new Command('bench:restate')
  .description('Measure a host on Restate beside a handler that reads, writes and sends as much.')
  .option('--keys <n>', 'how many machines are told something at once', '1')
  .option('--messages <n>', 'how many messages are given in each round', '60')
  .option('--rounds <n>', 'how many rounds', '24')
  .option('--synced', 'Restate waits for the disk')
  .action(measure)
  .parseAsync();
