/** Requests about recordings: begin one on a call; pause, resume, stop or delete one. */
import { channelsOf, given } from '../resources/given.ts';
import { callbackSaid, newRecording } from '../resources/new-rows.ts';
import { parameters } from './parameters.ts';
import { lineIn, notFound, type Outcome, type Request } from './request.ts';
import { readParameters } from './spelling/parameter-table.ts';

/** Records a call or dialled leg from now on. */
export function startRecording(request: Request<'call_sid'>): Outcome {
  const { path, body, mint, directory } = request;
  const row = lineIn(request);
  if (!row) return notFound;
  const { said, warnings } = readParameters(parameters.startRecording, body);
  const recording = given({
    sid: mint('recording'),
    channels: channelsOf(said.RecordingChannels),
    track: said.RecordingTrack,
    beep: said.PlayBeep,
  });
  const told = callbackSaid(said, 'RecordingStatusCallback');
  return {
    to: { machine: row.machine, sid: path.call_sid },
    command: { type: 'call.startRecording', recording },
    rows: [newRecording(recording.sid, path.account_sid, told, said.SendRecordingUrl)],
    ...given({ standing: directory.requested(path.call_sid) }),
    warnings,
  };
}

const commands = {
  paused: 'recording.pause',
  'in-progress': 'recording.resume',
  stopped: 'recording.stop',
} as const;

/** The recording is looked for before its new status is read; another call's has none of it. */
export function updateRecording({
  path,
  body,
  directory,
}: Request<'call_sid' | 'recording_sid'>): Outcome {
  const sid = path.recording_sid;
  if (directory.recording(sid)?.callSid !== path.call_sid) return notFound;
  const { said, warnings } = readParameters(parameters.updateRecording, body);
  const command = { type: commands[said.Status] };
  return { to: { machine: 'recording', sid }, command, rows: [], warnings };
}

export function deleteRecording({ path, body, directory }: Request<'recording_sid'>): Outcome {
  const sid = path.recording_sid;
  if (!directory.recording(sid)) return notFound;
  const { warnings } = readParameters(parameters.deleteRecording, body);
  const command = { type: 'recording.delete' } as const;
  return { to: { machine: 'recording', sid }, command, rows: [], warnings };
}
