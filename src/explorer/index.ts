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
export { cardsOf, lanesOfWalk } from './seen.ts';
export { linkOf, walkIn, walkLines } from './shared.ts';
