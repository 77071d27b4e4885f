/** The conference that a request dials somebody into: its application, and its recording. */
import type { KnownConference } from '../resources/directory.ts';
import { given, msOf } from '../resources/given.ts';
import { type CallbackSaid, callbackSaid } from '../resources/new-rows.ts';
import type { Mint } from '../resources/rows.ts';
import type { BodyOf } from './parameters.ts';
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
export function conferenceCallback(said: BodyOf<'dialParticipant'>): CallbackSaid {
  const callback = callbackSaid(said, 'ConferenceRecordingStatusCallback');
  const events = callback.events?.map((one) => (one === 'failed' ? 'absent' : one));
  return { ...callback, events: events && [...new Set(events)] };
}
