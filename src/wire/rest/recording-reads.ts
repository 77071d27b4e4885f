/** Reads about recordings: fetch one, list those of an account, a call or a conference. */

import type { Known } from '../resources/directory.ts';
import { fetchedRecording, listedRecording } from '../resources/recording-resource.ts';
import { recordingStatus } from '../resources/status.ts';
import { below, found, linksFrom, type ReadRequest } from './read-request.ts';
import { conferenceIn, lineIn, notFound } from './request.ts';
import { conferenceRecordingList, recordingList } from './spelling/lists.ts';
import type { Paging } from './spelling/paging.ts';
import { readList } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';
import { isWithin } from './spelling/time-filters.ts';

type Recording = Known<'recording'>;

export function fetchRecording(request: ReadRequest<'recording_sid'>) {
  const { path, directory } = request;
  const recording = directory.known('recording', path.recording_sid);
  if (!recording) return notFound;
  const body = fetchedRecording(recording.snapshot, recording.row, linksFrom(request));
  return body ? found(body, request) : notFound;
}

export function listRecordings(request: ReadRequest) {
  const { account_sid } = request.path;
  const path = below(account_sid, '/Recordings.json');
  const { said, ...asked } = readList(queryParameters.listRecordings, request.query, path);
  const isMeant = ({ snapshot }: Recording) =>
    isWithin(snapshot.context.createdAt, said.DateCreated);
  const recordings = [...request.directory.all('recording')].filter(isMeant);
  return { body: fetchable(recordings, asked.paging, request), warnings: asked.warnings };
}

/** All that carry the sid of the call: those of a conference that was recorded for it, too. */
export function listRecordingsOfCall(request: ReadRequest<'call_sid'>) {
  if (!lineIn(request)) return notFound;
  const { account_sid, call_sid } = request.path;
  const path = below(account_sid, `/Calls/${call_sid}/Recordings.json`);
  const { paging, warnings } = readList(queryParameters.listRecordingsOfCall, request.query, path);
  const recordings = request.directory.recordingsOfCall(call_sid);
  return { body: fetchable(recordings, paging, request), warnings };
}

export function listRecordingsOfConference(request: ReadRequest<'conference_sid'>) {
  const conference = conferenceIn(request);
  if (!conference) return notFound;
  const path = below(request.path.account_sid, `/Conferences/${conference.sid}/Recordings.json`);
  const table = queryParameters.listRecordingsOfConference;
  const { paging, warnings } = readList(table, request.query, path);
  const recordings = request.directory.recordingsOfConference(conference.sid);
  return { body: fetchable(recordings, paging, request), warnings };
}

/**
 * The conference's own list, with deleted recordings. Its links stay with it: in the samples of
 * OpenAPI they lead to the list above, which spells recordings otherwise.
 */
export function listConferenceRecordings(request: ReadRequest<'conference_sid'>) {
  const conference = conferenceIn(request);
  if (!conference) return notFound;
  const path = below(request.path.account_sid, `/Conferences/${conference.sid}/Recordings`);
  const table = queryParameters.listConferenceRecordings;
  const { paging, warnings } = readList(table, request.query, path);
  const recordings = [...request.directory.recordingsOfConference(conference.sid)];
  const links = linksFrom(request);
  const show = ({ snapshot, row }: Recording) => listedRecording(snapshot, row, links);
  return { body: conferenceRecordingList(recordings, paging, show), warnings };
}

/** Deleted recordings are left out before anything is counted. */
function fetchable(all: Iterable<Recording>, paging: Paging, request: ReadRequest) {
  const links = linksFrom(request);
  const there = [...all].filter(({ snapshot }) => recordingStatus(snapshot).resource !== null);
  const show = ({ snapshot, row }: Recording) => fetchedRecording(snapshot, row, links);
  return recordingList(there, paging, show);
}
