/** A call, a conference and a participant as REST answers with them. */
import type { ConferenceEnd } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { rfcDate, secondsOf } from './dates.ts';
import { given } from './given.ts';
import type { ConferenceRow, LineRow, ParticipantRow } from './rows.ts';
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
  readonly account_sid: string;
  readonly date_created: string;
  readonly date_updated: string;
  readonly direction: 'inbound' | 'outbound';
  /** Seconds from the answer to the end, as text; left out until it is over. */
  readonly duration?: string;
  readonly end_time?: string;
  readonly from: string;
  readonly sid: string;
  readonly start_time: string;
  readonly status: CallStatus;
  readonly to: string;
  readonly uri: string;
}
/** A call or a dialled leg as REST shows it. Source: OpenAPI. */
export function callResource(line: Line, row: LineRow): CallResource {
  const { sid, context: c } = line;
  return {
    account_sid: row.accountSid,
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
  readonly call_sid: string;
  readonly from: string;
  readonly status: typeof queued;
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
  readonly account_sid: string;
  readonly api_version: 'v2/texml';
  /** Whose going ended it; left out where a request or the time did. */
  readonly call_sid_ending_conference?: string;
  readonly date_created: string;
  readonly date_updated: string;
  readonly friendly_name: string;
  /** Left out until it is over. */
  readonly reason_conference_ended?: ConferenceEnd;
  readonly sid: string;
  readonly status: ConferenceStatus;
  readonly subresource_uris: { readonly participants: string; readonly recordings: string };
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
  readonly account_sid: string;
  readonly call_sid: string;
  readonly coaching: boolean;
  readonly coaching_call_sid?: string;
  readonly conference_sid: string;
  readonly end_conference_on_exit: boolean;
  readonly hold: boolean;
  readonly muted: boolean;
  readonly status: ParticipantStatus;
  readonly uri: string;
}
/** Source: OpenAPI, ParticipantResource. */
export interface ParticipantResource extends NewParticipant {
  readonly api_version: 'v2/texml';
  readonly call_sid_legacy: string;
  readonly coaching_call_sid_legacy?: string;
  readonly date_created: string;
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
