/** Operations on transcriptions of recordings: fetch one, delete it, list them. */

import type { Known } from '../resources/directory.ts';
import type { AskedWords } from '../resources/listing.ts';
import type { Reader } from '../resources/reader.ts';
import { transcriptionStatus } from '../resources/status.ts';
import { transcriptionResource } from '../resources/transcription-resource.ts';
import { looks, noBody, operation, theAccount } from './operation.ts';
import { parameters } from './parameters.ts';
import { list } from './spelling/lists.ts';
import { type Paging, partOf } from './spelling/paging.ts';
import { pagingIn } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';

type Transcription = Known<'transcription'>;
const resource = ({ snapshot, row }: Transcription) => transcriptionResource(snapshot, row);
const isThere = ({ snapshot }: Transcription) => transcriptionStatus(snapshot) !== null;

const transcription = '/Transcriptions/{recording_transcription_sid}.json';

/** Source: SDK, unless a row says otherwise; the list of a recording: Twilio. */
export const transcriptionOperations = {
  fetchTranscription: operation({
    method: 'GET',
    path: transcription,
    status: 200,
    parameters: queryParameters.fetch,
    find({ path, directory }) {
      const one = directory.known('transcription', path.recording_transcription_sid);
      return one && isThere(one) ? one : undefined;
    },
    ask: looks,
    reply: ({ found }) => resource(found),
  }),

  deleteTranscription: operation({
    method: 'DELETE',
    path: transcription,
    status: 204,
    parameters: parameters.deleteTranscription,
    find: ({ path, directory }) => directory.transcription(path.recording_transcription_sid),
    ask: ({ path }) => ({
      to: { machine: 'transcription', sid: path.recording_transcription_sid },
      command: { type: 'transcription.delete' },
      rows: [],
    }),
    reply: noBody,
  }),

  listTranscriptions: operation({
    method: 'GET',
    path: '/Transcriptions.json',
    status: 200,
    parameters: queryParameters.listTranscriptions,
    find: theAccount,
    ask: looks,
    reply({ said, query, directory, uri }) {
      return fetchable({}, pagingIn(said, query, uri()), directory);
    },
  }),

  /** Where the resource of a recording leads. */
  listTranscriptionsOfRecording: operation({
    method: 'GET',
    path: '/Recordings/{recording_sid}/Transcriptions.json',
    status: 200,
    parameters: queryParameters.listTranscriptionsOfRecording,
    find: ({ path, directory }) => directory.recording(path.recording_sid),
    ask: looks,
    reply({ path, said, query, directory, uri }) {
      const words = { recordingSid: path.recording_sid };
      return fetchable(words, pagingIn(said, query, uri()), directory);
    },
  }),
} as const;

/** Deleted ones are left out before anything is counted. */
function fetchable(words: AskedWords, paging: Paging, directory: Reader) {
  const part = partOf(paging);
  const page = directory.page({ list: 'transcriptions', words, isThere: true, part });
  return list('transcriptions', page, paging, resource);
}
