/**
 * The parameters that the queries of reads may hold. Source: OpenAPI. It gives no parameters to
 * the lists below a call or a conference, but the links in their answers have them.
 */
import * as z from 'zod';
import { textOrNumber } from './addresses.ts';
import { pageToken } from './paging.ts';
import { choice, text, whole } from './parameter-kinds.ts';
import { afterDay, beforeDay, days, onDay, times } from './time-filters.ts';

const walked = {
  Page: whole(0),
  // The limit is Twilio's: Telnyx names none. Source: W-NPM.
  PageSize: whole(1, 1_000),
  PageToken: pageToken,
};

/** What a list can be asked without any filter. */
const listing = z.object(walked);

export const queryParameters = {
  fetch: z.object({}),
  listCalls: z.object({
    ...walked,
    To: textOrNumber,
    From: textOrNumber,
    Status: choice('canceled', 'completed', 'failed', 'busy', 'no-answer'),
    StartTime: onDay,
    StartTime_gt: afterDay,
    StartTime_lt: beforeDay,
    EndTime: onDay,
    EndTime_gt: afterDay,
    EndTime_lt: beforeDay,
  }),
  listConferences: z.object({
    ...walked,
    FriendlyName: text,
    Status: choice('init', 'in-progress', 'completed'),
    DateCreated: days,
    DateUpdated: days,
  }),
  listParticipants: listing,
  listConferenceRecordings: listing,
  listRecordings: z.object({ ...walked, DateCreated: times }),
  listRecordingsOfCall: listing,
  listRecordingsOfConference: listing,
  listTranscriptions: listing,
  listTranscriptionsOfRecording: listing,
} as const;
