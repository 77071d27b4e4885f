/** Explanations that were found, by what was seen: sessions that are alike are often explained alike. */
import type { Observed } from '../reading/observed.ts';
import type { Puzzle } from './puzzle/puzzle.ts';
import type { Did } from './searched.ts';

/** So many explanations are remembered, those that were found last. */
const mostKept = 500;

/** Explanations of sessions, by what was seen of these. */
export class Explanations {
  readonly #found = new Map<string, readonly Unseen[]>();

  /** What happened unseen in a session like this. */
  of(key: string): readonly Unseen[] | undefined {
    return this.#found.get(key);
  }
  keep(key: string, dids: readonly Did[]) {
    const unseen = dids.filter((did) => did.kind !== 'seen');
    this.#found.delete(key);
    this.#found.set(key, unseen);
    const [oldest] = this.#found.keys();
    if (this.#found.size > mostKept && oldest !== undefined) this.#found.delete(oldest);
  }
}
/** What happened, but for what was seen of it. */
export type Unseen = Exclude<Did, { readonly kind: 'seen' }>;

/** What was seen of a session, but for when, in which order and how often. */
export function likeness({ observed, inline, lacks }: Puzzle): string {
  const all = new Set(observed.map((one) => JSON.stringify(timeless(one))));
  return JSON.stringify([[...all].sort(), [...inline], lacks]);
}
function timeless({ seen, place: _, ...more }: Observed) {
  const {
    at: _at,
    saidAt: _said,
    sentAt: _sent,
    durationSeconds: _length,
    ...what
  } = {
    saidAt: 0,
    sentAt: 0,
    durationSeconds: 0,
    ...seen,
  };
  return [what, more];
}
