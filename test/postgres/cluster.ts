/**
 * A cluster of Postgres for tests: in a folder and on a port of its own, gone afterwards. The server
 * refuses to be run by root; then it is run by its own user, or by nobody.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { patienceMs, untilSo } from '../house/patience.ts';

/** Where the server is: the newest of this machine; undefined: it has none. */
export const postgresPath = [
  ...globSync('/usr/lib/postgresql/*/bin').sort((a, b) => versionOf(b) - versionOf(a)),
  '/usr/local/pgsql/bin',
  ...(process.env.PATH ?? '').split(':'),
].find((path) => existsSync(join(path, 'initdb')) && existsSync(join(path, 'postgres')));
function versionOf(path: string) {
  return Number(path.split('/').at(-2));
}

/** Says loudly what does not run where there is no server. */
export function sayMissing(what: string) {
  process.stderr.write(`\n${what.toUpperCase()} WERE NOT RUN: no Postgres found.\n\n`);
}

/** Whom a process is run by; nobody else if left out. */
interface User {
  readonly uid?: number;
  readonly gid?: number;
}

export interface Cluster extends AsyncDisposable {
  readonly url: string;
  /** Kills the postmaster, as it comes; its children notice. */
  readonly kill: () => Promise<void>;
  /** Starts it again, and ends when it answers. */
  readonly start: () => Promise<void>;
}

/** A cluster that runs; `settings` are of its configuration. */
export async function openCluster(
  path: string,
  settings: Readonly<Record<string, string | number>> = { fsync: 'off' },
): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'texml-postgres-'));
  const user: User = process.getuid?.() === 0 ? otherUser() : {};
  const { uid, gid } = user;
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  const data = join(folder, 'data');
  const run = promisify(execFile);
  const options = [
    '--no-sync',
    '--auth=trust',
    '--username=texml',
    '--encoding=UTF8',
    '--locale=C',
  ];
  await run(join(path, 'initdb'), ['-D', data, ...options], { ...user, cwd: folder, env: {} });
  const port = await freePort();
  const url = `postgres://texml@127.0.0.1:${port}/postgres`;
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const args = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, ...given];
  let server: ChildProcess | undefined;
  const end = () => server?.kill('SIGQUIT');
  process.once('exit', end);
  const stop = async (signal: NodeJS.Signals) => {
    const stopped = server;
    server = undefined;
    if (!stopped || stopped.exitCode !== null || stopped.signalCode !== null) return;
    const ended = once(stopped, 'exit');
    stopped.kill(signal);
    await ended;
  };
  const start = () =>
    untilSo('Postgres answers', () => {
      // What the one before it has left may keep it from starting for a moment.
      if (!server || server.exitCode !== null || server.signalCode !== null) {
        server = spawn(join(path, 'postgres'), args, { ...user, cwd: folder, stdio: 'ignore' });
      }
      return answers(url);
    });
  const cluster = {
    url,
    start,
    kill: () => stop('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      await stop('SIGQUIT');
      process.removeListener('exit', end);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await start();
  return cluster;
}

async function answers(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function otherUser(): Required<User> {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const found = ['postgres', 'nobody'].map((name) =>
    users.find((one) => one.startsWith(`${name}:`)),
  );
  const [, , uid, gid] = (found.find((one) => one !== undefined) ?? '').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}
