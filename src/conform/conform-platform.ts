/** Platform mode: a platform is asked for everything that it offers, and judged by all that it answers and tells. */
import type { Policy } from '../../machines/index.ts';
import { signatureCheck } from '../wire/index.ts';
import type { ConformCheck } from './checks/check.ts';
import type { ConformFarEnd } from './far-end/far-end.ts';
import type { PlatformApp } from './platform/api.ts';
import { Inbox, type InboxPlace } from './platform/inbox.ts';
import { type PlatformPart, platformPartNames } from './platform/profile.ts';
import type { PlatformLimits, PlatformTested } from './platform/tested.ts';
import { movedTime, wallTime } from './platform/time.ts';
import { callChecks } from './platform/tried/calls.ts';
import { commandChecks } from './platform/tried/commands.ts';
import { listChecks } from './platform/tried/lists.ts';
import { lifeChecks } from './platform/tried/lives.ts';
import { refusalChecks } from './platform/tried/refusals.ts';
import { type PlatformPlans, playedAll, sequenceChecks } from './platform/tried/sequences.ts';
import { shapeChecks } from './platform/tried/shapes.ts';
import { tellingChecks } from './platform/tried/telling.ts';
import { PlatformWorld } from './platform/world.ts';
import { CheckRunner, type RunOf } from './running/runner.ts';
import { maskedUrl } from './shown/curl.ts';
import { type ConformTests, testsOf } from './tests.ts';

/** All checks of a platform, in the order in which they are run. */
export const platformChecks: readonly ConformCheck<PlatformWorld>[] = [
  ...callChecks,
  ...lifeChecks,
  ...listChecks,
  ...commandChecks,
  ...refusalChecks,
  ...tellingChecks,
  ...shapeChecks,
  ...sequenceChecks,
];

/** Plans of one's own: a check more. */
export interface OwnPlans {
  /** The id of the check: `platform/` and a name. */
  readonly id: `platform/${string}`;
  /** What is promised of them, as a sentence. */
  readonly says: string;
  /** An arbitrary of fast-check that draws plans, or a list of them. */
  readonly plans: PlatformPlans;
}

/** The platform that is tested, and what is known of it. */
export interface ConformPlatformOptions {
  /** What all paths of its API begin with, such as `http://localhost:8080/v2`. */
  readonly url: string;
  /** A platform in this process; left out: the URL is asked over HTTP. */
  readonly app?: PlatformApp;
  /** Whom it calls. */
  readonly farEnd: ConformFarEnd;
  /** Whose calls and recordings they are: AccountSid. */
  readonly account: string;
  /** ApplicationSid of calls; `1` unless it is said. */
  readonly application?: string;
  /** Who calls; `+12025550199` unless it is said. */
  readonly from?: string;
  /** The key that requests carry, as Bearer; `kit` unless it is said. */
  readonly apiKey?: string;
  /** What callbacks are verified with: 32 bytes in base64. */
  readonly publicKey?: string;
  /** Where the platform reaches the kit. */
  readonly inbox?: InboxPlace;
  /** What holds where platforms differ: `twilio`, or choices by id. */
  readonly policy?: Policy;
  /** What the platform does not have: what is tested with it is left out, and said so. */
  readonly without?: readonly PlatformPart[];
  /** The ids of the checks that are run, with what they need; left out: all. */
  readonly only?: readonly string[];
  /** The ids of the checks that are known to fail. */
  readonly expectedFailures?: Iterable<string>;
  /** Whether what only should be so fails the run too. */
  readonly strict?: boolean;
  /** How long things may take, in milliseconds of the platform's time. */
  readonly limits?: Partial<PlatformLimits>;
  /** How many random plans there are of each kind; 10 unless it is said. */
  readonly runs?: number;
  /** What they are drawn with; another each time unless it is said. */
  readonly seed?: number;
  /** Plans of one's own. */
  readonly own?: readonly OwnPlans[];
  /** How many checks are run at a time; 4 unless it is said, and 1 where a clock is moved. */
  readonly atOnce?: number;
  /** Hears of each result as it comes. */
  readonly told?: RunOf<PlatformWorld>['told'];
}
/** Tests of a platform. They hold an inbox open: `close` ends it, and the far end. */
export interface PlatformTests extends ConformTests {
  /** What random plans are drawn with. */
  readonly seed: number;
  /** Ends the inbox and the far end; `await using` does so by itself. */
  close(): Promise<void>;
  /** The same. */
  [Symbol.asyncDispose](): Promise<void>;
}

const usualLimits: PlatformLimits = {
  answerMs: 30_000,
  takesMs: 20_000,
  endMs: 60_000,
  settleMs: 1_000,
  skewMs: 2_000,
};
/** An answer of the API is waited for so long, on the wall. */
const patienceMs = 10_000;

