/** Bounded systems explored whole: every claim holds, every count is known, planted bugs are found. */
import { describe, expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import type { Explored } from '../../properties/check/explored.ts';
import { sequenceDiagram, violationText } from '../../properties/check/report.ts';
import { claims } from '../../properties/claims/index.ts';
import { explore } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { type Advance, onTables, onXState } from '../../src/engine/index.ts';
import { pinned } from './pinned.ts';

const advance = onTables(machines);
const systemOf = (name: string) => {
  const found = systems.find((system) => system.name === name);
  if (!found) throw new Error(`no system ${name}`);
  return found;
};
const figures = ({ states, edges, isComplete }: Explored) => ({ states, edges, isComplete });

describe('In every order in which things can happen, every claim holds:', () => {
  test.each(Object.entries(pinned))('%s', (name, { states, edges }) => {
    const explored = explore(systemOf(name), { advance, claims });
    expect(explored.violations.map((one) => violationText(name, one))).toEqual([]);
    expect(figures(explored)).toEqual({ states, edges, isComplete: true });
  });
});

test('the same search on the transition of XState visits the same', () => {
  const explored = explore(systemOf('rejoining'), { advance: onXState(machines), claims: [] });
  const tables = explore(systemOf('rejoining'), { advance, claims: [] });
  expect(figures(explored)).toEqual(figures(tables));
});

test('every system says its bounds, and its name is its own', () => {
  expect(new Set(systems.map(({ name }) => name)).size).toBe(systems.length);
  for (const { name, says } of systems) expect(says, name).toMatch(/^[A-Z].{40,}\.$/s);
});

/** A machine that does not do one thing: the bug is in what it tells, not in the declaration. */
const without =
  (isDropped: (type: string, state: string, event: string) => boolean): Advance =>
  (to, before, event) => {
    const step = advance(to, before, event);
    const isKept = (type: string) => !isDropped(type, before?.state ?? 'none', event.type);
    return {
      ...step,
      signals: step.signals.filter((signal) => isKept(signal.event.type)),
      effects: step.effects.filter((effect) => isKept(effect.type)),
    };
  };

describe('A planted bug is found, and shown by at most twelve events:', () => {
  test.each([
    ['a hang-up does not tell recordings', 'outbound-call', /host\.ended/, /./, /hungUp|hangUp/],
    ['a redirect leaves the <Record> running', 'record-verb', /stopRequested/, /./, /redirect/],
    ['a late start is not stopped', 'late-files', /media\.stop/, /processing|absent/, /started/],
    ['a chosen leg is not told', 'dial-from-answer', /leg\.chosen/, /./, /./],
    ['a conference keeps its recording', 're-recording', /host\.ended/, /./, /./],
    ['a stray answer stays open', 'dial-from-answer', /network\.hangUp/, /canceled/, /answered/],
  ])('%s', (_says, name, type, state, event) => {
    const broken = without((a, b, c) => type.test(a) && state.test(b) && event.test(c));
    const { violations } = explore(systemOf(name), {
      advance: broken,
      claims,
      stopsAtFirst: true,
      most: 60_000,
    });
    const [violation] = violations;
    expect(violation).toBeDefined();
    expect(violation?.trace.length).toBeLessThanOrEqual(12);
    expect(sequenceDiagram(violation?.moments ?? [])).toMatch(/^sequenceDiagram\n {2}participant/m);
  });
});
