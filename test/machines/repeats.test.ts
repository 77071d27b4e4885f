/** What is asked, told or signalled twice is done once. */
import { describe, expect, test } from 'vitest';
import { type MachineName, redirectionsKnown } from '../../machines/index.ts';
import {
  add,
  addresses,
  admitted,
  chosen,
  dismissed,
  give,
  hostEnded,
  inState,
  join,
  left,
  live,
  outcome,
  recordingEnded,
  released,
  requested,
  type Said,
  say,
  stopRequested,
  tells,
  ways,
} from './stage.ts';

type Repeat = readonly [machine: MachineName, state: string, said: Said];
const recording = { sid: 'R2' };
const repeats: readonly Repeat[] = [
  ['call', 'none', say('call.dialOut', {})],
  ['call', 'none', say('call.receive', {})],
  ['call', 'executing', say('call.record', { recording })],
  ['call', 'executing', say('call.dial', { legs: ['L1', 'L2'] })],
  ['call', 'executing', say('call.joinConference', { conferenceSid: 'F', stay: 'S2' })],
  ['call', 'executing', say('call.startBackgroundRecording', { recording })],
  ['call', 'executing', say('call.startRecording', { recording })],
  ['call', 'recording', say('call.startRecording', { recording })],
  ['call', 'bridged', say('call.redirect', { redirection: 'D' })],
  ['dialLeg', 'bridged', say('call.startRecording', { recording })],
  ['conference', 'none', add('L2', 'S2')],
  ['conference', 'inProgress', add('L2', 'S2')],
  ['recording', 'inProgress', say('recording.pause')],
  ['recording', 'paused', say('recording.resume')],
  ['recording', 'paused', say('recording.stop')],
];
describe('The repeat of a command is accepted and changes nothing:', () => {
  test.each(repeats)('%s %s %j', (machine, state, said) => {
    const before = inState(machine, state);
    const once = give(machine, before, said);
    expect(once.verdict.verdict).toBe('accepted');
    const twice = give(machine, once.snapshot, said);
    expect(outcome(once.snapshot, twice)).toBe('unchanged');
    expect(twice.snapshot).toBe(once.snapshot);
  });
});

describe('A redirection that comes again, from', () => {
  const redirect = (id: number) => say('call.redirect', { redirection: `D${id}` });
  const redirected = (...ids: readonly number[]) => {
    const executing = ways.call['inProgress.executing'] ?? [];
    return live('call', [...executing, ...ids.map(redirect)]).at(-1)?.snapshot;
  };
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

  test.each(numbers(16))('%d redirections ago, changes nothing', (ago) => {
    const before = redirected(...numbers(20));
    expect(outcome(before, give('call', before, redirect(19 - ago)))).toBe('unchanged');
  });

  test('before the last sixteen, is a new one: so many are remembered, and no more', () => {
    const before = redirected(...numbers(20));
    expect(before?.context.redirections).toHaveLength(redirectionsKnown);
    expect(outcome(before, give('call', before, redirect(3)))).toBe('stays');
  });

  test('before one without an id, changes nothing', () => {
    const before = redirected(1);
    const then = give('call', before, say('call.redirect')).snapshot;
    expect(outcome(then, give('call', then, redirect(1)))).toBe('unchanged');
  });
});

test('a request names a recording that there is, whoever asked for it: it changes nothing', () => {
  const before = inState('call', 'recording');
  const asked = say('call.startRecording', { recording: { sid: 'R' } });
  expect(outcome(before, give('call', before, asked))).toBe('unchanged');
});

test('a leg is asked for again by the same parent, for the same stay, at the same time', () => {
  const at = 1000;
  const asked = say('leg.requested', { parent: addresses.conference, stay: 'S', at });
  const before = inState('dialLeg', 'joined');
  expect(outcome(before, give('dialLeg', before, asked))).toBe('ignored');
  for (const other of [{ parent: addresses.call }, { stay: 'S2' }, { at: 2000 }]) {
    const after = give('dialLeg', before, { ...asked, ...other });
    expect(tells(after)).toEqual([`leg.ended to ${(other.parent ?? addresses.conference).sid}`]);
  }
});

test('a leg that its conference has let in says so, and no other does', () => {
  const isIn = (state: string) => inState('dialLeg', state)?.context.isIn;
  expect([isIn('joined'), isIn('bridged'), isIn('waiting')]).toEqual([true, false, false]);
});

test('a request is known by its sid, also when its recording is over', () => {
  for (const [machine, state] of [
    ['call', 'executing'],
    ['dialLeg', 'bridged'],
  ] as const) {
    const asked = say('call.startRecording', { recording });
    const once = give(machine, inState(machine, state), asked).snapshot;
    const over = give(machine, once, recordingEnded('R2', 'call-request')).snapshot;
    expect(over?.context.recordings).toEqual([]);
    expect(outcome(over, give(machine, over, asked))).toBe('unchanged');
  }
});

describe('The verb that has run is not run again:', () => {
  const ran: readonly (readonly [Said, Said])[] = [
    [say('call.record', { recording }), recordingEnded('R2')],
    [
      say('call.dial', { legs: ['L'] }),
      say('leg.ended', { legSid: 'L', status: 'busy', durationMs: 0 }),
    ],
    [say('call.joinConference', { conferenceSid: 'F', stay: 'S2' }), dismissed('full', 'S2')],
  ];
  test.each(ran)('$type', (verb, end) => {
    const life = [...(ways.call['inProgress.executing'] ?? []), verb, end];
    const executing = live('call', life).at(-1)?.snapshot;
    expect(executing?.state).toBe('inProgress.executing');
    expect(outcome(executing, give('call', executing, verb))).toBe('unchanged');
  });
});

const known: readonly Repeat[] = [
  ['recording', 'starting', { ...requested, at: 1000 }],
  ['recording', 'stopping', hostEnded()],
  ['recording', 'stopping', stopRequested('redirected')],
  ['call', 'executing', say('call.answered')],
  ['call', 'completed', say('call.hungUp')],
  ['call', 'bridged', say('leg.answered', { legSid: 'L' })],
  ['dialLeg', 'bridged', chosen()],
  ['dialLeg', 'canceled', released()],
  ['dialLeg', 'joined', admitted()],
  ['conference', 'inProgress', join('S')],
  ['conference', 'completed', left('S')],
];
describe('The repeat of a fact or a signal is ignored:', () => {
  test.each(known)('%s %s %j', (machine, state, said) => {
    const before = inState(machine, state);
    expect(outcome(before, give(machine, before, said))).toBe('ignored');
  });
});
