/** The names of a host's services at Restate, and what of them holds what. */
import { type Effect, portOf } from '../../../machines/index.ts';

export interface ServiceNames {
  /** An object for each machine, under its slot. */
  readonly machine: string;
  /** An object for each lane: what a port is asked by a sid, one after another. */
  readonly lane: string;
  /** One object that notices outages. */
  readonly outage: string;
  /** The key of the lane of an effect. */
  readonly laneOf: (effect: Effect) => string;
}

/** The names that begin with this one. */
export const namesOf = (name: string): ServiceNames => ({
  machine: `${name}.machine`,
  lane: `${name}.lane`,
  outage: `${name}.outage`,
  laneOf: (effect) => `${portOf(effect)}/${effect.sid}`,
});
