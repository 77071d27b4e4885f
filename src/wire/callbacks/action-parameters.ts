/**
 * What the request for a call's next document says: about the call, and about the verb that is
 * over. The ten parameters are those of T-FETCHI2, always included; the names beside them are those
 * of W-VERB, and of C-YML for a `<Dial>`.
 */
import type { InstructionsRequested, LineEnd } from '../../../machines/index.ts';
import { hasEnded, type Snapshot } from '../../engine/index.ts';
import { isoDate, isoDateMs, secondsOf } from '../resources/dates.ts';
import { given } from '../resources/given.ts';
import type { Reader } from '../resources/reader.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type { LineRow } from '../resources/rows.ts';
import { callStatus } from '../resources/status.ts';
import { callSids, type Parameters } from './delivery.ts';
import { sipCauses } from './hangup.ts';
import { callerIdOf, partiesOf } from './parties.ts';
import { recordedBy } from './recorded.ts';

/** What a host knows when a document is asked for. */
export interface ActionHost {
  /** Makes the link of RecordingUrl. */
  readonly mediaUrl: MediaUrl;
  /** What is another account's is not there. */
  readonly reader: Pick<Reader, 'known'>;
  /** Now, in milliseconds since the epoch. */
  readonly at: number;
  /** The number among the callbacks of the call; nothing is made of it unless it is numbered. */
  readonly sequenceNumber: number;
}

/** Whether a request is numbered as a callback: the action of a `<Dial>` is. Source: C-YML. */
export const isNumberedRequest = ({ because }: Pick<InstructionsRequested, 'because'>): boolean =>
  because === 'dial-ended' || because === 'conference-left';

/** The parameters of a request for what comes next: of an action, or of a first document. */
export const actionParameters = (
  requested: InstructionsRequested,
  snapshot: Snapshot<'call'>,
  row: LineRow,
  host: ActionHost,
): Parameters => ({
  ...callParameters(snapshot, row),
  ...ofVerb(requested, snapshot, host),
});

/** What it says about the call, whichever document it is for: ten parameters, and how it stands. */
export const callParameters = (snapshot: Snapshot<'call'>, row: LineRow): Parameters => ({
  AccountSid: row.accountSid,
  ...callSids(snapshot.sid),
  CallStatus: callStatus(snapshot),
  CallerId: callerIdOf(row),
  ConnectionId: row.connectionId,
  ...partiesOf(row),
});

/** What its host knows of a request that ends something. */
type EndTold = Pick<ActionHost, 'at' | 'sequenceNumber'>;

/**
 * What the action of a `<Dial>` is told beside the ten parameters if it reached nobody. No machine
 * asks for it (A30), and its reading knows no number: its host adds this.
 */
export const unreachedParameters = (snapshot: Snapshot<'call'>, told: EndTold): Parameters =>
  ofEnd('failed', snapshot, told);

function ofVerb(
  requested: InstructionsRequested,
  snapshot: Snapshot<'call'>,
  host: ActionHost,
): Parameters {
  const { because, recordingSid, durationMs } = requested;
  switch (because) {
    case 'answered':
    case 'redirected':
      return {};
    case 'record-ended':
      return given({
        RecordingSid: recordingSid,
        // The file may not be there yet. Source: W-VERB.
        RecordingUrl: recordingSid && host.mediaUrl(recordingSid),
        RecordingDuration: durationMs === undefined ? undefined : String(secondsOf(durationMs)),
        Digits: requested.digit,
      });
    case 'dial-ended':
      return ofDial(requested, snapshot, host);
    case 'conference-left':
      // The documented words have none for a stay in a conference: it came about (A34).
      return ofEnd('completed', snapshot, host);
  }
}

function ofDial(
  { dialStatus = 'failed', legSid, durationMs }: InstructionsRequested,
  snapshot: Snapshot<'call'>,
  host: ActionHost,
): Parameters {
  const recordingSid = snapshot.context.dial?.recording?.sid;
  const recording = recordingSid && host.reader.known('recording', recordingSid);
  return given({
    ...ofEnd(dialStatus, snapshot, host),
    // Somebody who was dialled has hung up, or was: C-YML, "only present for hangup events" (A73).
    SipHangupCause: legSid === undefined ? undefined : sipCauses[dialStatus],
    DialCallSid: legSid,
    DialCallSidLegacy: legSid,
    DialCallDuration: durationMs === undefined ? undefined : String(secondsOf(durationMs)),
    ...recordedBy(recording || undefined, host.at, host.mediaUrl),
  });
}

/**
 * It is told as the end of a call is, whose words have none for a call that goes on: while the
 * caller is there, CallStatus is how the dialled call ended. Source: C-YML; assumption A34.
 */
const ofEnd = (
  dialStatus: LineEnd,
  snapshot: Snapshot<'call'>,
  { at, sequenceNumber }: EndTold,
) => ({
  CallInitiatedAt: isoDateMs(snapshot.context.createdAt),
  CallStatus: hasEnded(snapshot) ? callStatus(snapshot) : dialStatus,
  CallbackSource: 'call-progress-events',
  DialCallStatus: dialStatus,
  SequenceNumber: sequenceNumber,
  Timestamp: isoDate(at),
});
