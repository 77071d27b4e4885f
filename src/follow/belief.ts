/** What is believed of a call session, as it is kept: plain JSON, what several ways share once. */
import { slotOf } from '../../machines/index.ts';
import { atFirst, type Believed, type Letter, mapped, type Table } from './ways/believed.ts';
import type { Beyond } from './ways/beyond.ts';
import type { Groups, Session, Way, Ways } from './ways/groups.ts';
import type { Manner } from './ways/manner.ts';
import { once } from './ways/once.ts';
import { type KnownPart, type Spans, sinceOf } from './ways/shapes/spans.ts';

/** What is kept apart, and what has entries only where there is something to keep. */
interface KeptWay extends Partial<Omit<Believed, 'parts' | 'mail'>> {
  readonly parts?: Table<readonly [of: number, spans: Spans]>;
  readonly mail?: Table<readonly (readonly [of: number, from: number, to: number])[]>;
  readonly below?: Table<number>;
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
  /** To whom the requests went that are not answered, by their ids. */
  readonly asked: Readonly<Record<string, string>>;
  /** What is not followed any longer: more could be so than is told apart. */
  readonly beyond: Beyond;
  /** Which machines are believed together, and which group is believed given which other. */
  readonly groups: Groups;
  /** Snapshots without times, of which the ways are made. */
  readonly snapshots: readonly KnownPart['snapshot'][];
  /** Messages between machines, of which the ways are made. */
  readonly letters: readonly Letter['signal'][];
  /** The ways how a group can be, from which hidden moves lead on; what several share stands once. */
  readonly ways: readonly (readonly KeptWay[])[];
  /** Those of the groups above all others, by their place in the list. */
  readonly roots: Readonly<Record<string, number>>;
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

/** Requests that can still be carried out: of those that were given up, the late ones are dropped. */
const open = ({ asked, parts }: Believed): Believed['asked'] =>
  Object.fromEntries(
    Object.entries(asked).filter(([, { to, lostBy }]) => {
      const part = parts[slotOf(to)];
      return lostBy === undefined || !part || sinceOf(part) <= lostBy;
    }),
  );
const isSome = (of: object) => Object.keys(of).length > 0;

class Keeping {
  readonly snapshots = new Pool<KnownPart['snapshot']>();
  readonly letters = new Pool<Letter['signal']>();
  readonly ways = new Pool<readonly KeptWay[]>();
  readonly #places = new Map<Ways, number>();

  place(ways: Ways): number {
    const known = this.#places.get(ways);
    if (known !== undefined) return known;
    const place = this.ways.place(ways.map((way) => this.#way(way)));
    this.#places.set(ways, place);
    return place;
  }
  #way({ own, below }: Way): KeptWay {
    const { told, answered, plans, took } = own;
    const parts = mapped(
      own.parts,
      ({ snapshot, spans }) => [this.snapshots.place(snapshot), spans] as const,
    );
    const mail = mapped(own.mail, (all) =>
      all.map(({ signal, at }) => [this.letters.place(signal), ...at] as const),
    );
    const under = mapped(below, (ways) => this.place(ways));
    const all = { parts, mail, told, asked: open(own), answered, plans, took, below: under };
    return Object.fromEntries(Object.entries(all).filter(([, of]) => isSome(of)));
  }
}

/** The belief in this session. */
export function kept(
  { groups, roots }: Session,
  rest: Pick<Belief, 'at' | 'manner' | 'seen' | 'asked' | 'beyond'>,
): Belief {
  const keeping = new Keeping();
  const places = mapped(roots, (ways) => keeping.place(ways));
  const [snapshots, letters] = [keeping.snapshots.list, keeping.letters.list];
  return {
    version: 1,
    ...rest,
    groups,
    snapshots,
    letters,
    ways: keeping.ways.list,
    roots: places,
  };
}

/** The session of a belief. */
export function unpacked({ groups, snapshots, letters, ways, roots }: Belief): Session {
  const known: Ways[] = [];
  // What is below stands before what is above it.
  for (const one of ways) known.push(one.map((way) => wayOf(way)));
  return { groups, roots: mapped(roots, (place) => known[place] as Ways) };

  function wayOf({ parts = {}, mail = {}, below = {}, ...rest }: KeptWay): Way {
    return {
      own: {
        ...{ ...atFirst, ...rest },
        parts: mapped(parts, ([of, spans]) => ({
          snapshot: once(snapshots[of] as KnownPart['snapshot']),
          spans,
        })),
        mail: mapped(mail, (all) =>
          all.map(([of, ...at]) => ({ signal: once(letters[of] as Letter['signal']), at })),
        ),
      },
      below: mapped(below, (place) => known[place] as Ways),
    };
  }
}
