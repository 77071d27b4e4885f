/** Seeded faults: the model with one thing wrong in it, which both searches have to find. */
import { createMachine } from 'xstate';
import { type MachineName, machines } from '../../../machines/index.ts';
import type { System } from '../../../properties/generators/system.ts';
import { mutants } from '../../../properties/mutants/index.ts';
import { originalMachines, withMachine } from '../../../properties/mutants/written.ts';
import { systems } from '../../../properties/systems/index.ts';
import { type Advance, onTables, onXState } from '../../../src/engine/index.ts';
import { plantedBugs, plantedRules, withBug } from '../../properties/planted.ts';
import { textOfHosts } from '../model/rules/outages.ts';
import type { OutageText } from '../model/rules/scene.ts';

/** One thing that is wrong, and how each of the two is told of it. */
export interface Fault {
  readonly says: string;
  readonly kind: 'not told' | 'missing cell' | 'impatient host';
  /** The system in which it shows, as our search is given it. */
  readonly system: System;
  /** The steps of the wrong machines, for our search. @throws InvalidInput if they do not compile */
  readonly steps: () => Advance;
  /** The same for SPIN, on the transitions of XState. */
  readonly transitions: Advance;
  /** The machines of these, as XState has them. */
  readonly declared: typeof machines;
  /** How a host goes by an outage, as SPIN is told it; that of all hosts when left out. */
  readonly outage?: OutageText;
}

const systemOf = (name: string): System => {
  const found = systems.find((system) => system.name === name);
  if (!found) throw new Error(`no system ${name}`);
  return found;
};
const right = onXState(machines);

const bugs = plantedBugs.map(
  (bug): Fault => ({
    says: bug.says,
    kind: 'not told',
    system: systemOf(bug.system),
    steps: () => withBug(onTables(machines), bug),
    transitions: withBug(right, bug),
    declared: machines,
  }),
);

/** A cell of each machine that is not declared, and a system in which it is asked. */
const gaps: readonly (readonly [machine: MachineName, cell: string, system: string])[] = [
  ['call', 'queued/call.rang[0]', 'outbound-call'],
  ['dialLeg', 'answered/call.hungUp[0]', 'redirected-leg'],
  ['conference', 'completed/participant.left[0]', 'rejoining'],
  ['recording', 'starting/recording.delete[0]', 'outbound-call'],
  ['transcription', 'completed/transcription.delete[0]', 'transcription'],
];

const missing = gaps.map(([machine, cell, name]): Fault => {
  const mutant = mutants.find(({ id }) => id === `${machine}/${cell}/remove`);
  if (!mutant) throw new Error(`no mutant takes ${cell} out of ${machine}`);
  const wrong = mutant.change(originalMachines[machine]);
  // A declaration as the mutants write it is one that XState takes: it was made from such a one.
  const made = createMachine(wrong.config as never, wrong.implementations as never);
  const declared = { ...machines, [machine]: made };
  return {
    says: `${machine} does not answer ${cell.replace(/^(.*)\/(.*)\[0\]$/u, '$2 in $1')}`,
    kind: 'missing cell',
    system: systemOf(name),
    steps: () => onTables(withMachine(machine, wrong)),
    transitions: onXState(declared),
    declared,
  };
});

/** The planted rules of hosts, in their order, as they are written in Promela. */
const impatient: readonly ((of: OutageText, again: OutageText) => OutageText)[] = [
  (of) => ({
    ...of,
    after: ['since = awaySince; firstOver = clock; over = clock; until = clock'],
  }),
  (_, again) => again,
  (of) => ({
    ...of,
    fires: (due, name) => `(${due} - 1 < over -> ${of.fires(due, name)} : ${due})`,
  }),
  (of) => ({ ...of, after: ['since = 0; firstOver = 0; over = 0; until = 0', ...of.after] }),
];

const hosts = plantedRules.map(({ says, system: name, rule }, i): Fault => {
  const system = systemOf(name);
  const { outages } = system;
  const outage = impatient[i];
  if (!outages || !outage) throw new Error(`no host in ${name} ${says}`);
  const { firstPauseMs, longestPauseMs } = outages;
  return {
    says: `a host ${says}`,
    kind: 'impatient host',
    system: { ...system, outages: { ...outages, rule } },
    steps: () => onTables(machines),
    transitions: right,
    declared: machines,
    outage: outage(textOfHosts(firstPauseMs, longestPauseMs), textOfHosts(0, longestPauseMs)),
  };
});

export const seededFaults: readonly Fault[] = [...bugs, ...missing, ...hosts];
