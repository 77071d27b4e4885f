/** Where Restate finds a host: a server of HTTP/2 that ends what it has begun. */
import { once } from 'node:events';
import { createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';

export class OpenPort {
  readonly #server: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();

  private constructor(server: Http2Server) {
    this.#server = server;
    server.on('session', (session) => {
      this.#sessions.add(session);
      session.once('close', () => this.#sessions.delete(session));
      // A connection that breaks ends its attempts; Restate makes them again.
      session.on('error', () => undefined);
    });
  }

  /** Listens, and answers with the handler. */
  static async at(
    { port, host }: { readonly port: number; readonly host: string },
    handler: Parameters<typeof createServer>[1] & {},
  ): Promise<OpenPort> {
    const server = createServer(handler);
    const open = new OpenPort(server);
    // Several processes of one machine may share a port, where its system lets them.
    server.listen({ port, host, reusePort: process.platform === 'linux' });
    await once(server, 'listening');
    server.on('error', () => undefined);
    return open;
  }

  /** Where it listens; at all addresses of a machine: the one that this machine itself has. */
  get uri(): string {
    const { address, family, port } = this.#server.address() as AddressInfo;
    const at = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
    return family === 'IPv6' ? `http://[${at}]:${port}` : `http://${at}:${port}`;
  }

  /** Takes nothing more; what is being answered goes on. */
  stop() {
    this.#server.close();
    for (const session of this.#sessions) session.close();
  }

  /** Ends, with all that is still being answered. */
  end() {
    for (const session of this.#sessions) session.destroy();
  }
}
