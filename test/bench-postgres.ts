/** `npm run bench:postgres`: a host in Postgres beside raw programs on the same server. */
import { Command } from 'commander';
import { benchPostgres } from './bench/postgres.ts';
import { postgresPath } from './postgres/cluster.ts';

interface Options {
  readonly atOnce: string;
  readonly messages: string;
  readonly rounds: string;
  readonly synced?: boolean;
}

async function measure(options: Options) {
  if (!postgresPath) throw new Error('No Postgres found: install the package postgresql.');
  const rates = await benchPostgres({
    path: postgresPath,
    atOnce: Number(options.atOnce),
    messages: Number(options.messages),
    rounds: Number(options.rounds),
    isSynced: options.synced === true,
  });
  const { host, statements, oneCall } = rates;
  const share = (of: number) => (host / of).toFixed(2);
  process.stdout.write(`host                        ${host} messages/s\n`);
  process.stdout.write(
    `raw, one transaction each   ${statements} messages/s; host: ${share(statements)}\n`,
  );
  process.stdout.write(
    `raw, fewest round trips     ${oneCall} messages/s; host: ${share(oneCall)}\n`,
  );
}

await new Command('bench:postgres')
  .description('Measure a host in Postgres beside raw programs that read, write and send as much.')
  .option('--at-once <n>', 'how many messages are on their way at once', '64')
  .option('--messages <n>', 'how many are given in each round', '3000')
  .option('--rounds <n>', 'how many rounds', '5')
  .option('--synced', 'commits wait for the disk')
  .action(measure)
  .parseAsync();
