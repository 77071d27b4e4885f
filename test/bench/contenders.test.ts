/** Every contender of the benchmark goes through the same states. */
import { expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import { onXState, type Snapshot } from '../../src/engine/index.ts';
import { flat, unsaid } from './contenders/flat.ts';
import { contenders, plays } from './contenders/index.ts';
import { type Life, lives } from './lives.ts';

const soMany = 8;
const advance = onXState(machines);
function statesOf({ to, events }: Life): string[] {
  let snapshot: Snapshot | undefined;
  return events.map((event) => {
    snapshot = advance(to, snapshot, event).snapshot;
    return snapshot?.state ?? 'none';
  });
}

const expected = new Map(lives.map((life) => [life, statesOf(life)]));

test.each(lives)('the $kind of $machine ends where it says', (life) => {
  expect(expected.get(life)?.at(-1)).toBe(life.end);
});

test.each(contenders)('$name goes through every life of its machines', (contender) => {
  const { ready } = contender;
  for (const life of lives.filter((one) => plays(contender, one))) {
    const states = expected.get(life) ?? [];
    for (const [i, state] of states.slice(0, soMany).entries()) {
      const events = life.events.slice(0, i + 1);
      expect(ready({ ...life, events })(), `${life.machine} ${events.at(-1)?.type}`).toBe(state);
    }
    expect(ready(life)()).toBe(life.end);
  }
});

test.each(lives)('made flat, $machine does and says the same in its $kind', (life) => {
  const { cells, unborn } = flat(life.machine);
  let [state, context] = ['none', unborn(life.to.sid)];
  let before: Snapshot | undefined;
  for (const event of life.events) {
    const step = advance(life.to, before, event);
    const cell = cells.find(({ from, type }) => from === state && type === event.type);
    const way = cell?.ways.find((one) => one.holds(context, event));
    const said = unsaid();
    [state, context] = [way?.target ?? '', way?.perform(context, event, said) ?? {}];
    expect({ state, context, ...said }).toEqual({
      state: step.snapshot?.state,
      context: step.snapshot?.context,
      verdict: step.verdict,
      signals: step.signals,
      effects: step.effects,
    });
    before = step.snapshot;
  }
});
