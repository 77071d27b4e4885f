/**
 * Requests to dial somebody whose answers were lost. They name no call, so they wait until a session
 * shows one that they have dialled.
 */
import type { AskedEntry, LogEntry } from '../log/entry.ts';
import { namesIn } from '../reading/names.ts';
import { linesDialled } from '../reading/unanswered.ts';

/** Requests that wait for a call of theirs, by the number that they dial. */
export class UnansweredDials {
  readonly #to = new Map<unknown, AskedEntry[]>();

  get size(): number {
    return [...this.#to.values()].reduce((sum, { length }) => sum + length, 0);
  }
  add(entry: AskedEntry) {
    const number = entry.body?.To;
    this.#to.set(number, [...(this.#to.get(number) ?? []), entry]);
  }
  drop(entry: AskedEntry) {
    const number = entry.body?.To;
    const left = (this.#to.get(number) ?? []).filter((one) => one !== entry);
    if (left.length > 0) this.#to.set(number, left);
    else this.#to.delete(number);
  }
  /** Those that set out before a time. */
  before(at: number): AskedEntry[] {
    return [...this.#to.values()].flat().filter((one) => one.at < at);
  }

  /** Those that have dialled a call of these entries. */
  of(entries: readonly LogEntry[]): AskedEntry[] {
    if (this.#to.size === 0) return [];
    const numbers = new Set(entries.map((one) => (one.kind === 'heard' ? one.said.to : undefined)));
    const waiting = [...numbers].flatMap((number) => this.#to.get(number ?? '') ?? []);
    if (waiting.length === 0) return [];
    const dialled = linesDialled([...entries, ...waiting], namesIn(entries));
    return waiting.filter((one) => dialled.has(one));
  }
}
