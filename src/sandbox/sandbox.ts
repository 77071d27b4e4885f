/** A sandbox as a handler of requests: it can be served by itself, or by a server of one's own. */

import { usualGraceMs } from '../hosts/index.ts';
import { version } from '../version.ts';
import { AccountsOfKeys } from './http/account-meant.ts';
import { sandboxApp } from './http/app.ts';
import { hostNames } from './http/edge/guard.ts';
import { Keys } from './http/edge/keys.ts';
import { RateLimit } from './http/edge/rate.ts';
import { Streams } from './http/events.ts';
import type { Egress } from './network/egress.ts';
import type { InProcess } from './network/function-network.ts';
import { Network } from './network/network.ts';
import { inboxPath, withOwnInbox } from './network/own-inbox.ts';
import type { TimelineEntry } from './stage/timeline.ts';
import { inFolder, inMemory, type Keeping } from './state/state-folder.ts';
import { Worlds } from './world/worlds.ts';

/** What a sandbox is made with. */
export interface SandboxOptions {
  /** Where calls and recordings are kept: a folder, or nowhere but in memory. */
  readonly state: 'memory' | { readonly folder: string };
  /** The keys that are taken; left out: any. */
  readonly apiKeys?: readonly string[];
  /** What every account begins with; the same as in a config file. */
  readonly settings?: unknown;
  /** How customers reach it: links to files begin with it. */
  readonly publicUrl?: string;
  /** How many requests to the API each key has a second; left out: as many as come. */
  readonly requestsPerSecond?: number;
  /** How many accounts there may be: 10,000 if left out. */
  readonly accounts?: number;
  /** Sees what happens in every account. */
  readonly watch?: (accountSid: string, entry: TimelineEntry) => void;
  /**
   * Under which names it may be asked for, besides IP addresses, localhost and that of its public
   * URL. A page of another site can reach a sandbox that may be called anything.
   */
  readonly hosts?: readonly string[] | 'any';
  /** Which servers may be asked for documents, and told by callbacks; left out: any. */
  readonly egress?: Egress;
  /**
   * A function is asked instead of all servers. Time stands until it is moved, and what limits and
   * pauses attempts goes by it too. For tests of applications.
   */
  readonly inProcess?: InProcess;
  /**
   * At the end, how long callbacks and documents that are being answered may take before they are
   * given up, to come again after the next start; in milliseconds, two seconds if left out.
   */
  readonly graceMs?: number;
}
/** A Telnyx-compatible server for recordings, as a handler of requests. */
export interface Sandbox {
  /** Answers a request, in the terms of the Web. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Its accounts, to be looked at and driven. */
  readonly worlds: Worlds;
  /** What callbacks are verified with: 32 bytes in base64. */
  readonly publicKey: string;
  /** What whoever starts it should know, a line each: what cannot be used, what others can read. */
  readonly notices: readonly string[];
  /** Ends the streams that are open; other requests go on being answered. */
  readonly endStreams: () => void;
  /** Ends it, with `graceMs` for what is under way unless another is given; closes what is kept. */
  readonly close: (graceMs?: number) => Promise<void>;
}

/** Where a sandbox is if nobody says so. */
export const usualPort = 4010;

/**
 * Opens a sandbox; what was under way when it was closed goes on.
 * @throws TypeError for options that cannot be; SettingsError for settings; BadFile, naming it, for
 * a folder that cannot be used.
 * @example
 * ```ts
 * import { createSandbox } from 'texml-recordings/sandbox';
 *
 * const sandbox = await createSandbox({ state: 'memory' });
 * const url = 'http://localhost/v2/texml/Accounts/me/Recordings.json';
 * const headers = { authorization: 'Bearer any' };
 * const response = await sandbox.fetch(new Request(url, { headers }));
 * console.log(response.status); // 200
 * await sandbox.close();
 * ```
 */
export function createSandbox({ state, ...options }: SandboxOptions): Promise<Sandbox> {
  return openSandbox(() => (state === 'memory' ? inMemory() : inFolder(state.folder)), options);
}

/** Opens a sandbox on what keeps its worlds, which is opened once the options are looked at. */
export async function openSandbox(
  keeping: () => Keeping,
  options: Omit<SandboxOptions, 'state'>,
): Promise<Sandbox> {
  const { apiKeys, settings = {}, publicUrl, watch, hosts = [], egress = ['any'] } = options;
  const { graceMs = usualGraceMs, accounts, inProcess } = options;
  const rate = rateOf(options);
  const url = publicUrl === undefined ? `http://127.0.0.1:${usualPort}` : checkedUrl(publicUrl);
  const network = new Network(egress);
  const keys = new Keys(apiKeys && checkedKeys(apiKeys));
  // What was under way may be told as soon as the worlds are open.
  const { promise: made, resolve: isMade } = Promise.withResolvers<Sandbox['fetch']>();
  const answers = async (request: Request) => (await made)(request);
  const worlds = await Worlds.open({
    keeping: keeping(),
    settings,
    publicUrl: () => url,
    network: withOwnInbox(network, url, answers),
    ...(inProcess ? { inProcess } : {}),
    ...(accounts === undefined ? {} : { most: checkedCount(accounts) }),
    ...(watch ? { watch } : {}),
  });
  const streams = new Streams();
  const app = sandboxApp({
    worlds,
    keys,
    accountsOfKeys: new AccountsOfKeys(),
    streams,
    ...(rate ? { rate } : {}),
    version,
    inboxUrl: url + inboxPath,
    hosts: hosts === 'any' ? undefined : hostNames(publicUrl, checkedHosts(hosts)),
    failed: (error) => process.emitWarning(error instanceof Error ? error : String(error)),
  });
  const fetch = async (request: Request) => app.fetch(request);
  isMade(fetch);
  return {
    fetch,
    worlds,
    publicKey: worlds.publicKey,
    notices: [...worlds.unusable.map(({ says }) => `Left out: ${says}`), ...worlds.warnings],
    endStreams: () => streams.close(),
    async close(within = graceMs) {
      streams.close();
      try {
        await worlds.close(within);
      } finally {
        network.close();
      }
    },
  };
}

function checkedHosts(hosts: readonly string[]): readonly string[] {
  const stranger = hosts.find((one) => URL.parse(`http://${one}`)?.hostname !== one.toLowerCase());
  if (stranger === undefined) return hosts;
  throw new TypeError(`One of the hosts is ${stranger}; expected a name without a port.`);
}

/** An URL without a slash at its end. */
export function checkedUrl(publicUrl: string): string {
  const url = URL.parse(publicUrl);
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') {
    return url.href.replace(/\/+$/, '');
  }
  throw new TypeError(`The public URL is ${publicUrl}; expected an http or https URL.`);
}

function rateOf({
  requestsPerSecond: limit,
}: Pick<SandboxOptions, 'requestsPerSecond'>): RateLimit | undefined {
  if (limit === undefined) return undefined;
  if (Number.isSafeInteger(limit) && limit > 0) return new RateLimit(limit);
  throw new TypeError(`The requests per second are ${limit}; expected a whole number from 1 on.`);
}

function checkedCount(accounts: number): number {
  if (Number.isSafeInteger(accounts) && accounts > 0) return accounts;
  throw new TypeError(`The accounts are ${accounts}; expected a whole number from 1 on.`);
}

function checkedKeys(keys: readonly string[]): readonly string[] {
  const isKey = (key: string) => /^[\x21-\x7e]+$/.test(key);
  if (keys.length > 0 && keys.every(isKey)) return keys;
  throw new TypeError('Of the API keys, one at least is needed, and each is text without spaces.');
}
