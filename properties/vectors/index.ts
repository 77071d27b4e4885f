/** All vectors, file by file. */
import { type MachineName, machineNames } from '../../machines/index.ts';
import { Coverage } from '../check/coverage.ts';
import { guide } from './guide.ts';
import { invalidInputs } from './invalid.ts';
import { journeys } from './journeys.ts';
import { vectorsOf } from './machines.ts';
import { replayed } from './replay.ts';
import { schema } from './schema.ts';
import { fileText, schemaText } from './text.ts';
import type { Shown, VectorFile } from './vector.ts';

/** How many vectors a machine has, and how many of its candidates they take. */
export interface Count {
  readonly name: MachineName;
  readonly vectors: number;
  readonly steps: number;
  /** The candidates that can be taken. */
  readonly candidates: number;
  readonly covered: number;
}
export interface Written {
  /** Text by file name. */
  readonly files: ReadonlyMap<string, string>;
  readonly counts: readonly Count[];
}

/** The files of vectors, and what is in them. */
export function vectorFiles(shown: Shown): Written {
  const files = new Map<string, string>();
  const add = (name: string, content: Omit<VectorFile, 'format'>) =>
    files.set(name, fileText({ format: 1, ...content }));
  const counts = machineNames.map((name): Count => {
    const vectors = vectorsOf(name, shown);
    add(`${name}.json`, { vectors });
    const coverage = new Coverage();
    for (const moment of vectors.flatMap(replayed)) coverage.note(moment);
    const { taken, reachable } = coverage.share([name]);
    const steps = vectors.reduce((sum, vector) => sum + vector.steps.length, 0);
    return { name, vectors: vectors.length, steps, candidates: reachable, covered: taken };
  });
  add('journeys.json', { journeys: journeys(shown) });
  add('invalid.json', { invalid: invalidInputs() });
  files.set('schema.json', schemaText(schema));
  files.set('README.md', guide);
  return { files, counts };
}
