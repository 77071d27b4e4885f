/** Runs checks: each once what it needs has passed, and what fails unexpectedly once more, alone. */
import {
  CheckFailed,
  type ConformCheck,
  type ConformSubject,
  NotTestable,
} from '../checks/check.ts';
import { Trace } from '../checks/trace.ts';
import type { CheckOutcome, CheckResult, ConformResult } from './result.ts';

/** What a run is made of. */
export interface RunOf<World> {
  /** Who is tested. */
  readonly subject: ConformSubject;
  /** What is tested, as it is shown: without what would let somebody in. */
  readonly target: string;
  /** All checks there are; what one needs stands before it. */
  readonly checks: readonly ConformCheck<World>[];
  /** Opens what one check works with; it notes in the trace what goes to and fro. */
  readonly open: (trace: Trace) => World | Promise<World>;
  /** Closes it, whatever has come of the check. */
  readonly close?: (world: World) => unknown;
  /** What is given of that which checks use; what is neither here nor in `without` is missing. */
  readonly has?: ReadonlySet<string>;
  /** What the subject does not have, as its profile says: checks that use it are left out. */
  readonly without?: ReadonlySet<string>;
  /** The ids of checks that are asked for, with all that they need; left out: all. */
  readonly only?: ReadonlySet<string>;
  /** The ids of checks that are known to fail. */
  readonly expected?: ReadonlySet<string>;
  /** Whether a `should` or `may` fails the run too. */
  readonly isStrict?: boolean;
  /** How many checks are run at a time; 4 unless it is said. */
  readonly atOnce?: number;
  /** Hears of each result as it comes; one that is run again is told once. */
  readonly told?: (result: CheckResult) => void;
}

const usuallyAtOnce = 4;
/** What came of one attempt, before anybody asks whether it was expected. */
type Tried = Pick<CheckResult, 'because' | 'exchanges' | 'tookMs'> & {
  readonly outcome: Extract<
    CheckOutcome,
    'passed' | 'failed' | 'not-tested' | 'not-selected' | 'broken'
  >;
};

/** The checks of a run, each of them tried once at most. */
export class CheckRunner<World> {
  readonly #of: RunOf<World>;
  readonly #byId: ReadonlyMap<string, ConformCheck<World>>;
  readonly #asked: ReadonlySet<string>;
  readonly #tried = new Map<string, Promise<Tried>>();

  /** @throws TypeError where a check needs one that is not before it, or two have one id. */
  constructor(of: RunOf<World>) {
    this.#of = of;
    const byId = new Map<string, ConformCheck<World>>();
    for (const one of of.checks) {
      const missing = one.needs?.find((need) => !byId.has(need));
      if (missing !== undefined) throw new TypeError(`${one.id}: nothing before it is ${missing}.`);
      if (byId.has(one.id)) throw new TypeError(`Two checks are called ${one.id}.`);
      byId.set(one.id, one);
    }
    this.#byId = byId;
    this.#asked = this.#withNeeds(of.only ?? new Set(this.#byId.keys()));
  }

