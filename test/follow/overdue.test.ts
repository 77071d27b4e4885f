/** From when on an end is overdue: whatever of all that can be is so, and not a moment sooner. */
import { expect, test } from 'vitest';
import { unpacked } from '../../src/follow/belief.ts';
import { overdueFrom } from '../../src/follow/overdue.ts';
import { saidOfMachines } from '../../src/follow/says.ts';
import type { Way } from '../../src/follow/ways/groups.ts';
import { Outlook } from '../../src/follow/ways/outlook.ts';
import { stepOf } from '../../src/follow/ways/shapes/spans.ts';
import { after, back, call, r, type Step } from './stories.ts';

test('what has told its end is overdue once the last of the words had time to come', () => {
  const snapshot = { machine: 'call', sid: 'c', state: 'completed' };
  const told = [{ of: call, status: 'completed', at: [5_000, 9_000] }];
  const own = { parts: { 'call c': { snapshot, spans: {} } }, told, mail: {} };
  const way = { own, below: {}, above: new Set([undefined]) };
  const outlook = { manner: { lagMs: 1_000 }, until: 20_000 };
  expect(overdueFrom('call c', [way as never], { of: {}, under: {} }, outlook as never)).toBe(
    10_000,
  );
});

/** A recording of a minute at most. */
const record: Step = (at) => {
  const event = { type: 'call.startRecording', recording: { sid: 'r', maxLengthMs: 60_000 } };
  return [
    { kind: 'asked', at, id: 'start', to: call, event: event as never },
    { kind: 'answered', at: at + 200, id: 'start', is: 'done' },
  ];
};

test('a recording owes no end as long as its call goes on in any of the ways that it is in', () => {
  const { belief } = after([0, record], [1, back(r, 'in-progress')]);
  const { groups, roots } = unpacked(belief);
  const goesOn = roots['call c']?.find(({ own }) => own.parts['call c']) as Way;
  const part = goesOn.own.parts['call c'];
  const over = stepOf(call, part, { type: 'call.hungUp', at: 0 }, [belief.at, belief.at]).part;
  if (!over) throw new Error('the call is gone');
  const ended = { ...goesOn, own: { ...goesOn.own, parts: { 'call c': over } } };
  const owes = (...ways: readonly Way[]) => {
    const outlook = new Outlook(belief.at, belief.manner, groups);
    const said = saidOfMachines({ groups, roots: { 'call c': ways } }, outlook, {});
    return said.find(({ machine }) => machine === 'recording')?.owesEnd;
  };
  expect(owes(ended)).toBe(true);
  // What is below is the same, and is looked at once.
  expect(owes(ended, goesOn)).toBe(false);
});
