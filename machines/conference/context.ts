/** What a conference remembers, and how its deeds find people in it and speak to them. */

import { type Draft, declaring, type Perhaps } from '../declaring/declare.ts';
import { type Said, send, tell } from '../declaring/said.ts';
import { noTimers } from '../declaring/timing.ts';
import type { KindId, RecordingRequest } from '../words/creation-paths.ts';
import { type Policy, policyOf } from '../words/policy.ts';
import { requested } from '../words/requested.ts';
import type { EventOf } from '../words/vocabulary.ts';
import {
  type Address,
  type Announcement,
  type ConferenceEnd,
  isSameMachine,
  type Timers,
} from '../words/words.ts';

/** Somebody who is in. `recording` is what they asked for, until a recording has answered it. */
export interface Participant {
  /** The id of this stay, given by whoever sent them in. */
  readonly stay: string;
  /** The call or leg. */
  readonly who: Address;
  /** Whether they start the conference: startConferenceOnEnter. */
  readonly startOnEnter: boolean;
  /** Whether their exit ends it: endConferenceOnExit, as last changed. */
  readonly endOnExit: boolean;
  /** When they were let in, in milliseconds since the epoch. */
  readonly joinedAt: number;
  /** The recording of the conference that they asked for; null: none, or it is answered. */
  readonly recording: RecordingRequest | null;
}
/** Somebody who is being dialled. `endOnExit` is there once a request has changed it. */
export interface Arriving {
  /** The sid of the leg that is called for them. */
  readonly legSid: string;
  /** The id that their stay will have. */
  readonly stay: string;
  /** Whether their exit will end the conference, as a request has changed it. */
  readonly endOnExit?: boolean;
}
/** One conference's memory. Times are milliseconds since the epoch; `null` = not known (yet). */
export interface ConferenceContext {
  /** ConferenceSid on the wire. */
  readonly sid: string;
  /** What holds where platforms differ, as it was created with. */
  readonly policy: Policy;
  /** `time-limit`, where the policy has one, once it has started. */
  readonly timers: Timers;
  /** How many it holds, those on the way too: the first figure that was said; null: 250. */
  readonly maxParticipants: number | null;
  /** Who is in, in the order in which they came. */
  readonly participants: readonly Participant[];
  /** Whom REST has dialled, until they join or their leg is over. */
  readonly arriving: readonly Arriving[];
  /** The recording whose capture is not over. */
  readonly recording: string | null;
  /** The leg that was asked for last: a repeated request is known by it. */
  readonly lastLeg: string | null;
  /** When somebody first addressed it. */
  readonly createdAt: number;
  /** When it last entered a state. */
  readonly updatedAt: number;
  /** When it went in progress; announced as `start`. */
  readonly startedAt: number | null;
  /** When it was over. */
  readonly endedAt: number | null;
  /** Why it is over. */
  readonly endReason: ConferenceEnd | null;
  /** The call or leg whose exit ended it; null: no exit has. */
  readonly endedBy: string | null;
}
export const newConference = (
  sid: string,
  event: EventOf<'participant.joined' | 'conference.addParticipant'>,
): ConferenceContext => ({
  sid,
  policy: policyOf(event),
  createdAt: event.at,
  updatedAt: event.at,
  timers: noTimers,
  maxParticipants: null,
  participants: [],
  arriving: [],
  recording: null,
  lastLeg: null,
  startedAt: null,
  endedAt: null,
  endReason: null,
  endedBy: null,
});

export const nobody: readonly never[] = [];
export const declaringConferences = declaring<ConferenceContext, 'conference'>();
export type ConferenceDraft = Draft<ConferenceContext>;

export const conferenceAddress = (c: ConferenceContext) =>
  ({ machine: 'conference', sid: c.sid }) as const;
export const announceConference = (
  { sid }: ConferenceContext,
  at: number,
  said: Said,
  status: Announcement<'conference'>,
  callSid?: string,
) => {
  const machine = 'conference';
  if (callSid === undefined) tell(said, { type: 'announced', machine, sid, status, at });
  else tell(said, { type: 'announced', machine, sid, status, at, callSid });
};
type Dismissal = Pick<EventOf<'participant.dismissed'>, 'at' | 'stay' | 'reason'>;
export const dismiss = (
  { sid: conferenceSid }: Pick<ConferenceContext, 'sid'>,
  who: Address,
  said: Said,
  { at, stay, reason }: Dismissal,
) => send(said, who, { type: 'participant.dismissed', at, conferenceSid, stay, reason });
/** A leg is not wanted any more. */
export const release = (c: ConferenceContext, legSid: string, at: number, said: Said) =>
  send(
    said,
    { machine: 'dialLeg', sid: legSid },
    { type: 'leg.released', at, parent: conferenceAddress(c) },
  );
const kind = (who: Address): KindId =>
  who.machine === 'call' ? 'conference-verb/conference' : 'participant-request/conference';

/** Makes the recording that a participant asked for: a request is used once. */
export function recordConference(
  c: ConferenceDraft,
  at: number,
  said: Said,
  asker: Participant | undefined,
) {
  if (!asker?.recording) return;
  const { recording, who } = asker;
  const event = requested(kind(who), recording, c.policy, conferenceAddress(c), who.sid, at);
  c.recording = recording.sid;
  c.participants = c.participants.map((one) => (one === asker ? { ...one, recording: null } : one));
  send(said, { machine: 'recording', sid: recording.sid }, { ...event, conferenceSid: c.sid });
}
/** Who asked for a recording that no recording has answered, the first of them. */
export const unanswered = (c: ConferenceContext) =>
  c.participants.find((one) => one.recording !== null);

export type Departing = EventOf<'participant.left' | 'conference.removeParticipant' | 'leg.ended'>;
/** Whoever is in under this id of a stay. */
export function staying(
  { participants }: ConferenceContext,
  stay: string,
): Participant | undefined {
  for (const one of participants) if (one.stay === stay) return one;
  return undefined;
}
/** Whoever names themselves and their stay, if they are in. */
export function stayingAs(
  c: ConferenceContext,
  { participant, stay }: Pick<EventOf<'participant.left'>, 'participant' | 'stay'>,
): Participant | undefined {
  const one = staying(c, stay);
  return one && isSameMachine(one.who, participant) ? one : undefined;
}
/** Whether a leg is in. */
export const isLegIn = ({ participants }: ConferenceContext, legSid: string) =>
  participants.some(({ who }) => isSameMachine(who, { machine: 'dialLeg', sid: legSid }));
/** Somebody who is in, by the sid of the call or leg. */
function present({ participants }: ConferenceContext, sid: string): Participant | undefined {
  for (const one of participants) if (one.who.sid === sid) return one;
  return undefined;
}
/** Somebody who is on the way; before there is a conference nobody is. */
export function onTheWay(
  { arriving = nobody }: Perhaps<ConferenceContext>,
  legSid: string,
): Arriving | undefined {
  for (const one of arriving) if (one.legSid === legSid) return one;
  return undefined;
}
/** Whom an event takes away: somebody who is in, or else on the way. */
export function leaver(c: ConferenceContext, e: Departing): Participant | undefined {
  if (e.type === 'participant.left') return stayingAs(c, e);
  return e.type === 'leg.ended' ? undefined : present(c, e.callSid);
}
export function straggler(c: ConferenceContext, e: Departing): Arriving | undefined {
  if (e.type === 'participant.left') return undefined;
  return onTheWay(c, e.type === 'leg.ended' ? e.legSid : e.callSid);
}
export const departing = ['participant.left', 'conference.removeParticipant', 'leg.ended'] as const;