  /** Runs all, and gives what they come to in the order of the list. */
  async all(): Promise<ConformResult> {
    const { subject, target, checks, isStrict = false, atOnce = usuallyAtOnce, told } = this.#of;
    const at = Date.now();
    const results = new Map<string, CheckResult>();
    const keep = (result: CheckResult) => {
      results.set(result.check.id, result);
      told?.(result);
    };
    const again: ConformCheck<World>[] = [];
    const waiting = [...checks];
    const work = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const tried = await this.#trying(one);
        if (tried.outcome === 'failed' && !this.#of.expected?.has(one.id)) again.push(one);
        else keep(this.#judged(one, tried));
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, atOnce) }, work));
    // Nothing else runs by now: whoever fails here fails by itself.
    for (const one of again) keep(await this.#again(one));
    return {
      subject,
      target,
      at,
      tookMs: Date.now() - at,
      isStrict,
      results: checks.flatMap(({ id }) => results.get(id) ?? []),
    };
  }

  /** Runs one, with what it needs; what fails unexpectedly is run once more. */
  async one(id: string): Promise<CheckResult> {
    const check = this.#checkOf(id);
    const tried = await this.#trying(check);
    const isAgain = tried.outcome === 'failed' && !this.#of.expected?.has(id);
    return isAgain ? this.#again(check) : this.#judged(check, tried);
  }

  /** Why a check is left out; undefined: it is not. */
  leftOut(id: string): string | undefined {
    if (!this.#asked.has(id)) return 'it was not asked for';
    const missing = this.#checkOf(id).uses?.find((one) => this.#of.without?.has(one));
    return missing === undefined ? undefined : `the profile has no ${missing}`;
  }

  async #again(check: ConformCheck<World>): Promise<CheckResult> {
    const first = await this.#trying(check);
    const second = await this.#attempt(check);
    if (second.outcome !== 'passed') return this.#judged(check, second);
    const because = `${first.because} When it was run again alone, it passed.`;
    return { check, ...first, outcome: 'unsteady', because };
  }

  #judged(check: ConformCheck<World>, tried: Tried): CheckResult {
    const { outcome } = tried;
    if (!this.#of.expected?.has(check.id)) return { check, ...tried };
    if (outcome === 'failed' || outcome === 'not-tested')
      return { check, ...tried, outcome: 'expected' };
    if (outcome !== 'passed') return { check, ...tried };
    const because = 'It is listed as an expected failure, and it passes: take it out of the list.';
    return { check, ...tried, outcome: 'stale', because };
  }

  /** The one attempt at a check, begun when it is asked for first. */
  #trying(check: ConformCheck<World>): Promise<Tried> {
    const known = this.#tried.get(check.id);
    if (known !== undefined) return known;
    const trying = this.#once(check);
    this.#tried.set(check.id, trying);
    return trying;
  }

  async #once(check: ConformCheck<World>): Promise<Tried> {
    const nothing = { exchanges: [], tookMs: 0 };
    const leftOut = this.leftOut(check.id);
    if (leftOut !== undefined) return { outcome: 'not-selected', because: leftOut, ...nothing };
    const notTested = (because: string): Tried => ({ outcome: 'not-tested', because, ...nothing });
    const missing = check.uses?.find((one) => !this.#of.has?.has(one));
    if (missing !== undefined) return notTested(`there is no ${missing}`);
    for (const id of check.needs ?? []) {
      const { outcome } = await this.#trying(this.#checkOf(id));
      const words = { passed: undefined, failed: 'failed', broken: 'broke' } as const;
      const why = outcome in words ? words[outcome as keyof typeof words] : `was ${outcome}`;
      if (why !== undefined) return notTested(`${id} ${why.replace('-', ' ')}`);
    }
    return this.#attempt(check);
  }

  async #attempt(check: ConformCheck<World>): Promise<Tried> {
    const trace = new Trace();
    const from = performance.now();
    const came = (outcome: Tried['outcome'], because?: string): Tried => ({
      outcome,
      ...(because === undefined ? {} : { because }),
      exchanges: outcome === 'passed' ? [] : trace.exchanges,
      tookMs: Math.round(performance.now() - from),
    });
    try {
      const world = await this.#of.open(trace);
      try {
        const beside = await check.run(world);
        return came('passed', typeof beside === 'string' ? beside : undefined);
      } finally {
        await this.#of.close?.(world);
      }
    } catch (error) {
      if (error instanceof CheckFailed) return came('failed', error.message);
      if (error instanceof NotTestable) return came('not-tested', error.message);
      return came('broken', error instanceof Error ? error.message : String(error));
    }
  }

  #checkOf(id: string): ConformCheck<World> {
    const found = this.#byId.get(id);
    if (!found) throw new TypeError(`No check is called ${id}.`);
    return found;
  }

  #withNeeds(ids: ReadonlySet<string>): ReadonlySet<string> {
    const all = new Set(ids);
    // What is added while it is gone through is gone through, too.
    for (const id of all) for (const need of this.#checkOf(id).needs ?? []) all.add(need);
    return all;
  }
}
