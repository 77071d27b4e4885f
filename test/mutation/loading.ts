/**
 * Loaded before all else (`node --import`): source files are loaded with the mutants of a plan in them.
 * Nothing is written: the tree stays as it is. Child processes do the same, as `NODE_OPTIONS` says.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Numbered, switched } from './switched.ts';

/** What is planted where, by the path of the file; and the file as it was when that was planned. */
export type Plan = Readonly<
  Record<string, { readonly text: string; readonly mutants: readonly Numbered[] }>
>;

const { MUTATION_PLAN: path, MUTATION_PLANTED: planted } = process.env;
const plan: Plan = path === undefined ? {} : JSON.parse(readFileSync(path, 'utf8'));

registerHooks({
  load(url, context, next) {
    const of = url.startsWith('file:')
      ? plan[fileURLToPath(url.split('?')[0] as string)]
      : undefined;
    if (of === undefined) return next(url, context);
    const loaded = next(url, context);
    if (String(loaded.source) !== of.text)
      throw new Error(`${url} has changed since it was planned`);
    return { ...loaded, source: switched(of.text, of.mutants) };
  },
});

/** How often a mutant may be asked for before it is said to go round for ever. */
const most = 300_000;
let asked = 0;
let one = Number(planted ?? Number.NaN);
/** Plants another mutant, in what runs already; undefined: none. */
export function plant(mutant: number | undefined) {
  one = mutant ?? Number.NaN;
  asked = 0;
}
/** Those that have been asked for: `noting.ts` keeps them by the file of tests. */
export const askedFor = new Set<number>();
globalThis.isPlanted = (mutant) => {
  if (planted === undefined) askedFor.add(mutant);
  if (mutant !== one) return false;
  asked += 1;
  if (asked > most) throw new Error('the mutant goes round for ever');
  return true;
};
