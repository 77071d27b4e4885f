/** Every request that asks something of a machine: how it is addressed, and what it comes to. */
import { initiateCall, updateCall } from './call-requests.ts';
import {
  dialParticipant,
  removeParticipant,
  updateConference,
  updateParticipant,
} from './conference-requests.ts';
import { deleteRecording, startRecording, updateRecording } from './recording-requests.ts';
import { type Outcome, type PathName, type Request, within } from './request.ts';

interface Operation {
  readonly method: 'POST' | 'DELETE';
  /** Below the account; `{…}` are the variable parts. */
  readonly path: string;
  /** The HTTP status of its success. */
  readonly status: 200 | 204;
  /** What a request comes to. It throws RequestError for a body that says something wrong. */
  readonly ask: (request: Request<PathName>) => Outcome;
}

/** Where the paths below begin. */
export const accountPath = '/texml/Accounts/{account_sid}';

const participant = '/Conferences/{conference_sid}/Participants/{call_sid_or_participant_label}';

/** Source: OpenAPI. */
export const operations = {
  initiateCall: { method: 'POST', path: '/Calls', status: 200, ask: within(initiateCall) },
  updateCall: { method: 'POST', path: '/Calls/{call_sid}', status: 200, ask: within(updateCall) },
  startRecording: {
    method: 'POST',
    path: '/Calls/{call_sid}/Recordings.json',
    status: 200,
    ask: within(startRecording),
  },
  updateRecording: {
    method: 'POST',
    path: '/Calls/{call_sid}/Recordings/{recording_sid}.json',
    status: 200,
    ask: within(updateRecording),
  },
  deleteRecording: {
    method: 'DELETE',
    path: '/Recordings/{recording_sid}.json',
    status: 204,
    ask: within(deleteRecording),
  },
  updateConference: {
    method: 'POST',
    path: '/Conferences/{conference_sid}',
    status: 200,
    ask: within(updateConference),
  },
  dialParticipant: {
    method: 'POST',
    path: '/Conferences/{conference_sid}/Participants',
    status: 200,
    ask: within(dialParticipant),
  },
  updateParticipant: {
    method: 'POST',
    path: participant,
    status: 200,
    ask: within(updateParticipant),
  },
  removeParticipant: {
    method: 'DELETE',
    path: participant,
    status: 204,
    ask: within(removeParticipant),
  },
} as const satisfies Readonly<Record<string, Operation>>;
export type OperationName = keyof typeof operations;
