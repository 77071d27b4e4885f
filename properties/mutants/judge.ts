/** Judges mutants: asks tables, then claims, then counts, and names who noticed. */
import { type MachineName, machineNames, machines } from '../../machines/index.ts';
import { type Advance, InvalidInput, onTables } from '../../src/engine/index.ts';
import type { Claim } from '../claims/claim.ts';
import type { System } from '../generators/system.ts';
import { compare } from './compare.ts';
import { type Finding, Lone } from './lone.ts';
import type { Death, Judgement, Mutant } from './mutant.ts';
import { type Survey, survey } from './survey.ts';
import { differingCell, differingPolicy } from './tables.ts';
import { originalMachines, withMachine } from './written.ts';

/** One look at the systems. */
export interface Glance {
  /** How many systems to look at: those in which the fault shows soonest. */
  readonly systems: number;
  /** How many moves to follow from where it shows, and how many states to visit at most. */
  readonly beyond: number;
  readonly most: number;
}
export interface JudgeOptions {
  readonly systems: readonly System[];
  readonly claims: readonly Claim[];
  /** A quick one first; a longer one for what it does not notice. */
  readonly glances: readonly Glance[];
  /** Without it, tables are not asked: what behaves otherwise has to be noticed by the rest. */
  readonly asksTables?: boolean;
}
type During = <T>(run: () => T) => T;

export class Judge {
  readonly #options: JudgeOptions;
  readonly #right: Advance = onTables(machines);
  readonly #lone = new Map<MachineName, Lone>();
  readonly #surveys = new Map<string, Survey>();

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  judge(mutant: Mutant): Judgement {
    const { machine, change, during = atOnce } = mutant;
    const isOne = machine !== 'policy';
    const wrong = isOne ? change(originalMachines[machine]) : undefined;
    if (this.#options.asksTables !== false) {
      const what = isOne && wrong ? differingCell(machine, wrong) : during(differingPolicy);
      if (what !== undefined) return deadBy(mutant, { by: 'table', what, where: '' });
    }
    try {
      const advance = onTables(isOne && wrong ? withMachine(machine, wrong) : machines);
      return this.#watch(mutant, advance);
    } catch (error) {
      // A table with a gap is not compiled, nor one on which nothing is created, or twice.
      if (!(error instanceof InvalidInput)) throw error;
      return deadBy(mutant, { by: 'error', what: error.message, where: 'compilation' });
    }
  }

  /** Alone first; then in the systems; and as a claim says more than a count, claims go first. */
  #watch(mutant: Mutant, wrong: Advance): Judgement {
    let counted: Death | undefined;
    let isSame = mutant.machine !== 'policy';
    for (const name of mutant.machine === 'policy' ? machineNames : [mutant.machine]) {
      const { claim, count, error, ...found } = this.#alone(name, mutant, wrong);
      const where = `${name} alone`;
      if (error !== undefined) return deadBy(mutant, { by: 'error', what: error, where });
      if (claim !== undefined) return deadBy(mutant, { by: 'claim', what: claim, where });
      if (count !== undefined) counted ??= { by: 'count', what: count, where };
      isSame &&= found.isSame;
    }
    for (const glance of this.#options.glances) {
      const death = this.#glance(mutant, wrong, glance);
      if (death && death.by !== 'count') return deadBy(mutant, death);
      counted ??= death;
      if (counted) return deadBy(mutant, counted);
    }
    return { mutant, death: undefined, isSame };
  }

  /** The claims by which no fault of a machine alone is noticed: the right one breaks them too. */
  askingOf(name: MachineName): readonly string[] {
    return this.#loneOf(name).asking;
  }
  #loneOf(name: MachineName): Lone {
    const lone = this.#lone.get(name) ?? new Lone(name, this.#right, this.#options.claims);
    this.#lone.set(name, lone);
    return lone;
  }

  #alone(name: MachineName, { shows, during = atOnce }: Mutant, wrong: Advance) {
    const lone = this.#loneOf(name);
    try {
      return during((): Finding & { error?: string } => lone.look(wrong, shows));
    } catch (error) {
      return { error: (error as Error).message, isSame: false };
    }
  }

  /** The systems in which a mutant shows soonest, to a few moves beyond. */
  #glance(mutant: Mutant, wrong: Advance, { systems, beyond, most }: Glance): Death | undefined {
    const { shows, during = atOnce } = mutant;
    const nearest = this.#options.systems
      .map((system) => {
        const of = this.#survey(system, most);
        const depths = shows.map((key) => of.first.get(key) ?? Number.POSITIVE_INFINITY);
        return { of, first: Math.min(...depths) };
      })
      .filter(({ of, first }) => first < of.sizes.length)
      .sort((a, b) => a.first - b.first)
      .slice(0, systems);
    let counted: Death | undefined;
    for (const { of, first } of nearest) {
      const depth = Math.min(first + beyond, of.sizes.length - 1);
      const { claims } = this.#options;
      const death = during(() => compare(of, depth, { advance: wrong, claims }));
      if (death && death.by !== 'count') return death;
      counted ??= death;
    }
    return counted;
  }

  #survey(system: System, most: number): Survey {
    const key = `${system.name} ${most}`;
    const { claims } = this.#options;
    const made = this.#surveys.get(key) ?? survey(system, { advance: this.#right, claims, most });
    this.#surveys.set(key, made);
    return made;
  }
}

const atOnce: During = (run) => run();
const deadBy = (mutant: Mutant, death: Death): Judgement => ({ mutant, death, isSame: false });
