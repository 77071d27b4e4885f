/** What is seen later has to be told on a way before its machine can tell it no more. */

import { type Address, slotOf, type Verdict } from '../../../machines/index.ts';
import { hasEnded } from '../../engine/index.ts';
import { fitsAnswer, fitsCallback, fitsLength } from '../../follow/sight.ts';
import type { Ask, Believed } from '../../follow/ways/believed.ts';
import type { AnsweredSeen, CallbackSeen } from '../../follow/ways/observation.ts';
import { mayAnnounce } from '../../wire/index.ts';
import type { SessionNames } from '../reading/names.ts';
import { isOfConference } from '../reading/sources.ts';
import { mayAnswer } from './may-answer.ts';
import type { Puzzle } from './puzzle/puzzle.ts';
import { repeatsIn } from './puzzle/repeats.ts';

/** Everything of one machine that has to be told, in the order in which it is seen. */
interface Owed {
  readonly slot: string;
  readonly all: Awaited[];
}
/** A callback, and where it stands. */
interface Awaited {
  readonly seen: CallbackSeen;
  readonly place: number;
}

/** The callbacks that each machine has to have told. */
export class StillToCome {
  readonly #puzzle: Puzzle;
  readonly #of = new Map<string, Owed>();
  /** What is seen of the recordings and legs of a line, by its sid. */
  readonly #under = new Map<string, Owed[]>();

  readonly #answers = new Map<string, AnsweredSeen>();
  /** By place: what was so long before what is seen there, and is seen later. */
  readonly #dueAt: readonly (readonly Due[])[];

  constructor(puzzle: Puzzle) {
    this.#puzzle = puzzle;
    const repeats = repeatsIn(puzzle);
    const awaited: Awaited[] = [];
    for (const [place, { seen }] of puzzle.observed.entries()) {
      if (seen.kind === 'answered') this.#answers.set(seen.id, seen);
      if (seen.kind !== 'callback' || repeats[place]) continue;
      this.#owed(seen.of).all.push({ seen, place });
      awaited.push({ seen, place });
    }
    this.#dueAt = dueIn(puzzle, awaited);
  }
  #owed(of: Address): Owed {
    const slot = slotOf(of);
    const known = this.#of.get(slot);
    if (known) return known;
    const owed: Owed = { slot, all: [] };
    this.#of.set(slot, owed);
    const host = hostIn(this.#puzzle.names, of);
    if (host !== undefined) this.#under.set(host, [...(this.#under.get(host) ?? []), owed]);
    return owed;
  }

  /** How much should have been so by what is seen next, and is not. */
  debt({ parts, told }: Believed, place: number): number {
    let sum = 0;
    for (const { seen, isBegun } of this.#dueAt[place] ?? []) {
      const isSo = isBegun
        ? slotOf(seen.of) in parts
        : told.some(fitsCallback(seen, this.#puzzle.manner));
      if (!isSo) sum += 1;
    }
    return sum;
  }

  /**
   * Whether after a move of a machine something that is seen from this place on cannot be told any more,
   * or was answered otherwise: then nothing that comes of it explains everything.
   */
  isTooLate(way: Believed, moved: Address, place: number): boolean {
    const own = this.#of.get(slotOf(moved));
    if (own && this.#isUntold(way, own, place)) return true;
    return (
      this.#isUnborn(way, moved, place) ||
      this.#isAnsweredOtherwise(way) ||
      this.#isUnanswerable(way, moved)
    );
  }

  /** Whether a machine can answer a request no more as it will be seen. */
  #isUnanswerable({ parts, asked }: Believed, moved: Address): boolean {
    const slot = slotOf(moved);
    const state = parts[slot]?.snapshot.state;
    if (state === undefined) return false;
    for (const id in asked) {
      const { to, event, lostBy } = asked[id] as Ask;
      const seen = this.#answers.get(id);
      if (!seen || lostBy !== undefined || slotOf(to) !== slot) continue;
      if (!mayAnswer(moved.machine, state, event.type, seen)) return true;
    }
    return false;
  }

  #isAnsweredOtherwise({ answered }: Believed): boolean {
    for (const id in answered) {
      const seen = this.#answers.get(id);
      if (seen && !fitsAnswer(answered[id] as Verdict, seen)) return true;
    }
    return false;
  }

  #isUntold(way: Believed, { slot, all }: Owed, place: number): boolean {
    const { parts, told } = way;
    const { manner } = this.#puzzle;
    const snapshot = parts[slot]?.snapshot;
    if (!snapshot) return false;
    const { machine, state } = snapshot;
    const isOver = (word: string) =>
      machine === 'conference' ? hasEnded(snapshot) : !mayAnnounce(machine, state, word);
    return all.some(
      ({ seen, place: at }) =>
        at >= place &&
        isOver(seen.status) &&
        !(told.some(fitsCallback(seen, manner)) && fitsLength(way, seen, manner)),
    );
  }

  /** Whether a line is over, and what is seen of it later has not begun. */
  #isUnborn({ parts, mail }: Believed, { machine, sid }: Address, place: number): boolean {
    if (machine !== 'call' && machine !== 'dialLeg') return false;
    const under = this.#under.get(sid);
    if (!under) return false;
    const asCall = slotOf({ machine: 'call', sid });
    for (const slot of [asCall, slotOf({ machine: 'dialLeg', sid })]) {
      const part = parts[slot];
      if (part && !hasEnded(part.snapshot)) return false;
    }
    const begun = begunIn(mail);
    if (begun.has(asCall)) return false;
    return under.some(
      ({ slot, all }) =>
        !(slot in parts || begun.has(slot)) && all.some(({ place: at }) => at >= place),
    );
  }
}

/** Who has a message on the way, by which it may begin. */
const begunIn = (mail: Believed['mail']): ReadonlySet<string> =>
  new Set(Object.values(mail).flatMap((all) => all.map(({ signal }) => slotOf(signal.to))));

/** Something that is seen later shows by when a machine has told it, or was there. */
interface Due {
  readonly seen: CallbackSeen;
  readonly place: number;
  /** In milliseconds since the epoch. */
  readonly by: number;
  /** It need not be told by then: it is so long that its recording has begun. */
  readonly isBegun?: true;
}
function duesOf({ seen, place }: Awaited): Due[] {
  const { saidAt, durationSeconds, at } = seen;
  const told = saidAt === undefined ? [] : [{ seen, place, by: saidAt }];
  if (durationSeconds === undefined) return told;
  return [...told, { seen, place, by: at - durationSeconds * 1_000, isBegun: true }];
}
/** By place, what is due by what is seen there, and is seen later. */
function dueIn({ observed, manner }: Puzzle, awaited: readonly Awaited[]): Due[][] {
  const byTime = awaited.flatMap(duesOf).sort((a, b) => a.by - b.by);
  let open: readonly Due[] = [];
  let next = 0;
  return observed.map(({ seen: { at } }, place) => {
    const before = next;
    while ((byTime[next]?.by ?? at) + 2 * manner.skewMs < at) next += 1;
    open = [...open, ...byTime.slice(before, next)].filter((one) => one.place > place);
    return [...open];
  });
}

/** The line that a recording or leg begins with; undefined: nobody says, or it is a conference's. */
function hostIn({ recordings, legs }: SessionNames, { machine, sid }: Address): string | undefined {
  if (machine === 'dialLeg') return legs.get(sid);
  if (machine !== 'recording') return undefined;
  const { callSid, source } = recordings.get(sid) ?? {};
  return source === undefined || isOfConference(source) ? undefined : callSid;
}
