/** That two who are alike are looked at as one hides nothing. */
import { describe, expect, test } from 'vitest';
import { machines, slotOf } from '../../machines/index.ts';
import { claims } from '../../properties/claims/index.ts';
import type { System } from '../../properties/generators/system.ts';
import { explore } from '../../properties/search/explore.ts';
import { type Exchange, exchangesOf, namesExchanged } from '../../properties/search/symmetry.ts';
import { alikes } from '../../properties/systems/alike.ts';
import { type Advance, onTables } from '../../src/engine/index.ts';

const advance = onTables(machines);
const systemOf = (name: string) => alikes.find((system) => system.name === name) as System;
const figures = (system: System, tellsApart: boolean, of = advance) => {
  const { states, edges, isComplete, violations, seen } = explore(system, {
    ...{ advance: of, claims, tellsApart },
  });
  const broken = violations.map(({ id, trace }) => `${id} after ${trace.length}`).sort();
  return { states, edges, isComplete, broken, seen: [...seen].sort() };
};

/** The name of a system, and what it comes to with and without being told apart. */
type Alike = readonly [
  string,
  { states: number; edges: number },
  { states: number; edges: number },
];
const callers: Alike = [
  'alike-callers',
  { states: 1_267, edges: 3_416 },
  { states: 2_441, edges: 6_396 },
];
const participants: Alike = [
  'alike-participants',
  { states: 38_777, edges: 142_558 },
  { states: 215_725, edges: 777_870 },
];
// `WHOLE=1` in the environment asks of the larger one, too: `npm run test:random`.
test.each(process.env.WHOLE === undefined ? [callers] : [callers, participants])(
  '%s is smaller where nobody tells them apart, and as much is seen',
  (name, one, apart) => {
    const together = figures(systemOf(name), false);
    const each = figures(systemOf(name), true);
    expect(together).toEqual({ ...each, ...one });
    expect(each).toMatchObject({ ...apart, isComplete: true, broken: [] });
  },
);

/** A machine that does not tell one thing, of whatever sid. */
const without =
  (isDropped: (type: string, event: string) => boolean): Advance =>
  (to, before, event) => {
    const step = advance(to, before, event);
    return {
      ...step,
      signals: step.signals.filter((signal) => !isDropped(signal.event.type, event.type)),
      effects: step.effects.filter((effect) => !isDropped(effect.type, event.type)),
    };
  };

describe('A planted bug is found by as many events whether they are told apart or not:', () => {
  test.each<[string, (type: string, event: string) => boolean]>([
    ['nobody is let in', (type) => type === 'participant.admitted'],
    ['nobody is sent out', (type) => type === 'participant.dismissed'],
    ['whoever leaves does not say so', (type) => /participant\.left/.test(type)],
    ['lines are not hung up', (type) => type === 'network.hangUp'],
    ['no end is announced', (type) => type === 'announced'],
    ['whoever hangs up stays in', (type, event) => type !== 'announced' && event === 'call.hungUp'],
    ['the conference ends in silence', (_type, event) => event === 'conference.end'],
  ])('%s', (_says, isDropped) => {
    const [together, apart] = [false, true].map((tellsApart) =>
      figures(systemOf('alike-callers'), tellsApart, without(isDropped)),
    );
    expect(together?.broken.length).toBeGreaterThan(0);
    expect(together?.broken).toEqual(apart?.broken);
  });
});

/** Every step again with other names: whether it comes to the same with other names. */
function stepping(exchanges: readonly Exchange[], wrong: string[]): Advance {
  return (to, before, event) => {
    const step = advance(to, before, event);
    for (const by of exchanges) {
      const other = (value: unknown) => namesExchanged(value, by) as never;
      const there = advance(other(to), other(before), other(event));
      const isSame = JSON.stringify(there) === JSON.stringify(namesExchanged(step, by));
      if (!isSame) wrong.push(`${slotOf(to)} ${event.type}`);
    }
    return step;
  };
}
test.each(alikes)('in $name no step depends on who is who', (system) => {
  const wrong: string[] = [];
  explore(system, { advance: stepping(exchangesOf(system), wrong), claims: [] });
  expect(wrong).toEqual([]);
});

test('a system in which one is offered what another is not is refused', () => {
  const { offers, ...system } = systemOf('alike-callers');
  const unlike = { ...system, offers: offers.slice(1) };
  expect(() => explore(unlike, { advance, claims: [] })).toThrow('is offered to one of those');
});
