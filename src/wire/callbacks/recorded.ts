/** What is told of a recording with the end of what it records. Source: C-YML; RecordingSid: W-DIAL. */
import { secondsBy } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { Known } from '../resources/directory.ts';
import { given } from '../resources/given.ts';
import type { Reader } from '../resources/reader.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type { LineRow } from '../resources/rows.ts';
import { recordingStatus } from '../resources/status.ts';

type Recording = Known<'recording'>;

/**
 * The recording of a line that began last, of those that are there; or else that of the `<Dial>`
 * that dialled it, once it was answered: assumption A51.
 */
export function recordingOfLine(
  reader: Pick<Reader, 'known' | 'recordingsOfCall'>,
  { sid, context: { answeredAt } }: Snapshot<'call' | 'dialLeg'>,
  { dialRecordingSid }: LineRow,
): Recording | undefined {
  const own = [...reader.recordingsOfCall(sid)].filter(
    (one) => one.snapshot.context.host.machine !== 'conference' && isThere(one),
  );
  const last = own.toSorted((a, b) => begunAt(a) - begunAt(b)).at(-1);
  if (last || dialRecordingSid === undefined || answeredAt === null) return last;
  return reader.known('recording', dialRecordingSid) ?? undefined;
}
const begunAt = ({ snapshot }: Recording) => snapshot.context.createdAt;

/** Whether there is a file, or will be. */
function isThere({ snapshot }: Recording): boolean {
  const { listed } = recordingStatus(snapshot);
  return listed === 'processing' || listed === 'completed';
}

/**
 * The recording as of a time; nothing where there is none. The file may not be there yet: its link
 * is good once it is, and its length is that of what was captured by then.
 */
export function recordedBy(recording: Recording | undefined, at: number, mediaUrl: MediaUrl) {
  if (!recording || !isThere(recording)) return {};
  const { snapshot, row } = recording;
  return given({
    RecordingSid: snapshot.sid,
    RecordingUrl: row.sendsUrl ? mediaUrl(snapshot.sid) : undefined,
    RecordingDuration: String(secondsBy(snapshot.context, at)),
  });
}
