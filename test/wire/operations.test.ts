/** The table of operations: all that is documented and nothing else, and every row whole. */
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import {
  accountPath,
  type Operation,
  type OperationName,
  operations,
  type Reader,
} from '../../src/wire/index.ts';
import {
  looks,
  noBody,
  type OperationRow,
  operation,
  theAccount,
} from '../../src/wire/rest/operation.ts';
import { operationNames } from './named.ts';

/**
 * Copied by hand from OpenAPI (16 July 2026), with its ids: all that it has of
 * TeXML; and from the client, with the name that a method has there, what OpenAPI lacks.
 */
const documented = `
  GetTexmlCalls                    | GET    | /Calls
  InitiateTexmlCall                | POST   | /Calls
  texml.calls.create               | POST   | /texml/calls/{connection_id}
  GetTexmlCall                     | GET    | /Calls/{call_sid}
  UpdateTexmlCall                  | POST   | /Calls/{call_sid}
  FetchTeXMLCallRecordings         | GET    | /Calls/{call_sid}/Recordings.json
  StartTeXMLCallRecording          | POST   | /Calls/{call_sid}/Recordings.json
  UpdateTeXMLCallRecording         | POST   | /Calls/{call_sid}/Recordings/{recording_sid}.json
  GetTexmlConferences              | GET    | /Conferences
  GetTexmlConference               | GET    | /Conferences/{conference_sid}
  UpdateTexmlConference            | POST   | /Conferences/{conference_sid}
  GetTexmlConferenceParticipants   | GET    | /Conferences/{conference_sid}/Participants
  DialTexmlConferenceParticipant   | POST   | /Conferences/{conference_sid}/Participants
  DeleteTexmlConferenceParticipant | DELETE | /Conferences/{conference_sid}/Participants/{call_sid_or_participant_label}
  GetTexmlConferenceParticipant    | GET    | /Conferences/{conference_sid}/Participants/{call_sid_or_participant_label}
  UpdateTexmlConferenceParticipant | POST   | /Conferences/{conference_sid}/Participants/{call_sid_or_participant_label}
  GetTexmlConferenceRecordings     | GET    | /Conferences/{conference_sid}/Recordings
  FetchTeXMLConferenceRecordings   | GET    | /Conferences/{conference_sid}/Recordings.json
  GetTeXMLCallRecordings           | GET    | /Recordings.json
  DeleteTeXMLCallRecording         | DELETE | /Recordings/{recording_sid}.json
  GetTeXMLCallRecording            | GET    | /Recordings/{recording_sid}.json
`;
/** Copied by hand from the SDK (7.24), with its names; the last one is Twilio's. */
const elsewhere = `
  texml.initiateAICall                  | POST   | /texml/ai_calls/{connection_id}
  retrieveTranscriptionsJson            | GET    | /Transcriptions.json
  retrieveRecordingTranscriptionSidJson | GET    | /Transcriptions/{recording_transcription_sid}.json
  deleteRecordingTranscriptionSidJson   | DELETE | /Transcriptions/{recording_transcription_sid}.json
  calls.streamsJson                     | POST   | /Calls/{call_sid}/Streams.json
  calls.streams.streamingSidJson        | POST   | /Calls/{call_sid}/Streams/{streaming_sid}.json
  calls.siprecJson                      | POST   | /Calls/{call_sid}/Siprec.json
  calls.siprec.siprecSidJson            | POST   | /Calls/{call_sid}/Siprec/{siprec_sid}.json
  ListRecordingTranscription            | GET    | /Recordings/{recording_sid}/Transcriptions.json
`;
const rows = `${documented.trim()}${elsewhere}`
  .trim()
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()));
/** Which of ours is which of theirs. */
const claimed: Readonly<Record<OperationName, string>> = {
  initiateCall: 'InitiateTexmlCall',
  createCall: 'texml.calls.create',
  initiateAICall: 'texml.initiateAICall',
  updateCall: 'UpdateTexmlCall',
  fetchCall: 'GetTexmlCall',
  listCalls: 'GetTexmlCalls',
  startRecording: 'StartTeXMLCallRecording',
  updateRecording: 'UpdateTeXMLCallRecording',
  deleteRecording: 'DeleteTeXMLCallRecording',
  fetchRecording: 'GetTeXMLCallRecording',
  listRecordings: 'GetTeXMLCallRecordings',
  listTranscriptions: 'retrieveTranscriptionsJson',
  fetchTranscription: 'retrieveRecordingTranscriptionSidJson',
  deleteTranscription: 'deleteRecordingTranscriptionSidJson',
  startStream: 'calls.streamsJson',
  updateStream: 'calls.streams.streamingSidJson',
  startSiprec: 'calls.siprecJson',
  updateSiprec: 'calls.siprec.siprecSidJson',
  listTranscriptionsOfRecording: 'ListRecordingTranscription',
  listRecordingsOfCall: 'FetchTeXMLCallRecordings',
  listRecordingsOfConference: 'FetchTeXMLConferenceRecordings',
  listConferenceRecordings: 'GetTexmlConferenceRecordings',
  updateConference: 'UpdateTexmlConference',
  fetchConference: 'GetTexmlConference',
  listConferences: 'GetTexmlConferences',
  dialParticipant: 'DialTexmlConferenceParticipant',
  updateParticipant: 'UpdateTexmlConferenceParticipant',
  removeParticipant: 'DeleteTexmlConferenceParticipant',
  fetchParticipant: 'GetTexmlConferenceParticipant',
  listParticipants: 'GetTexmlConferenceParticipants',
};

