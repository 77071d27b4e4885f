/** All mutants: every fault of every operator in every place of the five machines. */
import { type MachineName, machineNames } from '../../machines/index.ts';
import { crossings, faultsIn, wordsIn } from './actions.ts';
import { guardMutants, withOpposites } from './guards.ts';
import type { Glance } from './judge.ts';
import type { Alteration, Mutant } from './mutant.ts';
import { policyMutants } from './policies.ts';
import { crossMutants, untoldMutants } from './tells.ts';
import { faultsOf } from './transitions.ts';
import {
  type FaultPlace,
  leavesUnder,
  originalMachines,
  replaced,
  statesIn,
  type Transition,
} from './written.ts';

/** What may be put in a place: a transition, or the actions at a state's edge. */
type Value = Parameters<typeof replaced>[2];

/** A change of a declaration as a mutant. */
const mutantOf = (
  machine: MachineName,
  place: FaultPlace,
  shows: readonly string[],
  { operator, label, says, to }: Alteration<Value & object>,
): Mutant => {
  const where = 'edge' in place ? place.edge : `${place.type}[${place.index}]`;
  return {
    id: `${machine}/${place.state}/${where}/${label}`,
    operator,
    machine,
    says,
    shows,
    change: (of) => ({ ...withOpposites(of), config: replaced(of.config, place, to) }),
  };
};

function transitionMutants(machine: MachineName): Mutant[] {
  const root = originalMachines[machine].config;
  const words = wordsIn(root);
  const changesOf = (one: Transition, source: string): Alteration<Transition>[] => [
    ...faultsOf(one, { machine, root, source }),
    ...(one.guard ? crossings(one.guard, words) : []).map((guard) => ({
      operator: 'cross' as const,
      label: `cross guard→${[guard.type, ...Object.values(guard.params ?? {})].join('.')}`,
      says: 'Its guard asks about another word.',
      to: { ...one, guard },
    })),
    ...faultsIn(one.actions, words).map((change) => ({
      ...change,
      to: { ...one, actions: change.to ?? [] },
    })),
  ];
  return statesIn(root).flatMap(([state, { on }]) =>
    Object.entries(on).flatMap(([type, cell]) =>
      cell.flatMap((one, index) => {
        const leaves = leavesUnder(root, state, type);
        const asked = leaves.map((leaf) => `${machine} ${leaf} ${type}`);
        const taken = asked.map((key) => `${key} ${index}`);
        return changesOf(one, state).map((change) => {
          const isAboutGuard = change.to !== undefined && change.to.guard !== one.guard;
          const shows = isAboutGuard ? asked : taken;
          return mutantOf(machine, { state, type, index }, shows, change);
        });
      }),
    ),
  );
}

function edgeMutants(machine: MachineName): Mutant[] {
  const root = originalMachines[machine].config;
  const words = wordsIn(root);
  return statesIn(root).flatMap(([state, of]) =>
    (['entry', 'exit'] as const).flatMap((edge) => {
      const shows = leavesUnder(root, state).map((leaf) =>
        edge === 'entry' ? `${machine} →${leaf}` : `${machine} ${leaf}→`,
      );
      return faultsIn(of[edge], words).map((change) =>
        mutantOf(machine, { state, edge }, shows, change),
      );
    }),
  );
}

export const mutants: readonly Mutant[] = [
  ...machineNames.flatMap((machine) => [
    ...transitionMutants(machine),
    ...edgeMutants(machine),
    ...guardMutants(machine),
    ...untoldMutants(machine),
    ...crossMutants(machine),
  ]),
  ...policyMutants,
];

/** Looks that are long enough for every mutant that somebody can notice. */
export const glances: readonly Glance[] = [
  { systems: 3, beyond: 2, most: 600 },
  { systems: 4, beyond: 4, most: 3_000 },
];

/** A few of each operator, always the same: the first, and every so many after it. */
function sample(of: readonly Mutant[], aboutEach: number): Mutant[] {
  return [...Map.groupBy(of, ({ operator }) => operator).values()].flatMap((group) => {
    const step = Math.ceil(group.length / aboutEach);
    return group.filter((_, i) => i % step === 0);
  });
}
/** The first of each machine that none of these is of. */
const others = (of: readonly Mutant[]): Mutant[] =>
  machineNames
    .filter((name) => of.every(({ machine }) => machine !== name))
    .flatMap((name) => mutants.find(({ machine }) => machine === name) ?? []);
const sampled = sample(mutants, 4);
/** What the gate has time for. */
export const quick: readonly Mutant[] = [...sampled, ...others(sampled)];
export const quickGlances: readonly Glance[] = [{ systems: 3, beyond: 2, most: 300 }];
