/** What the reads of the tests find: a switchboard, and the rows beside it. */
import { directoryOf } from '../../src/wire/resources/held.ts';
import type { Row } from '../../src/wire/resources/rows.ts';
import { callRow, conferenceRow, legRow, recordingRow, transcriptionRow, World } from './world.ts';

const file = (world: World, sid: string) => {
  world.tell('recording', sid, { type: 'media.started', order: 1 });
  world.tell('recording', sid, { type: 'media.stopped' });
  world.tell('recording', sid, { type: 'media.saved', location: `s3://bucket/${sid}` });
};
const day = 24 * 60 * 60;

/**
 * Four days. Monday: call-0 is recorded, hangs up, and has its file. Tuesday: call-1 comes to the
 * room, which is recorded; leg-0 comes too, leg-1 is being dialled. Wednesday: call-2 comes to the
 * hall; of its recordings one is deleted and one absent. Thursday: it hangs up, and the hall is
 * over; call-9 and all it has are another account's; the file of call-0 is transcribed three times.
 */
export function fourDays() {
  const world = World.recorded();
  file(world, 'recording-0');
  world.tell('call', 'call-0', { type: 'call.hungUp' });

  world.wait(day);
  enter(world, 'call-1', 'conference-0', 'recording-1');
  for (const legSid of ['leg-0', 'leg-1']) {
    const stay = `stay-${legSid}`;
    world.tell('conference', 'conference-0', { type: 'conference.addParticipant', legSid, stay });
  }
  world.tell('dialLeg', 'leg-0', { type: 'call.answered' });

  world.wait(day);
  enter(world, 'call-2', 'conference-1', 'recording-2');
  file(world, 'recording-2');
  world.tell('recording', 'recording-2', { type: 'recording.delete' });
  const absent = { sid: 'recording-3' };
  world.tell('call', 'call-2', { type: 'call.startRecording', recording: absent });
  world.tell('recording', 'recording-3', { type: 'media.refused', order: 1 });

  world.wait(day);
  world.tell('call', 'call-2', { type: 'call.hungUp' });
  enter(world, 'call-9', 'conference-9', 'recording-9');

  for (const figure of ['0', '1', '2']) world.transcribe(`transcription-${figure}`, 'recording-0');

  const theirs = { accountSid: 'account-9' };
  const rows = new Map<string, Row>([
    ['call-0', callRow],
    ['call-1', { ...callRow, from: '+15550009' }],
    ['call-2', { ...callRow, to: '+15550003' }],
    ['call-9', { ...callRow, ...theirs }],
    ['leg-0', { ...legRow, label: 'customer' }],
    ['leg-1', legRow],
    ['conference-0', conferenceRow],
    ['conference-1', { ...conferenceRow, friendlyName: 'hall' }],
    ['conference-9', { ...conferenceRow, ...theirs, friendlyName: 'attic' }],
    ...['0', '1', '2', '3'].map((figure) => [`recording-${figure}`, recordingRow] as const),
    ['recording-9', { ...recordingRow, ...theirs }],
    ...['0', '1', '2'].map((figure) => [`transcription-${figure}`, transcriptionRow] as const),
  ]);
  const readerOf = (account: string) => directoryOf({ machines: world.board, rows }, account);
  return { world, rows, readerOf };
}

/** A caller who comes to a conference and has it recorded. */
function enter(world: World, sid: string, conferenceSid: string, recordingSid: string) {
  world.tell('call', sid, { type: 'call.receive' });
  world.tell('call', sid, { type: 'call.answered' });
  const recording = { sid: recordingSid };
  const stay = `stay-${sid}`;
  world.tell('call', sid, { type: 'call.joinConference', conferenceSid, stay, recording });
}
