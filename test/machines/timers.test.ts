/** Timers: one that runs fires when it is due and not before, one that does not run is nothing. */
import { describe, expect, test } from 'vitest';
import { machineNames, timerNames } from '../../machines/index.ts';
import { give, inState, outcome, say, ways } from './stage.ts';

const lastName = (path: string) => path.slice(path.lastIndexOf('.') + 1);

describe.each(machineNames)('In every state of %s', (machine) => {
  const states = Object.keys(ways[machine]).map((path) => inState(machine, lastName(path)));
  const timersOf = (of: (typeof states)[number]) => of?.context.timers ?? {};

  test('a timer that does not run is ignored, even if it fires at the beginning of all time', () => {
    for (const before of states) {
      for (const timer of timerNames.filter((name) => !(name in timersOf(before)))) {
        const after = give(machine, before, say('timer.fired', { timer, at: 0 }));
        expect([before?.state, timer, outcome(before, after)]).toContain('ignored');
      }
    }
  });

  test('a timer that runs is set again before it is due, and not when it is', () => {
    for (const before of states) {
      for (const [timer, dueAt] of Object.entries(timersOf(before))) {
        const firedAt = (at: number) =>
          give(machine, before, say('timer.fired', { timer: timer as never, at }));
        const again = { type: 'timer.set', machine, sid: before?.sid, timer, dueAt };
        expect(firedAt(dueAt - 1).effects).toEqual([again]);
        expect(firedAt(dueAt).effects).not.toContainEqual(again);
      }
    }
  });
});
