/**
 * The one object that notices outages: it is told again and again, by itself, that something can be
 * delivered. When that came late, nothing could be, whether Restate was away or all hosts were; until
 * what waited outside had time to come in, no deadline gives up on it (D-28).
 */
import type { ObjectContext } from '@restatedev/restate-sdk';
import { type Aftermath, afterOutage, noOutage } from '../../../../machines/index.ts';
import {
  count,
  type FieldsOf,
  flawIn,
  isPlain,
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

interface Seen {
  /** When something was delivered last. */
  readonly at: number;
  /** What the last outage has left behind. */
  readonly aftermath: Aftermath;
  /** Which beats are meant: those of a chain that was begun before are not answered. */
  readonly chain: number;
}

const stateKey = 'seen';
export const outageKey = 'all';
/** So many beats late is an outage; what is less, every busy machine has. */
const beatsLate = 3;

/**
 * How long a deadline that is due waits for what an outage has kept out that was too short to be
 * noticed. It may have lasted three beats, and be over so long after the deadline at most; whoever
 * tried as long as that tries again within as long, and a first pause.
 */
export function unnoticedMs(beatMs: number, catchUpMs: number): number {
  const { firstPauseMs } = tryingAgain(catchUpMs);
  return Math.min(2 * beatsLate * beatMs + firstPauseMs, catchUpMs);
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
    ctx.set(stateKey, { ...seen, at: now, aftermath: this.#aftermath(seen, now) });
    this.#send(ctx, chain);
  }

  /**
   * What is left of outages, of those too that nobody could notice, for whoever has a deadline that
   * was due then.
   */
  async aftermathAt(ctx: ObjectContext, dueAt: number): Promise<Aftermath> {
    const { beatMs, catchUpMs } = this.#options;
    const noticed = await this.aftermath(ctx);
    const over = Math.max(noticed.over, dueAt);
    return {
      ...noticed,
      over,
      until: Math.max(noticed.until, dueAt + unnoticedMs(beatMs, catchUpMs)),
    };
  }

  /** What is left of outages; who asks may be the first to notice that nothing was delivered. */
  async aftermath(ctx: ObjectContext): Promise<Aftermath> {
    const seen = await seenIn(ctx);
    const now = await ctx.date.now();
    if (seen && !this.#isLate(seen, now)) return seen.aftermath;
    // The next beat may never come: another chain is begun.
    const chain = (seen?.chain ?? 0) + 1;
    const aftermath = seen ? this.#aftermath(seen, now) : noOutage;
    ctx.set(stateKey, { at: now, aftermath, chain } satisfies Seen);
    this.#send(ctx, chain);
    return aftermath;
  }

  #isLate({ at }: Seen, now: number) {
    return now - at > beatsLate * this.#options.beatMs;
  }

  #aftermath(seen: Seen, now: number): Aftermath {
    if (!this.#isLate(seen, now)) return seen.aftermath;
    return afterOutage(seen.aftermath, seen.at, now, tryingAgain(this.#options.catchUpMs));
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
  aftermath: record('', { since: moment, firstOver: moment, over: moment, until: moment }),
} satisfies FieldsOf<Seen>;

/** What is not as it should be is as good as nothing: it is looked again from now on. */
async function seenIn(ctx: ObjectContext): Promise<Seen | undefined> {
  const seen = await ctx.get<Seen>(stateKey);
  return isPlain(seen) && !flawIn(fields, seen) ? seen : undefined;
}
