/** What explained a session may explain one like it: the same happens again, at other times. */
import { slotOf } from '../../../machines/index.ts';
import type { Believed } from '../../follow/ways/believed.ts';
import type { Hidden } from '../../follow/ways/hidden.ts';
import { textOf } from '../../follow/ways/once.ts';
import type { Observed } from '../reading/observed.ts';
import { type Ended, endIn, endOf } from './ended.ts';
import { after, inlineGiven } from './fits.ts';
import { supposed } from './missing.ts';
import type { Puzzle } from './puzzle.ts';
import type { Did } from './search.ts';
import { Uses } from './uses.ts';
import { moved, movesOn } from './ways.ts';

/** So many explanations are remembered, those that were found or used last. */
const mostKept = 500;

/** Explanations of sessions by what was seen of these, whenever it was. */
export class Explanations {
  readonly #found = new Map<string, readonly Did[]>();

  /** What explained a session like this. */
  of(key: string): readonly Did[] | undefined {
    return this.#found.get(key);
  }
  keep(key: string, dids: readonly Did[]) {
    this.#found.delete(key);
    this.#found.set(key, dids);
    const [oldest] = this.#found.keys();
    if (this.#found.size > mostKept && oldest !== undefined) this.#found.delete(oldest);
  }
}

/** What tells sessions apart, but for their times. */
export function likeness({ observed, inline, lacks }: Puzzle): string {
  return JSON.stringify([observed.map(timeless), [...inline], lacks]);
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

/** What happened, if the same could have happened here. */
export interface Replayed extends Ended {
  readonly dids: readonly Did[];
}
/** Lets the same happen again; undefined: it cannot, or does not explain everything. */
export function replayed(
  puzzle: Puzzle,
  known: readonly Did[],
  from: Believed,
): Replayed | undefined {
  const { observed } = puzzle;
  const uses = new Uses(puzzle);
  const dids: Did[] = [];
  let [way, place] = [from, 0];
  for (const did of known) {
    const until = observed[place]?.seen.at ?? endIn(puzzle);
    const then = didAgain(did, way, puzzle, until);
    if (!then) return undefined;
    if (did.kind === 'seen') place += 1;
    way = uses.left(then.way, place);
    dids.push(then.did);
  }
  const end = endOf({ way, place }, puzzle, false);
  return end && { ...end, dids };
}

function didAgain(did: Did, way: Believed, puzzle: Puzzle, until: number) {
  if (did.kind === 'hidden') {
    for (const move of movesOn(way, until, puzzle.manner)) {
      if (isSame(move, did.move))
        return { way: moved(way, move, puzzle.manner), did: { ...did, move } };
    }
    return undefined;
  }
  if (did.kind === 'given') {
    const given = inlineGiven(way, puzzle).find(({ callSid }) => callSid === did.callSid);
    return given && { way: given.way, did };
  }
  const one = puzzle.observed[did.place];
  if (!one) return undefined;
  if (did.kind === 'seen') {
    const [then] = did.isRepeat ? [way] : after(way, one, puzzle);
    return then && { way: then, did };
  }
  const said = JSON.stringify(did.missing);
  const found = supposed(way, one, puzzle, did.place).find(
    ({ missing }) => JSON.stringify(missing) === said,
  );
  return found && { way: found.way, did };
}

const isSame = (one: Hidden, other: Hidden) =>
  one.event.type === other.event.type &&
  slotOf(one.to) === slotOf(other.to) &&
  (one.event === other.event || textOf(one.event) === textOf(other.event)) &&
  JSON.stringify(one.takes) === JSON.stringify(other.takes);
