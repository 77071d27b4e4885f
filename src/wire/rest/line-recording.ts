/** The recording of a line that a request is about to dial: its settings, if they are said. */
import { channelsOf, given, msOf } from '../resources/given.ts';
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
