/** A sandbox that listens on a port of this machine. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP, type Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { usualGraceMs } from '../hosts/index.ts';
import { isLoopback } from './http/edge/guard.ts';
import { createSandbox, type Sandbox, type SandboxOptions, usualPort } from './sandbox.ts';
import { openShared, type SharedState } from './shared-sandbox.ts';
import { limits } from './stage/limits.ts';

/** Beyond this machine `egress` is `public` if left out: strangers' requests lead nowhere inside. */
export interface ListenOptions extends Omit<SandboxOptions, 'state'> {
  /** Where calls and recordings are kept: in memory, in a folder, or where several processes share them. */
  readonly state: SandboxOptions['state'] | SharedState;
  /** 127.0.0.1 if left out: nobody but this machine. */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port?: number;
  /** The process serves nothing else: its global Request and Response give way to quicker ones. */
  readonly isAlone?: boolean;
  /** Hears what whoever starts it should know; left out: the process warns of it. */
  readonly warn?: (says: string) => void;
}
/** A sandbox that listens. */
export interface Listening {
  /** Where it is reached from this machine. */
  readonly url: string;
  /** What callbacks are verified with: 32 bytes in base64. */
  readonly publicKey: string;
  /** What whoever starts it should know, a line each. */
  readonly notices: readonly string[];
  /**
   * Answers what is under way, ends streams and connections, and closes what is kept. Rejects if not
   * all of that could be written, or if it takes too long; what can be closed is closed then.
   */
  readonly close: () => Promise<void>;
}

/** How long the whole end may take, beside the grace of requests and that of callbacks. */
const endMs = 5_000;

/**
 * Starts a sandbox.
 * @throws Error that says so, if the port is in use.
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host = '127.0.0.1', port = usualPort, isAlone = false, hosts = [], ...all } = options;
  const { state, ...rest } = all;
  const { warn = (says) => process.emitWarning(says), graceMs = usualGraceMs } = options;
  // What comes before the sandbox is open waits for it.
  const { promise: opened, resolve } = Promise.withResolvers<Pick<Sandbox, 'fetch'>>();
  const answer = getRequestListener(async (request) => (await opened).fetch(request), {
    overrideGlobalObjects: isAlone,
  });
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.requestMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.requestMs,
      connectionsCheckingInterval: 1_000,
    },
    answer,
  );
  server.maxConnections = limits.connections;
  const end = ending(server, graceMs);
  await bound(server, host, port);
  const url = urlOf(host, server);
  const isHere = isLoopback((server.address() as AddressInfo).address);
  if (!isHere && !rest.apiKeys) {
    warn(`Whoever reaches ${host} can use this sandbox with any key: --api-key-file names some.`);
  }
  try {
    const given = {
      publicUrl: url,
      egress: [isHere ? 'any' : 'public'],
      ...rest,
      hosts: hosts === 'any' ? hosts : [...hosts, ...(isIP(host) ? [] : [host])],
    };
    const sandbox = await (typeof state === 'object' && 'postgres' in state
      ? openShared(state, given, url, warn)
      : createSandbox({ ...given, state }));
    resolve(sandbox);
    let closed: Promise<void> | undefined;
    const close = async () => {
      sandbox.endStreams();
      // Whatever happens to connections, what is kept is closed.
      await end().finally(() => sandbox.close());
    };
    return {
      url,
      publicKey: sandbox.publicKey,
      notices: sandbox.notices,
      close: () => {
        closed ??= withinTime(close(), 2 * graceMs + endMs);
        return closed;
      },
    };
  } catch (error) {
    server.closeAllConnections();
    await end();
    throw error;
  }
}

async function withinTime(end: Promise<void>, limitMs: number) {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const says = `Not everything has ended within ${limitMs / 1_000} s; it is given up.`;
  const timer = setTimeout(() => reject(new Error(says)), limitMs);
  try {
    await Promise.race([end, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function bound(server: Server, host: string, port: number) {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw explained(error as NodeJS.ErrnoException, host, port);
  }
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const { code } = error;
  if (code === 'EADDRINUSE') {
    return new Error(`Port ${port} is in use: choose another with --port.`, { cause: error });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Error(`This machine has no address ${host}: choose another with --host.`, {
      cause: error,
    });
  }
  return error;
}

/** Where this machine reaches it: who listens everywhere also listens here. */
function urlOf(host: string, server: Server): string {
  const { port } = server.address() as AddressInfo;
  const here = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${here.includes(':') ? `[${here}]` : here}:${port}`;
}

/**
 * What ends a server: it takes no more connections, answers what is under way for a while, and
 * lets go of connections on which nothing is asked, not even for the first time.
 */
function ending(server: Server, graceMs: number): () => Promise<void> {
  const quiet = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    quiet.add(socket);
    socket.once('close', () => quiet.delete(socket));
  });
  let isEnding = false;
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    quiet.delete(socket);
    response.once('close', () => {
      if (isEnding) socket.end();
      else if (!socket.destroyed) quiet.add(socket);
    });
  });
  return async () => {
    isEnding = true;
    const closed = once(server, 'close');
    server.close();
    for (const socket of quiet) socket.destroy();
    const late = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(late);
  };
}
