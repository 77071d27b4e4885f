/** The vectors of single machines. */
import { type MachineName, machines } from '../../machines/index.ts';
import { onTables, type Step } from '../../src/engine/index.ts';
import { bySearch } from '../check/single.ts';
import { enact } from '../generators/enact.ts';
import { subjects } from '../generators/inputs/index.ts';
import { cover } from './cover.ts';
import type { Shown, Vector, VectorStep } from './vector.ts';

/** A verdict, spread out. */
export const verdictOf = ({ verdict }: Pick<Step, 'verdict'>) =>
  verdict.verdict === 'refused'
    ? { verdict: verdict.verdict, reason: verdict.reason }
    : { verdict: verdict.verdict };

/** The vectors of one machine: together they take every candidate that can be taken. */
export function vectorsOf(machine: MachineName, shown: Shown): Vector[] {
  const advance = onTables(machines);
  return cover(bySearch(machine, advance)).map(({ id, says, names }) => ({
    id,
    ...subjects[machine],
    says,
    steps: enact(machine, names, advance).map(
      ({ event, snapshot, effects, signals, verdict }): VectorStep => ({
        event,
        ...verdictOf({ verdict }),
        state: snapshot?.state ?? 'none',
        ...shown(snapshot),
        effects,
        signals,
      }),
    ),
  }));
}
