/** What went to and fro while something was checked: the reproduction of whatever is found. */

/** A request, as it went out. */
export interface TracedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
/** What came of a request: an answer, or why there is none. */
export interface TracedAnswer {
  readonly status?: number;
  readonly contentType?: string | undefined;
  /** The beginning of the body. */
  readonly body?: string;
  /** Why there is no answer, such as `no answer within 2000 ms`. */
  readonly none?: string;
  /** How long it took, in milliseconds. */
  readonly tookMs: number;
}
/** An exchange: who asked whom, what for, and what came of it. */
export interface TracedExchange {
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** Who asked, in a word or two: `kit`, `platform`. */
  readonly from: string;
  /** Who was asked: `receiver`, `probe`. */
  readonly to: string;
  /** What it is, shortly: `completed, again`. */
  readonly says: string;
  readonly request?: TracedRequest;
  readonly answer?: TracedAnswer;
}

/** Takes down what went to and fro, in order. */
export class Trace {
  readonly #all: TracedExchange[] = [];

  /** Notes an exchange; what is said of it last is its answer. */
  note(exchange: TracedExchange) {
    this.#all.push(exchange);
  }
  /** Forgets all of it: what follows is tried anew, and shorter. */
  clear() {
    this.#all.length = 0;
  }
  /** Forgets what was noted behind the first so many. */
  cutTo(length: number) {
    this.#all.length = Math.min(length, this.#all.length);
  }
  /** What was noted, in the order in which it was begun. */
  get exchanges(): readonly TracedExchange[] {
    return this.#all.toSorted((a, b) => a.at - b.at);
  }
}
