/** Requests to servers that may be asked: what a name comes to is looked up once, and judged. */
import { type LookupAddress, lookup } from 'node:dns';
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { HttpRequest } from '../../wire/index.ts';
import { type Egress, mayAskBy } from './egress.ts';

/** An answer whose body is still to be read. */
export interface Arrived
  extends Pick<http.IncomingMessage, 'statusCode' | 'headers'>,
    AsyncIterable<Uint8Array> {
  /** Lets go of what has not been read. */
  destroy(): unknown;
}

/** Whoever is asked for documents and told by callbacks: servers, or what takes their place. */
export interface Outside {
  /** Sends a request to an http or https URL; redirects are answers. */
  ask(request: HttpRequest, signal: AbortSignal): Promise<Arrived>;
}

/** A server that may not be asked; what happened, without a subject. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}
type Resolve = (
  host: string,
  options: { readonly all: true },
  told: (error: Error | null, found: LookupAddress[]) => void,
) => void;

export class Network implements Outside {
  readonly #allowed: string;
  readonly #mayAsk: ReturnType<typeof mayAskBy>;
  readonly #resolve: Resolve;
  /** Its own: no connection is taken over that another policy allowed. */
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  };

  /** @throws TypeError for a policy that cannot be. */
  constructor(egress: Egress, resolve: Resolve = lookup) {
    this.#mayAsk = mayAskBy(egress);
    this.#allowed = typeof egress === 'function' ? 'what a function says' : egress.join(', ');
    this.#resolve = resolve;
  }

  /**
   * Sends a request to an http or https URL; redirects are answers. The body is still to be read.
   * @throws Forbidden where the server may not be asked; nothing is sent then.
   */
  async ask(
    { url, method, headers, body }: HttpRequest,
    signal: AbortSignal,
  ): Promise<http.IncomingMessage> {
    const target = new URL(url);
    const isSecure = target.protocol === 'https:';
    const port = Number(target.port) || (isSecure ? 443 : 80);
    const host = target.hostname.replace(/^\[|\]$/g, '');
    // Only names are looked up: an address is judged as it is.
    if (isIP(host) && !this.#mayAsk({ host, address: host, port })) {
      throw this.#forbidden(`${host} is not`);
    }
    const request = (isSecure ? https : http).request(target, {
      method,
      headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers },
      agent: this.#agents[isSecure ? 'https:' : 'http:'],
      lookup: this.#lookupFor(port),
      signal,
    });
    // What goes wrong once the answer has begun, whoever reads the answer is told.
    request.on('error', () => undefined);
    request.end(body);
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    return response;
  }

  /** Ends connections that are kept for later. */
  close() {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /** What is looked up here is connected to: no later answer takes its place. */
  #lookupFor(port: number): LookupFunction {
    return (host, options, told) => {
      this.#resolve(host, { ...options, all: true }, (error, found) => {
        try {
          if (error) throw error;
          const [first, ...more] = found.filter(({ address }) =>
            this.#mayAsk({ host, address, port }),
          );
          if (!first) throw this.#forbidden(`${host} comes to no address that is`);
          if (options.all) told(null, [first, ...more]);
          else told(null, first.address, first.family);
        } catch (thrown) {
          told(thrown as Error, []);
        }
      });
    };
  }

  #forbidden(what: string) {
    return new Forbidden(`may not be asked: ${what} among what "egress" allows: ${this.#allowed}`);
  }
}

/** Where nobody has said otherwise: everybody may be asked. */
export const everywhere = new Network(['any']);
