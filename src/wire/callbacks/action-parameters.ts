/**
 * What the request for a call's next document says: about the call, and about the verb that is
 * over. T-REC lists nothing; the names are those of W-VERB, and of C-CALL for a `<Dial>`.
 */
import type { InstructionsRequested } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { secondsOf } from '../resources/dates.ts';
import { given } from '../resources/given.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type { LineRow } from '../resources/rows.ts';
import { callStatus } from '../resources/status.ts';
import { callSids, type Parameters } from './delivery.ts';

export const actionParameters = (
  requested: InstructionsRequested,
  snapshot: Snapshot<'call'>,
  row: LineRow,
  mediaUrl: MediaUrl,
): Parameters => ({ ...callParameters(snapshot, row), ...ofVerb(requested, mediaUrl) });

/** What it says about the call, whichever document it is for. */
export const callParameters = (snapshot: Snapshot<'call'>, row: LineRow): Parameters => ({
  AccountSid: row.accountSid,
  ...callSids(snapshot.sid),
  CallStatus: callStatus(snapshot),
  ConnectionId: row.connectionId,
  From: row.from,
  To: row.to,
});

function ofVerb(requested: InstructionsRequested, mediaUrl: MediaUrl): Parameters {
  const { because, recordingSid, legSid, durationMs } = requested;
  const duration = durationMs === undefined ? undefined : String(secondsOf(durationMs));
  switch (because) {
    case 'answered':
    case 'redirected':
      return {};
    case 'record-ended':
      return given({
        RecordingSid: recordingSid,
        // The file may not be there yet. Source: W-VERB.
        RecordingUrl: recordingSid && mediaUrl(recordingSid),
        RecordingDuration: duration,
        Digits: requested.digit,
      });
    case 'dial-ended':
      return given({
        DialCallStatus: requested.dialStatus,
        DialCallSid: legSid,
        DialCallSidLegacy: legSid,
        DialCallDuration: duration,
      });
    case 'conference-left':
      // Telnyx names no word for a stay in a conference. Source: W-DIAL.
      return { DialCallStatus: 'answered' };
  }
}
