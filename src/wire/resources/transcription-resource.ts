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
  /** The account that the transcription belongs to. */
  readonly account_sid: string;
  /** The version of the API, as in its paths. */
  readonly api_version: string;
  /** The call that was recorded. */
  readonly call_sid: string;
  /** When it was asked for, in ISO 8601 format. */
  readonly date_created: string;
  /** When its state last changed, in ISO 8601 format. */
  readonly date_updated: string;
  /** Of the recording: seconds, as text. */
  readonly duration: string | null;
  /** The recording whose file is transcribed. */
  readonly recording_sid: string;
  /** That of the transcription, as in TranscriptionSid. */
  readonly sid: string;
  /** Where it stands; `failed` is Twilio's word (A44). */
  readonly status: TranscriptionStatus;
  /** Left out until it is there. */
  readonly transcription_text?: string;
  /** Its path, from /v2 on. */
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
