/** The judge of the loops finds what is lost, doubled, out of order and not over. */
import { expect, test } from 'vitest';
import type { Told } from './customer.ts';
import { flawsLeft, judgeTelling, type Left } from './judge.ts';
import type { Story } from './life.ts';
import { other, To } from './paths.ts';

const call = (sequence: number, event: string, more = ''): Told => ({
  kind: 'call',
  sid: 'c1',
  event,
  sequence,
  content: `CallStatus=${event}&SequenceNumber=${sequence}${more}`,
});
const room = (sequence: number, event: string): Told => ({
  kind: 'conference',
  sid: 'f1',
  event,
  sequence,
  content: `StatusCallbackEvent=${event}&SequenceNumber=${sequence}`,
});
const recording = (event: string, more = ''): Told => ({
  kind: 'recording',
  sid: 'r1',
  event,
  content: `RecordingStatus=${event}${more}`,
});
const lived = [call(0, 'initiated'), call(1, 'in-progress'), call(2, 'completed')];
const recorded = [recording('in-progress'), recording('completed')];
const both = ['in-progress', 'completed'];

test.each<[string, Told[], object]>([
  ['everything once', [...lived, ...recorded], {}],
  ['the same again', [...lived, call(2, 'completed'), ...recorded], { repeats: 1 }],
  ['a call without its end', [...lived.slice(0, 2), ...recorded], { lost: 1 }],
  ['a call with a gap', [lived[0], lived[2], ...recorded] as Told[], { lost: 1 }],
  ['no word of a call', recorded, { lost: 1 }],
  ['a recording without its end', [...lived, recording('in-progress')], { lost: 1 }],
  ['a recording without its beginning', [...lived, recording('completed')], { lost: 1 }],
  ['no word of a recording', lived, { lost: 1 }],
  [
    'a number that says two things',
    [
      call(0, 'initiated'),
      call(1, 'ringing'),
      call(1, 'in-progress'),
      call(2, 'completed'),
      ...recorded,
    ],
    { doubled: 1 },
  ],
  ['an end with two numbers', [...lived, call(3, 'completed'), ...recorded], { doubled: 1 }],
  ['two ends of a recording', [...lived, ...recorded, recording('absent')], { doubled: 1 }],
  [
    'an end that says two things',
    [...lived, ...recorded, recording('completed', '&x=1')],
    { doubled: 1 },
  ],
  [
    'a join with two numbers',
    [
      ...lived,
      ...recorded,
      room(0, 'participant-join'),
      room(1, 'participant-join'),
      room(2, 'conference-end'),
    ],
    { doubled: 1 },
  ],
  [
    'an end before the answer',
    [lived[0], lived[2], lived[1], ...recorded] as Told[],
    { disordered: 1 },
  ],
  [
    'an old one after a later one',
    [...lived, call(1, 'in-progress'), ...recorded],
    { repeats: 1, disordered: 1 },
  ],
  ['an end before the beginning', [...lived, ...recorded.toReversed()], { disordered: 1 }],
])('%s', (_name, told, found) => {
  const { repeats, lost, doubled, disordered } = judgeTelling(
    told,
    ['c1'],
    new Map([['r1', both]]),
  );
  expect({
    repeats,
    lost: lost.length,
    doubled: doubled.length,
    disordered: disordered.length,
  }).toEqual({ repeats: 0, lost: 0, doubled: 0, disordered: 0, ...found });
});

const story: Story = {
  account_sid: 'a',
  path: 'outbound-call',
  from: '+1999',
  room: 'room-1',
  call_sid: 'c1',
  begun: [],
  deleted: [],
  flaws: [],
};
const left: Left = {
  calls: [{ sid: 'c1', from: '+1999', to: To, status: 'completed' }],
  conferences: [],
  recordings: [{ sid: 'r1', call_sid: 'c1', status: 'completed' }],
};
const [aCall] = left.calls as [Left['calls'][number]];
const [aRecording] = left.recordings as [Left['recordings'][number]];
const handedOver: Story = { ...story, path: 'handed-over-leg', leg_sid: 'l1', isStarted: true };
/** Beside the call there is a leg, and the recording is that of the leg. */
const ofLeg = (more: object = {}): Partial<Left> => ({
  calls: [aCall, { sid: 'l1', from: '+1999', to: other, status: 'completed', ...more }],
  recordings: [{ ...aRecording, call_sid: 'l1' }],
});
const unknown: Story = { ...story, call_sid: undefined as never };

test.each<[string, Story, Partial<Left>, string[]]>([
  ['all is as it was acknowledged', story, {}, []],
  ['a call is gone', story, { calls: [] }, ['lost: outbound-call +1999 c1']],
  [
    'a call is there twice',
    story,
    { calls: [aCall, { ...aCall, sid: 'c2' }] },
    ['doubled: outbound-call +1999 has 2 calls'],
  ],
  ['a call that nobody acknowledged is not there', unknown, { calls: [], recordings: [] }, []],
  ['a call that nobody acknowledged is there', unknown, {}, []],
  ['a recording is gone', story, { recordings: [] }, ['lost: outbound-call +1999: 0 recordings']],
  [
    'a recording is there twice',
    story,
    { recordings: [aRecording, { ...aRecording, sid: 'r2' }] },
    ['doubled: outbound-call +1999: 2 recordings'],
  ],
  ['a deleted recording is gone', { ...story, deleted: ['r1'] }, { recordings: [] }, []],
  [
    'a deleted recording is back',
    { ...story, deleted: ['r1'] },
    {},
    ['lost: outbound-call +1999: the deletion of r1'],
  ],
  [
    'a recording came to nothing',
    story,
    { recordings: [{ ...aRecording, status: 'stopped', error_code: '1' }] },
    [],
  ],
  [
    'a recording is being saved for ever',
    story,
    { recordings: [{ ...aRecording, status: 'stopped' }] },
    ['not over: outbound-call +1999: r1 is stopped'],
  ],
  [
    'a recording goes on',
    story,
    { recordings: [{ ...aRecording, status: 'in-progress' }] },
    ['not over: outbound-call +1999: r1 is in-progress'],
  ],
  ['a leg that was given TeXML is recorded', handedOver, ofLeg(), []],
  ['such a leg is gone', handedOver, {}, ['lost: handed-over-leg +1999 l1']],
  [
    'such a leg goes on',
    handedOver,
    ofLeg({ status: 'in-progress' }),
    ['not over: handed-over-leg +1999: l1 is in-progress'],
  ],
  [
    'its recording is gone',
    handedOver,
    { ...ofLeg(), recordings: [] },
    ['lost: handed-over-leg +1999: 0 recordings'],
  ],
])('%s', (_name, told, changed, flaws) => {
  expect(flawsLeft([told], { ...left, ...changed })).toEqual(flaws);
});
