/**
 * Mutants of the model as a faulty platform: lives of systems by the wrong tables, seen from outside,
 * and looked at with the right ones. What is refuted is noticed.
 */
import type { MachineName } from '../../machines/index.ts';
import type { Mutant } from '../../properties/mutants/mutant.ts';
import { originalMachines, withMachine } from '../../properties/mutants/written.ts';
import { systems } from '../../properties/systems/index.ts';
import { type Advance, InvalidInput, onTables } from '../../src/engine/index.ts';
import { worldOf } from './worlds.ts';

/** What came of a mutant that plays the platform. */
export interface Noticing {
  /**
   * `refused`: its tables are none; `noticed`: nothing explains a log of it, of as many ways as are looked
   * at (those of the right model take a tenth of that at most); `same`: its logs are the right ones.
   */
  readonly is: 'refused' | 'noticed' | 'same' | 'unnoticed';
  /** In how many lives something else was seen than of the right model, and where it was noticed. */
  readonly otherwise: number;
  readonly where: string;
  /** Of what is noticed: whether all ways were looked at. */
  readonly isProven?: boolean;
}

/** The systems in which a machine plays a part, by what they are called. */
const about: Readonly<Record<MachineName | 'policy', readonly string[]>> = {
  recording: ['pause-and-resume', 'record-verb', 're-recording', 'participant-request'],
  call: ['record-verb', 'dial-from-answer', 'redirected-participant', 'pause-and-resume'],
  dialLeg: ['dial-from-answer', 'two-participants', 'redirected-participant'],
  conference: ['two-participants', 'participant-request', 'redirected-participant'],
  transcription: ['transcription'],
  policy: [],
};

/** The tables of a mutant; undefined: they are none. */
function tablesOf({ machine, change }: Mutant): Advance | undefined {
  if (machine === 'policy') return undefined;
  try {
    return onTables(withMachine(machine, change(originalMachines[machine])));
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

const rightOnes = new Map<string, ReturnType<typeof worldOf>>();
/** The same life of the right model. */
function rightOne(name: string, seed: number, steps: number) {
  const key = `${name} ${seed} ${steps}`;
  const system = systems.find((one) => one.name === name);
  if (!system) throw new Error(`no system ${name}`);
  const known = rightOnes.get(key) ?? worldOf(system, seed, steps, { isCalm: true });
  rightOnes.set(key, known);
  return { system, right: known };
}
/** Lives of the right model by which mutants are noticed, and in which something cannot be so: none. */
export function refutedOfRight(seeds: readonly number[], steps: number) {
  const names = [...new Set(Object.values(about).flat())];
  const all = names.flatMap((name) => seeds.map((seed) => rightOne(name, seed, steps).right));
  const refuted = all.filter(({ searched }) => !searched(mostLooked).found);
  return { lives: all.length, refuted: refuted.length };
}
const mostLooked = 3_000;

/** Lets a mutant play the platform for some lives, and looks at those that differ from the right ones. */
export function noticedFrom(mutant: Mutant, seeds: readonly number[], steps: number): Noticing {
  const wrong = tablesOf(mutant);
  if (!wrong) return { is: 'refused', otherwise: 0, where: '' };
  let otherwise = 0;
  for (const seed of seeds) {
    for (const name of about[mutant.machine]) {
      const { system, right } = rightOne(name, seed, steps);
      const seen = livedBy(() => worldOf(system, seed, steps, { platform: wrong, isCalm: true }));
      if (!seen || seen.text === right.text) continue;
      otherwise += 1;
      const { found, isExhausted: isProven } = seen.searched(mostLooked);
      if (!found) return { is: 'noticed', otherwise, where: `${name} seed ${seed}`, isProven };
      if (otherwise >= mostOtherwise) return { is: 'unnoticed', otherwise, where: '' };
    }
  }
  return { is: otherwise === 0 ? 'same' : 'unnoticed', otherwise, where: '' };
}
/** So many lives that differ are looked at. */
const mostOtherwise = 6;

/** A platform that falls over tells nothing. */
function livedBy<T>(life: () => T): T | undefined {
  try {
    return life();
  } catch {
    return undefined;
  }
}
