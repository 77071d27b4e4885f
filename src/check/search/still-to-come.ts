/** What is seen later has to be told on a way before its machine can tell it no more. */
import { type Address, slotOf } from '../../../machines/index.ts';
import { hasEnded } from '../../engine/index.ts';
import { fitsCallback, fitsLength } from '../../follow/sight.ts';
import type { Believed } from '../../follow/ways/believed.ts';
import type { CallbackSeen } from '../../follow/ways/observation.ts';
import { mayAnnounce } from '../../wire/index.ts';
import type { SessionNames } from '../reading/names.ts';
import type { Puzzle } from './puzzle.ts';
import { repeatsIn } from './seen-again.ts';

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

  /** By place: what was told long before what is seen there, and is seen later. */
  readonly #dueAt: readonly (readonly CallbackSeen[])[];

  constructor(puzzle: Puzzle) {
    this.#puzzle = puzzle;
    const repeats = repeatsIn(puzzle);
    const timed: Awaited[] = [];
    for (const [place, { seen }] of puzzle.observed.entries()) {
      if (seen.kind !== 'callback' || repeats[place]) continue;
      this.#owed(seen.of).all.push({ seen, place });
      if (seen.saidAt !== undefined) timed.push({ seen, place });
    }
    this.#dueAt = dueIn(puzzle, timed);
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

  /** How much should have been told by what is seen next, and has not been. */
  debt({ told }: Believed, place: number): number {
    const due = this.#dueAt[place] ?? [];
    const isTold = (seen: CallbackSeen) => told.some(fitsCallback(seen, this.#puzzle.manner));
    return due.reduce((sum, seen) => (isTold(seen) ? sum : sum + 1), 0);
  }

  /** Whether after a move of a machine something that is seen from this place on cannot be told any more. */
  isTooLate(way: Believed, moved: Address, place: number): boolean {
    const own = this.#of.get(slotOf(moved));
    return (own !== undefined && this.#isUntold(way, own, place)) || this.#isUnborn(way, moved, place);
  }

  #isUntold(way: Believed, { slot, all }: Owed, place: number): boolean {
    const { parts, told } = way;
    const { manner } = this.#puzzle;
    const snapshot = parts[slot]?.snapshot;
    if (!snapshot) return false;
    const { machine, state, sid } = snapshot;
    // What a leg does not tell, the call may tell that it has become.
    if (machine === 'dialLeg' && `call ${sid}` in parts) return false;
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
    for (const one of ['call', 'dialLeg']) {
      const part = parts[`${one} ${sid}`];
      if (part && !hasEnded(part.snapshot)) return false;
    }
    const begun = new Set(
      Object.values(mail).flatMap((letters) => letters.map(({ signal }) => slotOf(signal.to))),
    );
    if (begun.has(`call ${sid}`)) return false;
    return under.some(
      ({ slot, all }) =>
        !(slot in parts || begun.has(slot)) && all.some(({ place: at }) => at >= place),
    );
  }
}

/** By place, those that say an earlier time than what is seen there, though they come later. */
function dueIn({ observed, manner }: Puzzle, timed: readonly Awaited[]): CallbackSeen[][] {
  let open: readonly Awaited[] = [];
  const byTime = timed.toSorted((a, b) => (a.seen.saidAt ?? 0) - (b.seen.saidAt ?? 0));
  let next = 0;
  return observed.map(({ seen: { at } }, place) => {
    const before = next;
    while ((byTime[next]?.seen.saidAt ?? at) + 2 * manner.skewMs < at) next += 1;
    open = [...open, ...byTime.slice(before, next)].filter((one) => one.place > place);
    return open.map(({ seen }) => seen);
  });
}

/** The line that a recording or leg begins with; undefined: nobody says, or it is a conference's. */
function hostIn({ recordings, legs }: SessionNames, { machine, sid }: Address): string | undefined {
  if (machine === 'dialLeg') return legs.get(sid);
  if (machine !== 'recording') return undefined;
  const { callSid, source } = recordings.get(sid) ?? {};
  const isOfLine =
    source !== undefined && source !== 'Conference' && source !== 'StartConferenceRecordingAPI';
  return isOfLine ? callSid : undefined;
}
