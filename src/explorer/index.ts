/** The room's door: walks through the model, for a page on which one can try it. */
export { type Choice, choicesIn } from './choices.ts';
export {
  fired,
  journeyOf,
  nextDue,
  turnOf,
  untouched,
  type WalkAnswer,
  type WalkStep,
  type WalkTurn,
} from './journey.ts';
export {
  type KnownMachine,
  type KnownTurn,
  knownAfter,
  nothingKnown,
  type Watched,
  watched,
} from './outside.ts';
export { cardsOf, lanesOfWalk, lanesStyle } from './seen.ts';
export { linkOf, walkIn, walkLines } from './shared.ts';
