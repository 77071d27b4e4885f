/** A call, a conference and a participant as REST answers with them. */
import type { ConferenceEnd } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { rfcDate, secondsOf } from './dates.ts';
import { given } from './given.ts';
import type { AnsweredBy, ConferenceRow, LineRow, ParticipantRow } from './rows.ts';
import {
  type CallStatus,
  type ConferenceStatus,
  callStatus,
  conferenceStatus,
  type ParticipantStatus,
  participantStatus,
  queued,
} from './status.ts';

type Line = Snapshot<'call' | 'dialLeg'>;

/** Received, or dialled from here, as every leg is. */
export const directionOf = ({ context }: Line): 'inbound' | 'outbound' =>
  'direction' in context ? context.direction : 'outbound';

/** Source: OpenAPI, CallResource. */
export interface CallResource {
  /** The account that the call belongs to. */
  readonly account_sid: string;
  /** Who has answered, if that was to be found out; left out until it is. */
  readonly answered_by?: 'human' | 'machine' | 'not_sure';
  /** When it was created, in RFC 2822 format. */
  readonly date_created: string;
  /** When its state last changed, in RFC 2822 format. */
  readonly date_updated: string;
  /** Whether it came in, or was dialled from here. */
  readonly direction: 'inbound' | 'outbound';
  /** Seconds from the answer to the end, as text; left out until it is over. */
  readonly duration?: string;
  /** In RFC 2822 format; left out until it is over. */
  readonly end_time?: string;
  /** The number or SIP address that has made the call. */
  readonly from: string;
  /** That of the call or leg, as in CallSid. */
  readonly sid: string;
  /** In RFC 2822 format: when it was created, answered or not. */
  readonly start_time: string;
  /** Where it stands; `ringing` from the first moment on. */
  readonly status: CallStatus;
  /** The number or SIP address that is called. */
  readonly to: string;
  /** Its path, from /v2 on. */
  readonly uri: string;
}
/** The three words that a call has for whoever has answered: assumption A59. */
const answererShown = {
  human: 'human',
  machine_start: 'machine',
  machine_end_beep: 'machine',
  machine_end_silence: 'machine',
  machine_end_other: 'machine',
  fax: 'machine',
  unknown: 'not_sure',
} as const satisfies Readonly<Record<AnsweredBy, CallResource['answered_by']>>;
/** A call or a dialled leg as REST shows it. Source: OpenAPI. */
export function callResource(line: Line, row: LineRow): CallResource {
  const { sid, context: c } = line;
  return {
    account_sid: row.accountSid,
    ...(row.found ? { answered_by: answererShown[row.found.answeredBy] } : {}),
    date_created: rfcDate(c.createdAt),
    date_updated: rfcDate(c.updatedAt),
    direction: directionOf(line),
    ...(c.endedAt === null
      ? {}
      : {
          duration: String(secondsOf(c.endedAt - (c.answeredAt ?? c.endedAt))),
          end_time: rfcDate(c.endedAt),
        }),
    from: row.from,
    sid,
    start_time: rfcDate(c.createdAt),
    status: callStatus(line),
    to: row.to,
    uri: `/v2/texml/Accounts/${row.accountSid}/Calls/${sid}.json`,
  };
}

/** Source: OpenAPI, InitiateCallResult; call_sid: N, CallCreateResponse of the older path. */
export interface InitiatedCall {
  /** That of the new call. */
  readonly call_sid: string;
  /** Who calls, as the request said. */
  readonly from: string;
  /** Always `queued`. */
  readonly status: typeof queued;
  /** Who is called, as the request said. */
  readonly to: string;
}
/** What a request that begins a call is answered. Source: OpenAPI. */
export const initiatedCall = (
  callSid: string,
  { from, to }: Pick<LineRow, 'from' | 'to'>,
): InitiatedCall => ({
  call_sid: callSid,
  from,
  status: queued,
  to,
});

