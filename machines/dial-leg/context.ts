/** What a dialled leg remembers. */

import { type Draft, declaring } from '../declaring/declare.ts';
import { type LineContext, newLine } from '../line/deeds.ts';
import type { RecordingRequest } from '../words/creation-paths.ts';
import type { EventOf, EventTo } from '../words/vocabulary.ts';
import type { Address } from '../words/words.ts';

/** How a dialled participant will be in its conference. */
export interface Participation {
  readonly stay: string;
  readonly startOnEnter?: boolean;
  readonly endOnExit?: boolean;
  readonly maxParticipants?: number;
  readonly recording?: RecordingRequest;
}
/** One leg's memory: `participation` is null for the leg of a `<Dial>`. */
export interface DialLegContext extends LineContext {
  readonly parent: Address;
  readonly participation: Participation | null;
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

export const declaringLegs = declaring<DialLegContext, EventTo<'dialLeg'>>();
