/** Mutants: the gate's sample of them, each told to both searches in a small system where it shows. */
import { createMachine } from 'xstate';
import { machines } from '../../../machines/index.ts';
import { claims } from '../../../properties/claims/index.ts';
import type { System } from '../../../properties/generators/system.ts';
import { quick } from '../../../properties/mutants/index.ts';
import { Lone } from '../../../properties/mutants/lone.ts';
import type { Mutant } from '../../../properties/mutants/mutant.ts';
import { type Survey, survey } from '../../../properties/mutants/survey.ts';
import { originalMachines, withMachine } from '../../../properties/mutants/written.ts';
import { explore } from '../../../properties/search/explore.ts';
import { systems } from '../../../properties/systems/index.ts';
import { type Advance, InvalidInput, onTables, onXState } from '../../../src/engine/index.ts';
import { pinned } from '../../properties/pinned.ts';
import { CompiledModel } from '../checker.ts';

/** By what each of the two notices a mutant: a claim, a count, a missing cell; undefined: not. */
export interface Noticed {
  readonly mutant: Mutant;
  readonly system: string;
  readonly ours: string | undefined;
  readonly spin: string | undefined;
  /**
   * The tables refuse its form, and XState steps as if it were right: no search can see a difference.
   * To create a machine twice is such a one.
   */
  readonly isForm?: boolean;
}

const reference = onXState(machines);
/** Small enough to be explored whole for each mutant. */
const mostStates = 12_000;
const small = systems.filter(({ name }) => (pinned[name]?.states ?? mostStates) < mostStates);

/** Every mutant of a machine that shows in a small system, one after the other. */
export async function* noticed(): AsyncGenerator<Noticed> {
  const options = { advance: onTables(machines), claims, most: mostStates };
  const surveys = small.map((system) => survey(system, options));
  const models = new Map<System, CompiledModel>();
  using all = new DisposableStack();
  for (const mutant of quick) {
    const nearest = mutant.machine === 'policy' ? undefined : nearestOf(mutant, surveys);
    if (!nearest) continue;
    const { system } = nearest;
    const model = models.get(system) ?? all.use(await CompiledModel.of(system));
    models.set(system, model);
    yield { mutant, system: system.name, ...(await judged(mutant, system, model)) };
  }
}

function nearestOf({ shows }: Mutant, surveys: readonly Survey[]): Survey | undefined {
  const depthIn = ({ first }: Survey) =>
    Math.min(...shows.map((key) => first.get(key) ?? Number.POSITIVE_INFINITY));
  const [nearest] = surveys
    .filter((one) => depthIn(one) < Number.POSITIVE_INFINITY)
    .sort((a, b) => depthIn(a) - depthIn(b));
  return nearest;
}

async function judged({ machine, change, shows }: Mutant, system: System, model: CompiledModel) {
  if (machine === 'policy') throw new Error('A policy is no machine.');
  const wrong = change(originalMachines[machine]);
  const right = pinned[system.name];
  if (!right) throw new Error(`nobody has counted ${system.name}`);
  try {
    const advance = onTables(withMachine(machine, wrong));
    const spin = await model.check({ advance, claims, mostSeconds: 120 });
    return { ours: oursIn(system, advance, right), spin: spin.found ?? differing(spin, right) };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    // It does not compile; XState takes it.
    const made = createMachine(wrong.config as never, wrong.implementations as never);
    const declared = { ...machines, [machine]: made };
    const advance = onXState(declared);
    const spin = await model.check({ advance, declared, claims });
    const found = spin.found ?? differing(spin, right);
    const isForm =
      found === undefined && new Lone(machine, reference, []).look(advance, shows).isSame;
    return { ours: 'does not compile', spin: found, isForm };
  }
}

type Counts = (typeof pinned)[string];

function oursIn(system: System, advance: Advance, right: Counts): string | undefined {
  try {
    const most = 2 * right.states + 100;
    const explored = explore(system, { advance, claims, most, stopsAtFirst: true });
    return explored.violations[0]?.id ?? differing(explored, right);
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}

const differing = ({ states, edges }: Counts, right: Counts) =>
  states === right.states && edges === right.edges ? undefined : 'count';
