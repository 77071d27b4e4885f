/** The project as the house tests see it: where it stands, and the source files of its folders. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const project = resolve(import.meta.dirname, '../..');

export const read = (file: string) => readFileSync(resolve(project, file), 'utf8');

/** The files with this ending in these folders, by their paths in the project, sorted. */
export const filesIn = (folders: readonly string[], ending = '.ts') =>
  folders.flatMap((folder) => globSync(`${folder}/**/*${ending}`, { cwd: project })).sort();
