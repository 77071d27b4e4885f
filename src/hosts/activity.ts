/** What is under way: counted, up to the moment in which nothing is; and the grace that it has. */
export class Activity {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Whether nothing is under way. */
  get isIdle(): boolean {
    return this.#count === 0;
  }

  /** Something begins; each beginning has its end. */
  begin() {
    this.#count += 1;
  }
  /** Something has ended that began. */
  end() {
    this.#count -= 1;
    if (this.#count > 0) return;
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  /** Counts work until it has ended, however it ends. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /** Ends in the moment in which nothing is under way; more may begin in the next. */
  rest(): Promise<void> {
    if (this.isIdle) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    return promise;
  }
}

/** What a host and all around it give to what is at work when they are closed. */
export const usualGraceMs = 2_000;

/** How a host is closed. */
export interface Ending {
  /** How long what is being performed may take, before it is told to stop; 2 s when left out. */
  readonly graceMs?: number;
  /** Messages are taken until this has ended, too. */
  readonly after?: Promise<unknown>;
}

/** Waits until all of the work has ended, however it ends, for so long at most; whether it has. */
export async function endedWithin(
  work: Iterable<Promise<unknown>>,
  withinMs: number,
): Promise<boolean> {
  const all = [...work];
  if (all.length === 0) return true;
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), withinMs);
  try {
    return await Promise.race([Promise.allSettled(all).then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
