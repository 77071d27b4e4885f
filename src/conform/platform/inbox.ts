/** Where the platform reaches the kit: it asks for documents there, and tells callbacks. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Something that came from the platform. */
export interface InboxRequest {
  readonly method: string;
  /** What stands behind the corner: `voice`, `told`. */
  readonly name: string;
  /** As it was asked, with its query. */
  readonly url: string;
  /** By name, in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
/** What it is answered. */
export interface InboxAnswer {
  readonly status: number;
  /** A document, if it is one. */
  readonly body?: string;
}
type Answer = (arrived: InboxRequest) => InboxAnswer;

/** Where a kit listens, and how the platform calls that. */
export interface InboxPlace {
  /** Where it listens: 127.0.0.1 unless it is said. */
  readonly host?: string;
  /** Any that is free, unless it is said. */
  readonly port?: number;
  /** How the platform reaches it, if that is something else: through a proxy or a tunnel. */
  readonly publicUrl?: string;
}

/** A part of the inbox that only one check knows of. */
export interface Corner {
  /** Where something of this name is asked for. */
  readonly url: (name: string) => string;
  /** What comes from now on is acknowledged, and nobody hears of it. */
  readonly close: () => void;
}

/** So much of a body is read; a callback is some hundred letters long. */
const mostLetters = 100_000;

/** A small server, for as long as checks are run. */
export class Inbox {
  readonly #server: Server;
  readonly #url: string;
  readonly #corners = new Map<string, Answer | undefined>();

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.#url = url;
  }

  /** @throws TypeError where nobody knows how it is reached; Error where nobody can listen there. */
  static async open({ host = '127.0.0.1', port = 0, publicUrl }: InboxPlace): Promise<Inbox> {
    if (publicUrl === undefined && /^(?:0\.0\.0\.0|::)$/.test(host))
      throw new TypeError(
        `It is listened at ${host}: expected a publicUrl, by which the platform reaches that.`,
      );
    const server = createServer();
    server.listen(port, host);
    await once(server, 'listening');
    const { address, port: own } = server.address() as AddressInfo;
    const name = address.includes(':') ? `[${address}]` : address;
    const inbox = new Inbox(server, (publicUrl ?? `http://${name}:${own}`).replace(/\/$/, ''));
    server.on('request', async (request: IncomingMessage, response) => {
      const { status, body = '' } = await inbox
        .#answer(request)
        .catch(() => ({ status: 400 }) as InboxAnswer);
      const type = body === '' ? {} : { 'content-type': 'application/xml' };
      response.writeHead(status, type).end(body);
    });
    return inbox;
  }

  /** A corner that nobody has heard of. */
  corner(answer: Answer): Corner {
    const id = randomUUID();
    this.#corners.set(id, answer);
    return {
      url: (name) => `${this.#url}/${id}/${name}`,
      close: () => this.#corners.set(id, undefined),
    };
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage): Promise<InboxAnswer> {
    const { method = 'GET', url = '/' } = request;
    const { pathname } = new URL(url, this.#url);
    const [, id = '', name = ''] = /([\w-]{36})\/([\w-]+)$/.exec(pathname) ?? [];
    const body = (await text(request)).slice(0, mostLetters);
    if (!this.#corners.has(id)) return { status: 404 };
    const headers = Object.entries(request.headers).map(([key, value]) => [key, String(value)]);
    const arrived = { method, name, url, headers: Object.fromEntries(headers), body };
    return this.#corners.get(id)?.(arrived) ?? { status: 200 };
  }
}
