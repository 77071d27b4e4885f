/** One stream of server-sent events: opened again whenever it ends, for as long as it is wanted. */

/** What a stream tells, by its names; `lost` comes from here: there is no stream just now. */
const names = /** @type {const} */ (['hello', 'machine', 'entry', 'clock']);
/** @typedef {{ name: typeof names[number] | 'lost', data: string }} Told */

/** How long it waits before it asks again, at first and at most. */
const waits = { firstMs: 150, mostMs: 1_000 };

export class Source {
  #path;
  #tell;
  #waitMs = waits.firstMs;
  /** @type {EventSource | undefined} */
  #source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /**
   * @param {string} path
   * @param {(told: Told) => void} tell
   */
  constructor(path, tell) {
    this.#path = path;
    this.#tell = tell;
  }

  /** Opens it, or opens it anew: it begins with everything as it is. */
  open() {
    this.close();
    const source = new EventSource(this.#path);
    this.#source = source;
    for (const name of names) {
      source.addEventListener(name, ({ data }) => {
        if (name === 'hello') this.#waitMs = waits.firstMs;
        this.#tell({ name, data });
      });
    }
    source.onerror = () => {
      this.close();
      this.#tell({ name: 'lost', data: '' });
      this.#waiting = setTimeout(() => this.open(), this.#waitMs);
      this.#waitMs = Math.min(2 * this.#waitMs, waits.mostMs);
    };
  }

  close() {
    clearTimeout(this.#waiting);
    this.#source?.close();
    this.#source = undefined;
  }
}