/**
 * Tests of a platform, for any runner; `all` runs them without one.
 * @throws TypeError for a URL, a key or an id that is none; FarEndFailed where the far end does not begin.
 * @example
 * ```ts
 * import { conformPlatform, sandboxFarEnd } from 'texml-recordings/conform';
 * import { createSandbox } from 'texml-recordings/sandbox';
 *
 * const sandbox = await createSandbox({ state: 'memory' });
 * const at = { url: 'http://localhost/v2', account: 'me', app: sandbox.fetch };
 * const farEnd = await sandboxFarEnd({ ...at, movesClock: true });
 * await using tests = await conformPlatform({ ...at, farEnd, only: ['platform/pauses'] });
 * const { results } = await tests.all();
 * console.log(results.filter(({ outcome }) => outcome === 'passed').length); // 3
 * await sandbox.close();
 * ```
 */
export async function conformPlatform(options: ConformPlatformOptions): Promise<PlatformTests> {
  const { farEnd, own = [], seed = Math.floor(Math.random() * 2 ** 31) } = options;
  let inbox: Inbox | undefined;
  const close = async () => {
    await inbox?.close();
    await farEnd.close?.();
  };
  try {
    checkOptions(options);
    const has = await partsOf(options);
    const time = farEnd.clock ? await movedTime(farEnd.clock) : wallTime;
    inbox = await Inbox.open(options.inbox ?? {});
    const tested = testedBy(options, { time, inbox, seed });
    const of: RunOf<PlatformWorld> = {
      ...runOf(options),
      checks: [...platformChecks, ...own.map(ownPlansCheck)],
      open: (trace) => new PlatformWorld(tested, trace),
      close: (world) => world.close(),
      has,
      // Who moves a clock moves it for all.
      ...(time.isMoved ? { atOnce: 1 } : {}),
    };
    const tests = testsOf(new CheckRunner(of), of);
    return { ...tests, seed, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws TypeError for a URL, a key or an id that is none. */
function checkOptions({ url, publicKey, own = [] }: ConformPlatformOptions) {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new TypeError(
      `The url is ${url}; expected one of HTTP, such as http://localhost:8080/v2.`,
    );
  if (publicKey !== undefined) signatureCheck(publicKey);
  const wrong = own.find(({ id }) => !id.startsWith('platform/'));
  if (wrong) throw new TypeError(`The id of plans is ${wrong.id}; expected platform/ and a name.`);
}

function testedBy(
  options: ConformPlatformOptions,
  around: Pick<PlatformTested, 'time' | 'inbox' | 'seed'>,
): PlatformTested {
  const {
    url,
    app = fetch,
    apiKey = 'kit',
    account,
    farEnd,
    policy,
    publicKey,
    runs = 10,
  } = options;
  return {
    ...around,
    way: { base: url.replace(/\/$/, ''), app, apiKey, patienceMs },
    account,
    application: options.application ?? '1',
    from: options.from ?? '+12025550199',
    farEnd,
    limits: { ...usualLimits, ...options.limits },
    lacks: new Set(options.without),
    runs,
    failed: new Map(),
    ...(policy === undefined ? {} : { policy }),
    ...(publicKey === undefined ? {} : { publicKey }),
  };
}

/** All but what has to be given, and is not. */
async function partsOf({
  farEnd,
  publicKey,
}: ConformPlatformOptions): Promise<ReadonlySet<string>> {
  const isThere = async (manner: Parameters<ConformFarEnd['number']>[0]) =>
    (await farEnd.number(manner)) !== undefined;
  const given: Partial<Record<PlatformPart, boolean>> = {
    'public-key': publicKey !== undefined,
    'far-end-answer': farEnd.answer !== undefined && (await isThere('waits')),
    'far-end-busy': await isThere('is-busy'),
    'far-end-hang-up': farEnd.hangUp !== undefined || (await isThere('hangs-up')),
    'far-end-press': farEnd.press !== undefined || (await isThere('presses')),
    'far-end-speak': farEnd.speak !== undefined,
  };
  return new Set(platformPartNames.filter((part) => given[part] !== false));
}

function runOf(options: ConformPlatformOptions) {
  const { url, without = [], only, expectedFailures, strict, atOnce, told } = options;
  return {
    subject: 'platform',
    target: maskedUrl(url),
    without: new Set<string>(without),
    ...(only ? { only: new Set(only) } : {}),
    ...(expectedFailures ? { expected: new Set(expectedFailures) } : {}),
    ...(strict === undefined ? {} : { isStrict: strict }),
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(told === undefined ? {} : { told }),
  } as const;
}

const ownPlansCheck = ({ id, says, plans }: OwnPlans): ConformCheck<PlatformWorld> => ({
  id,
  says,
  priority: 'must',
  authority: ['A1'],
  needs: ['platform/begins-call'],
  run: (world) => playedAll(world, id, plans),
});
