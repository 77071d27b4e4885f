/** What customers are told: the callback of an announcement, for whoever subscribed to it. */
import type { Announcement, EffectOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { isoDate, isoDateMs, secondsOf } from '../resources/dates.ts';
import type { Directory } from '../resources/directory.ts';
import { given } from '../resources/given.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type { ConferenceRow, LineRow, RecordingRow, Row, Subscription } from '../resources/rows.ts';
import { type Callback, callSids, type Parameters } from './delivery.ts';

export type Announced = EffectOf<'announced'>;

/** What a host knows beside the resource itself. */
export interface CallbackHost {
  readonly mediaUrl: MediaUrl;
  readonly line: Directory['line'];
  /** The number of this callback among those of its call or conference, from 0. */
  readonly sequenceNumber: number;
}

/**
 * The callback for an announcement, given the snapshot after the step that announced and the
 * row of its sid; undefined if nobody subscribed to it.
 */
export function callbackFor(
  announced: Announced,
  snapshot: Snapshot,
  row: Row,
  host: CallbackHost,
): Callback | undefined {
  const { status } = announced;
  const own = { ...host, line: linesOf(row.accountSid, host) };
  if (is(snapshot, 'recording') && row.machine === 'recording')
    return addressed(row, status, () => ofRecording(announced, snapshot, row, own));
  const isOfConference = is(snapshot, 'conference') && row.machine === 'conference';
  if (isOfConference && announced.machine === 'conference')
    return addressed(row, status, () => ofConference(announced, snapshot, row, own));
  if (row.machine === 'recording' || row.machine === 'conference') return undefined;
  if (!is(snapshot, 'call') && !is(snapshot, 'dialLeg')) return undefined;
  return addressed(row, eventOf(status), () => ofLine(announced, snapshot, row, own));
}

/** The lines that an account is told of: its own. */
const linesOf =
  (accountSid: string, { line }: CallbackHost): CallbackHost['line'] =>
  (callSid) => {
    const found = line(callSid);
    return found?.accountSid === accountSid ? found : undefined;
  };

function addressed(
  { subscription }: { readonly subscription?: Subscription },
  event: string,
  parameters: () => Parameters,
): Callback | undefined {
  if (!subscription?.events.includes(event)) return undefined;
  const { url, method } = subscription;
  return { url, method, parameters: parameters() };
}

/** Sources: C-RIP, C-RC. The body for absent is undocumented: assumption A14. */
function ofRecording(
  { status }: Announced,
  { sid, context: c }: Snapshot<'recording'>,
  { accountSid, sendsUrl }: RecordingRow,
  { line, mediaUrl }: CallbackHost,
): Parameters {
  const isThere = status === 'completed';
  return given({
    AccountSid: accountSid,
    ...callSids(c.callSid),
    ConnectionId: line(c.callSid)?.connectionId,
    RecordingChannels: c.settings.channels,
    RecordingSid: sid,
    RecordingSource: c.source,
    RecordingStatus: status,
    RecordingDuration: isThere ? String(c.durationSeconds ?? 0) : undefined,
    RecordingUrl: isThere && sendsUrl ? mediaUrl(sid) : undefined,
    ErrorCode: status === 'absent' ? (c.errorCode ?? undefined) : undefined,
  });
}

/** Every end is told to those who subscribed to `completed`: there is no other final event. */
function eventOf(status: Announcement): string {
  if (status === 'initiated' || status === 'ringing') return status;
  return status === 'in-progress' ? 'answered' : 'completed';
}

/** Source: C-CALL. What only a completed call has stands last. */
function ofLine(
  { status, at }: Announced,
  { sid, context: { createdAt, answeredAt } }: Snapshot<'call' | 'dialLeg'>,
  row: LineRow,
  { sequenceNumber }: CallbackHost,
): Parameters {
  const wasAnswered = status === 'completed' && answeredAt !== null;
  return given({
    AccountSid: row.accountSid,
    CallInitiatedAt: isoDateMs(createdAt),
    ...callSids(sid),
    CallStatus: status,
    CallbackSource: 'call-progress-events',
    ConnectionId: row.connectionId,
    From: row.from,
    ParentCallSid: row.parentCallSid,
    ParentCallSidLegacy: row.parentCallSid,
    SequenceNumber: sequenceNumber,
    Timestamp: isoDate(at),
    To: row.to,
    AnsweredTime: wasAnswered ? isoDate(answeredAt) : undefined,
    CallControlId: wasAnswered ? sid : undefined,
    CallDuration: wasAnswered ? String(secondsOf(at - answeredAt)) : undefined,
    EndTime: wasAnswered ? isoDate(at) : undefined,
  });
}

/** Source: C-CONF; `conference-end` by analogy, as its page could not be read. */
const conferenceEvents: Readonly<Record<string, string>> = {
  start: 'conference-start',
  end: 'conference-end',
  join: 'participant-join',
  leave: 'participant-leave',
};
/** `start` is about who came last, `end` about whose going ended it, if anybody's. */
function ofConference(
  { status, at, callSid }: Extract<Announced, { machine: 'conference' }>,
  { sid, context }: Snapshot<'conference'>,
  row: ConferenceRow,
  { line, sequenceNumber }: CallbackHost,
): Parameters {
  const last = status === 'start' ? context.participants.at(-1)?.who.sid : context.endedBy;
  const about = callSid ?? last ?? undefined;
  const who = about === undefined ? undefined : line(about);
  return given({
    AccountSid: row.accountSid,
    ...(about === undefined ? {} : callSids(about)),
    ConferenceSid: sid,
    ConnectionId: row.connectionId,
    FriendlyName: row.friendlyName,
    From: who?.from,
    ParticipantLabel: who?.label,
    SequenceNumber: sequenceNumber,
    StatusCallbackEvent: conferenceEvents[status],
    Timestamp: isoDate(at),
    To: who?.to,
  });
}

/** A snapshot's machine says what its context holds. */
const is = <M extends Snapshot['machine']>(
  snapshot: Snapshot,
  machine: M,
): snapshot is Snapshot<M> => snapshot.machine === machine;
