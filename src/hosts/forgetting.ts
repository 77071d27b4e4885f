/** When what is over is forgotten, and what of it is not, however old it is. */
import type { Address } from '../../machines/index.ts';
import type { Note, StoreShelf } from './ports.ts';

/** When what is over is forgotten: as soon as one of these is so, and nothing that lives names it. */
export interface Forgetting {
  /** Once it has not changed for so long, in milliseconds; thirty days when left out. */
  readonly afterMs?: number;
  /** Once so many that are over have changed after it; however many there are when left out. */
  readonly most?: number;
  /** The keys of the notes that go with the machine of a sid; none when left out. */
  readonly notesOf?: (sid: string) => readonly string[];
}

const usualAfterMs = 30 * 86_400_000;
/** So often it is looked for what is to be forgotten, and so many are forgotten at a time. */
export const sweepEveryMs = 60_000;
export const mostAtOnce = 500;

/** What changed then or before has gone by, as far as it depends on age. */
export const longAgo = ({ afterMs = usualAfterMs }: Forgetting, now: number): number =>
  now - afterMs;

/** What is to be forgotten of all that a store holds, so many at most. */
export function forgettable(shelf: StoreShelf, forgets: Forgetting, now: number): Address[] {
  const { most } = forgets;
  const beyond = most === undefined ? undefined : shelf.overBeyond(most);
  const until = Math.max(longAgo(forgets, now), beyond ?? Number.NEGATIVE_INFINITY);
  if (shelf.over(until, 1).length === 0) return [];
  const named = new Set<string>();
  for (const snapshot of shelf.live()) {
    name(snapshot, named);
    name(shelf.row(snapshot.sid), named);
  }
  for (const { effect } of shelf.outbox()) name(effect, named);
  // What is named may be the oldest of all.
  const found = shelf.over(until, mostAtOnce + named.size);
  return found.filter(({ sid }) => !named.has(sid)).slice(0, mostAtOnce);
}

/** The notes that go with machines. */
export const notesWith = ({ notesOf }: Forgetting, gone: readonly { sid: string }[]): Note[] =>
  gone.flatMap(({ sid }) => (notesOf?.(sid) ?? []).map((key) => ({ key, value: undefined })));

/** Every text in it: one of those may be a sid. */
function name(value: unknown, into: Set<string>) {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) name(one, into);
  }
}
