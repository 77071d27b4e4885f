/**
 * `node test/bench-ended.ts`: what a host in an SQLite file holds in memory, and what the first page
 * of its recordings costs, with many ended recordings in the file and with none. The ended ones are
 * put into the store as they would be there: through a host, a million would take an hour.
 * With `--sandbox` it is a sandbox in a folder that is looked at, through its API; `--page` measures
 * what its page costs its server.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Host, SqliteStore } from '../src/hosts/index.ts';
import { createSandbox } from '../src/sandbox/index.ts';
import { directoryOf, type RestHost, serve } from '../src/wire/index.ts';
import { accountSid, begun, figures, fill } from './bench/kept-lives.ts';
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

/** The same of a sandbox in a folder: it is asked for a list, and for a recording that has ended. */
async function lookAtSandbox(folder: string) {
  const collect = globalThis.gc ?? (() => undefined);
  const beganAt = performance.now();
  const sandbox = await createSandbox({ state: { folder } });
  const openMs = performance.now() - beganAt;
  const ask = async (path: string) => {
    const url = `http://127.0.0.1/v2/texml/Accounts/${accountSid}/${path}`;
    const headers = { authorization: 'Bearer any' };
    const response = await sandbox.fetch(new Request(url, { headers }));
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as Asked;
  };
  const cost = async (path: string) => {
    for (let i = 0; i < 20; i += 1) await ask(path);
    const { user, system } = process.cpuUsage();
    const times = 100;
    for (let i = 0; i < times; i += 1) await ask(path);
    const since = process.cpuUsage();
    return (since.user + since.system - user - system) / times / 1_000;
  };
  const first = `RE${figures(0)}`;
  const { sid, status = '' } = await ask(`Recordings/${first}.json`);
  const { length } = (await ask('Recordings.json?PageSize=50')).recordings ?? [];
  const firstPageMs = await cost('Recordings.json?PageSize=50');
  const fetchMs = await cost(`Recordings/${first}.json`);
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  const memory = { heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20 };
  const isRight = sid === first && ['completed', 'in-progress'].includes(status) ? 1 : 0;
  const found = { length, isRight, openMs, firstPageMs, fetchMs, ...memory };
  process.stdout.write(`${JSON.stringify(found)}\n`);
  await sandbox.close();
}
interface Asked {
  readonly sid?: string;
  readonly status?: string;
  readonly recordings?: readonly unknown[];
}

interface Options {
  readonly ended: number;
  readonly live: number;
  readonly look?: string;
  readonly sandbox?: boolean;
  readonly page?: boolean;
}
const program = new Command('bench-ended')
  .description('Measure what ended recordings cost a host in an SQLite file.')
  .option('--ended <count>', 'ended recordings, each with its call', Number, 1_000_000)
  .option('--live <count>', 'live recordings, each with its call', Number, 1_000)
  .option('--look <file>', 'what a process of its own is begun with')
  .option('--sandbox', 'look at a sandbox in a folder')
  .option('--page', 'what the page costs its server instead, with both')
  .action(async ({ ended, live, look: file, sandbox, page }: Options) => {
    if (page) return await measurePage(ended, live);
    if (file !== undefined) return await (sandbox ? lookAtSandbox : look)(file);
    const folder = mkdtempSync(join(tmpdir(), 'texml-ended-'));
    try {
      for (const count of [0, 1_000, ended]) {
        const place = join(folder, `${count}`);
        mkdirSync(place);
        const path = join(place, `${accountSid}.sqlite`);
        fill(path, true, 0, count);
        fill(path, false, count, live);
        const looked = sandbox ? [place, '--sandbox'] : [path];
        const args = ['--expose-gc', import.meta.filename, '--look', ...looked];
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
