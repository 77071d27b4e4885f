/**
 * A session under names that all sessions share: what was worked out for one is known of the next, so
 * a log takes no more memory, and less time, the longer it is.
 */
import { inSteps, type Work } from '../work/slices.ts';
import type { SessionRead } from './observed.ts';

/** A session whose sids are numbered, and what gives it its own again. */
export interface SharedNames {
  readonly read: SessionRead;
  /** What is said under shared names, under its own. */
  readonly own: <T>(said: T) => T;
}

/** A number between characters that no log is written in. */
const spelled = (no: number) => `\u{e000}${no}\u{e001}`;
const shared = /\u{e000}(\d+)\u{e001}/gu;
const holdsSids = /^(?:sid|stay|legs)$|Sid$/;

/** Numbers the sids of a session, in the order in which they were seen. */
export function* underSharedNames(read: SessionRead): Work<SharedNames> {
  const numbering = new Numbering();
  const { sid, said, keys } = numbering;
  const { legs, recordings, transcriptions, conferences, labels, ...names } = read.names;
  const of = (one: string | undefined) => (one === undefined ? undefined : sid(one));
  const conference = ({ calls, ...more }: { readonly calls: Set<string> }) => ({
    ...more,
    calls: new Set([...calls].map(sid)),
  });
  return {
    read: {
      observed: yield* inSteps(read.observed, said),
      names: {
        legs: keys(legs, of),
        recordings: keys(recordings, said),
        transcriptions: keys(transcriptions, of),
        conferences: keys(conferences, (one) => ({ ...one, ...conference(one) })),
        labels: new Map([...labels].map(([label, one]) => [label, sid(one)])),
        directions: keys(names.directions, (one) => one),
        begunAt: keys(names.begunAt, (one) => one),
        claimed: new Set([...names.claimed].map(sid)),
      },
      inline: keys(read.inline, said),
      told: keys(read.told, (one) => one),
    },
    own: numbering.own,
  };
}

class Numbering {
  readonly #numbers = new Map<string, string>();
  readonly #sids: string[] = [];

  readonly sid = (own: string): string => {
    const known = this.#numbers.get(own);
    if (known !== undefined) return known;
    const number = spelled(this.#sids.length);
    this.#sids.push(own);
    this.#numbers.set(own, number);
    return number;
  };
  readonly keys = <A, B>(table: ReadonlyMap<string, A>, of: (one: A) => B): Map<string, B> =>
    new Map([...table].map(([sid, one]) => [this.sid(sid), of(one)]));

  /** The same with numbers where a field has a sid. */
  readonly said = <T>(value: T): T => changed(value, this.sid, false) as T;
  /** The same with the sids in all of its texts. */
  readonly own = <T>(value: T): T => changed(value, this.#told, true) as T;
  readonly #told = (text: string) =>
    text.replace(shared, (number, no) => this.#sids[Number(no)] ?? number);
}

/** The same, with other texts: all of them, or those in fields of sids. */
function changed(value: unknown, text: (one: string) => string, isText: boolean): unknown {
  if (typeof value === 'string') return isText ? text(value) : value;
  if (Array.isArray(value)) return value.map((one) => changed(one, text, isText));
  if (typeof value !== 'object' || value === null) return value;
  const found: [string, unknown][] = Object.entries(value).map(([name, one]) => [
    name,
    changed(one, text, isText || holdsSids.test(name)),
  ]);
  return Object.fromEntries(found);
}
