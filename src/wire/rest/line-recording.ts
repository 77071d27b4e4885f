/** The recordings that a request asks for when it dials: of the line, and of its conference. */
import { channelsOf, given, msOf } from '../resources/given.ts';
import { type CallbackSaid, callbackSaid } from '../resources/new-rows.ts';
import type { Mint } from '../resources/rows.ts';
import type { BodyOf } from './parameters.ts';

type LineRecording = Pick<
  BodyOf<'initiateCall'>,
  'Record' | 'RecordingChannels' | 'RecordingTrack' | 'Trim' | 'RecordingTimeout'
>;

export function lineRecording(said: LineRecording, mint: Mint) {
  if (!said.Record) return undefined;
  return given({
    sid: mint('recording'),
    channels: channelsOf(said.RecordingChannels),
    track: said.RecordingTrack,
    trim: said.Trim,
    silenceMs: msOf(said.RecordingTimeout),
  });
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
