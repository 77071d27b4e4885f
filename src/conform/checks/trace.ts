/** What went to and fro while something was checked: the reproduction of whatever is found. */

/** A request, as it went out. */
export interface TracedRequest {
  /** As it stands in the request. */
  readonly method: string;
  /** Where it went, secrets and all: whoever shows it leaves them out. */
  readonly url: string;
  /** By name, in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its body; left out: there was none. */
  readonly body?: string;
}
/** What came of a request: an answer, or why there is none. */
export interface TracedAnswer {
  /** The status of HTTP; left out: there was no answer by HTTP. */
  readonly status?: number;
  /** What the body is said to be. */
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
  /** The request; left out: it was not asked by HTTP, or not by the kit itself. */
  readonly request?: TracedRequest;
  /** What came of it; left out: nobody waited. */
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
