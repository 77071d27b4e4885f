/** Which candidate of which cell a step takes, and that none is never taken. */
import { expect, test } from 'vitest';
import { machineNames, machines, tableOf } from '../../machines/index.ts';
import {
  Coverage,
  candidateName,
  candidateOf,
  declaredBy,
  takenBy,
  unreachable,
} from '../../properties/check/coverage.ts';
import { bySearch } from '../../properties/check/single.ts';
import { subjects } from '../../properties/generators/inputs/index.ts';
import { onTables } from '../../src/engine/index.ts';

const advance = onTables(machines);
const singles = machineNames.map((machine) => bySearch(machine, advance));
/** Every step of the explorations, as a moment has it. */
const asked = singles.flatMap(({ machine, places }) =>
  places.flatMap(({ snapshot, ways }) =>
    ways.map(({ input }) => ({ to: subjects[machine], event: input.event, before: snapshot })),
  ),
);

test('what a step is said to take is what it does', () => {
  for (const one of asked) {
    const { verdict, reason, target } = candidateOf(takenBy(one));
    const before = one.before?.state ?? 'none';
    const { snapshot, verdict: found } = advance(one.to, one.before, one.event);
    const said = [verdict, reason, target ?? before];
    const done = [
      found.verdict,
      found.verdict === 'refused' ? found.reason : undefined,
      snapshot?.state ?? 'none',
    ];
    if (said.join() !== done.join()) expect(done, JSON.stringify(one)).toEqual(said);
  }
  expect(asked.length).toBeGreaterThan(50_000);
});

test('exploration takes every declared candidate that can be taken', () => {
  const coverage = new Coverage();
  for (const one of asked) coverage.note(one);
  expect(coverage.missing().map(candidateName)).toEqual([]);
  expect(coverage.surprises().map(candidateName)).toEqual([]);
  const { taken, reachable } = coverage.share();
  expect(taken).toBe(reachable);
});

test('it counts every candidate of every cell', () => {
  for (const machine of machineNames) {
    expect(declaredBy(machine)).toHaveLength(tableOf(machine).flatMap(({ cell }) => cell).length);
  }
});

test('what is out of reach is declared, and argued in a sentence', () => {
  const declared = new Set(machineNames.flatMap(declaredBy).map(candidateName));
  for (const [name, because] of Object.entries(unreachable)) {
    expect(declared).toContain(name);
    expect(because).toMatch(/^[A-Z].+\.$/);
  }
});

test('what no step has taken is missing, and one step is one candidate', () => {
  const coverage = new Coverage();
  const everything = coverage.missing().length;
  expect(coverage.share()).toEqual({ taken: 0, reachable: everything });
  const refusal = {
    to: subjects.recording,
    event: { type: 'recording.pause', at: 1 },
    before: undefined,
  } as const;
  coverage.note(refusal);
  coverage.note(refusal);
  const taken = takenBy(refusal);
  expect(candidateName(taken)).toBe('recording none recording.pause 0');
  expect(coverage.times(taken)).toBe(2);
  expect(coverage.missing()).toHaveLength(everything - 1);
  expect(coverage.missing(['recording'])).not.toContain(taken);
  expect(coverage.share(['call']).taken).toBe(0);
});

test('a candidate that was taken against the argument is a surprise', () => {
  const coverage = new Coverage();
  const ended = {
    type: 'recording.ended',
    at: 1,
    recordingSid: 'R',
    path: 'call-request',
    durationMs: 0,
    reason: 'requested',
  } as const;
  const busy = singles[0]?.places.find(({ snapshot }) => snapshot?.state === 'busy')?.snapshot;
  if (!busy) throw new Error('no call was busy');
  const recordings = [{ sid: 'R', kind: 'call-request/request' }];
  const impossible = { ...busy, context: { ...busy.context, recordings } };
  coverage.note({ to: subjects.call, event: ended, before: impossible as typeof busy });
  expect(coverage.surprises().map(candidateName)).toEqual(['call busy recording.ended 0']);
});
