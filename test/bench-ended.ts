/**
 * `node test/bench-ended.ts`: what a host in an SQLite file holds in memory, and what the first page
 * of its recordings costs, with many ended recordings in the file and with none. The ended ones are
 * put into the store as they would be there: through a host, a million would take an hour.
 * `--page` measures what the page of the sandbox costs its server.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Host, SqliteStore } from '../src/hosts/index.ts';
import { directoryOf, type RestHost, serve } from '../src/wire/index.ts';
import { accountSid, begun, fill } from './bench/kept-lives.ts';
import { measurePage } from './bench/page.ts';

/** Opens a host on a file, in a process of its own, and says what it takes. */
async function look(file: string) {
  const collect = globalThis.gc ?? (() => undefined);
  const beganAt = performance.now();
  const perform = () => undefined;
  const ports = ['network', 'media', 'callbacks', 'instructions', 'orphans'] as const;
  const performers = Object.fromEntries(ports.map((port) => [port, perform])) as never;
  const host = await Host.open({
    store: new SqliteStore(file),
    // A clock that stands still: no limit of a live one comes.
    clock: { now: () => begun, wake: () => () => undefined },
    performers: () => performers,
  });
  const openMs = performance.now() - beganAt;
  const rest: RestHost = {
    directory: directoryOf(host, accountSid),
    mint: () => 'new',
    mediaUrl: (sid) => `https://example.com/${sid}`,
    take: () => ({ verdict: 'ignored' }),
  };
  const page = (query: string) => {
    const path = `/texml/Accounts/${accountSid}/Recordings.json`;
    const reply = serve({ method: 'GET', path, query }, rest);
    if (!('status' in reply) || reply.status !== 200) throw new Error('no page');
    return reply.body as { readonly recordings: readonly unknown[]; next_page_uri?: string };
  };
  const cost = (query: string) => {
    for (let i = 0; i < 20; i += 1) page(query);
    const { user, system } = process.cpuUsage();
    const times = 100;
    for (let i = 0; i < times; i += 1) page(query);
    const since = process.cpuUsage();
    return (since.user + since.system - user - system) / times / 1_000;
  };
  const firstPageMs = cost('');
  const dayOfOldest = new Date(begun).toISOString().slice(0, 10);
  const oldPageMs = cost(`DateCreated=${dayOfOldest}`);
  const { length } = page('').recordings;
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  const found = {
    length,
    openMs,
    firstPageMs,
    oldPageMs,
    heapMb: heapUsed / 2 ** 20,
    rssMb: rss / 2 ** 20,
  };
  process.stdout.write(`${JSON.stringify(found)}\n`);
  await host.close();
}

interface Options {
  readonly ended: number;
  readonly live: number;
  readonly page?: boolean;
  readonly look?: string;
}
const program = new Command('bench-ended')
  .description('Measure what ended recordings cost a host in an SQLite file.')
  .option('--ended <count>', 'ended recordings, each with its call', Number, 1_000_000)
  .option('--live <count>', 'live recordings, each with its call', Number, 1_000)
  .option('--page', 'what the page costs its server instead, with both')
  .option('--look <file>', 'what a process of its own is begun with')
  .action(async ({ ended, live, page, look: file }: Options) => {
    if (page) return await measurePage(ended, live);
    if (file !== undefined) return await look(file);
    const folder = mkdtempSync(join(tmpdir(), 'texml-ended-'));
    try {
      for (const count of [0, 1_000, ended]) {
        const path = join(folder, `${count}.db`);
        fill(path, true, 0, count);
        fill(path, false, count, live);
        const args = ['--expose-gc', import.meta.filename, '--look', path];
        const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        if (status !== 0) throw new Error(stderr);
        const fileMb = statSync(path).size / 2 ** 20;
        const found = { ...(JSON.parse(stdout) as object), fileMb };
        const said = Object.entries(found).map(([name, n]) => `${name} ${Number(n).toFixed(2)}`);
        process.stdout.write(`${live} live, ${count} ended: ${said.join(', ')}\n`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
await program.parseAsync();