/** Below the account, where it names one. */
const shown = (name: OperationName) => {
  const { base, path } = operations[name];
  return base === accountPath ? path : base + path;
};

describe('Every documented operation is served', () => {
  const served = new Map(
    operationNames.map((name) => [claimed[name], `${operations[name].method} ${shown(name)}`]),
  );
  test.each(rows)('%s: %s %s', (id = '', method, path) => {
    expect(served.get(id)).toBe(`${method} ${path}`);
  });
  test.each(operationNames)('%s is one of them, and no two are the same', (name) => {
    expect(rows.map(([id]) => id)).toContain(claimed[name]);
    expect(operationNames.filter((one) => claimed[one] === claimed[name])).toEqual([name]);
  });
});

describe('The row of', () => {
  test.each(operationNames)('%s says all that there is to say of it', (name) => {
    const {
      method,
      base,
      path,
      linked = path,
      status,
      parameters,
      hear,
    }: Operation = operations[name];
    expect(['GET', 'POST', 'DELETE']).toContain(method);
    expect(status).toBe(method === 'DELETE' ? 204 : 200);
    expect([path, `${path}.json`]).toContain(linked);
    expect(parameters).toBeInstanceOf(z.ZodObject);
    expect(hear).toBeTypeOf('function');
    expect(base + path).toMatch(/^(\/(\w|\.json)+|\/\{\w+\}(\.json)?)+$/);
  });
});

describe('A row does not compile', () => {
  type Row = OperationRow<'GET', '/Calls/{call_sid}', z.ZodObject, Reader, undefined, object>;
  type Without<Part extends keyof Row> = Omit<Row, Part>;
  const row = {
    method: 'GET',
    path: '/Calls/{call_sid}',
    status: 200,
    parameters: z.object({ Page: z.string().optional() }),
    find: theAccount,
    ask: looks,
  } as const;

  test('without one of its parts', () => {
    expectTypeOf<Without<'linked'>>().toExtend<Row>();
    expectTypeOf<Without<'method'>>().not.toExtend<Row>();
    expectTypeOf<Without<'path'>>().not.toExtend<Row>();
    expectTypeOf<Without<'status'>>().not.toExtend<Row>();
    expectTypeOf<Without<'parameters'>>().not.toExtend<Row>();
    expectTypeOf<Without<'find'>>().not.toExtend<Row>();
    expectTypeOf<Without<'ask'>>().not.toExtend<Row>();
    expectTypeOf<Without<'reply'>>().not.toExtend<Row>();
    // @ts-expect-error: it says no reply
    operation(row);
  });

  test('that reads what its path or its parameters do not have', () => {
    operation({ ...row, reply: ({ path, said }) => ({ of: path.call_sid, page: said.Page }) });
    // @ts-expect-error: the path names no recording
    operation({ ...row, reply: ({ path }) => ({ of: path.recording_sid }) });
    // @ts-expect-error: nothing is said of a size
    operation({ ...row, reply: ({ said }) => ({ size: said.PageSize }) });
    // @ts-expect-error: a misspelt part is none
    operation({ ...row, path: '/Calls/{call_id}', reply: ({ path }) => ({ of: path.call_id }) });
  });

  test('that asks what no machine knows', () => {
    const ask = { ...row, method: 'POST', reply: noBody } as const;
    const to = { machine: 'recording', sid: 'recording-0' } as const;
    operation({ ...ask, ask: () => ({ to, command: { type: 'recording.pause' }, rows: [] }) });
    // @ts-expect-error: there is no such command
    operation({ ...ask, ask: () => ({ to, command: { type: 'recording.wait' }, rows: [] }) });
    // @ts-expect-error: the rows are missing
    operation({ ...ask, ask: () => ({ to, command: { type: 'recording.pause' } }) });
  });
});
