/** Every request that only reads: how it is addressed, and what it answers. */

import { fetchCall, listCalls } from './call-reads.ts';
import {
  fetchConference,
  fetchParticipant,
  listConferences,
  listParticipants,
} from './conference-reads.ts';
import type { ReadOutcome, ReadRequest } from './read-request.ts';
import {
  fetchRecording,
  listConferenceRecordings,
  listRecordings,
  listRecordingsOfCall,
  listRecordingsOfConference,
} from './recording-reads.ts';
import { type PathName, within } from './request.ts';

interface Read {
  readonly method: 'GET';
  /** Below the account; `{…}` are the variable parts. */
  readonly path: string;
  /** How the URIs in answers spell the path, where they do it otherwise. */
  readonly linked?: string;
  readonly status: 200;
  /** It throws RequestError for a query that says something wrong. */
  readonly answer: (request: ReadRequest<PathName>) => ReadOutcome;
}

const get = { method: 'GET', status: 200 } as const;
const participants = '/Conferences/{conference_sid}/Participants';
const participant = `${participants}/{call_sid_or_participant_label}` as const;

/** Source: OpenAPI. */
export const reads = {
  fetchCall: {
    ...get,
    path: '/Calls/{call_sid}',
    linked: '/Calls/{call_sid}.json',
    answer: within(fetchCall),
  },
  listCalls: { ...get, path: '/Calls', linked: '/Calls.json', answer: within(listCalls) },
  fetchRecording: {
    ...get,
    path: '/Recordings/{recording_sid}.json',
    answer: within(fetchRecording),
  },
  listRecordings: { ...get, path: '/Recordings.json', answer: within(listRecordings) },
  listRecordingsOfCall: {
    ...get,
    path: '/Calls/{call_sid}/Recordings.json',
    answer: within(listRecordingsOfCall),
  },
  listRecordingsOfConference: {
    ...get,
    path: '/Conferences/{conference_sid}/Recordings.json',
    answer: within(listRecordingsOfConference),
  },
  listConferenceRecordings: {
    ...get,
    path: '/Conferences/{conference_sid}/Recordings',
    answer: within(listConferenceRecordings),
  },
  fetchConference: {
    ...get,
    path: '/Conferences/{conference_sid}',
    linked: '/Conferences/{conference_sid}.json',
    answer: within(fetchConference),
  },
  listConferences: {
    ...get,
    path: '/Conferences',
    linked: '/Conferences.json',
    answer: within(listConferences),
  },
  fetchParticipant: {
    ...get,
    path: participant,
    linked: `${participant}.json`,
    answer: within(fetchParticipant),
  },
  listParticipants: {
    ...get,
    path: participants,
    linked: `${participants}.json`,
    answer: within(listParticipants),
  },
} as const satisfies Readonly<Record<string, Read>>;
export type ReadName = keyof typeof reads;
