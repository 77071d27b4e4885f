/** Which files a file of tests loads: itself, what it imports, and what that imports. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

const imported = new Map<string, readonly string[]>();
function importsOf(file: string): readonly string[] {
  const known = imported.get(file);
  if (known) return known;
  const named = ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles;
  const found = named
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.') && name.endsWith('.ts'))
    .map((name) => resolve(dirname(file), name))
    .filter((path) => existsSync(path));
  imported.set(file, found);
  return found;
}

/** By absolute paths; imports of types are followed too. */
export function loadedBy(file: string): ReadonlySet<string> {
  const all = new Set([file]);
  for (const one of all) for (const next of importsOf(one)) all.add(next);
  return all;
}
