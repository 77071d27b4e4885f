/**
 * Every parameter of every query: what it may hold, what leaving it out means, and which of what a
 * list has it lets through, by what the answer shows. Copied by hand from OpenAPI (16 July 2026) and
 * facts 4; that a page has 20 unless it is said is what the samples show, 1,000 at most is Twilio's
 * (W-NPM), and lists below a call or a conference have the parameters that links in answers have.
 */
import type { ReadName } from '../../../src/wire/index.ts';
import { type Line, linesOf } from './rows.ts';

const walked = `
  Page         | number 0-      | 0  | PageSize | <page>
  PageSize     | number 1-1000  | 20 | -        | <page size>
  PageToken    | token          | -  | PageSize | <rest>
`;
const listCalls = `${walked}
  To           | dialled        | -  | -        | to =
  From         | dialled        | -  | -        | from =
  Status       | one of canceled, completed, failed, busy, no-answer | - | - | status =
  StartTime    | day            | -  | -        | start_time day =
  StartTime_gt | day            | -  | -        | start_time day >
  StartTime_lt | day            | -  | -        | start_time day <
  EndTime      | day            | -  | -        | end_time day =
  EndTime_gt   | day            | -  | -        | end_time day >
  EndTime_lt   | day            | -  | -        | end_time day <
`;
const listConferences = `${walked}
  FriendlyName | text           | -  | -        | friendly_name =
  Status       | one of init, in-progress, completed | - | - | status =
  DateCreated  | days           | -  | -        | date_created day
  DateUpdated  | days           | -  | -        | date_updated day
`;
const listRecordings = `${walked}
  DateCreated  | times          | -  | -        | date_created
`;

export const queryTables: Readonly<Record<ReadName, readonly Line[]>> = {
  fetchCall: [],
  fetchConference: [],
  fetchParticipant: [],
  fetchRecording: [],
  fetchTranscription: [],
  listCalls: linesOf(listCalls),
  listConferences: linesOf(listConferences),
  listParticipants: linesOf(walked),
  listRecordings: linesOf(listRecordings),
  listRecordingsOfCall: linesOf(walked),
  listRecordingsOfConference: linesOf(walked),
  listConferenceRecordings: linesOf(walked),
  listTranscriptions: linesOf(walked),
  listTranscriptionsOfRecording: linesOf(walked),
};
