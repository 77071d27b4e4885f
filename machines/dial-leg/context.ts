/** What a dialled leg remembers. */

import { type Draft, declaring } from '../declaring/declare.ts';
import { type LineContext, newLine } from '../line/deeds.ts';
import type { RecordingRequest } from '../words/creation-paths.ts';
import type { EventOf } from '../words/vocabulary.ts';
import type { Address } from '../words/words.ts';

/** How a dialled participant will be in its conference. */
export interface Participation {
  /** The id of this stay in the conference, given by whoever asked for the leg. */
  readonly stay: string;
  /** Whether it starts the conference: startConferenceOnEnter; undefined: true. */
  readonly startOnEnter?: boolean;
  /** Whether its exit ends the conference: endConferenceOnExit; undefined: false. */
  readonly endOnExit?: boolean;
  /** How many the conference is to hold; undefined: it asks for nothing else. */
  readonly maxParticipants?: number;
  /** The recording of the conference that it asks for; undefined: none. */
  readonly recording?: RecordingRequest;
}
/** One leg's memory: `participation` is null for the leg of a `<Dial>`. */
export interface DialLegContext extends LineContext {
  /** The call that dials it, or the conference that it is to join. */
  readonly parent: Address;
  /** How it is to be in its conference; null: it is the leg of a `<Dial>`. */
  readonly participation: Participation | null;
  /** Whether its conference has let it in. */
  readonly isIn: boolean;
}

/** What is asked for a participant; what is left out stays out. */
function participationOf(stay: string, e: EventOf<'leg.requested'>): Participation {
  const asked: Draft<Participation> = { stay };
  if (e.startOnEnter !== undefined) asked.startOnEnter = e.startOnEnter;
  if (e.endOnExit !== undefined) asked.endOnExit = e.endOnExit;
  if (e.maxParticipants !== undefined) asked.maxParticipants = e.maxParticipants;
  if (e.conferenceRecording !== undefined) asked.recording = e.conferenceRecording;
  return asked;
}
export const newDialLeg = (sid: string, event: EventOf<'leg.requested'>): DialLegContext => ({
  ...newLine(sid, event),
  parent: event.parent,
  participation: event.stay === undefined ? null : participationOf(event.stay, event),
  isIn: false,
});

export const declaringLegs = declaring<DialLegContext, 'dialLeg'>();
