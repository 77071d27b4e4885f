/**
 * A process that judges faults in what machines do, all of them in one go: each is planted, and the
 * vectors are replayed. It prints a line for each mutant of its plan: by which vector it was noticed.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { machineNames } from '../../machines/index.ts';
import { replay } from '../../properties/vectors/replay.ts';
import type { VectorFile } from '../../properties/vectors/vector.ts';
import { advance } from '../../src/engine/step.ts';
import { shown } from '../vectors.ts';
import { askedFor, type Plan, plant } from './loading.ts';

/** What the vectors say of a mutant. */
export interface Replayed {
  readonly mutant: number;
  /** The first vector that differs, or the error; undefined: none does. */
  readonly by?: string;
  /** Whether it is asked for as files are loaded: planted later it is not what it would be. */
  readonly isLoaded: boolean;
}

const folder = resolve(import.meta.dirname, '../../diagrams/vectors');
const vectors = machineNames.flatMap(
  (name) =>
    (JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as VectorFile).vectors ?? [],
);
const loaded = new Set(askedFor);

function noticed(): string | undefined {
  for (const vector of vectors) {
    try {
      const [difference] = replay(vector, advance, shown);
      if (difference !== undefined) return difference;
    } catch (error) {
      return `${vector.id}: ${(error as Error).message}`;
    }
  }
  return undefined;
}

const wrong = noticed();
if (wrong !== undefined) throw new Error(`with nothing planted a vector differs: ${wrong}`);

const plan: Plan = JSON.parse(readFileSync(process.env.MUTATION_PLAN as string, 'utf8'));
for (const [mutant] of Object.values(plan).flatMap(({ mutants }) => mutants)) {
  plant(mutant);
  const by = loaded.has(mutant) ? undefined : noticed();
  const said: Replayed = {
    mutant,
    isLoaded: loaded.has(mutant),
    ...(by === undefined ? {} : { by }),
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
