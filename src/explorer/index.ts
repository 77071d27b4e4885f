/** The room's door: walks through the model, for a page on which one can try it. */
export { type Choice, choicesIn } from './choices.ts';
export {
  fired,
  journeyOf,
  nextDue,
  turnOf,
  untouched,
  type WalkStep,
  type WalkTurn,
} from './journey.ts';
export {
  type KnownTurn,
  knownAfter,
  nothingKnown,
  type WatchedHow,
  watched,
} from './outside.ts';
export { cardsOf, lanesOfWalk, lanesStyle } from './seen.ts';
export { linkOf, stepsIn, walkIn, walkLines } from './shared.ts';
