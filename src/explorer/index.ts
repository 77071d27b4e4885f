/** The room's door: walks through the model, for a page on which one can try it. */
export { type Choice, choicesIn } from './choices.ts';
export {
  fired,
  type Heard,
  journeyOf,
  nextDue,
  type Told,
  type Turn,
  turnOf,
  untouched,
} from './journey.ts';
export { cardsOf, lanesOfWalk } from './seen.ts';
export { linesOf, linkOf, walkIn } from './shared.ts';
