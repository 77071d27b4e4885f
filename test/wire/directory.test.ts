/** What an account has is found by sid first, then by name or label, and only while it is meant. */
import { describe, expect, test } from 'vitest';
import { surroundingsOf } from '../../src/wire/execution/instructions.ts';
import { directoryOf } from '../../src/wire/resources/held.ts';
import type { Row } from '../../src/wire/resources/rows.ts';
import { callRow, conferenceRow, legRow, recordingRow, World } from './world.ts';

const asked = { recording: { sid: 'recording-1' } };
/** Two calls in a conference; the second one wears the sid of the first as its label. */
function met() {
  const world = new World();
  for (const figure of [0, 1]) {
    const sid = `call-${figure}`;
    world.tell('call', sid, { type: 'call.receive' });
    world.tell('call', sid, { type: 'call.answered' });
    const stay = { conferenceSid: 'conference-0', stay: `stay-${figure}` };
    world.tell('call', sid, { type: 'call.joinConference', ...stay });
  }
  const rows = new Map<string, Row>([
    ['call-0', callRow],
    ['call-1', { ...callRow, label: 'call-0' }],
    ['conference-0', conferenceRow],
    ['recording-1', recordingRow],
    ['recording-2', recordingRow],
  ]);
  const directory = directoryOf({ machines: world.board, rows }, 'account-0');
  return { world, rows, directory };
}

describe('A conference is found', () => {
  const end = (world: World) =>
    world.tell('conference', 'conference-0', { type: 'conference.end' });

  test('by its sid, over or not; by its name while it is not over', () => {
    const { world, directory } = met();
    const found = { sid: 'conference-0', row: conferenceRow };
    expect(directory.conference('conference-0')).toEqual(found);
    expect(directory.conference('room')).toEqual(found);
    end(world);
    expect(directory.conference('conference-0')).toEqual(found);
    expect(directory.conference('room')).toBeUndefined();
  });

  test('by its sid, though another has that name', () => {
    const { world, rows, directory } = met();
    const leg = { legSid: 'leg-0', stay: 'stay-2' };
    world.tell('conference', 'conference-1', { type: 'conference.addParticipant', ...leg });
    rows.set('conference-1', { ...conferenceRow, friendlyName: 'conference-0' });
    expect(directory.conference('conference-0')?.sid).toBe('conference-0');
    expect(directory.conferenceNamed('conference-0')?.sid).toBe('conference-1');
  });

  test('by a document by its name only: the sid of one that is over names no room to join', () => {
    const { world, directory } = met();
    const run = { callSid: 'call-0', mint: () => 'sid', documentUrl: undefined };
    const { conferenceSidOf } = surroundingsOf(directory, run);
    expect(conferenceSidOf('room')).toBe('conference-0');
    expect(conferenceSidOf('conference-0')).toBeUndefined();
    end(world);
    expect(conferenceSidOf('room')).toBeUndefined();
    expect(conferenceSidOf('conference-0')).toBeUndefined();
  });
});

describe('A participant is found', () => {
  test('by sid, though another wears it as a label', () => {
    expect(met().directory.participant('conference-0', 'call-0')).toBe('call-0');
  });
  test('by label, on the way or in', () => {
    const { world, rows, directory } = met();
    const leg = { legSid: 'leg-0', stay: 'stay-2' };
    world.tell('conference', 'conference-0', { type: 'conference.addParticipant', ...leg });
    rows.set('leg-0', { ...legRow, label: 'clerk' });
    expect(directory.participant('conference-0', 'clerk')).toBe('leg-0');
    world.tell('dialLeg', 'leg-0', { type: 'call.answered' });
    expect(directory.participant('conference-0', 'clerk')).toBe('leg-0');
  });
  test('only there, and as long as they are there', () => {
    const { world, directory } = met();
    expect(directory.participant('conference-1', 'call-0')).toBeUndefined();
    world.tell('call', 'call-1', { type: 'call.hungUp' });
    expect(directory.participant('conference-0', 'call-1')).toBeUndefined();
  });
});

test('the recording that a request began is found while it goes on, whatever else records', () => {
  const { world, rows, directory } = met();
  world.tell('call', 'call-0', { type: 'call.redirect' });
  world.tell('call', 'call-0', { type: 'call.startRecording', ...asked });
  const background = { sid: 'recording-2' };
  world.tell('call', 'call-0', { type: 'call.startBackgroundRecording', recording: background });
  expect(directory.requested('call-0')).toBe('recording-1');
  world.tell('recording', 'recording-1', { type: 'media.started', order: 1 });
  world.tell('recording', 'recording-1', { type: 'media.stopped' });
  expect(directory.requested('call-0')).toBeUndefined();
  rows.delete('call-0');
  expect(directory.requested('call-0')).toBeUndefined();
});

test('what is recorded is over once its call is, and where no such call is known', () => {
  const { world, rows, directory } = met();
  world.tell('call', 'call-0', { type: 'call.startRecording', ...asked });
  expect(directory.isHostOver('recording-1')).toBe(false);
  world.tell('call', 'call-0', { type: 'call.hungUp' });
  expect(directory.isHostOver('recording-1')).toBe(true);
  rows.delete('call-0');
  expect(directory.isHostOver('recording-1')).toBe(true);
  expect(directory.isHostOver('recording-9')).toBe(false);
});
