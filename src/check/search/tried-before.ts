/**
 * What explained a session may explain one like it: the same happens again, at other times, and what is
 * seen of it comes in another order.
 */
import { slotOf } from '../../../machines/index.ts';
import type { Believed } from '../../follow/ways/believed.ts';
import type { Hidden } from '../../follow/ways/hidden.ts';
import { textOf } from '../../follow/ways/once.ts';
import type { Observed } from '../reading/observed.ts';
import type { Work } from '../work/slices.ts';
import { type Ended, endIn, lastSeenOf } from './ended.ts';
import type { Unseen } from './explanations.ts';
import { after, inlineGiven } from './fits.ts';
import type { Puzzle } from './puzzle/puzzle.ts';
import { repeatsIn } from './puzzle/repeats.ts';
import type { Did } from './searched.ts';
import { supposed } from './supposed/missing.ts';
import { Uses } from './uses.ts';
import { moved, movesOn } from './ways.ts';

/** What happened, if the same could have happened here. */
export interface Replayed extends Ended {
  readonly dids: readonly Did[];
}
/** Lets the same happen again; undefined: it cannot, or does not explain everything. */
export function* triedBefore(
  puzzle: Puzzle,
  known: readonly Unseen[],
  from: Believed,
): Work<Replayed | undefined> {
  return yield* new Replaying(puzzle, known, from).run();
}

class Replaying {
  readonly #puzzle: Puzzle;
  readonly #uses: Uses;
  readonly #repeats: readonly boolean[];
  readonly #dids: Did[] = [];
  #left: readonly Unseen[];
  #way: Believed;
  #place = 0;

  constructor(puzzle: Puzzle, known: readonly Unseen[], from: Believed) {
    this.#puzzle = puzzle;
    this.#uses = new Uses(puzzle);
    this.#repeats = repeatsIn(puzzle);
    this.#left = known;
    this.#way = from;
  }

  *run(): Work<Replayed | undefined> {
    const { length } = this.#puzzle.observed;
    for (; this.#place < length; yield) if (!this.#see() && !this.#doNext()) return undefined;
    for (;;) {
      yield;
      const end = lastSeenOf({ way: this.#way, place: length }, this.#puzzle, false);
      if (end) return { ...end, dids: this.#dids };
      if (!this.#doNext()) return undefined;
    }
  }

  /** What is seen next, if it can be seen by now. */
  #see(): boolean {
    const place = this.#place;
    const one = this.#puzzle.observed[place] as Observed;
    const [next] = after(this.#way, one, this.#puzzle);
    const isRepeat = next === undefined && this.#repeats[place] === true;
    const way = isRepeat ? this.#way : next;
    if (!way) return false;
    this.#place += 1;
    this.#go(way, { kind: 'seen', place, isRepeat });
    return true;
  }
  #go(way: Believed, did: Did) {
    this.#way = this.#uses.left(way, this.#place);
    this.#dids.push(did);
  }

  /** The first of what is left that can happen by now. */
  #doNext(): boolean {
    const next = this.#puzzle.observed[this.#place];
    const moves = movesOn(this.#way, next?.seen.at ?? endIn(this.#puzzle), this.#puzzle);
    for (const [i, did] of this.#left.entries()) {
      const then = this.#again(did, moves, next);
      if (!then) continue;
      this.#left = this.#left.toSpliced(i, 1);
      this.#go(then.way, then.did);
      return true;
    }
    return false;
  }

  #again(did: Unseen, moves: readonly Hidden[], next: Observed | undefined) {
    const [way, puzzle, place] = [this.#way, this.#puzzle, this.#place];
    if (did.kind === 'hidden') {
      const move = moves.find((one) => isSame(one, did.move));
      return move && { way: moved(way, move, puzzle.manner), did: { ...did, move } };
    }
    if (did.kind === 'given') {
      const given = inlineGiven(way, puzzle).find(({ callSid }) => callSid === did.callSid);
      return given && { way: given.way, did };
    }
    const said = JSON.stringify(did.missing);
    const found =
      next &&
      supposed(way, next, puzzle, place).find(({ missing }) => JSON.stringify(missing) === said);
    return found && { way: found.way, did: { ...did, place } };
  }
}

/** Whether the same happens to the same machine; what has set out once is known by that. */
const isSame = (one: Hidden, other: Hidden) =>
  one.event.type === other.event.type &&
  slotOf(one.to) === slotOf(other.to) &&
  (one.event === other.event || textOf(one.event) === textOf(other.event)) &&
  Object.keys(one.takes ?? {})[0] === Object.keys(other.takes ?? {})[0];
