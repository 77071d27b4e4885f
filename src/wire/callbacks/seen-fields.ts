/** Recording callbacks with the fields that were seen at Telnyx and that nobody documents. */
import type { Snapshot } from '../../engine/index.ts';
import { isoDateMicros, isoDateMs } from '../resources/dates.ts';
import type { Known } from '../resources/directory.ts';
import { given } from '../resources/given.ts';
import { directionOf } from '../resources/line-resources.ts';
import { callStatus } from '../resources/status.ts';
import type { Parameters } from './delivery.ts';
import { callIdsOf } from './line-callbacks.ts';

/** The fields that the documents name, or those that such callbacks were seen with (A36). */
export const recordingFieldSets = ['documented', 'seen'] as const;
/** Which fields a recording's callback has. */
export type RecordingFields = (typeof recordingFieldSets)[number];

/** What is said of a recording as it was seen, with what is known of its line. Source: WILD. */
export function asSeen(
  { CallSidLegacy: _, ...documented }: Parameters,
  { context: { startedAt, endedAt } }: Snapshot<'recording'>,
  line: Known<'call' | 'dialLeg'> | undefined,
): Parameters {
  const times = {
    RecordingStartTime: startedAt === null ? undefined : isoDateMicros(startedAt),
    RecordingEndTime: endedAt === null ? undefined : isoDateMicros(endedAt),
  };
  return given({ ...documented, ...times, ...(line && ofLine(line)) });
}

function ofLine({ snapshot, row }: Known<'call' | 'dialLeg'>) {
  return {
    CallInitiatedAt: isoDateMs(snapshot.context.createdAt),
    CallSessionId: callIdsOf(snapshot.sid, row).CallSessionId,
    CallStatus: callStatus(snapshot),
    Direction: directionOf(snapshot),
    From: row.from,
    To: row.to,
  };
}
