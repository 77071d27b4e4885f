/** Changes of fields: of what events and effects carry, of settings, and of what is kept. */
import type { DescribedField, DescribedFields } from '../described/description.ts';
import {
  type ChangeTopic,
  differing,
  listed,
  type ModelChange,
  quoted,
  withFullStop,
} from './change.ts';

/** What has become of one field. */
export interface FieldChange {
  readonly how: 'added' | 'removed' | 'changed';
  readonly path: string;
  /** A clause, without a full stop. */
  readonly says: string;
  /** Whether what could be said before may be refused: for whoever fills it in. */
  readonly takesLess: boolean;
  /** Whether what could be read before may be missing or unheard of: for whoever reads it. */
  readonly readsOtherwise: boolean;
}

/** Fields of one thing, such as an event, in both versions. */
interface Bearer {
  readonly name: string;
  readonly was: DescribedFields;
  readonly is: DescribedFields;
}

/** The changes of the fields of several things: one that is alike in some of them is told once. */
export function fieldChangesIn(
  about: ChangeTopic,
  bearers: readonly Bearer[],
  breaks: (change: FieldChange) => ModelChange['breaks'],
): ModelChange[] {
  const all = bearers.flatMap(({ name, was, is }) =>
    fieldChanges(was, is).map((change) => ({ name, change })),
  );
  const alike = Map.groupBy(all, ({ change }) => change.says);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const names = [...new Set(group.map(({ name }) => name))];
    return [
      {
        about,
        how: first.change.how,
        what: `${names.join(', ')}: ${first.change.path}`,
        says: withFullStop(`In ${listed(names.map(quoted))}, ${first.change.says}`),
        breaks: breaks(first.change),
      },
    ];
  });
}

/** Every change; of a field that came or went, those inside it are not told. */
export function fieldChanges(before: DescribedFields, after: DescribedFields): FieldChange[] {
  return [
    ...outermost(without(after, before)).map((path) => cameIn(path, after[path] as DescribedField)),
    ...outermost(without(before, after)).map((path) => ({
      how: 'removed' as const,
      path,
      says: `${quoted(path)} is gone`,
      takesLess: true,
      readsOtherwise: true,
    })),
    ...differing(before, after).flatMap(({ name, was, is }) => becameOther(name, was, is)),
  ];
}

const without = (fields: DescribedFields, others: DescribedFields) =>
  Object.keys(fields).filter((path) => !Object.hasOwn(others, path));
const outermost = (paths: readonly string[]) =>
  paths.filter((path) => !paths.some((around) => isInside(path, around)));
const isInside = (path: string, around: string) =>
  path.startsWith(`${around}.`) || path.startsWith(`${around}[]`);

function cameIn(path: string, { says, holds, optional }: DescribedField): FieldChange {
  const meaning = says === '' ? holds : `${says.replace(/\.$/u, '')} (${holds})`;
  return {
    how: 'added',
    path,
    says: `${quoted(path)} is new${optional ? '' : ', and needed'}: ${meaning}`,
    takesLess: !optional,
    readsOtherwise: false,
  };
}

function becameOther(path: string, was: DescribedField, is: DescribedField): FieldChange[] {
  const more = is.words?.filter((word) => !was.words?.includes(word)) ?? [];
  const fewer = was.words?.filter((word) => !is.words?.includes(word)) ?? [];
  // Few words are told one by one; what else differs, as a whole.
  const isAnother = was.holds !== is.holds && more.length + fewer.length === 0;
  const said = [
    ...(was.optional === is.optional
      ? []
      : [is.optional ? 'may be left out' : 'can no longer be left out']),
    ...(isAnother ? [`is ${is.holds}; it was ${was.holds}`] : []),
    ...(was.says === is.says ? [] : [`means ${is.says}; before: ${was.says}`]),
    ...(more.length > 0 ? [`may also be ${quotedWords(more)}`] : []),
    ...(fewer.length > 0 ? [`can no longer be ${quotedWords(fewer)}`] : []),
  ];
  if (said.length === 0) return [];
  const isNeeded = was.optional && !is.optional;
  return [
    {
      how: 'changed',
      path,
      says: `${quoted(path)} ${listed(said)}`,
      takesLess: isAnother || isNeeded || fewer.length > 0,
      readsOtherwise: isAnother || (is.optional && !was.optional) || more.length > 0,
    },
  ];
}

const quotedWords = (words: readonly (string | number)[]) =>
  listed(words.map((word) => quoted(String(word))));
