/** A sandbox that listens, its customer's application, and the vendor's own client between them. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Telnyx from 'telnyx';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import { type ListenOptions, listen } from '../../src/sandbox/index.ts';
import { givenUp, patienceMs } from '../house/patience.ts';

export const account_sid = 'account-1';

/** What a customer asks a sandbox with, wherever that listens. */
export function asking(url: string, account = account_sid) {
  const client = new Telnyx({
    apiKey: 'key',
    baseURL: `${url}/v2`,
    maxRetries: 0,
    timeout: patienceMs,
  });
  /** Asks something of the control API. */
  async function control<T = object>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/sandbox/accounts/${account}${path}`, {
      method,
      signal: givenUp(),
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const { calls, recordings, conferences } = client.texml.accounts;
  return {
    client,
    control,
    calls,
    recordings,
    conferences,
    /** All recordings of the account, newest first. */
    listed: async () =>
      (await client.texml.accounts.retrieveRecordingsJson(account)).recordings ?? [],
    freeze: () => control('PUT', '/clock', { frozen: true }),
    /** Lets time pass: `10s`. */
    pass: (by: string) => control('POST', '/clock/advance', { by }),
  };
}
export type Asking = ReturnType<typeof asking>;

/** A sandbox on a free port, and a customer who asks it. */
export async function served(options: Partial<ListenOptions> = {}) {
  const server = await listen({ port: 0, state: 'memory', ...options });
  return { ...server, ...asking(server.url), [Symbol.asyncDispose]: () => server.close() };
}
export type Served = Awaited<ReturnType<typeof served>>;

/** What the customer's application was sent. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  /** The form, or the query of a GET. */
  readonly said: Readonly<Record<string, string>>;
  /** Whether the vendor's verifier accepts it, or why not. */
  readonly signed: true | string;
  readonly authorization: string | undefined;
}
/** The answer to a request: a document, an HTTP status, or nothing: whoever was asked answers. */
type Answer = string | number | undefined;
type Answering = (heard: Heard, response: ServerResponse) => Answer | Promise<Answer>;
export type Answers = Readonly<Record<string, string | number | Answering>>;

/** An application of the customer's, which answers by path and remembers what it heard. */
export async function application(publicKey: () => string, answers: Answers = {}) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString();
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
      const said = request.method === 'GET' ? searchParams : new URLSearchParams(body);
      const signed = await new TelnyxWebhook(publicKey())
        .verify(body, request.headers as Record<string, string>)
        .then(() => true as const, String);
      const one = {
        method: request.method ?? '',
        path: pathname,
        said: Object.fromEntries(said),
        signed,
        authorization: request.headers.authorization,
      };
      heard.push(one);
      const found = answers[pathname] ?? 200;
      const answer = typeof found === 'function' ? await found(one, response) : found;
      if (answer === undefined) return;
      response.writeHead(typeof answer === 'number' ? answer : 200, { 'content-type': 'text/xml' });
      response.end(typeof answer === 'number' ? '' : answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
