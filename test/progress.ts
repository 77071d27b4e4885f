/** A line of figures that renews itself on a terminal, and stays silent elsewhere. */

const period = 100;

export class Progress {
  readonly #title: string;
  readonly #began = performance.now();
  #shown = 0;

  constructor(title: string) {
    this.#title = title;
  }

  /** Shows figures, with the rate of the first one and the memory in use. */
  show(figures: Readonly<Record<string, number>>) {
    const now = performance.now();
    if (!process.stderr.isTTY || now - this.#shown < period) return;
    this.#shown = now;
    const [[, first] = ['', 0]] = Object.entries(figures);
    const said = Object.entries(figures).map(([name, n]) => `${n.toLocaleString('en')} ${name}`);
    const rate = Math.round((first / (now - this.#began)) * 1_000).toLocaleString('en');
    const memory = Math.round(process.memoryUsage().heapUsed / 1_048_576);
    const line = `${this.#title}: ${said.join(', ')}, ${rate}/s, ${memory} MB`;
    process.stderr.write(`\r\u001b[2K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  }

  /** Takes the line away. */
  done() {
    if (process.stderr.isTTY && this.#shown > 0) process.stderr.write('\r\u001b[2K');
  }
}
