/**
 * Whom an observation concerns. Machines that have nothing to do with each other can move in any order, so
 * whoever is not concerned by what is to be explained next waits: else every order would be looked at.
 */
import { type MachineName, slotOf } from '../../../machines/index.ts';
import type { Observation } from '../../follow/index.ts';
import { type Believed, planKey } from '../../follow/ways/believed.ts';
import { mentionsIn, sidOf } from '../../follow/ways/beyond.ts';
import type { SessionNames } from '../reading/names.ts';
import type { Observed } from '../reading/observed.ts';
import type { Puzzle } from './puzzle/puzzle.ts';

/** What a move weighs: of whom it is about, of who knows that one, of who knows those, and of anybody else. */
const weights = { own: 1, near: 2, around: 3, far: 8 };
/** So many are thought of at once, at most. */
const mostAbout = 24;
const lines: readonly MachineName[] = ['call', 'dialLeg'];
const nobody: ReadonlySet<string> = new Set();

/** Whom each observation of a puzzle concerns. */
export class Concerns {
  /** By place, the slots of those that it is about. */
  readonly #about: readonly (readonly string[])[];
  /** Whom a sid knows by what the log says. */
  readonly #pairs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #mentioned = new WeakMap<object, ReadonlySet<string>>();

  constructor({ observed, names }: Pick<Puzzle, 'observed' | 'names'>) {
    this.#pairs = pairsIn(names);
    const asked = new Map<string, string>();
    for (const { seen } of observed) if (seen.kind === 'asked') asked.set(seen.id, slotOf(seen.to));
    const about = observed.map(({ seen }) => aboutIn(seen, asked));
    // What is told of a machine comes in any order: whom it tells of next may have to come first.
    const next = new Map<string, string[]>();
    for (let place = observed.length - 1; place >= 0; place -= 1) {
      const { seen } = observed[place] as Observed;
      if (!('of' in seen)) continue;
      const slot = slotOf(seen.of);
      const all = new Set([...(about[place] ?? []), ...(next.get(slot) ?? [])]);
      const most = [...all].slice(0, mostAbout);
      about[place] = most;
      if (seen.kind === 'callback') next.set(slot, most);
    }
    this.#about = about;
  }

  /** Whom the observation at a place is about: an answer is about whom was asked. */
  at(place: number): readonly string[] {
    return this.#about[place] ?? [];
  }

  /** What a move of a machine weighs on a way, by its slot, where something about these is to be explained. */
  weightsOn(way: Believed, about: readonly string[]): (slot: string) => number {
    const own = new Set(about.map(sidOf));
    const known = new Set(about.flatMap((slot) => [...this.#knownTo(way, slot)]));
    const others = new Set(
      Object.keys(way.parts)
        .map(sidOf)
        .filter((sid) => known.has(sid)),
    );
    return (slot) => {
      if (about.includes(slot)) return weights.own;
      if (known.has(sidOf(slot))) return weights.near;
      let weight = weights.far;
      for (const one of this.#knownTo(way, slot)) {
        if (own.has(one)) return weights.near;
        if (others.has(one)) weight = weights.around;
      }
      return weight;
    };
  }

  /** The sids that a machine knows, or is about to be told of by a document; and other texts. */
  *#knownTo({ parts, plans }: Believed, slot: string): Iterable<string> {
    const sid = sidOf(slot);
    yield* this.#pairs.get(sid) ?? nobody;
    yield* this.#textsIn(parts[slot]?.snapshot);
    yield* this.#textsIn(plans[planKey(sid)]);
  }
  #textsIn(value: object | undefined): ReadonlySet<string> {
    if (value === undefined) return nobody;
    const known = this.#mentioned.get(value) ?? mentionsIn(value);
    this.#mentioned.set(value, known);
    return known;
  }
}

function aboutIn(seen: Observation, asked: ReadonlyMap<string, string>): readonly string[] {
  if (seen.kind === 'answered') {
    const slot = asked.get(seen.id);
    return slot === undefined ? [] : [slot];
  }
  if ('to' in seen) return [slotOf(seen.to)];
  if (!('of' in seen)) return [];
  const sid = seen.kind === 'callback' ? seen.callSid : undefined;
  const named = sid === undefined ? [] : lines.map((machine) => slotOf({ machine, sid }));
  return [slotOf(seen.of), ...named];
}

/** Of a sid whose it is, and of a conference who was there, as far as a log says it. */
function pairsIn(names: SessionNames): ReadonlyMap<string, ReadonlySet<string>> {
  const pairs = new Map<string, Set<string>>();
  const note = (one: string, other: string | undefined) => {
    if (other !== undefined) pairs.set(one, (pairs.get(one) ?? new Set()).add(other));
  };
  for (const [leg, call] of names.legs) note(leg, call);
  for (const [text, recording] of names.transcriptions) note(text, recording);
  for (const [recording, { callSid, conferenceSid }] of names.recordings) {
    note(recording, callSid);
    note(recording, conferenceSid);
  }
  for (const [conference, { calls }] of names.conferences)
    for (const call of calls) note(conference, call);
  return pairs;
}
