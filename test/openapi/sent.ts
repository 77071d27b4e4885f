/** A request as it is sent, byte for byte, what came back, and the same as a curl command. */
import { Agent, request } from 'node:http';
import { patienceMs } from '../house/patience.ts';
import type { Operation } from './description.ts';

export type Pair = readonly [name: string, value: string];
export type Body =
  | { readonly type: string; readonly fields: readonly (readonly [string, unknown])[] }
  | { readonly type: string; readonly text: string };
export interface Sent {
  /** What it is about; its method may be another. */
  readonly operation: Operation;
  readonly method: string;
  /** Encoded, without its query. */
  readonly path: string;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  readonly body?: Body;
}
export interface Came {
  readonly status: number;
  /** Without its parameters, such as the charset. */
  readonly mediaType: string;
  readonly text: string;
}

export const formType = 'application/x-www-form-urlencoded';

/** Sends requests one after another over one connection; each ends within twenty seconds. */
export class Sender {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws Error when the connection is lost or no answer comes. */
  async send(sent: Sent): Promise<Came> {
    try {
      return await this.#once(sent);
    } catch (error) {
      // A server may let go of a connection that rests, as it is about to be used again.
      if (!(error instanceof Rested)) throw error;
      return await this.#once(sent);
    }
  }

  close() {
    this.#agent.destroy();
  }

  #once({ method, path, query, headers, body }: Sent): Promise<Came> {
    const bytes = body && Buffer.from(textOf(body));
    const said = {
      ...Object.fromEntries(headers),
      ...(body && body.type !== '' ? { 'content-type': body.type } : {}),
      ...(bytes ? { 'content-length': bytes.byteLength } : {}),
    };
    const { promise, resolve, reject } = Promise.withResolvers<Came>();
    const { hostname, port } = new URL(this.#url);
    const asked = request(
      { hostname, port, method, path: pathOf(path, query), headers: said, agent: this.#agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const [mediaType = ''] = (response.headers['content-type'] ?? '').split(';');
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, mediaType: mediaType.trim(), text });
        });
      },
    );
    asked.setTimeout(patienceMs, () =>
      asked.destroy(new Error(`no answer within ${patienceMs} ms`)),
    );
    asked.on('error', (error: NodeJS.ErrnoException) => {
      reject(asked.reusedSocket && error.code === 'ECONNRESET' ? new Rested(error.message) : error);
    });
    asked.end(bytes);
    return promise;
  }
}
class Rested extends Error {}

const formOf = (pairs: readonly Pair[]) =>
  new URLSearchParams(pairs.map((pair): [string, string] => [...pair])).toString();
const pathOf = (path: string, query: readonly Pair[]) =>
  query.length === 0 ? path : `${path}?${formOf(query)}`;

/** A body as it is sent. What is repeated stays so, in JSON too. */
function textOf(body: Body): string {
  if ('text' in body) return body.text;
  if (body.type !== formType) {
    const fields = body.fields.map(([name, value]) => [name, value].map(jsonOf).join(':'));
    return `{${fields.join(',')}}`;
  }
  const pairs = body.fields.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => {
      const text = typeof one === 'string' ? one : jsonOf(one);
      return [name.toWellFormed(), text.toWellFormed()] as const;
    }),
  );
  return formOf(pairs);
}
const jsonOf = (value: unknown) => JSON.stringify(value) ?? 'null';

/** The same request as a command for a shell. */
export function curlOf(url: string, { method, path, query, headers, body }: Sent): string {
  const said = [...headers, ...(body && body.type !== '' ? [['content-type', body.type]] : [])];
  return [
    `curl -i --globoff --path-as-is ${method === 'HEAD' ? '-I' : `-X ${method}`}`,
    quoted(url + pathOf(path, query)),
    ...said.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body ? [`--data-raw ${quoted(textOf(body))}`] : []),
  ].join(' ');
}
function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a shell does not show.
  if (!/[\u0000-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const spelled = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return `$'${spelled.replaceAll("'", "\\'")}'`;
}
