/**
 * `npm run check:faults`: which faults in the logs of all stories are noticed, and named, by kind.
 * `-- --every 5 --seed 2` takes a fifth of them, from the third on; `--verbose` tells of the others.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Policy } from '../machines/index.ts';
import { judged } from '../src/check/index.ts';
import { libraryFiles, loadScenario, play } from '../src/scenarios/index.ts';
import { type FaultName, faults, noticed } from './check/faults.ts';
import { logOf } from './check/logs.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    fault: { type: 'string' },
    verbose: { type: 'boolean' },
    every: { type: 'string' },
    seed: { type: 'string' },
  },
});
const every = Number(values.every ?? 1);
const from = Number(values.seed ?? 0) % every;
let drawn = 0;
const logs = libraryFiles()
  .filter((file) => values.only === undefined || basename(file).startsWith(values.only))
  .map((file) => {
    const scenario = loadScenario(file);
    return { name: scenario.name, log: logOf(play(scenario)), policy: scenario.policy as Policy };
  });

const asTheyAre = logs.map(({ log, policy }) => judged(log, policy ? { policy } : {}).is);
const fine = asTheyAre.filter((is) => is === 'explained').length;
console.log(`${'as they are'.padEnd(34)} ${logs.length} logs, ${fine} explained`);

for (const name of Object.keys(faults) as FaultName[]) {
  if (values.fault !== undefined && !name.includes(values.fault)) continue;
  const count = { all: 0, seen: 0, named: 0, undecided: 0 };
  const began = process.cpuUsage();
  for (const { name: story, log, policy } of logs) {
    for (const spoilt of faults[name](log)) {
      drawn += 1;
      if (drawn % every !== from) continue;
      const { isNoticed, isNamed, verdict } = noticed(spoilt, policy ? { policy } : {});
      count.all += 1;
      if (isNoticed) count.seen += 1;
      if (isNoticed && isNamed) count.named += 1;
      if (verdict.is === 'undecided') count.undecided += 1;
      if (values.verbose && !(isNoticed && isNamed)) {
        const repairs = verdict.repairs.map(({ says }) => says).join('; ');
        console.log(
          `  ${story}:${spoilt.line} ${spoilt.sid} ${verdict.is} ${verdict.wrong?.place.line}: ${repairs}`,
        );
      }
    }
  }
  const { user, system } = process.cpuUsage(began);
  const ms = Math.round((user + system) / 1_000 / Math.max(1, count.all));
  const share = (n: number) => `${((100 * n) / Math.max(1, count.all)).toFixed(1)} %`;
  console.log(
    `${name.padEnd(34)} ${count.all} logs, ${share(count.seen)} noticed, ${share(count.named)} named, ${count.undecided} undecided, ${ms} ms each`,
  );
}
