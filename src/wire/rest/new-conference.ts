/** The conference that a request dials somebody into, if it makes one: its rows, its recording. */
import type { KnownConference } from '../resources/directory.ts';
import { given, msOf } from '../resources/given.ts';
import type { ConferenceRow, Mint } from '../resources/rows.ts';
import type { BodyOf } from './parameters.ts';
import { subscribed } from './request-rows.ts';
import { missing } from './spelling/request-error.ts';

/** An application is needed unless the path is the sid of a conference. Source: OpenAPI. */
export function connectionOf(
  { ApplicationSid }: BodyOf<'dialParticipant'>,
  sidOrName: string,
  found: KnownConference | undefined,
): string {
  if (ApplicationSid) return ApplicationSid;
  if (found?.sid !== sidOrName) throw missing('ApplicationSid', ApplicationSid);
  return found.row.connectionId;
}

/** Without ConferenceStatusCallbackEvent nothing is told. Source: OpenAPI. */
export function newConference(
  said: BodyOf<'dialParticipant'>,
  friendlyName: string,
  made: Pick<ConferenceRow, 'accountSid' | 'connectionId'>,
): ConferenceRow {
  const callback = {
    url: said.ConferenceStatusCallback,
    method: said.ConferenceStatusCallbackMethod,
    events: said.ConferenceStatusCallbackEvent,
  };
  return { machine: 'conference', ...made, friendlyName, ...subscribed(callback, []) };
}

export function recordingOfConference(said: BodyOf<'dialParticipant'>, mint: Mint) {
  const { ConferenceRecord } = said;
  if (ConferenceRecord !== 'true' && ConferenceRecord !== 'record-from-start') return undefined;
  return given({
    sid: mint('recording'),
    trim: said.ConferenceTrim,
    silenceMs: msOf(said.ConferenceRecordingTimeout),
  });
}
/** `failed` is another word for `absent`. Source: OpenAPI. */
export const conferenceCallback = (said: BodyOf<'dialParticipant'>) => ({
  RecordingStatusCallback: said.ConferenceRecordingStatusCallback,
  RecordingStatusCallbackMethod: said.ConferenceRecordingStatusCallbackMethod,
  RecordingStatusCallbackEvent: said.ConferenceRecordingStatusCallbackEvent && [
    ...new Set(
      said.ConferenceRecordingStatusCallbackEvent.map((one) => (one === 'failed' ? 'absent' : one)),
    ),
  ],
});
