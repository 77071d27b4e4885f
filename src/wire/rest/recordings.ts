/** Operations on recordings: begin one on a call; pause, resume, stop, delete, fetch, list them. */

import type { Known } from '../resources/directory.ts';
import { channelsOf, given } from '../resources/given.ts';
import type { AskedTimes, AskedWords } from '../resources/listing.ts';
import { callbackSaid, newRecordingRow } from '../resources/new-rows.ts';
import { wordsOfCall } from '../resources/reader.ts';
import {
  fetchedRecording,
  listedRecording,
  updatedRecording,
} from '../resources/recording-resource.ts';
import { recordingStatus } from '../resources/status.ts';
import { looks, noBody, operation, type RoutedRequest, theAccount } from './operation.ts';
import { parameters } from './parameters.ts';
import { conferenceRecordingList, recordingList } from './spelling/lists.ts';
import { type Paging, partOf } from './spelling/paging.ts';
import { pagingIn } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';

type Recording = Known<'recording'>;
const updated = (recording: Recording | undefined) =>
  recording && updatedRecording(recording.snapshot, recording.row);

const commands = {
  paused: 'recording.pause',
  'in-progress': 'recording.resume',
  stopped: 'recording.stop',
} as const;

const recording = '/Recordings/{recording_sid}.json';
const ofCall = '/Calls/{call_sid}/Recordings.json';

/** Source: OpenAPI. */
export const recordingOperations = {
  /** Records a call or dialled leg from now on. */
  startRecording: operation({
    method: 'POST',
    path: ofCall,
    status: 200,
    parameters: parameters.startRecording,
    find({ path: { call_sid: sid }, directory }) {
      const line = directory.line(sid);
      return line && { machine: line.machine, standing: directory.requested(sid) };
    },
    ask({ path: { account_sid, call_sid: sid }, said, found, mint }) {
      const recording = given({
        sid: mint('recording'),
        channels: channelsOf(said.RecordingChannels),
        track: said.RecordingTrack,
        beep: said.PlayBeep,
      });
      const told = callbackSaid(said, 'RecordingStatusCallback');
      return {
        to: { machine: found.machine, sid },
        command: { type: 'call.startRecording', recording },
        rows: [newRecordingRow(recording.sid, account_sid, told, said.SendRecordingUrl)],
      };
    },
    /** The new one; or the one there is, where the machine was content with that. */
    reply({ path, found, directory }, { command: { recording } }) {
      const sids = [recording.sid, found.standing, directory.requested(path.call_sid)];
      const meant = sids
        .flatMap((sid) => sid ?? [])
        .map((sid) => directory.known('recording', sid));
      return updated(meant.find(Boolean));
    },
  }),

  /** The recording is looked for before its new status is read; another call's has none of it. */
  updateRecording: operation({
    method: 'POST',
    path: '/Calls/{call_sid}/Recordings/{recording_sid}.json',
    status: 200,
    parameters: parameters.updateRecording,
    find({ path, directory }) {
      const one = directory.recording(path.recording_sid);
      return one?.callSid === path.call_sid ? one : undefined;
    },
    ask: ({ path, said }) => ({
      to: { machine: 'recording', sid: path.recording_sid },
      command: { type: commands[said.Status] },
      rows: [],
    }),
    reply: ({ path, directory }) => updated(directory.known('recording', path.recording_sid)),
  }),

  deleteRecording: operation({
    method: 'DELETE',
    path: recording,
    status: 204,
    parameters: parameters.deleteRecording,
    find: ({ path, directory }) => directory.recording(path.recording_sid),
    ask: ({ path }) => ({
      to: { machine: 'recording', sid: path.recording_sid },
      command: { type: 'recording.delete' },
      rows: [],
    }),
    reply: noBody,
  }),

  fetchRecording: operation({
    method: 'GET',
    path: recording,
    status: 200,
    parameters: queryParameters.fetch,
    find({ path, directory }) {
      const one = directory.known('recording', path.recording_sid);
      return one && isThere(one) ? one : undefined;
    },
    ask: looks,
    reply: ({ found, mediaUrl }) => fetchedRecording(found.snapshot, found.row, mediaUrl),
  }),

  listRecordings: operation({
    method: 'GET',
    path: '/Recordings.json',
    status: 200,
    parameters: queryParameters.listRecordings,
    find: theAccount,
    ask: looks,
    reply: ({ said, query, uri, ...around }) =>
      fetchable({ times: { at: said.DateCreated } }, pagingIn(said, query, uri()), around),
  }),

  /** All that carry the sid of the call: those of a conference that was recorded for it, too. */
  listRecordingsOfCall: operation({
    method: 'GET',
    path: ofCall,
    status: 200,
    parameters: queryParameters.listRecordingsOfCall,
    find: ({ path, directory }) => directory.line(path.call_sid),
    ask: looks,
    reply({ path, said, query, uri, ...around }) {
      const words = wordsOfCall(around.directory, path.call_sid);
      return fetchable({ words }, pagingIn(said, query, uri()), around);
    },
  }),

  listRecordingsOfConference: operation({
    method: 'GET',
    path: '/Conferences/{conference_sid}/Recordings.json',
    status: 200,
    parameters: queryParameters.listRecordingsOfConference,
    find: ({ path, directory }) => directory.conference(path.conference_sid),
    ask: looks,
    reply({ found: { sid }, said, query, uri, ...around }) {
      const paging = pagingIn(said, query, uri({ conference_sid: sid }));
      return fetchable({ words: { conferenceSid: sid } }, paging, around);
    },
  }),

  /**
   * The conference's own list, with deleted recordings. Its links stay with it: in the samples of
   * OpenAPI they lead to the list above, which spells recordings otherwise.
   */
  listConferenceRecordings: operation({
    method: 'GET',
    path: '/Conferences/{conference_sid}/Recordings',
    status: 200,
    parameters: queryParameters.listConferenceRecordings,
    find: ({ path, directory }) => directory.conference(path.conference_sid),
    ask: looks,
    reply({ found: { sid }, said, query, directory, uri, mediaUrl }) {
      const paging = pagingIn(said, query, uri({ conference_sid: sid }));
      const words = { conferenceSid: sid };
      const page = directory.page({ list: 'recordings', words, part: partOf(paging) });
      const show = ({ snapshot, row }: Recording) => listedRecording(snapshot, row, mediaUrl);
      return conferenceRecordingList(page, paging, show);
    },
  }),
} as const;

const isThere = ({ snapshot }: Recording) => recordingStatus(snapshot).resource !== null;

type Around = Pick<RoutedRequest, 'directory' | 'mediaUrl'>;
/** Deleted recordings are left out before anything is counted. */
function fetchable(
  asked: { readonly words?: AskedWords; readonly times?: AskedTimes },
  paging: Paging,
  { directory, mediaUrl }: Around,
) {
  const part = partOf(paging);
  const page = directory.page({ list: 'recordings', ...asked, isThere: true, part });
  const show = ({ snapshot, row }: Recording) => fetchedRecording(snapshot, row, mediaUrl);
  return recordingList(page, paging, show);
}
