/**
 * Random runs of each machine alone take every declared transition, and break no promise; `RUNS=40000
 * SEED=7` in the environment takes more, or others.
 */
import { expect, test } from 'vitest';
import { machineNames, machines } from '../../machines/index.ts';
import { runAlone } from '../../properties/check/alone.ts';
import { Coverage, candidateName } from '../../properties/check/coverage.ts';
import { claims } from '../../properties/claims/index.ts';
import { onTables } from '../../src/engine/index.ts';

/** What holds even when others say what no machine would: of recordings all, of the rest SYS-8. */
const robust = claims.filter(
  ({ id, about, kind }) => kind === 'always' && (id === 'SYS-8' || about === 'recording'),
);

const runs = Number(process.env.RUNS ?? 2_000);
const seed = Number(process.env.SEED ?? 1);

test.each(machineNames)('%s', (machine) => {
  const coverage = new Coverage();
  const advance = onTables(machines);
  const broken = runAlone(machine, {
    advance,
    claims: robust,
    coverage,
    runs,
    length: 40,
    seed,
  });
  expect(broken && `${broken.claim.id} ${broken.claim.says} ${broken.names.join(', ')}`).toBe(
    undefined,
  );
  expect(coverage.missing([machine]).map(candidateName)).toEqual([]);
});
