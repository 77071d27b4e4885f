/** What a host tells whoever looks on, and what it answers when it is asked how it is. */
import type { Verdict } from '../../../machines/index.ts';
import type { Considered } from '../delivery.ts';
import {
  type Health,
  type Observer,
  shownThrown,
  tellObserver,
  type WatchedHost,
} from '../observe.ts';
import type { Message } from '../ports.ts';

/** What a host is behind with. */
export type Backlog = Pick<Health, 'outbox' | 'overdue'>;

/** A store that does not answer for so long is not reached. */
const healthMs = 2_000;
/** Of a host that cannot say. */
export const noBacklog: Backlog = {
  outbox: { size: 0, lagMs: 0 },
  overdue: { timers: 0, lateMs: 0 },
};

export class Watch {
  readonly observer: Observer;
  readonly #now: () => number;
  readonly #host: WatchedHost;
  #isClosed = false;
  #lastFailure: Health['lastFailure'];

  constructor(observer: Observer, host: WatchedHost, now: () => number) {
    this.observer = observer;
    this.#host = host;
    this.#now = now;
  }

  opened() {
    tellObserver(this.observer.opened, this.#host);
  }
  closes() {
    this.#isClosed = true;
    tellObserver(this.observer.closed, this.#host);
  }

  /** Something failed and will be tried again. */
  readonly failed = (error: unknown, what: string) => {
    const says = error instanceof Error ? error.message : shownThrown(error);
    this.#lastFailure = { at: this.#now(), what, says };
    tellObserver(this.observer.failed, error, what);
  };

  /** Shows what was kept, a moment later, and at once what it asks for. */
  kept({ delivery, errands }: Considered, message: Message) {
    const { asked, delivered } = this.observer;
    if (errands.length > 0) tellObserver(asked, message, errands);
    if (delivered) queueMicrotask(() => tellObserver(delivered, delivery, message));
  }

  /** Has a message taken, and shows how it is answered. */
  async taking(message: Message, take: () => Promise<Verdict>): Promise<Verdict> {
    const { taking, taken } = this.observer;
    if (!taking && !taken) return await take();
    tellObserver(taking, message);
    try {
      const verdict = await take();
      tellObserver(taken, message, { verdict });
      return verdict;
    } catch (error) {
      tellObserver(taken, message, { error });
      throw error;
    }
  }

  /**
   * How the host is: `backlog` asks its store, and rejects if that does not answer; then `known` is
   * what is known of it without. What waits too long does not make it less ready, for nobody else
   * could do it sooner.
   */
  async health(backlog: () => Promise<Backlog>, known: Backlog = noBacklog): Promise<Health> {
    const reasons: string[] = [];
    if (this.#isClosed) reasons.push('It is closed.');
    const found = this.#isClosed ? known : await answered(backlog());
    if (typeof found === 'string') reasons.push(`Its store cannot be reached: ${found}`);
    return {
      isReady: reasons.length === 0,
      reasons,
      ...(typeof found === 'string' ? known : found),
      ...(this.#lastFailure && { lastFailure: this.#lastFailure }),
    };
  }
}

/** What somebody answers in time; or, in words, why not. */
async function answered<T>(asked: Promise<T>): Promise<T | string> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`no answer within ${healthMs} ms.`), healthMs);
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    return error instanceof Error ? error.message : shownThrown(error);
  } finally {
    clearTimeout(timer);
  }
}
