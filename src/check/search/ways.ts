/** Ways how a whole session could be, in one piece: a search looks for one, and follows no others. */
import type { Manner, Observation } from '../../follow/index.ts';
import { seenIn } from '../../follow/sight.ts';
import type { Believed } from '../../follow/ways/believed.ts';
import { type Hidden, hiddenMoves } from '../../follow/ways/hidden.ts';
import { afterMove, intoOwn } from '../../follow/ways/taken.ts';
import { choicesOf } from './puzzle/makers.ts';
import type { Puzzle } from './puzzle/puzzle.ts';

const everywhere = () => true;
/** Everything hidden that can happen next, until then at the latest. */
export const movesOn = (
  way: Believed,
  until: number,
  { manner, makers, names }: Puzzle,
): Hidden[] =>
  hiddenMoves(way, until, manner, everywhere).flatMap((move) =>
    choicesOf(move, way, makers, names),
  );

/** What a hidden move makes of a way. */
export const moved = (own: Believed, move: Hidden, manner: Manner): Believed =>
  afterMove({ own, below: {} }, move, manner, intoOwn).own;

/** The way after an observation; undefined: it cannot have been seen on this way. */
export const seenOn = (own: Believed, seen: Observation, manner: Manner): Believed | undefined =>
  seenIn({ own, below: {} }, seen, { manner, postFrom: () => intoOwn })?.own;
