/**
 * How often a key may ask, for those who want to see what happens beyond it.
 * Source: developers.telnyx.com, "Telnyx API rate limiting".
 */
import { failure, type HttpError } from './errors.ts';

const windowMs = 1_000;

export class RateLimit {
  readonly #perSecond: number;
  readonly #now: () => number;
  #windowEnd = 0;
  /** Requests by key in this second. */
  readonly #asked = new Map<string, number>();

  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Counts a request; gives the headers of its answer, and the answer itself if it is one too many. */
  count(key: string): {
    readonly headers: Readonly<Record<string, string>>;
    readonly refusal: HttpError | undefined;
  } {
    const now = this.#now();
    if (now >= this.#windowEnd) {
      this.#asked.clear();
      this.#windowEnd = now + windowMs;
    }
    const asked = (this.#asked.get(key) ?? 0) + 1;
    this.#asked.set(key, asked);
    const headers = {
      'x-ratelimit-limit': String(this.#perSecond),
      'x-ratelimit-remaining': String(Math.max(0, this.#perSecond - asked)),
      'x-ratelimit-reset': String(Math.ceil(Math.round(this.#windowEnd - now) / 1_000)),
    };
    const detail = 'You have exceeded the maximum number of allowed requests.';
    const isOneTooMany = asked > this.#perSecond;
    return { headers, refusal: isOneTooMany ? failure('tooMany', detail) : undefined };
  }
}
