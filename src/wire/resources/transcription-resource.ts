/** A transcription of a recording as REST answers with it. */
import type { Snapshot } from '../../engine/index.ts';
import { isoDate } from './dates.ts';
import { given } from './given.ts';
import type { TranscriptionRow } from './rows.ts';
import { type TranscriptionStatus, transcriptionStatus } from './status.ts';

/** The version of the API; it is in the path of every operation. Source: SDK, which has no value. */
const apiVersion = 'v2/texml';

/** Source: SDK, TexmlRecordingTranscription. */
export interface TranscriptionResource {
  readonly account_sid: string;
  readonly api_version: string;
  readonly call_sid: string;
  readonly date_created: string;
  readonly date_updated: string;
  /** Of the recording: seconds, as text. */
  readonly duration: string | null;
  readonly recording_sid: string;
  readonly sid: string;
  readonly status: TranscriptionStatus;
  /** Left out until it is there. */
  readonly transcription_text?: string;
  readonly uri: string;
}

/** Undefined for a deleted one: it cannot be fetched any more, and lists leave it out. */
export function transcriptionResource(
  transcription: Snapshot<'transcription'>,
  { accountSid }: TranscriptionRow,
): TranscriptionResource | undefined {
  const { sid, context: c } = transcription;
  const status = transcriptionStatus(transcription);
  if (status === null) return undefined;
  return {
    account_sid: accountSid,
    api_version: apiVersion,
    call_sid: c.callSid,
    date_created: isoDate(c.createdAt),
    date_updated: isoDate(c.updatedAt),
    duration: String(c.durationSeconds),
    recording_sid: c.recordingSid,
    sid,
    status,
    ...given({ transcription_text: c.text ?? undefined }),
    uri: `/v2/texml/Accounts/${accountSid}/Transcriptions/${sid}.json`,
  };
}
