/** Processes that serve one sandbox on a database, behind one port: whichever is killed, others go on. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Cluster, openCluster } from '../postgres/cluster.ts';
import { type Mortal, Server } from './server.ts';
import { some, type Trouble } from './troubles.ts';

/** What stands before them: each connection goes to the next of those that listen. */
async function front(ports: () => readonly number[]) {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => open.delete(socket));
    const [port, ...others] = ports().toSorted(() => (turn++ % 2 === 0 ? 1 : -1));
    join(socket, port, others);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function join(socket: Socket, port: number | undefined, others: readonly number[]) {
  if (port === undefined) return socket.destroy();
  const to = connect(port, '127.0.0.1');
  let isJoined = false;
  to.once('connect', () => {
    isJoined = true;
    socket.pipe(to).pipe(socket);
    socket.once('close', () => to.destroy());
  });
  to.once('error', () => (isJoined ? socket.destroy() : join(socket, others[0], others.slice(1))));
  to.once('close', () => isJoined && socket.destroy());
}

export class Processes implements Mortal {
  readonly url: string;
  readonly #cluster: Cluster;
  readonly #servers: readonly Server[];
  readonly #closeFront: () => void;
  kills = 0;

  /** Some that are not started yet, on a database that is. */
  static async on(postgres: string, config: string, many: number): Promise<Processes> {
    const cluster = await openCluster(postgres);
    const servers = await Promise.all(
      Array.from({ length: many }, () => Server.with(['--store', cluster.url, '--config', config])),
    );
    const before = await front(() => servers.map(({ port }) => port));
    return new Processes(cluster, servers, before);
  }

  private constructor(
    cluster: Cluster,
    servers: readonly Server[],
    before: Awaited<ReturnType<typeof front>>,
  ) {
    this.url = before.url;
    this.#cluster = cluster;
    this.#servers = servers;
    this.#closeFront = before.close;
  }

  readonly pid = 0;
  readonly up = () => Promise.race(this.#servers.map((one) => one.up()));

  async start() {
    for (const server of this.#servers) await server.start();
  }
  /** One of them dies and comes back. */
  async killOne(nth: number) {
    this.kills += 1;
    const server = this.#servers[nth % this.#servers.length] as Server;
    await server.kill();
    await server.start();
  }
  /** The database dies, and is back after a while. */
  async killDatabase(afterMs: number) {
    this.kills += 1;
    await this.#cluster.kill();
    await wait(afterMs);
    await this.#cluster.start();
  }

  async terminate(withinMs: number) {
    const began = performance.now();
    const ended = await Promise.all(this.#servers.map((one) => one.terminate(withinMs)));
    this.#closeFront();
    await this.#cluster[Symbol.asyncDispose]();
    return ended.includes(undefined) ? undefined : performance.now() - began;
  }
  kill = () => this.killOne(this.kills);
  dieStarting = () => Promise.resolve();
}

/** One process dies, or the database; requests may be refused until another has taken over. */
export const takeovers = (processes: () => Processes): Trouble => ({
  mayFail: () => true,
  async once(_, below, acknowledged) {
    await some(below, acknowledged);
    if (below(8) === 0) await processes().killDatabase(below(3_000));
    else await processes().killOne(below(1_000));
  },
});
