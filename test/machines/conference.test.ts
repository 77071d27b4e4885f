/** A conference lets people in and out, has one recording at a time, ends when nobody is left. */
import { expect, test } from 'vitest';
import { add, give, join, joinAs, live, outcome, type Said, say, tells } from './stage.ts';

const recordingEnded = (recordingSid: string, decidedAt: number) =>
  say('recording.ended', { recordingSid, durationMs: 0, reason: 'silence', decidedAt });
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
    life: [recorded, { ...recordedToo, at: 3000 }],
    event: recordingEnded('R', 2500),
    comes: 'stays',
    tells: ['recording.requested to R2'],
  },
  {
    says: 'a request made before the last recording was stopped is not used afterwards',
    life: [recorded, { ...recordedToo, at: 2000 }],
    event: recordingEnded('R', 2500),
    comes: 'stays',
    tells: [],
  },
  {
    says: 'a request is used once, also when its recording fails in the same millisecond',
    life: [{ ...recorded, at: 1000 }],
    event: recordingEnded('R', 1000),
    comes: 'stays',
    tells: [],
  },
  {
    says: 'one of two may leave; the recording goes on',
    life: [recorded, recordedToo],
    event: say('participant.left', { stay: 'S' }),
    comes: 'stays',
    tells: ['announces leave'],
  },
  {
    says: 'the last one who leaves ends it',
    life: [recorded],
    event: say('participant.left', { stay: 'S' }),
    comes: '→ completed',
    tells: ['announces leave', 'announces end', 'host.ended to R'],
  },
  {
    says: 'whoever ends conferences dismisses everybody, and releases who is on the way',
    life: [join('S', 'C', { endOnExit: true }), join('S2', 'C2'), add('L', 'S3')],
    event: say('participant.left', { stay: 'S' }),
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
    says: 'whoever is on the way keeps it alive',
    life: [join('S'), add('L', 'S1')],
    event: say('participant.left', { stay: 'S' }),
    comes: 'stays',
    tells: ['announces leave'],
  },
  {
    says: 'a conference whose only dialled participant is busy was never there',
    life: [add('L', 'S1')],
    event: say('leg.ended', { legSid: 'L', status: 'busy', durationMs: 0 }),
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
    says: 'its time limit ends it',
    life: [join('S', 'C', { policy: { 'conference-time-limit-ms': 5000 } })],
    event: say('timer.fired', { timer: 'time-limit', at: 6000 }),
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
  ['the last one leaves', say('participant.left', { stay: 'S' }), 'last-participant-left', 'C'],
  ['a request ends it', say('conference.end'), 'conference-ended-via-api', null],
] as const)('%s: the reason says so, and who ended it', (_, event, reason, endedBy) => {
  const both = conference(
    join('S'),
    join('S2', 'C2'),
    say('participant.left', { stay: 'S2' }),
    event,
  );
  expect(both?.context).toMatchObject({ endReason: reason, endedBy });
});
