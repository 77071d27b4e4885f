/**
 * Random runs of one machine alone: whoever else there is says anything, at any time, and what was
 * seldom taken is likelier to be taken next.
 */
import fc from 'fast-check';
import type { MachineName } from '../../machines/index.ts';
import { type Advance, hasEnded, type Snapshot } from '../../src/engine/index.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import { type Input, inputsTo, subjects } from '../generators/inputs/index.ts';
import { type Coverage, takenBy } from './coverage.ts';
import { type Breach, ClaimWatch, type Memories } from './watch.ts';

export interface AloneOptions {
  readonly advance: Advance;
  readonly claims: readonly Claim[];
  readonly coverage: Coverage;
  readonly runs: number;
  readonly length: number;
  readonly seed: number;
}
/** A claim that a run breaks, and the names of what was put to the machine. */
export type Broken = Breach & { readonly names: readonly string[] };

/** An ended machine goes nowhere: after so many more steps its run is over. */
const enough = 6;

/** Runs a machine at random; the first breach, or undefined. */
export function runAlone(machine: MachineName, options: AloneOptions): Broken | undefined {
  const { runs, length, seed } = options;
  const picks = fc.array(fc.nat(999_999), { minLength: length, maxLength: length });
  const visits = new Map<string, number>();
  for (const run of fc.sample(picks, { numRuns: runs, seed })) {
    const broken = runOnce(machine, options, run, visits);
    if (broken) return broken;
  }
  return undefined;
}

function runOnce(
  machine: MachineName,
  { advance, claims, coverage }: AloneOptions,
  picks: readonly number[],
  visits: Map<string, number>,
): Broken | undefined {
  const watch = new ClaimWatch(claims);
  const to = subjects[machine];
  const names: string[] = [];
  let memories: Memories = {};
  let before: Snapshot | undefined;
  let endedFor = 0;
  for (const [i, pick] of picks.entries()) {
    if (before && hasEnded(before)) endedFor += 1;
    if (endedFor > enough) break;
    const inputs = inputsTo(machine, before, 1_000 + i);
    const from = before;
    const after = ({ event }: Input) => advance(to, from, event).snapshot?.state ?? 'none';
    const { name, event } = choose(
      inputs,
      pick,
      (input) => coverage.times(takenBy({ to, event: input.event, before: from })),
      (input) => visits.get(after(input)) ?? 0,
    );
    const step = advance(to, before, event);
    const state = step.snapshot?.state ?? 'none';
    visits.set(state, (visits.get(state) ?? 0) + 1);
    const moment: Moment = { ...step, to, event, before };
    names.push(name);
    coverage.note(moment);
    const followed = watch.follow(memories, moment);
    if (followed.breaches[0]) return { ...followed.breaches[0], names };
    memories = followed.memories;
    before = step.snapshot;
  }
  return undefined;
}

/** One time in three anything, one what was taken least, one what leads where it seldom was. */
function choose(
  inputs: readonly Input[],
  pick: number,
  timesTaken: (input: Input) => number,
  timesThere: (input: Input) => number,
): Input {
  const any = inputs[pick % inputs.length] as Input;
  if (pick % 3 === 0) return any;
  const times = pick % 3 === 1 ? timesTaken : timesThere;
  let [least, fewest] = [any, times(any)];
  for (const one of inputs) {
    const found = times(one);
    if (found < fewest) [least, fewest] = [one, found];
  }
  return least;
}
