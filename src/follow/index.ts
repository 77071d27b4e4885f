/** The room's door: following a call session from outside. */
export type { Belief } from './belief.ts';
export { type Followed, follow } from './follow.ts';
export type { Acceptance, MachineSays, Says } from './says.ts';
export { type Manner, usualManner } from './ways/manner.ts';
export type {
  AnsweredSeen,
  CallbackSeen,
  CameIn,
  DocumentAsked,
  DocumentGiven,
  Observation,
  Read,
  RequestMade,
  Sighting,
  TimePassed,
  Untimed,
} from './ways/observation.ts';
