/** Receiver mode: lives of recordings are played against whoever takes their callbacks. */
import { randomUUID } from 'node:crypto';
import { signerOf } from '../sandbox/network/signature.ts';
import type { ConformCheck } from './checks/check.ts';
import { answerChecks } from './receiver/answers.ts';
import { endChecks } from './receiver/ends.ts';
import { servedFiles } from './receiver/file.ts';
import { forgeryChecks, withoutToken } from './receiver/forgeries.ts';
import { type OwnStory, ownStoryCheck } from './receiver/own.ts';
import { httpProbe, type ReceiverProbe } from './receiver/probe.ts';
import { repeatChecks } from './receiver/repeats.ts';
import type { ReceiverApp } from './receiver/sending.ts';
import { ReceiverWorld, type Tested } from './receiver/world.ts';
import { CheckRunner, type RunOf } from './running/runner.ts';
import { maskedUrl } from './shown/curl.ts';
import { type ConformTests, testsOf } from './tests.ts';

/** All checks of a receiver, in the order in which they are run. */
export const receiverChecks: readonly ConformCheck<ReceiverWorld>[] = [
  ...answerChecks,
  ...endChecks,
  ...repeatChecks,
  ...forgeryChecks,
];

/** What a receiver may lack, as its profile says: `--without`. */
export const receiverParts = ['probe', 'key', 'token', 'account'] as const;
/** One of them. */
export type ReceiverPart = (typeof receiverParts)[number];

/** The receiver that is tested, and what is known of it. */
export interface ConformReceiverOptions {
  /** Where callbacks go; a token in its query is one that the receiver asks for. */
  readonly url: string;
  /** A receiver in this process; left out: the URL is asked over HTTP. */
  readonly app?: ReceiverApp;
  /** What looks into it, or such as `GET http://localhost:3000/recordings/{RecordingSid}`. */
  readonly probe?: ReceiverProbe | string;
  /** Headers of a probe by HTTP, by name: such as `authorization`. */
  readonly probeHeaders?: Readonly<Record<string, string>>;
  /** A private key of Ed25519 in PEM; the receiver has its public half (`publicKeyOf`). */
  readonly key?: string;
  /** The account whose callbacks the receiver takes; left out: it takes those of any. */
  readonly account?: string;
  /** What the receiver does not have: what is tested with it is left out, and said so. */
  readonly without?: readonly ReceiverPart[];
  /** The ids of the checks that are run, with what they need; left out: all. */
  readonly only?: readonly string[];
  /** The ids of the checks that are known to fail. */
  readonly expectedFailures?: Iterable<string>;
  /** Whether what only should be so fails the run too. */
  readonly strict?: boolean;
  /** How fast callbacks have to be answered, in milliseconds; 2,000 unless it is said. */
  readonly limitMs?: number;
  /** How long what was taken may take to be seen by the probe, in milliseconds; 1,000 unless it is said. */
  readonly settleMs?: number;
  /**
   * Where RecordingUrl leads: the sid and `.wav` come behind it. Left out: to a second of silence, which
   * is served at 127.0.0.1 for as long as the process lives.
   */
  readonly files?: string;
  /** Stories of one's own. */
  readonly own?: readonly OwnStory[];
  /** How many orders of a story are drawn; 20 unless it is said. */
  readonly runs?: number;
  /** What they are drawn with; another each time unless it is said. */
  readonly seed?: number;
  /** How many checks are run at a time; 4 unless it is said. */
  readonly atOnce?: number;
  /** Hears of each result as it comes. */
  readonly told?: RunOf<ReceiverWorld>['told'];
}

const usualLimitMs = 2_000;
const usualSettleMs = 1_000;
/** An answer is waited for so much longer than it may take: one that is late is told as late. */
const patienceMs = 8_000;

/**
 * The public half of a private key, as a receiver takes it: 32 bytes in base64.
 * @throws TypeError for what is no private key of Ed25519 in PEM.
 */
export const publicKeyOf = (privateKeyPem: string): string => signerOf(privateKeyPem).publicKey;

/**
 * Tests of a receiver of recording callbacks, for any runner; `all` runs them without one.
 * @throws TypeError for a URL, a probe, a key or an id that is none.
 * @example
 * ```ts
 * import { conformReceiver } from 'texml-recordings/conform';
 *
 * const known = new Map<string, string>();
 * const app = async (request: Request) => {
 *   const isGet = request.method === 'GET';
 *   const text = isGet ? new URL(request.url).search : await request.text();
 *   const said = new URLSearchParams(text);
 *   const sid = said.get('RecordingSid') ?? '';
 *   if (!known.has(sid) || said.get('RecordingStatus') !== 'in-progress')
 *     known.set(sid, said.get('RecordingStatus') ?? '');
 *   return new Response(null);
 * };
 * const url = 'http://app.test/recordings';
 * const stateOf = (sid: string) => known.get(sid);
 * const without = ['key', 'token', 'account'] as const;
 * const { results } = await conformReceiver({ url, app, probe: { stateOf }, without }).all();
 * console.log(results.filter(({ outcome }) => outcome === 'failed').length); // 0
 * ```
 */
export function conformReceiver(options: ConformReceiverOptions): ConformTests {
  const of = runOf(options);
  return testsOf(new CheckRunner(of), of);
}

function runOf(options: ConformReceiverOptions): RunOf<ReceiverWorld> {
  const { url, app = fetch, key, account, without = [], only, expectedFailures } = options;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new TypeError(
      `The url is ${url}; expected one of HTTP, such as http://localhost:3000/recordings.`,
    );
  const { probeHeaders } = options;
  const probe =
    typeof options.probe === 'string' ? httpProbe(options.probe, probeHeaders) : options.probe;
  const signer = key === undefined ? undefined : signerOf(key);
  const { limitMs = usualLimitMs, settleMs = usualSettleMs } = options;
  const tested: Omit<Tested, 'files'> = {
    url,
    way: { app, signer, patienceMs: limitMs + patienceMs },
    probe,
    account: account ?? randomUUID(),
    settleMs,
    limitMs,
    words: new Map(),
    drawing: {
      seed: options.seed ?? Math.floor(Math.random() * 2 ** 31),
      runs: options.runs ?? 20,
    },
  };
  const given = { probe, key, account, token: withoutToken(url) };
  const has = receiverParts.filter((part) => given[part] !== undefined);
  // Nobody has a token whose URL has none: there is nothing to declare.
  const lacks = given.token === undefined ? [...without, 'token'] : without;
  return {
    subject: 'receiver',
    target: maskedUrl(url),
    checks: [...receiverChecks, ...(options.own ?? []).map(ownStoryCheck)],
    open: async (trace) => {
      const files = options.files ?? (await servedFiles());
      return new ReceiverWorld({ ...tested, files }, trace);
    },
    has: new Set(has),
    without: new Set(lacks),
    ...(only ? { only: new Set(only) } : {}),
    ...(expectedFailures ? { expected: new Set(expectedFailures) } : {}),
    ...(options.strict === undefined ? {} : { isStrict: options.strict }),
    ...(options.atOnce === undefined ? {} : { atOnce: options.atOnce }),
    ...(options.told === undefined ? {} : { told: options.told }),
  };
}
