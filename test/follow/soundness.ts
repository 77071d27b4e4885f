/** Whether the true state is always among those believed: lives of systems, followed from outside. */
import { slotOf } from '../../machines/index.ts';
import type { System } from '../../properties/generators/system.ts';
import { type Belief, unpacked } from '../../src/follow/belief.ts';
import { follow } from '../../src/follow/follow.ts';
import { nothing, type Ways } from '../../src/follow/ways/groups.ts';
import type { Manner } from '../../src/follow/ways/manner.ts';
import type { Observation } from '../../src/follow/ways/observation.ts';
import { Outlook } from '../../src/follow/ways/outlook.ts';
import { Outside } from './outside.ts';

/** What one life came to. */
export interface Lived {
  /** How many steps the system took. */
  readonly steps: number;
  /** Of each observation: milliseconds of work, bytes of the belief, ways kept and ways that could be. */
  readonly costs: readonly (readonly [ms: number, bytes: number, ways: number, all: number])[];
  /** Whether more could be so than was told apart. */
  readonly isGivenUp: boolean;
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
  let isGivenUp = false;
  const seenSoFar: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const arrived: Observation[] = outside.step();
    for (const [i, seen] of arrived.entries()) {
      seenSoFar.push(`${outside.trace.length}: ${JSON.stringify(seen)}`);
      const began = process.cpuUsage();
      const followed = follow(belief, seen, manner);
      costs.push([cpuMs(began), 0, followed.belief.ways.length, 0]);
      belief = followed.belief;
      isGivenUp = followed.says.beyond !== undefined;
      const isLast = i === arrived.length - 1;
      const isUnexplained = followed.says.is === 'unexplained';
      const isMissed = !isUnexplained && isLast && !isBelieved(belief, outside, manner);
      const wrong = (isUnexplained && 'unexplained') || (isMissed && 'not believed');
      if (!wrong) continue;
      const trace = [...outside.trace.slice(-30), ...seenSoFar.slice(-12)].join('\n');
      const failure = `${system.name} seed ${seed}: ${wrong}\n${trace}\ntruth ${outside.truth}`;
      return { steps: step, costs, isGivenUp, failure };
    }
    const last = costs.at(-1);
    if (last && belief) last[1] = JSON.stringify(belief).length;
  }
  return { steps, costs, isGivenUp, failure: undefined };
}

/** Whether one of the ways has every machine in its true state. */
function isBelieved(belief: Belief, outside: Outside, manner: Manner): boolean {
  const { groups, roots } = unpacked(belief);
  const outlook = new Outlook(belief.at, manner, groups);
  const isBeyond = (slot: string) => belief.beyond.machines.includes(slot);
  const truth = new Map(
    Object.values(outside.world.machines)
      .map((one) => [slotOf(one), one.state] as const)
      .filter(([slot]) => !isBeyond(slot)),
  );
  const isSo = (ways: Ways, group: string): boolean =>
    outlook
      .closed(ways, group)
      .alive(belief.at)
      .some(({ own, below }) => {
        const here = Object.keys(groups.of).filter((slot) => groups.of[slot] === group);
        if (!here.every((slot) => own.parts[slot]?.snapshot.state === truth.get(slot)))
          return false;
        const under = Object.keys(groups.under).filter((name) => groups.under[name] === group);
        return under.every((name) => isSo(below[name] ?? nothing, name));
      });
  const isKnown = [...truth.keys()].every((slot) => slot in groups.of);
  return isKnown && Object.keys(roots).every((top) => isSo(roots[top] as Ways, top));
}
