/**
 * The one object that notices outages: it is told again and again, by itself, that something can be
 * delivered. When that came late, nothing could be, whether Restate was away or all hosts were; until
 * what waited outside had time to come in, no deadline gives up on it (D-28).
 */
import type { ObjectContext } from '@restatedev/restate-sdk';
import { type Aftermath, afterOutage, noOutage } from '../../../../machines/index.ts';
import {
  anyListOf,
  count,
  type FieldsOf,
  flawIn,
  isPlain,
  optional,
  record,
  time,
} from '../../../../machines/words/shape.ts';
import { tryingAgain } from '../../outages.ts';
import type { ServiceNames } from './names.ts';
import { sendOn } from './sending.ts';

export interface OutageObjectOptions {
  readonly names: ServiceNames;
  readonly beatMs: number;
  readonly catchUpMs: number;
}

/** A stretch in which nothing was delivered, too short for an outage. */
interface Gap {
  readonly since: number;
  readonly over: number;
}
interface Seen {
  /** When something was delivered last. */
  readonly at: number;
  /** What the last outage has left behind. */
  readonly aftermath: Aftermath;
  /** Those from which something may still come in. */
  readonly gaps?: readonly Gap[];
  /** Which beats are meant: those of a chain that was begun before are not answered. */
  readonly chain: number;
}

const stateKey = 'seen';
export const outageKey = 'all';
/** So many beats late is a gap, and so many an outage: shorter gaps every busy machine has. */
const beatsLate = 3;
const beatsOut = 12;

/**
 * How long a deadline that is due waits for what a gap has kept out that was too short to be noticed.
 * It may have lasted three beats, and be over so long after the deadline at most; whoever tried as long
 * as that tries again within as long, and a first pause.
 */
export function unnoticedMs(beatMs: number, catchUpMs: number): number {
  return Math.min(2 * beatsLate * beatMs + tryingAgain(catchUpMs).firstPauseMs, catchUpMs);
}

/** What that object does. */
export class OutageObject {
  readonly #options: OutageObjectOptions;

  constructor(options: OutageObjectOptions) {
    this.#options = options;
  }

  /** Something can be delivered. */
  async beat(ctx: ObjectContext, chain: number): Promise<void> {
    const seen = await seenIn(ctx);
    if (!seen || seen.chain !== chain) return;
    const now = await ctx.date.now();
    ctx.set(stateKey, this.#seenAt(seen, now));
    this.#send(ctx, chain);
  }

  /** What is left of outages; who asks may be the first to notice that nothing was delivered. */
  async aftermath(ctx: ObjectContext): Promise<Aftermath> {
    return (await this.#now(ctx)).aftermath;
  }

  /**
   * The same for whoever has a deadline that was due then: of gaps, too, that began before it, and of
   * those that nobody could notice. What happens later than a deadline it may be given up on.
   */
  async aftermathAt(ctx: ObjectContext, dueAt: number): Promise<Aftermath> {
    const { beatMs, catchUpMs } = this.#options;
    const { aftermath, gaps = [] } = await this.#now(ctx);
    const before = gaps.filter(({ since }) => since < dueAt).map((gap) => this.#inBy(gap));
    const unnoticed = dueAt + unnoticedMs(beatMs, catchUpMs);
    const over = Math.max(aftermath.over, dueAt);
    return { ...aftermath, over, until: Math.max(aftermath.until, unnoticed, ...before) };
  }

  async #now(ctx: ObjectContext): Promise<Seen> {
    const seen = await seenIn(ctx);
    const now = await ctx.date.now();
    if (seen && now - seen.at <= beatsLate * this.#options.beatMs) return seen;
    // The next beat may never come: another chain is begun.
    const chain = (seen?.chain ?? 0) + 1;
    const fresh = seen ? this.#seenAt(seen, now) : { at: now, aftermath: noOutage };
    const kept: Seen = { ...fresh, chain };
    ctx.set(stateKey, kept);
    this.#send(ctx, chain);
    return kept;
  }

  /** What is known once something is delivered again. */
  #seenAt({ at, aftermath, gaps = [], chain }: Seen, now: number): Seen {
    const { beatMs, catchUpMs } = this.#options;
    const open = gaps.filter((gap) => this.#inBy(gap) > now);
    const late = now - at;
    if (late > beatsOut * beatMs) {
      const after = afterOutage(aftermath, at, now, tryingAgain(catchUpMs));
      return { at: now, aftermath: after, gaps: open, chain };
    }
    const isGap = late > beatsLate * beatMs;
    return { at: now, aftermath, gaps: isGap ? [...open, { since: at, over: now }] : open, chain };
  }

  /** When what waited in a gap is in. */
  #inBy({ since, over }: Gap): number {
    const { firstPauseMs, longestPauseMs } = tryingAgain(this.#options.catchUpMs);
    return over + Math.min(over - since + firstPauseMs, longestPauseMs);
  }

  #send(ctx: ObjectContext, chain: number) {
    const { names, beatMs } = this.#options;
    const receiver = { service: names.outage, key: outageKey, method: 'beat' };
    sendOn(ctx, receiver, chain, { delay: beatMs });
  }
}

const moment = time('');
const fields = {
  at: moment,
  chain: count(''),
  gaps: optional(anyListOf('', record('', { since: moment, over: moment }))),
  aftermath: record('', { since: moment, firstOver: moment, over: moment, until: moment }),
} satisfies FieldsOf<Seen>;

/** What is not as it should be is as good as nothing: it is looked again from now on. */
async function seenIn(ctx: ObjectContext): Promise<Seen | undefined> {
  const seen = await ctx.get<Seen>(stateKey);
  return isPlain(seen) && !flawIn(fields, seen) ? seen : undefined;
}
