/** Faults of guards that no table shows: the name is right, and what it answers is wrong. */
import type { Guard, MachineName, Question } from '../../machines/index.ts';
import type { Mutant } from './mutant.ts';
import { leavesUnder, originalMachines, statesIn, type WrittenMachine } from './written.ts';

type Ask = Question<object, object, unknown>;
const answerOf = (guard: unknown) => (guard as { readonly answer: Ask }).answer;

const guardIn = (of: WrittenMachine, name: string) => of.implementations.guards[name] as Guard;

function withGuards(of: WrittenMachine, answers: Readonly<Record<string, Ask>>): WrittenMachine {
  const guards = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      { ...guardIn(of, name.replace(/^not /, '')), answer },
    ]),
  );
  return {
    ...of,
    implementations: {
      ...of.implementations,
      guards: { ...of.implementations.guards, ...guards },
    },
  };
}
const opposite =
  (ask: Ask): Ask =>
  (context, event, params) =>
    !ask(context, event, params);

/** The machine that also knows the opposite of each of its guards, as `not …`. */
export const withOpposites = (of: WrittenMachine): WrittenMachine =>
  withGuards(
    of,
    Object.fromEntries(
      Object.entries(of.implementations.guards).map(([name, guard]) => [
        `not ${name}`,
        opposite(answerOf(guard)),
      ]),
    ),
  );

/** What a guard may wrongly answer. */
const lies: Readonly<Record<string, (ask: Ask) => Ask>> = {
  'always holds': () => () => true,
  'never holds': () => () => false,
  'holds when it must not': (ask) => opposite(ask),
};
/** The cells that ask a guard. */
const cellsAsking = (machine: MachineName, name: string) => {
  const { config } = originalMachines[machine];
  return statesIn(config).flatMap(([source, { on }]) =>
    Object.entries(on).flatMap(([type, cell]) =>
      cell.some(({ guard }) => guard?.type === name)
        ? leavesUnder(config, source, type).map((leaf) => `${machine} ${leaf} ${type}`)
        : [],
    ),
  );
};
export const guardMutants = (machine: MachineName): Mutant[] =>
  Object.keys(originalMachines[machine].implementations.guards).flatMap((name) =>
    Object.entries(lies).map(([says, lie]) => ({
      id: `${machine}/guards/${name} ${says}`,
      operator: 'guard' as const,
      machine,
      says: `${name} ${says}.`,
      shows: cellsAsking(machine, name),
      change: (of: WrittenMachine) =>
        withGuards(of, { [name]: lie(answerOf(of.implementations.guards[name])) }),
    })),
  );
