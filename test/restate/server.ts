/**
 * Servers of Restate for tests: one node or a cluster, in a folder and on ports of its own, gone
 * afterwards. The program comes in a package of npm. At its start it asks GitHub for its newest
 * release, which no setting prevents; without an answer it goes on.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { givenUp, untilSo } from '../house/patience.ts';
import { freePort } from '../load/server.ts';

/** Where the server is; undefined: there is none for this machine. */
export const restatePath = found(
  `@restatedev/restate-server-${platform()}-${arch()}/bin/restate-server`,
);
function found(name: string): string | undefined {
  try {
    const umbrella = createRequire(import.meta.url).resolve(
      '@restatedev/restate-server/package.json',
    );
    const path = createRequire(umbrella).resolve(name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** How a cluster is. */
export interface Shape {
  /** How many nodes; 1 when left out. */
  readonly nodes?: number;
  /** On how many nodes everything is kept; 1 when left out. */
  readonly replication?: number;
  /** 2 when left out. */
  readonly partitions?: number;
  /** Whether a commit waits for the disk; a process that is killed loses nothing either way. */
  readonly isSynced?: boolean;
}
export interface Servers extends AsyncDisposable {
  /** Where each node takes requests. */
  readonly ingress: readonly string[];
  /** Where each node is administered. */
  readonly admin: readonly string[];
  /** Kills a node, as it comes. */
  readonly kill: (node?: number) => Promise<void>;
  /** Starts it again, and ends when it is there. */
  readonly start: (node?: number) => Promise<void>;
  /** Stops all of them in the middle of what they do, until they are to go on. */
  readonly freeze: (isFrozen: boolean) => void;
}

interface Node {
  readonly name: string;
  readonly ingress: number;
  readonly admin: number;
  readonly fabric: number;
}

const addressOf = (port: number) => `http://127.0.0.1:${port}`;

/** Servers that run. */
export async function openServers(path: string, shape: Shape = {}): Promise<Servers> {
  const { nodes: count = 1 } = shape;
  const folder = mkdtempSync(join(tmpdir(), 'texml-restate-'));
  const nodes: Node[] = [];
  for (let n = 1; n <= count; n += 1) {
    const [ingress, admin, fabric] = [await freePort(), await freePort(), await freePort()];
    nodes.push({ name: `n${n}`, ingress, admin, fabric });
  }
  const running = nodes.map(() => undefined as ChildProcess | undefined);
  const begin = (n: number) => {
    const { name } = nodes[n] as Node;
    const file = join(folder, `${name}.toml`);
    writeFileSync(file, configured(nodes, n, shape));
    const args = ['--config-file', file, '--base-dir', join(folder, name), '--no-logo'];
    // Nothing of the environment changes how it runs.
    const env = { DO_NOT_TRACK: '1' };
    running[n] = spawn(path, args, { env, stdio: 'ignore' });
  };
  const isUp = (n: number): Promise<boolean> => {
    const child = running[n];
    if (!child || child.exitCode !== null || child.signalCode !== null) begin(n);
    return answers(`${addressOf((nodes[n] as Node).admin)}/health`);
  };
  const start = (n = 0) => untilSo(`node ${n + 1} of Restate answers`, () => isUp(n));
  const stop = async (n: number) => {
    const child = running[n];
    running[n] = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const end = () => {
    for (const child of running) child?.kill('SIGKILL');
  };
  process.once('exit', end);
  await Promise.all(nodes.map((_, n) => start(n)));
  return {
    ingress: nodes.map(({ ingress }) => addressOf(ingress)),
    admin: nodes.map(({ admin }) => addressOf(admin)),
    kill: (n = 0) => stop(n),
    start,
    freeze: (isFrozen) => {
      for (const child of running) child?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(nodes.map((_, n) => stop(n)));
      process.removeListener('exit', end);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function answers(address: string) {
  try {
    return (await fetch(address, { signal: givenUp() })).ok;
  } catch {
    return false;
  }
}

/** Nothing but this machine hears of it, and it takes little memory. */
function configured(nodes: readonly Node[], n: number, shape: Shape) {
  const { name, ingress, admin, fabric } = nodes[n] as Node;
  const { replication = 1, partitions = 2, isSynced = false } = shape;
  const fabrics = nodes.map((one) => JSON.stringify(addressOf(one.fabric)));
  return `
cluster-name = "texml-test"
node-name = "${name}"
auto-provision = ${n === 0}
default-num-partitions = ${partitions}
default-replication = ${replication}
listen-mode = "tcp"
bind-address = "127.0.0.1:${fabric}"
advertised-address = "${addressOf(fabric)}"
disable-telemetry = true
log-filter = "error"
rocksdb-total-memory-size = "128 MB"
[ingress]
bind-address = "127.0.0.1:${ingress}"
[admin]
bind-address = "127.0.0.1:${admin}"
disable-web-ui = true
[metadata-client]
type = "replicated"
addresses = [${fabrics.join(', ')}]
[log-server]
rocksdb-disable-wal-fsync = ${!isSynced}
[bifrost.local]
rocksdb-disable-wal-fsync = ${!isSynced}
`;
}
