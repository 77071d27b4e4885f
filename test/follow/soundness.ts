/** Whether the true state is always among those believed: lives of systems, followed from outside. */
import type { System } from '../../properties/generators/system.ts';
import { type Belief, unpacked } from '../../src/follow/belief.ts';
import { follow } from '../../src/follow/follow.ts';
import { isBeyond } from '../../src/follow/ways/beyond.ts';
import { noneYet, type Ways } from '../../src/follow/ways/groups.ts';
import type { Manner } from '../../src/follow/ways/manner.ts';
import type { Observation } from '../../src/follow/ways/observation.ts';
import { Outlook } from '../../src/follow/ways/outlook.ts';
import { Outside } from './outside.ts';

/** What one life came to. */
export interface Lived {
  /** How many steps the system took. */
  readonly steps: number;
  /** Of each observation: milliseconds of work, bytes of the belief, groups kept apart in it. */
  readonly costs: readonly (readonly [ms: number, bytes: number, ways: number])[];
  /** Whether more could be so than was told apart. */
  readonly isGivenUp: boolean;
  /** What was not as it should be; undefined: the truth was always believed. */
  readonly failure: string | undefined;
}
/** Something that is seen; and the state of each machine then, where it can be compared. */
export interface Moment {
  readonly seen: Observation;
  readonly truth?: () => ReadonlyMap<string, string>;
}

/** How long the process itself has worked since then, however busy the machine is. */
function cpuMs(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** Follows what is seen, moment after moment. */
export function watched(name: string, manner: Manner, moments: Iterable<Moment>): Lived {
  const costs: [number, number, number][] = [];
  const soFar: string[] = [];
  let belief: Belief | undefined;
  let isGivenUp = false;
  for (const { seen, truth } of moments) {
    soFar.push(JSON.stringify(seen));
    const began = process.cpuUsage();
    const followed = follow(belief, seen, manner);
    const ms = cpuMs(began);
    // What is believed outlives a process.
    const text = JSON.stringify(followed.belief);
    belief = JSON.parse(text) as Belief;
    costs.push([ms, text.length, belief.ways.length]);
    isGivenUp = followed.says.beyond !== undefined;
    const so = truth?.();
    const isUnexplained = followed.says.is === 'unexplained';
    const isMissed = !isUnexplained && so !== undefined && !isBelieved(belief, so, manner);
    const wrong = (isUnexplained && 'unexplained') || (isMissed && 'not believed');
    if (!wrong) continue;
    const states = [...(so ?? [])].map((one) => one.join(' ')).join(', ');
    const nearest = followed.says.nearest ?? '';
    const failure = `${name}: ${wrong} ${nearest}\n${soFar.slice(-12).join('\n')}\ntruth ${states}`;
    return { steps: soFar.length, costs, isGivenUp, failure };
  }
  return { steps: soFar.length, costs, isGivenUp, failure: undefined };
}

/** Lives a system for some steps, and follows it. */
export function live(system: System, manner: Manner, seed: number, steps: number): Lived {
  const outside = new Outside(system, manner, seed);
  function* moments(): Generator<Moment> {
    for (let step = 0; step < steps; step += 1) {
      const arrived = outside.step();
      for (const [i, seen] of arrived.entries()) {
        yield i === arrived.length - 1 ? { seen, truth: () => outside.truth } : { seen };
      }
    }
  }
  const lived = watched(`${system.name} seed ${seed}`, manner, moments());
  const trace = outside.trace.slice(-30).join('\n');
  return { ...lived, steps, failure: lived.failure && `${lived.failure}\n${trace}` };
}

/** Whether on one of the ways every machine is in its true state. */
function isBelieved(belief: Belief, truth: ReadonlyMap<string, string>, manner: Manner): boolean {
  const { groups, roots } = unpacked(belief);
  const outlook = new Outlook(belief.at, manner, groups);
  const isSo = (ways: Ways, group: string): boolean =>
    outlook
      .closed(ways, group)
      .alive(belief.at)
      .some(({ own, below }) => {
        const here = Object.keys(groups.of).filter((slot) => groups.of[slot] === group);
        if (!here.every((slot) => own.parts[slot]?.snapshot.state === truth.get(slot)))
          return false;
        const under = Object.keys(groups.under).filter((name) => groups.under[name] === group);
        return under.every((name) => isSo(below[name] ?? noneYet, name));
      });
  const isKnown = [...truth.keys()].every(
    (slot) => slot in groups.of || isBeyond(belief.beyond, slot),
  );
  return isKnown && Object.keys(roots).every((top) => isSo(roots[top] as Ways, top));
}
