/** A sandbox that runs: where it is, whose account is meant, and what is asked of it. */
import type { Command } from 'commander';
import { type KeysNamed, keysIn } from '../keys.ts';

/** What every command that asks a running sandbox can be told. */
export interface RunningOptions extends KeysNamed {
  readonly url: string;
  readonly account: string;
}

export const withRunning = (command: Command): Command =>
  command
    .option('--url <url>', 'where the sandbox is', 'http://127.0.0.1:4010')
    .option('--account <sid>', 'whose account', 'me')
    .option('--api-key <key...>', 'the key, if it takes some only')
    .option('--api-key-file <file>', 'the same, in a file');

/** A request; a form goes to the public API, JSON to the control API. */
export interface AskedOfIt {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: object;
}

export class RunningSandbox {
  readonly url: string;
  /** Where the control API and the public one have the account. */
  readonly control: string;
  readonly api: string;
  readonly account: string;
  readonly #key: string;

  /** @throws TypeError for what is no URL. */
  constructor({ url, account, ...named }: RunningOptions) {
    const parsed = URL.parse(url);
    if (!parsed || !/^https?:$/.test(parsed.protocol)) {
      throw new TypeError(`--url is ${url}; expected an http or https URL.`);
    }
    this.url = url.replace(/\/+$/, '');
    this.account = account;
    this.control = `/sandbox/accounts/${encodeURIComponent(account)}`;
    this.api = `/v2/texml/Accounts/${encodeURIComponent(account)}`;
    [this.#key = 'any'] = keysIn(named, process.env) ?? [];
  }

  /** @throws Error that says what the sandbox said, or that there is none. */
  async ask<T = Readonly<Record<string, unknown>>>(asked: AskedOfIt): Promise<T> {
    const text = await this.text(asked);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  /** The same of what is no JSON. */
  async text(asked: AskedOfIt): Promise<string> {
    const response = await this.send(asked);
    const text = await response.text();
    if (response.ok) return text;
    throw new Error(`${asked.method} ${asked.path}: ${response.status} ${saidIn(text)}`);
  }

  async send({ method, path, form, json }: AskedOfIt): Promise<Response> {
    const headers = {
      authorization: `Bearer ${this.#key}`,
      ...(json ? { 'content-type': 'application/json' } : {}),
    };
    const body = json ? JSON.stringify(json) : form && new URLSearchParams(form);
    try {
      return await fetch(this.url + path, { method, headers, ...(body ? { body } : {}) });
    } catch (cause) {
      const says = `No sandbox answers at ${this.url}: texml-recordings serve starts one.`;
      throw new Error(says, { cause });
    }
  }
}

function saidIn(text: string): string {
  try {
    const { errors = [] } = JSON.parse(text) as { errors?: { detail?: string; title?: string }[] };
    return errors.map(({ detail, title }) => detail ?? title).join(' ');
  } catch {
    return text;
  }
}
