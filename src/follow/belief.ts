/** What is believed of a call session, as it is kept: plain JSON, what several ways share once. */
import { slotOf } from '../../machines/index.ts';
import type { Believed, Letter } from './believed.ts';
import type { Manner } from './manner.ts';
import { once } from './once.ts';
import { type KnownPart, type Spans, sinceOf } from './spans.ts';

/** A way as it is kept: machines and messages by their place in the lists of the belief. */
interface KeptWay extends Omit<Believed, 'parts' | 'mail'> {
  readonly parts: Readonly<Record<string, readonly [of: number, spans: Spans]>>;
  readonly mail: Readonly<
    Record<string, readonly (readonly [of: number, from: number, to: number])[]>
  >;
}
/** All that an observer has to remember of a call session: plain JSON. */
export interface Belief {
  /** The form that it is written in. */
  readonly version: 1;
  /** When something was seen last, in milliseconds since the epoch. */
  readonly at: number;
  /** How the platform is watched. */
  readonly manner: Manner;
  /** What was seen of callbacks, by whom and of what; with the length that was told, if any. */
  readonly seen: Readonly<Record<string, number | null>>;
  /** Snapshots without times, of which the ways are made. */
  readonly snapshots: readonly KnownPart['snapshot'][];
  /** Messages between machines, of which the ways are made. */
  readonly letters: readonly Letter['signal'][];
  /** The ways how everything can be, from which hidden moves lead on. */
  readonly ways: readonly KeptWay[];
}

class Pool<T> {
  readonly list: T[] = [];
  readonly #places = new Map<string, number>();
  place(one: T): number {
    const text = JSON.stringify(one);
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.list.length);
    return this.list.push(one) - 1;
  }
}
const mapped = <A, B>(table: Readonly<Record<string, A>>, of: (one: A) => B) =>
  Object.fromEntries(Object.entries(table).map(([key, one]) => [key, of(one)]));

/** Requests that can still be carried out: of those that were given up, the late ones are dropped. */
const open = ({ asked, parts }: Believed): Believed['asked'] =>
  Object.fromEntries(
    Object.entries(asked).filter(([, { to, lostBy }]) => {
      const part = parts[slotOf(to)];
      return lostBy === undefined || !part || sinceOf(part) <= lostBy;
    }),
  );

/** The belief with these ways. */
export function kept(
  ways: readonly Believed[],
  rest: Pick<Belief, 'at' | 'manner' | 'seen'>,
): Belief {
  const snapshots = new Pool<KnownPart['snapshot']>();
  const letters = new Pool<Letter['signal']>();
  const keptWays = ways.map((way) => ({
    ...way,
    asked: open(way),
    parts: mapped(way.parts, ({ snapshot, spans }) => [snapshots.place(snapshot), spans] as const),
    mail: mapped(way.mail, (all) =>
      all.map(({ signal, at }) => [letters.place(signal), ...at] as const),
    ),
  }));
  return { version: 1, ...rest, snapshots: snapshots.list, letters: letters.list, ways: keptWays };
}

/** The ways of a belief. */
export const unpacked = ({ ways, snapshots, letters }: Belief): Believed[] =>
  ways.map((way) => ({
    ...way,
    parts: mapped(way.parts, ([of, spans]) => ({
      snapshot: once(snapshots[of] as KnownPart['snapshot']),
      spans,
    })),
    mail: mapped(way.mail, (all) =>
      all.map(([of, ...at]) => ({ signal: once(letters[of] as Letter['signal']), at })),
    ),
  }));
