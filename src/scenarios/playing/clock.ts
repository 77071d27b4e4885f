/** A clock that stands still until told: what is due happens in the order of time, then of setting. */

/** Something that will happen; cancel it by its key. */
interface Due {
  readonly at: number;
  readonly order: number;
  readonly key: string | undefined;
  readonly run: (at: number) => void;
}

export class VirtualClock {
  now: number;
  #due: Due[] = [];
  #order = 0;

  constructor(start: number) {
    this.now = start;
  }

  /** Plans something; what is planned under the same key is replaced. */
  plan(at: number, run: (at: number) => void, key?: string) {
    if (key !== undefined) this.cancel(key);
    this.#order += 1;
    this.#due.push({ at: Math.max(at, this.now), order: this.#order, key, run });
  }

  cancel(key: string) {
    this.#due = this.#due.filter((one) => one.key !== key);
  }

  /** Lets the next planned thing happen; false when nothing is planned until then. */
  tick(until = Number.POSITIVE_INFINITY): boolean {
    let next = this.#due[0];
    if (!next) return false;
    for (const one of this.#due) {
      if (one.at < next.at || (one.at === next.at && one.order < next.order)) next = one;
    }
    const chosen = next;
    if (chosen.at > until) return false;
    this.#due = this.#due.filter((one) => one !== chosen);
    this.now = chosen.at;
    chosen.run(chosen.at);
    return true;
  }
}
