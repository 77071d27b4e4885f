/** Faults of a list of actions: one is missing, done twice, in the wrong order, or misfed. */
import type { Named } from '../../machines/index.ts';
import type { Alteration } from './mutant.ts';
import { later } from './transitions.ts';
import { statesIn, type WrittenState } from './written.ts';

type List = readonly Named[];
/** The words that each parameter of an action or guard takes somewhere in a machine. */
export type Words = ReadonlyMap<string, readonly unknown[]>;

const answers = ['refuse', 'unchanged', 'ignore'];
/** An action as ids name it: with its words. */
const nameOf = ({ type, params = {} }: Named) => [type, ...Object.values(params)].join('.');

/** Reads all words off a declaration. */
export function wordsIn(root: WrittenState): Words {
  const all = statesIn(root).flatMap(([, { entry, exit, on }]) => [
    ...entry,
    ...exit,
    ...Object.values(on).flatMap((cell) =>
      cell.flatMap(({ actions, guard }) => [...actions, ...(guard ? [guard] : [])]),
    ),
  ]);
  const uses = all.flatMap(({ type, params = {} }) =>
    Object.entries(params).map(([name, value]) => ({ key: `${type} ${name}`, value })),
  );
  return new Map(
    [...Map.groupBy(uses, ({ key }) => key)].map(([key, of]) => [
      key,
      [...new Set(of.map(({ value }) => value))].sort(),
    ]),
  );
}

/** The action or guard with one word crossed for the next that the machine uses there. */
export const crossings = (one: Named, words: Words): Named[] =>
  Object.entries(one.params ?? {}).flatMap(([name, value]) => {
    const other = later(words.get(`${one.type} ${name}`) ?? [value], value);
    return other === value ? [] : [{ ...one, params: { ...one.params, [name]: other } }];
  });

/** Ids tell equal actions of a list apart by their number. */
function labels(of: List): string[] {
  return of.map((one, i) => {
    const before = of.slice(0, i).filter((other) => nameOf(other) === nameOf(one)).length;
    return before === 0 ? nameOf(one) : `${nameOf(one)}#${before + 1}`;
  });
}

/** Every fault of a list; what only says the verdict has faults of its own. */
export function faultsIn(of: List, words: Words): Alteration<List>[] {
  const names = labels(of);
  return of.flatMap((one, i): Alteration<List>[] => {
    if (answers.includes(one.type)) return [];
    const name = names[i] as string;
    const next = of[i + 1];
    const with_ = (...these: Named[]) => of.toSpliced(i, 1, ...these);
    return [
      { operator: 'drop', label: `drop ${name}`, says: `${name} is not done.`, to: with_() },
      {
        operator: 'double',
        label: `double ${name}`,
        says: `${name} is done twice.`,
        to: with_(one, one),
      },
      ...crossings(one, words).map((other) => ({
        operator: 'cross' as const,
        label: `cross ${name}→${nameOf(other)}`,
        says: `${nameOf(other)} is done instead of ${name}.`,
        to: with_(other),
      })),
      ...(next === undefined || answers.includes(next.type)
        ? []
        : [
            {
              operator: 'swap' as const,
              label: `swap ${name},${names[i + 1]}`,
              says: `${names[i + 1]} is done before ${name}.`,
              to: of.toSpliced(i, 2, next, one),
            },
          ]),
    ];
  });
}
