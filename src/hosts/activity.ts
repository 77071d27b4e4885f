/** What is under way, counted, and the moment in which nothing is. */
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
