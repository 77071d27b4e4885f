/** Random walks through a large system with everything in it: every claim holds on every one. */
import { expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import { runWalks } from '../../properties/check/walks.ts';
import { claims } from '../../properties/claims/index.ts';
import { onTables } from '../../src/engine/index.ts';

const walked = runWalks({ advance: onTables(machines), claims, runs: 300, length: 80, seed: 1 });

test('every claim holds on every walk', () => {
  expect(walked.failure).toBeUndefined();
  expect(walked.runs).toBe(300);
});

test('the walks meet every verdict, every path, and every state of a recording', () => {
  const { verdicts, paths, states } = walked.distribution;
  expect(Object.keys(verdicts)).toEqual(
    expect.arrayContaining(['accepted', 'unchanged', 'ignored', 'refused call-busy']),
  );
  expect(Object.keys(paths)).toHaveLength(6);
  const lived = Object.keys(states).filter((state) => state.startsWith('recording '));
  expect(lived).toHaveLength(11);
});
