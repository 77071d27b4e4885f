/** A sandbox without a port: requests go into its handler, those of the vendor's client too. */
import Telnyx from 'telnyx';
import type { Stored } from '../../src/hosts/ports.ts';
import { createSandbox, type SandboxOptions } from '../../src/sandbox/index.ts';
import { patienceMs } from '../house/patience.ts';

export const account_sid = 'account-1';
export const origin = 'http://127.0.0.1:4010';
export const api = `/v2/texml/Accounts/${account_sid}`;
export const at = `/sandbox/accounts/${account_sid}`;

interface Sent {
  readonly form?: Readonly<Record<string, string>> | string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Got<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}
/** What a test looks at in an error. */
export interface Errors {
  readonly errors: readonly {
    readonly code: string;
    readonly title: string;
    readonly detail: string;
    readonly source?: { readonly pointer: string };
  }[];
}

export async function handled(options: Partial<SandboxOptions> = {}) {
  const sandbox = await createSandbox({ state: 'memory', ...options });
  const asked: { readonly method: string; readonly path: string }[] = [];
  const client = new Telnyx({
    apiKey: 'key',
    baseURL: `${origin}/v2`,
    maxRetries: 0,
    timeout: patienceMs,
    fetch: (url, init) => {
      const request = new Request(String(url), init);
      asked.push({ method: request.method, path: new URL(request.url).pathname });
      return sandbox.fetch(request);
    },
  });
  const send = (method: string, path: string, { form, json, headers }: Sent = {}) => {
    const text = typeof form === 'object' ? new URLSearchParams({ ...form }).toString() : form;
    const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
    return sandbox.fetch(
      new Request(path.startsWith('http') ? path : `${origin}${path}`, {
        method,
        headers: {
          authorization: 'Bearer key',
          ...(body === undefined ? {} : { 'content-type': type }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      }),
    );
  };
  const ask = async <T = Errors>(method: string, path: string, sent?: Sent): Promise<Got<T>> => {
    const response = await send(method, path, sent);
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: (text === '' ? undefined : JSON.parse(text)) as T };
  };
  return {
    ...sandbox,
    client,
    /** The requests that the client has sent. */
    asked,
    send,
    ask,
    freeze: () => ask('PUT', `${at}/clock`, { json: { frozen: true } }),
    pass: (by: string) => ask('POST', `${at}/clock/advance`, { json: { by } }),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
export type Handled = Awaited<ReturnType<typeof handled>>;

export const To = '+12025550101';
export const From = '+12025550199';
export const ApplicationSid = '1';

/** The sid of a call that was begun: the client's types do not know of it. */
export const sidOf = (made: object): string => (made as { readonly call_sid: string }).call_sid;

/** A call that has been answered, at a time that stands still. */
export async function aCall({ client, freeze, pass }: Handled, more: object = {}): Promise<string> {
  await freeze();
  const body = { ApplicationSid, From, To, Texml: '<Response><Pause length="180"/></Response>' };
  const made = await client.texml.accounts.calls.calls(account_sid, { body: { ...body, ...more } });
  await pass('1s');
  return sidOf(made);
}

/** A recording of such a call, which is going on. */
export async function aRecording(sandbox: Handled) {
  const call_sid = await aCall(sandbox);
  const { recordingsJson } = sandbox.client.texml.accounts.calls;
  const { sid = '' } = await recordingsJson.recordingsJson(call_sid, { account_sid });
  await sandbox.pass('5s');
  return { sid, call_sid };
}

/** What a dump holds, but for what has happened: every request adds to that. */
export const withoutPast = <D extends Pick<Stored, 'notes'>>(dump: D | undefined) =>
  dump && {
    ...dump,
    notes: dump.notes.filter(({ key }) => !/^(happened|exchange) /.test(key)),
  };
