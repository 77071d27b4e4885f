/** What a conference remembers, and how its deeds find people in it and speak to them. */
import {
  type KindId,
  kindOf,
  type RecordingRequest,
  settingsOf,
  sourceOf,
} from '../creation-paths.ts';
import type { Deed, Unborn } from '../declare.ts';
import type { Policy } from '../policy.ts';
import type { EventOf } from '../vocabulary.ts';
import type { Address, Announcement, ConferenceEnd, DismissalReason, Timers } from '../words.ts';
import { signal } from './line.ts';

/** Somebody who is in. `recording` is what they asked for when they joined, until it is made. */
export interface Participant {
  readonly stay: string;
  readonly who: Address;
  readonly startOnEnter: boolean;
  readonly endOnExit: boolean;
  readonly joinedAt: number;
  readonly recording: RecordingRequest | null;
}
/** Somebody who is being dialled. `endOnExit` is there once a request has changed it. */
export interface Arriving {
  readonly legSid: string;
  readonly stay: string;
  readonly endOnExit?: boolean;
}
/** One conference's memory. Times are milliseconds since the epoch; `null` = not known (yet). */
export interface ConferenceContext {
  readonly sid: string;
  readonly policy: Policy;
  readonly timers: Timers;
  readonly maxParticipants: number | null;
  readonly participants: readonly Participant[];
  readonly arriving: readonly Arriving[];
  /** The recording whose capture is not over. */
  readonly recording: string | null;
  readonly lastLeg: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: ConferenceEnd | null;
  readonly endedBy: string | null;
}
/** The context in state `none`, with every field: null is what `create` fills in. */
export const unbornConference = (sid: string) =>
  ({
    sid,
    policy: null,
    createdAt: null,
    updatedAt: null,
    timers: {},
    maxParticipants: null,
    participants: [],
    arriving: [],
    recording: null,
    lastLeg: null,
    startedAt: null,
    endedAt: null,
    endReason: null,
    endedBy: null,
  }) satisfies Unborn<ConferenceContext> as unknown as ConferenceContext;

export type Doing = Deed<ConferenceContext>;

export const own = (c: ConferenceContext) => ({ machine: 'conference', sid: c.sid }) as const;
export const announced = (
  c: ConferenceContext,
  at: number,
  status: Announcement,
  callSid?: string,
) =>
  ({
    type: 'announced',
    ...own(c),
    status,
    at,
    ...(callSid === undefined ? {} : { callSid }),
  }) as const;
export const dismissed = (who: Address, at: number, stay: string, reason: DismissalReason) =>
  signal(who.machine, who.sid, { type: 'participant.dismissed', at, stay, reason });
export const limit = (c: ConferenceContext, given: number | undefined) => ({
  maxParticipants: c.maxParticipants ?? given ?? null,
});
const kind = (who: Address): KindId =>
  who.machine === 'call' ? 'conference-verb/conference' : 'participant-request/conference';

/** Makes the recording that a participant asked for: a request is used once. */
export function recorded(c: ConferenceContext, at: number, asker: Participant | undefined): Doing {
  if (!asker?.recording) return {};
  const { sid } = asker.recording;
  const of = kind(asker.who);
  return {
    set: {
      recording: sid,
      participants: c.participants.map((one) =>
        one === asker ? { ...one, recording: null } : one,
      ),
    },
    tell: [
      signal('recording', sid, {
        type: 'recording.requested',
        at,
        path: kindOf(of).path,
        source: sourceOf(of, c.policy),
        host: own(c),
        callSid: asker.who.sid,
        conferenceSid: c.sid,
        policy: c.policy,
        ...settingsOf(of, asker.recording),
      }),
    ],
  };
}
/** Who asked for a recording that no recording has answered: they joined when it was ending. */
export const unanswered = (c: ConferenceContext, since: number) =>
  c.participants.find((one) => one.recording !== null && one.joinedAt >= since);

export type Departing = EventOf<'participant.left' | 'conference.removeParticipant' | 'leg.ended'>;
/** Whom an event takes away: somebody who is in. */
export const leaver = (c: ConferenceContext, e: Departing) =>
  c.participants.find((one) =>
    e.type === 'participant.left'
      ? one.stay === e.stay
      : e.type === 'conference.removeParticipant' && one.who.sid === e.callSid,
  );
/** Whom an event takes away: somebody who is on the way. */
export const straggler = (c: ConferenceContext, e: Departing) =>
  c.arriving.find((one) =>
    e.type === 'leg.ended'
      ? one.legSid === e.legSid
      : e.type === 'conference.removeParticipant' && one.legSid === e.callSid,
  );
export const departing = ['participant.left', 'conference.removeParticipant', 'leg.ended'] as const;
