/** The names of a host's services at Restate, and what of them holds what. */
import { type Effect, portOf } from '../../../../machines/index.ts';
import type { ListName } from '../../../wire/index.ts';

export interface ServiceNames {
  /** An object for each machine, under its slot, with the row that is kept beside it. */
  readonly machine: string;
  /** An object for each lane: what a port is asked by a sid, one after another. */
  readonly lane: string;
  /** An object for each list of each account. */
  readonly list: string;
  /** An object for each note. */
  readonly note: string;
  /** Keeps rows and notes that no machine is asked about, all of them or none. */
  readonly keeping: string;
  /** One object that notices outages. */
  readonly outage: string;
  /** The key of the lane of an effect. */
  readonly laneOf: (effect: Effect) => string;
}

/** The names that begin with this one. */
export const namesOf = (name: string): ServiceNames => ({
  machine: `${name}.machine`,
  lane: `${name}.lane`,
  list: `${name}.list`,
  note: `${name}.note`,
  keeping: `${name}.keeping`,
  outage: `${name}.outage`,
  laneOf: (effect) => laneKey(portOf(effect), effect.sid),
});

export const laneKey = (port: string, sid: string) => `${port}/${sid}`;
/** The key of a list of an account. */
export const listKey = (list: ListName, accountSid: string) => `${list} ${accountSid}`;
/** The key of a note: a path has no empty part, and none of dots alone. */
export const noteKey = (key: string) => `note ${key}`;
