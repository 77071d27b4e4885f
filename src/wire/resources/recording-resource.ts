/** A recording as REST answers with it: fetched, made or updated, or listed by its conference. */
import type { RecordingSource } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { isoDate, rfcDate } from './dates.ts';
import { given } from './given.ts';
import type { RecordingRow } from './rows.ts';
import { type ListedStatus, type RecordingStatus, recordingStatus } from './status.ts';

/**
 * How long a link to a file is good for, from when it is given. Sources: T-STORE, OpenAPI
 * (CallRecordingSaved); T-REC has the same ten minutes begin at the end of the call.
 */
export const mediaLinkMs = 600_000;
/** Makes a link to a file, good from now on: past `mediaLinkMs` the host refuses it. */
export type MediaUrl = (recordingSid: string) => string;

interface Common {
  /** The account that the recording belongs to. */
  readonly account_sid: string;
  /** The call that is recorded; of a conference, that of whoever asked for it. */
  readonly call_sid: string;
  /** 1 = all voices mixed, 2 = one side a channel. */
  readonly channels: 1 | 2;
  /** When it was asked for: ISO 8601, or RFC 2822 in the list of a conference. */
  readonly date_created: string;
  /** When its state last changed, in the same format. */
  readonly date_updated: string;
  /** That of the recording, as in RecordingSid. */
  readonly sid: string;
  /** How it was started. */
  readonly source: RecordingSource;
  /** Left out until capture has started. */
  readonly start_time?: string;
  /** Its path, from /v2 on. */
  readonly uri: string;
}
interface Single extends Common {
  /** The conference that is recorded; null: it is a call. */
  readonly conference_sid: string | null;
  /** Seconds, as text. */
  readonly duration: string | null;
  /** Why there is no file: a word of `errorCodes`, or the media server's; null: nothing failed. */
  readonly error_code: string | null;
}
/** The answer to a fetch, and an item of a list. Source: OpenAPI, TexmlGetCallRecording. */
export interface FetchedRecording extends Single {
  /** Where it stands; an absent one is `stopped`, with an error code (A6). */
  readonly status: RecordingStatus;
  /** Left out until the file is there. */
  readonly media_url?: string;
  /** The path of its transcriptions, from /v2 on; null: none was asked for. */
  readonly subresources_uris: { readonly transcriptions: string | null };
}
/**
 * The answer to a request that makes or updates one: it does not say the status.
 * Source: OpenAPI, TexmlCreateCallRecording.
 */
export interface UpdatedRecording extends Single {
  /** What it costs: not known here, so null. */
  readonly price: string | null;
  /** The currency of the price: null, as there is none. */
  readonly price_unit: string | null;
  /** Whose voice is captured. */
  readonly track: 'inbound' | 'outbound' | 'both';
}
/** An item of a conference's own list. Source: OpenAPI, ConferenceRecordingResource. */
export interface ListedRecording extends Common {
  /** The conference that is recorded. */
  readonly conference_sid?: string;
  /** In whole seconds; left out until the file is there. */
  readonly duration?: number;
  /** Why there is no file; left out: nothing failed. */
  readonly error_code?: string;
  /** Where the file can be downloaded; left out until it is there. */
  readonly media_url?: string;
  /** Where it stands: `processing` until it has come to its end. */
  readonly status: ListedStatus;
  /** The path of its transcriptions, from /v2 on; null: none was asked for. */
  readonly subresource_uris: { readonly transcriptions: string | null };
}

type Recording = Snapshot<'recording'>;

/** Undefined for a deleted recording: it cannot be fetched any more, and lists leave it out. */
export function fetchedRecording(
  recording: Recording,
  row: RecordingRow,
  mediaUrl: MediaUrl,
): FetchedRecording | undefined {
  const { resource: status } = recordingStatus(recording);
  if (status === null) return undefined;
  return {
    ...single(recording, row),
    status,
    ...fileOf(recording, mediaUrl),
    subresources_uris: { transcriptions: transcriptionsUri(recording, row) },
    uri: recordingUri(recording, row),
  };
}

/** What it costs is not known here. */
export function updatedRecording(recording: Recording, row: RecordingRow): UpdatedRecording {
  const { callSid, settings } = recording.context;
  const { accountSid } = row;
  return {
    ...single(recording, row),
    price: null,
    price_unit: null,
    track: settings.track,
    uri: `/v2/texml/Accounts/${accountSid}/Calls/${callSid}/Recordings/${recording.sid}.json`,
  };
}

/** Deleted ones are in it. */
export function listedRecording(
  recording: Recording,
  row: RecordingRow,
  mediaUrl: MediaUrl,
): ListedRecording {
  const { conferenceSid, durationSeconds, errorCode } = recording.context;
  return {
    ...common(recording, row, rfcDate),
    ...given({
      conference_sid: conferenceSid ?? undefined,
      duration: durationSeconds ?? undefined,
      error_code: errorCode ?? undefined,
    }),
    status: recordingStatus(recording).listed,
    ...fileOf(recording, mediaUrl),
    subresource_uris: { transcriptions: transcriptionsUri(recording, row) },
    uri: recordingUri(recording, row),
  };
}

function common({ sid, context: c }: Recording, row: RecordingRow, date: (at: number) => string) {
  return {
    account_sid: row.accountSid,
    call_sid: c.callSid,
    channels: c.settings.channels,
    date_created: date(c.createdAt),
    date_updated: date(c.updatedAt),
    sid,
    source: c.source,
    ...(c.startedAt === null ? {} : { start_time: date(c.startedAt) }),
  };
}
function single(recording: Recording, row: RecordingRow) {
  const { conferenceSid, durationSeconds, errorCode } = recording.context;
  return {
    ...common(recording, row, isoDate),
    conference_sid: conferenceSid,
    duration: durationSeconds === null ? null : String(durationSeconds),
    error_code: errorCode,
  };
}
const fileOf = (recording: Recording, mediaUrl: MediaUrl) =>
  recording.state === 'completed' ? { media_url: mediaUrl(recording.sid) } : {};
const recordingUri = ({ sid }: Recording, { accountSid }: RecordingRow) =>
  `/v2/texml/Accounts/${accountSid}/Recordings/${sid}.json`;
/** Null where nobody asked for one. */
const transcriptionsUri = ({ sid, context }: Recording, { accountSid }: RecordingRow) =>
  context.transcription === null
    ? null
    : `/v2/texml/Accounts/${accountSid}/Recordings/${sid}/Transcriptions.json`;
