/**
 * What went between an account and its application: the latest exchanges, one log for whoever looks.
 * What Telnyx's own logs tell is read off it.
 */
import { type KeptExchange, lettersOf } from './exchange.ts';

/** How many are kept; of those that only read, fewer: they tell little, and are many. */
const most = 2_000;
const mostReads = 200;
/** Of all together. */
const mostLettersOfAll = 8_000_000;

const isRead = ({ kind, request }: KeptExchange) => kind === 'request' && request.method === 'GET';

/** Hears what is kept from now on, and what is not any more. */
export interface TrafficKeeper {
  readonly kept: (exchange: KeptExchange) => void;
  readonly gone: (exchange: KeptExchange) => void;
}

export class Traffic {
  readonly #exchanges = new Map<number, KeptExchange>();
  readonly #reads = new Set<number>();
  /** By the key of what is sent: how often it was tried, and what logs call it. */
  readonly #tried = new Map<string, { attempts: number; readonly delivery: string }>();
  #letters = 0;
  readonly #mint: () => string;
  readonly #keeper: TrafficKeeper | undefined;

  constructor(mint: () => string, keeper?: TrafficKeeper) {
    this.#mint = mint;
    this.#keeper = keeper;
  }

  /** All that is kept, oldest first. */
  get all(): Iterable<KeptExchange> {
    return this.#exchanges.values();
  }

  find(number: number): KeptExchange | undefined {
    return this.#exchanges.get(number);
  }

  /** Takes up what was kept. */
  restore(exchanges: readonly KeptExchange[]) {
    for (const one of exchanges) this.#put(one);
  }

  /** Keeps one more; of what is sent, it counts the attempts. */
  note(exchange: KeptExchange) {
    const { key } = exchange;
    const { kind } = exchange;
    const isSent = kind === 'callback' || kind === 'instructions';
    const tried = isSent && this.#tried.get(key ?? '');
    const delivery = tried ? tried.delivery : this.#mint();
    const attempt = (tried ? tried.attempts : 0) + 1;
    const noted = isSent ? { ...exchange, delivery, attempt } : exchange;
    this.#put(noted);
    this.#keeper?.kept(noted);
  }

  #put(exchange: KeptExchange) {
    const { number, key, delivery, attempt } = exchange;
    this.#exchanges.set(number, exchange);
    this.#letters += lettersOf(exchange);
    if (isRead(exchange)) this.#reads.add(number);
    if (key !== undefined && delivery !== undefined && attempt !== undefined)
      this.#tried.set(key, { attempts: attempt, delivery });
    while (this.#reads.size > mostReads) this.#drop(first(this.#reads));
    while (this.#exchanges.size > most || this.#letters > mostLettersOfAll)
      this.#drop(first(this.#exchanges.keys()));
  }

  #drop(number: number) {
    const exchange = this.#exchanges.get(number);
    if (!exchange) return;
    this.#exchanges.delete(number);
    this.#reads.delete(number);
    this.#letters -= lettersOf(exchange);
    const { key, attempt } = exchange;
    if (key !== undefined && this.#tried.get(key)?.attempts === attempt) this.#tried.delete(key);
    this.#keeper?.gone(exchange);
  }
}

const first = (of: Iterable<number>): number => {
  for (const one of of) return one;
  return Number.NaN;
};
