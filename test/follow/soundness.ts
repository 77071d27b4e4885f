/** Whether the true state is always among those believed: lives of systems, followed from outside. */
import { slotOf } from '../../machines/index.ts';
import type { System } from '../../properties/generators/system.ts';
import { type Belief, unpacked } from '../../src/follow/belief.ts';
import { Closure } from '../../src/follow/closure.ts';
import { follow } from '../../src/follow/follow.ts';
import type { Manner } from '../../src/follow/manner.ts';
import type { Observation } from '../../src/follow/observation.ts';
import { Outside } from './outside.ts';

/** What one life came to. */
export interface Lived {
  /** How many steps the system took. */
  readonly steps: number;
  /** Of each observation: milliseconds of work, bytes of the belief, ways kept and ways that could be. */
  readonly costs: readonly (readonly [ms: number, bytes: number, ways: number, all: number])[];
  /** What was not as it should be; undefined: the truth was always believed. */
  readonly failure: string | undefined;
}

/** How long the process itself has worked since then, however busy the machine is. */
function cpuMs(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** Lives a system for some steps, and follows it. */
export function live(system: System, manner: Manner, seed: number, steps: number): Lived {
  const outside = new Outside(system, manner, seed);
  const costs: [number, number, number, number][] = [];
  let belief: Belief | undefined;
  const seenSoFar: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const arrived: Observation[] = outside.step();
    for (const [i, seen] of arrived.entries()) {
      seenSoFar.push(`${outside.trace.length}: ${JSON.stringify(seen)}`);
      const began = process.cpuUsage();
      const followed = follow(belief, seen, manner);
      costs.push([cpuMs(began), 0, followed.belief.ways.length, 0]);
      belief = followed.belief;
      const isLast = i === arrived.length - 1;
      const isUnexplained = followed.says.is === 'unexplained';
      const isMissed = !isUnexplained && isLast && !isBelieved(belief, outside, manner);
      const wrong = (isUnexplained && 'unexplained') || (isMissed && 'not believed');
      if (!wrong) continue;
      const trace = [...outside.trace.slice(-30), ...seenSoFar.slice(-12)].join('\n');
      const failure = `${system.name} seed ${seed}: ${wrong}\n${trace}\ntruth ${outside.truth}`;
      return { steps: step, costs, failure };
    }
    const last = costs.at(-1);
    if (last && belief) last[1] = JSON.stringify(belief).length;
  }
  return { steps, costs, failure: undefined };
}

/** Whether one of the ways has every machine in its true state. */
function isBelieved(belief: Belief, outside: Outside, manner: Manner): boolean {
  const closure = new Closure(belief.at, manner);
  closure.addAll(unpacked(belief));
  return closure.alive(belief.at).some(
    ({ parts }) =>
      Object.values(parts)
        .map(({ snapshot }) => `${slotOf(snapshot)} ${snapshot.state}`)
        .sort()
        .join() === outside.truth,
  );
}
