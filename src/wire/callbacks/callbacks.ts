/** What customers are told: the callback of an announcement, for whoever subscribed to it. */
import type { Announcement, EffectOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { isoDate } from '../resources/dates.ts';
import type { Known } from '../resources/directory.ts';
import { given } from '../resources/given.ts';
import { knownLine, type Reader } from '../resources/reader.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type {
  ConferenceRow,
  RecordingRow,
  Row,
  Subscription,
  TranscriptionRow,
} from '../resources/rows.ts';
import { callStatus } from '../resources/status.ts';
import { conferenceEvents } from '../said/tables.ts';
import { type Callback, callSids, type Parameters } from './delivery.ts';
import { ofLine } from './line-callbacks.ts';
import { partiesOf } from './parties.ts';
import { asSeen, type RecordingFields } from './seen-fields.ts';

/** The effect that asks for a callback. */
export type Announced = EffectOf<'announced'>;
/** What callbacks look up: whatever is another account's is not there for them. */
export type CallbackReader = Pick<Reader, 'known' | 'recordingsOfCall'>;

/** What a host knows beside the resource itself. */
export interface CallbackHost {
  /** Makes the link of RecordingUrl. */
  readonly mediaUrl: MediaUrl;
  /** What is another account's may be there: nothing is made of it. */
  readonly reader: CallbackReader;
  /** The number of this callback among those of its call or conference, from 0. */
  readonly sequenceNumber: number;
  /** Which fields the callbacks of recordings have; the documented ones when left out. */
  readonly recordingFields?: RecordingFields;
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
  const own = { ...host, reader: ownOf(row.accountSid, host.reader) };
  if (is(snapshot, 'recording') && row.machine === 'recording')
    return addressed(row, status, () => ofRecording(announced, snapshot, row, own));
  const isOfConference = is(snapshot, 'conference') && row.machine === 'conference';
  if (isOfConference && announced.machine === 'conference')
    return addressed(row, status, () => ofConference(announced, snapshot, row, own));
  if (is(snapshot, 'transcription') && row.machine === 'transcription')
    return addressed(row, status, () => ofTranscription(announced, snapshot, row, own));
  if (row.machine !== 'call' && row.machine !== 'dialLeg') return undefined;
  if (!is(snapshot, 'call') && !is(snapshot, 'dialLeg')) return undefined;
  if (announced.machine !== 'call' && announced.machine !== 'dialLeg') return undefined;
  return addressed(row, eventOf(announced.status), () => ofLine(announced, snapshot, row, own));
}

/** What an account is told of: its own. */
function ownOf(accountSid: string, reader: CallbackReader): CallbackReader {
  const isOwn = ({ row }: Known) => row.accountSid === accountSid;
  return {
    known(machine, sid) {
      const found = reader.known(machine, sid);
      return found && isOwn(found) ? found : undefined;
    },
    recordingsOfCall: (sid) => [...reader.recordingsOfCall(sid)].filter(isOwn),
  };
}

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
  snapshot: Snapshot<'recording'>,
  { accountSid, sendsUrl }: RecordingRow,
  { reader, mediaUrl, recordingFields = 'documented' }: CallbackHost,
): Parameters {
  const { sid, context: c } = snapshot;
  const isThere = status === 'completed';
  const line = knownLine(reader, c.callSid);
  const documented = given({
    AccountSid: accountSid,
    ...callSids(c.callSid),
    ConnectionId: line?.row.connectionId,
    RecordingChannels: c.settings.channels,
    RecordingSid: sid,
    RecordingSource: c.source,
    RecordingStatus: status,
    RecordingDuration: isThere ? String(c.durationSeconds ?? 0) : undefined,
    RecordingUrl: isThere && sendsUrl ? mediaUrl(sid) : undefined,
    ErrorCode: status === 'absent' ? (c.errorCode ?? undefined) : undefined,
  });
  return recordingFields === 'seen' ? asSeen(documented, snapshot, line) : documented;
}

/** Source: the callback page texml-transcription. There is a text only if there is one. */
function ofTranscription(
  { status }: Announced,
  { sid, context: c }: Snapshot<'transcription'>,
  { accountSid }: TranscriptionRow,
  { reader, mediaUrl }: CallbackHost,
): Parameters {
  const line = knownLine(reader, c.callSid);
  return given({
    AccountSid: accountSid,
    ...callSids(c.callSid),
    CallStatus: line && callStatus(line.snapshot),
    From: line?.row.from,
    RecordingSid: c.recordingSid,
    RecordingUrl: mediaUrl(c.recordingSid),
    To: line?.row.to,
    TranscriptionSid: sid,
    TranscriptionStatus: status,
    TranscriptionText: c.text ?? undefined,
  });
}

/** Every end is told to those who subscribed to `completed`: there is no other final event. */
function eventOf(status: Announcement<'call'>): string {
  if (status === 'initiated' || status === 'ringing') return status;
  return status === 'in-progress' ? 'answered' : 'completed';
}

/** `start` is about who came last, `end` about whose going ended it, if anybody's. Source: C-CONF. */
function ofConference(
  { status, at, callSid }: Extract<Announced, { machine: 'conference' }>,
  { sid, context }: Snapshot<'conference'>,
  row: ConferenceRow,
  { reader, sequenceNumber }: CallbackHost,
): Parameters {
  const last = status === 'start' ? context.participants.at(-1)?.who.sid : context.endedBy;
  const about = callSid ?? last ?? undefined;
  const who = about === undefined ? undefined : knownLine(reader, about)?.row;
  return given({
    AccountSid: row.accountSid,
    ...(about === undefined ? {} : callSids(about)),
    ConferenceSid: sid,
    ConnectionId: row.connectionId,
    FriendlyName: row.friendlyName,
    ...(who && partiesOf(who)),
    ParticipantLabel: who?.label,
    SequenceNumber: sequenceNumber,
    StatusCallbackEvent: conferenceEvents[status],
    Timestamp: isoDate(at),
  });
}

/** A snapshot's machine says what its context holds. */
const is = <M extends Snapshot['machine']>(
  snapshot: Snapshot,
  machine: M,
): snapshot is Snapshot<M> => snapshot.machine === machine;