/** Source: OpenAPI, ConferenceResource. */
export interface ConferenceResource {
  /** The account that the conference belongs to. */
  readonly account_sid: string;
  /** The version of the API, as in its paths. */
  readonly api_version: 'v2/texml';
  /** Whose going ended it; left out where a request or the time did. */
  readonly call_sid_ending_conference?: string;
  /** When somebody first addressed it, in RFC 2822 format. */
  readonly date_created: string;
  /** When its state last changed, in RFC 2822 format. */
  readonly date_updated: string;
  /** What the customer calls it. */
  readonly friendly_name: string;
  /** Left out until it is over. */
  readonly reason_conference_ended?: ConferenceEnd;
  /** That of the conference, as in ConferenceSid. */
  readonly sid: string;
  /** Where it stands: `init` until somebody starts it. */
  readonly status: ConferenceStatus;
  /** The paths of what belongs to it, from /v2 on. */
  readonly subresource_uris: { readonly participants: string; readonly recordings: string };
  /** Its path, from /v2 on. */
  readonly uri: string;
}
/** A conference as REST shows it. Source: OpenAPI. */
export function conferenceResource(
  conference: Snapshot<'conference'>,
  row: ConferenceRow,
): ConferenceResource {
  const { sid, context: c } = conference;
  const uri = `/v2/texml/Accounts/${row.accountSid}/Conferences/${sid}`;
  return {
    account_sid: row.accountSid,
    api_version: 'v2/texml',
    ...given({ call_sid_ending_conference: c.endedBy ?? undefined }),
    date_created: rfcDate(c.createdAt),
    date_updated: rfcDate(c.updatedAt),
    friendly_name: row.friendlyName,
    ...given({ reason_conference_ended: c.endReason ?? undefined }),
    sid,
    status: conferenceStatus(conference),
    subresource_uris: {
      participants: `${uri}/Participants.json`,
      recordings: `${uri}/Recordings.json`,
    },
    uri: `${uri}.json`,
  };
}

/** The answer to the request that dials one. Source: OpenAPI, NewParticipantResource. */
export interface NewParticipant {
  /** The account that the participant belongs to. */
  readonly account_sid: string;
  /** That of the participant's call. */
  readonly call_sid: string;
  /** Whether the participant coaches another call. */
  readonly coaching: boolean;
  /** The call that is coached; left out: none was named. */
  readonly coaching_call_sid?: string;
  /** The conference that the participant is in, or on the way to. */
  readonly conference_sid: string;
  /** Whether the conference ends when the participant leaves. */
  readonly end_conference_on_exit: boolean;
  /** Whether the participant is on hold. */
  readonly hold: boolean;
  /** Whether the participant is muted. */
  readonly muted: boolean;
  /** Of the call in the conference: `connecting` until it is in, `completed` once it is out. */
  readonly status: ParticipantStatus;
  /** The participant's path, from /v2 on. */
  readonly uri: string;
}
/** Source: OpenAPI, ParticipantResource. */
export interface ParticipantResource extends NewParticipant {
  /** The version of the API, as in its paths. */
  readonly api_version: 'v2/texml';
  /** The same as `call_sid`. */
  readonly call_sid_legacy: string;
  /** The same as `coaching_call_sid`. */
  readonly coaching_call_sid_legacy?: string;
  /** When they were let in, or else when their call was created, in RFC 2822 format. */
  readonly date_created: string;
  /**
   * When they were let in, or their call's state last changed: the later one, in RFC 2822 format.
   */
  readonly date_updated: string;
}
/** What a request that dials a participant is answered. Source: OpenAPI. */
export function newParticipant(
  conference: Snapshot<'conference'>,
  line: Line,
  row: ParticipantRow,
): NewParticipant {
  const { sid } = line;
  const { accountSid } = row;
  return {
    account_sid: accountSid,
    call_sid: sid,
    coaching: row.coaching ?? false,
    ...given({ coaching_call_sid: row.coachingCallSid }),
    conference_sid: conference.sid,
    end_conference_on_exit: endsOnExit(conference, line),
    hold: row.hold ?? false,
    muted: row.muted ?? false,
    status: participantStatus(conference, sid),
    uri: `/v2/texml/Accounts/${accountSid}/Conferences/${conference.sid}/Participants/${sid}.json`,
  };
}
/** A participant as REST shows it. Source: OpenAPI. */
export function participantResource(
  conference: Snapshot<'conference'>,
  line: Line,
  row: ParticipantRow,
): ParticipantResource {
  const joined = conference.context.participants.find(({ who }) => who.sid === line.sid);
  return {
    ...newParticipant(conference, line, row),
    api_version: 'v2/texml',
    call_sid_legacy: line.sid,
    ...given({ coaching_call_sid_legacy: row.coachingCallSid }),
    date_created: rfcDate(joined?.joinedAt ?? line.context.createdAt),
    date_updated: rfcDate(Math.max(joined?.joinedAt ?? 0, line.context.updatedAt)),
  };
}

/** What was said last: of somebody who is in, of somebody on the way, by the request that dials. */
function endsOnExit({ context }: Snapshot<'conference'>, { sid, context: line }: Line): boolean {
  const joined = context.participants.find(({ who }) => who.sid === sid);
  const arriving = context.arriving.find(({ legSid }) => legSid === sid);
  const asked = 'participation' in line ? line.participation?.endOnExit : undefined;
  return joined?.endOnExit ?? arriving?.endOnExit ?? asked ?? false;
}
