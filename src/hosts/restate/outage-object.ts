/**
 * The one object that notices outages: it is told again and again, by itself, that something can be
 * delivered. When that came late, nothing could be, whether Restate was away or all hosts were; until
 * what waited outside had time to come in, no deadline gives up on it (D-28).
 */
import type { ObjectContext } from '@restatedev/restate-sdk';
import type { Names } from './names.ts';
import { sendOn } from './sending.ts';

export interface OutageObjectOptions {
  readonly names: Names;
  readonly beatMs: number;
  readonly catchUpMs: number;
}

interface Seen {
  /** When something was delivered last. */
  readonly at: number;
  /** Until when deadlines wait. */
  readonly until: number;
  /** Which beats are meant: those of a chain that was begun before are not answered. */
  readonly chain: number;
}

const stateKey = 'seen';
export const outageKey = 'all';
/** So many beats late is an outage; what is less, every busy machine has. */
const beatsLate = 3;

/** What that object does. */
export class OutageObject {
  readonly #options: OutageObjectOptions;

  constructor(options: OutageObjectOptions) {
    this.#options = options;
  }

  /** Something can be delivered. */
  async beat(ctx: ObjectContext, chain: number): Promise<void> {
    const seen = await ctx.get<Seen>(stateKey);
    if (!seen || seen.chain !== chain) return;
    const now = await ctx.date.now();
    ctx.set(stateKey, { ...seen, at: now, until: this.#until(seen, now) });
    this.#send(ctx, chain);
  }

  /** Until when deadlines wait; who asks may be the first to notice that nothing was delivered. */
  async until(ctx: ObjectContext): Promise<number> {
    const seen = await ctx.get<Seen>(stateKey);
    const now = await ctx.date.now();
    if (seen && !this.#isLate(seen, now)) return seen.until;
    // The next beat may never come: another chain is begun.
    const chain = (seen?.chain ?? 0) + 1;
    const until = seen ? this.#until(seen, now) : 0;
    ctx.set(stateKey, { at: now, until, chain } satisfies Seen);
    this.#send(ctx, chain);
    return until;
  }

  #isLate({ at }: Seen, now: number) {
    return now - at > beatsLate * this.#options.beatMs;
  }

  #until(seen: Seen, now: number) {
    if (!this.#isLate(seen, now)) return seen.until;
    return Math.max(seen.until, now + Math.min(now - seen.at, this.#options.catchUpMs));
  }

  #send(ctx: ObjectContext, chain: number) {
    const { names, beatMs } = this.#options;
    const receiver = { service: names.outage, key: outageKey, method: 'beat' };
    sendOn(ctx, receiver, chain, { delay: beatMs });
  }
}
