/** A conference lets people in and out, has one recording at a time, ends when nobody is left. */
import { expect, test } from 'vitest';
import {
  add,
  give,
  join,
  joinAs,
  left,
  live,
  outcome,
  recordingEnded,
  type Said,
  say,
  tells,
} from './stage.ts';

const decided = (recordingSid: string) => say('recording.endDecided', { recordingSid });
const over = (recordingSid: string) => recordingEnded(recordingSid, 'conference-verb');
const declined = (recordingSid: string) =>
  say('recording.declined', { recordingSid, path: 'conference-verb' });
const change = (callSid: string, endOnExit: boolean) =>
  say('conference.updateParticipant', { callSid, endOnExit });
const legOver = (legSid: string) => say('leg.ended', { legSid, status: 'busy', durationMs: 0 });
const legLeft = (legSid: string, stay: string) =>
  say('participant.left', { stay, participant: { machine: 'dialLeg', sid: legSid } });
const conference = (...life: Said[]) => live('conference', life).at(-1)?.snapshot;

interface Case {
  readonly says: string;
  readonly life: readonly Said[];
  readonly event: Said;
  readonly comes: string;
  readonly tells: readonly string[];
}
const recorded = join('S', 'C', { recording: { sid: 'R' } });
const recordedToo = join('S2', 'C2', { recording: { sid: 'R2' } });
const cases: readonly Case[] = [
  {
    says: 'a full conference refuses to dial somebody',
    life: [join('S', 'C', { maxParticipants: 2 }), add('L', 'S1')],
    event: add('L2', 'S2'),
    comes: 'conference-full',
    tells: [],
  },
  {
    says: 'a full conference turns a caller away; whoever is on the way counts',
    life: [join('S', 'C', { maxParticipants: 2 }), add('L', 'S1', 9)],
    event: join('S2', 'C2', { maxParticipants: 9 }),
    comes: 'stays',
    tells: ['participant.dismissed to C2'],
  },
  {
    says: 'whoever was on the way is let in',
    life: [join('S', 'C', { maxParticipants: 2 }), add('L', 'S1')],
    event: joinAs('L', 'S1'),
    comes: 'stays',
    tells: ['announces join', 'participant.admitted to L'],
  },
  {
    says: 'whoever was on the way and is in counts once',
    life: [join('S', 'C', { maxParticipants: 3 }), add('L', 'S1'), joinAs('L', 'S1')],
    event: join('S2', 'C2'),
    comes: 'stays',
    tells: ['announces join', 'participant.admitted to C2'],
  },
  {
    says: 'one who was on the way comes in, and the others stay on the way',
    life: [join('S'), add('L', 'S1'), add('L2', 'S2'), joinAs('L', 'S1')],
    event: joinAs('L2', 'S2'),
    comes: 'stays',
    tells: ['announces join', 'participant.admitted to L2'],
  },
  {
    says: 'one who was on the way is busy, and the others stay on the way',
    life: [join('S'), add('L', 'S1'), add('L2', 'S2'), legOver('L')],
    event: joinAs('L2', 'S2'),
    comes: 'stays',
    tells: ['announces join', 'participant.admitted to L2'],
  },
  {
    says: 'the last request to dial is known, also when whoever was dialled is busy',
    life: [join('S'), add('L', 'S1'), legOver('L')],
    event: add('L', 'S1'),
    comes: 'unchanged',
    tells: [],
  },
  {
    says: 'the same request to dial changes nothing',
    life: [join('S'), add('L', 'S1')],
    event: add('L', 'S1'),
    comes: 'unchanged',
    tells: [],
  },
  {
    says: 'whoever does not start conferences waits',
    life: [join('S', 'C', { startOnEnter: false })],
    event: join('S2', 'C2', { startOnEnter: false }),
    comes: 'stays',
    tells: ['announces join', 'participant.admitted to C2'],
  },
  {
    says: 'whoever says nothing of it starts conferences, once there are enough',
    life: [join('S', 'C', { policy: { 'conference-quorum': 2 } })],
    event: join('S2', 'C2', { startOnEnter: false }),
    comes: '→ inProgress',
    tells: ['announces join', 'announces start', 'participant.admitted to C2'],
  },
  {
    says: 'the one who starts it makes the recording that the first one asked for',
    life: [{ ...recorded, startOnEnter: false }],
    event: recordedToo,
    comes: '→ inProgress',
    tells: [
      'announces join',
      'announces start',
      'participant.admitted to C2',
      'recording.requested to R',
    ],
  },
  {
    says: 'whoever joins while it is recorded makes no second recording',
    life: [recorded],
    event: recordedToo,
    comes: 'stays',
    tells: ['announces join', 'participant.admitted to C2'],
  },
  {
    says: 'whoever joins while it runs unrecorded is recorded at once',
    life: [join('S')],
    event: recordedToo,
    comes: 'stays',
    tells: ['announces join', 'participant.admitted to C2', 'recording.requested to R2'],
  },
  {
    says: 'a request made while the last recording was stopping is remembered',
    life: [recorded, decided('R'), recordedToo],
    event: over('R'),
    comes: 'stays',
    tells: ['recording.requested to R2'],
  },
  {
    says: 'a request made before the last recording was stopped is not used afterwards',
    life: [recorded, recordedToo, decided('R')],
    event: over('R'),
    comes: 'stays',
    tells: [],
  },
  {
    says: 'what comes first counts, whatever the clocks of those who say it show',
    life: [
      { ...recorded, at: 9000 },
      { ...decided('R'), at: 9500 },
      { ...recordedToo, at: 500 },
    ],
    event: { ...over('R'), at: 1000 },
    comes: 'stays',
    tells: ['recording.requested to R2'],
  },
  {
    says: 'a request is used once, also when its recording fails in the same millisecond',
    life: [
      { ...recorded, at: 1000 },
      { ...decided('R'), at: 1000 },
    ],
    event: { ...over('R'), at: 1000 },
    comes: 'stays',
    tells: [],
  },
  {
    says: 'when the sid of its recording is taken, the next who asked is recorded',
    life: [recorded, recordedToo],
    event: declined('R'),
    comes: 'stays',
    tells: ['recording.requested to R2'],
  },
  {
    says: 'that another recording was declined is nothing to it',
    life: [recorded, recordedToo],
    event: declined('R9'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'somebody who is in is not dialled again, though another was dialled since',
    life: [join('S'), add('L', 'S1'), joinAs('L', 'S1'), add('L2', 'S2')],
    event: add('L', 'S1'),
    comes: 'unchanged',
    tells: [],
  },
  {
    says: 'under the stay of another nobody is let in',
    life: [join('S')],
    event: join('S', 'C2'),
    comes: 'stays',
    tells: ['participant.dismissed to C2'],
  },
  {
    says: 'under the stay of another nobody leaves',
    life: [join('S'), join('S2', 'C2')],
    event: left('S', 'C2'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'a call that has the sid of a leg on the way is not that leg',
    life: [join('S', 'C', { maxParticipants: 3 }), add('L', 'S1'), join('S2', 'L')],
    event: join('S3', 'C3'),
    comes: 'stays',
    tells: ['participant.dismissed to C3'],
  },
  {
    says: 'the first figure of who asks for a limit counts, not the last',
    life: [join('S', 'C', { maxParticipants: 2 }), join('S2', 'C2', { maxParticipants: 9 })],
    event: join('S3', 'C3', { maxParticipants: 9 }),
    comes: 'stays',
    tells: ['participant.dismissed to C3'],
  },
  {
    says: 'nor does the last figure of whoever is dialled',
    life: [join('S', 'C', { maxParticipants: 2 }), add('L', 'S1', 9)],
    event: add('L2', 'S2', 9),
    comes: 'conference-full',
    tells: [],
  },
  {
    says: 'one of two may leave; the recording goes on',
    life: [recorded, recordedToo],
    event: left('S'),
    comes: 'stays',
    tells: ['announces leave'],
  },
  {
    says: 'the last one who leaves ends it',
    life: [recorded],
    event: left('S'),
    comes: '→ completed',
    tells: ['announces leave', 'announces end', 'host.ended to R'],
  },
  {
    says: 'whoever ends conferences dismisses everybody, and releases who is on the way',
    life: [join('S', 'C', { endOnExit: true }), join('S2', 'C2'), add('L', 'S3')],
    event: left('S'),
    comes: '→ completed',
    tells: [
      'announces leave',
      'announces leave',
      'announces end',
      'participant.dismissed to C2',
      'leg.released to L',
    ],
  },
  {
    says: 'a request makes somebody who is in end it',
    life: [join('S'), join('S2', 'C2'), change('C', true)],
    event: left('S'),
    comes: '→ completed',
    tells: ['announces leave', 'announces leave', 'announces end', 'participant.dismissed to C2'],
  },
  {
    says: 'and nobody else',
    life: [join('S'), join('S2', 'C2'), change('C2', true)],
    event: left('S'),
    comes: 'stays',
    tells: ['announces leave'],
  },
  {
    says: 'a request makes somebody who is on the way end it, once they have been in',
    life: [join('S'), add('L', 'S1'), change('L', true), joinAs('L', 'S1')],
    event: legLeft('L', 'S1'),
    comes: '→ completed',
    tells: ['announces leave', 'announces leave', 'announces end', 'participant.dismissed to C'],
  },
  {
    says: 'and nobody else who is on the way',
    life: [join('S'), add('L', 'S1'), add('L2', 'S2'), change('L2', true), joinAs('L', 'S1')],
    event: legLeft('L', 'S1'),
    comes: 'stays',
    tells: ['announces leave'],
  },
  {
    says: 'whoever is on the way keeps it alive',
    life: [join('S'), add('L', 'S1')],
    event: left('S'),
    comes: 'stays',
    tells: ['announces leave'],
  },
  {
    says: 'a conference whose only dialled participant is busy was never there',
    life: [add('L', 'S1')],
    event: legOver('L'),
    comes: '→ completed',
    tells: [],
  },
  {
    says: 'whoever is on the way is removed by releasing the leg',
    life: [join('S'), add('L', 'S1')],
    event: say('conference.removeParticipant', { callSid: 'L' }),
    comes: 'stays',
    tells: ['leg.released to L'],
  },
  {
    says: 'a leg that was removed on the way is turned away when it joins',
    life: [join('S'), add('L', 'S1'), say('conference.removeParticipant', { callSid: 'L' })],
    event: joinAs('L', 'S1'),
    comes: 'stays',
    tells: ['participant.dismissed to L'],
  },
  {
    says: 'nobody joins a conference that is over',
    life: [join('S'), say('conference.end')],
    event: join('S2', 'C2'),
    comes: 'stays',
    tells: ['participant.dismissed to C2'],
  },
  {
    says: 'its time limit ends it, be it a millisecond',
    life: [join('S', 'C', { policy: { 'conference-time-limit-ms': 1 } })],
    event: say('timer.fired', { timer: 'time-limit', at: 1001 }),
    comes: '→ completed',
    tells: ['announces leave', 'announces end', 'participant.dismissed to C'],
  },
];
test.each(cases)('$says', ({ life, event, comes, tells: expected }) => {
  const before = conference(...life);
  const after = give('conference', before, event);
  expect([outcome(before, after), ...tells(after)]).toEqual([comes, ...expected]);
});

test.each([
  ['the last one leaves', left('S'), 'last-participant-left', 'C'],
  ['a request ends it', say('conference.end'), 'conference-ended-via-api', null],
] as const)('%s: the reason says so, and who ended it', (_, event, reason, endedBy) => {
  const both = conference(join('S'), join('S2', 'C2'), left('S2', 'C2'), event);
  expect(both?.context).toMatchObject({ endReason: reason, endedBy });
});

test('a conference that is over knows when that was, and that nobody is in or on the way', () => {
  const over = conference(join('S'), add('L', 'S1'), { ...say('conference.end'), at: 5000 });
  expect(over?.context).toMatchObject({ endedAt: 5000, participants: [], arriving: [] });
});
