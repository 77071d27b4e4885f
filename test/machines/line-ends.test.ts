/** A line that ends tells everybody once, and hangs up unless the network has said so itself. */
import { describe, expect, test } from 'vitest';
import {
  addresses,
  dismissed,
  give,
  inState,
  live,
  outcome,
  released,
  type Said,
  say,
  tells,
} from './stage.ts';

const fired = (timer: 'ring' | 'time-limit', at = 99_999_999) => say('timer.fired', { timer, at });
type End = readonly [says: string, said: Said, tells: readonly string[]];

describe.each(['queued', 'initiated', 'ringing'])('A call that is %s', (state) => {
  const ends: readonly End[] = [
    ['is given up', say('call.hangUp'), ['network.hangUp', 'announces canceled']],
    ['rings too long', fired('ring'), ['network.hangUp', 'announces no-answer']],
    ['is not answered', say('call.unanswered'), ['announces no-answer']],
    ['is busy', say('call.busy'), ['announces busy']],
    ['fails', say('call.failed'), ['announces failed']],
    ['is hung up by the network', say('call.hungUp'), ['announces failed']],
  ];
  test.each(ends)('%s', (_, said, told) => {
    expect(tells(give('call', inState('call', state), said))).toEqual(told);
  });
});

describe.each(['initiated', 'ringing'])('A leg that is %s', (state) => {
  const ends: readonly End[] = [
    ['is released', released(), ['network.hangUp', 'announces canceled']],
    ['is given up', say('call.hangUp'), ['network.hangUp', 'announces canceled']],
    ['rings too long', fired('ring'), ['network.hangUp', 'announces no-answer']],
    ['is not answered', say('call.unanswered'), ['announces no-answer']],
    ['is busy', say('call.busy'), ['announces busy']],
    ['fails', say('call.failed'), ['announces failed']],
    ['is hung up by the network', say('call.hungUp'), ['announces failed']],
  ];
  test.each(ends)('%s', (_, said, told) => {
    const after = give('dialLeg', inState('dialLeg', state), said);
    expect(tells(after)).toEqual([...told, 'leg.ended to C']);
  });
});

describe('An answered call', () => {
  const others: readonly (readonly [string, readonly string[]])[] = [
    ['executing', []],
    ['recording', ['host.ended to R']],
    ['dialing', ['leg.released to L', 'leg.released to L2']],
    ['bridged', ['leg.released to L']],
    ['inConference', ['participant.left to F']],
  ];
  test.each(others)('that is %s tells %j', (state, told) => {
    const ends: readonly (readonly [Said, readonly string[]])[] = [
      [say('call.hungUp'), []],
      [say('call.hangUp'), ['network.hangUp']],
      [fired('time-limit'), ['network.hangUp']],
    ];
    for (const [said, orders] of ends) {
      const after = give('call', inState('call', state), said);
      expect(tells(after).sort()).toEqual([...orders, 'announces completed', ...told].sort());
    }
  });

  test('that is dismissed for good is hung up', () => {
    const call = inState('call', 'inConference');
    for (const reason of ['removed', 'ended-by-api'] as const) {
      const after = give('call', call, dismissed(reason));
      expect([outcome(call, after), ...tells(after)]).toEqual([
        '→ completed',
        'network.hangUp',
        'announces completed',
      ]);
    }
  });
});

test.each([
  [say('call.busy'), 'far-end'],
  [say('call.unanswered'), 'far-end'],
  [say('call.failed'), 'far-end'],
  [say('call.hungUp'), 'far-end'],
  [say('call.hangUp'), 'near-end'],
  [fired('ring'), 'timer'],
] as const)('whose doing an end is, the word about it says: of $type', (said, endedBy) => {
  const ends = (['call', 'dialLeg'] as const).map((machine) => {
    const { effects } = give(machine, inState(machine, 'ringing'), said);
    return effects.find(({ type }) => type === 'announced');
  });
  expect(ends).toMatchObject([{ endedBy }, { endedBy }]);
});

test('a call that is over knows when that was', () => {
  for (const said of [say('call.hungUp', { at: 7000 }), say('call.hangUp', { at: 7000 })]) {
    const after = give('call', inState('call', 'executing'), said);
    expect(after.snapshot?.context.endedAt).toBe(7000);
  }
});

test('a leg that is over before it was answered, as clocks have it, has lasted no time', () => {
  const life = [
    say('leg.requested', { parent: addresses.call }),
    say('call.answered', { at: 9000 }),
    say('call.hungUp', { at: 8000 }),
  ];
  const [ended] = live('dialLeg', life).at(-1)?.signals ?? [];
  expect(ended?.event).toMatchObject({ type: 'leg.ended', durationMs: 0 });
});

test('a leg says how long it lasted from its answer, also when it is asked again', () => {
  const life = [
    say('leg.requested', { parent: addresses.call, at: 1000 }),
    say('call.answered', { at: 5000 }),
    say('call.hungUp', { at: 12_000 }),
    say('leg.requested', { parent: addresses.call, at: 1000 }),
  ];
  const ended = live('dialLeg', life)
    .flatMap(({ signals }) => signals)
    .flatMap(({ event }) => (event.type === 'leg.ended' ? [event] : []));
  expect(ended.map(({ status, durationMs }) => `${status} ${durationMs}`)).toEqual([
    'completed 7000',
    'completed 7000',
  ]);
});
