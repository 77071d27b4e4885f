/**
 * Shapes: what a field of an event, effect or context holds, as data. One declaration gives the
 * TypeScript type, the check at the edge and, elsewhere, tables and generators.
 */
export type Shape = { readonly orNull?: true } & (
  | { readonly kind: 'text'; readonly least: 0 | 1 }
  | { readonly kind: 'flag' }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly of: readonly (string | number)[] }
  | {
      readonly kind: 'list';
      readonly of: Shape;
      readonly least: number;
      readonly distinct: boolean;
    }
  | { readonly kind: 'record'; readonly fields: Fields }
  | { readonly kind: 'either'; readonly of: readonly Shape[] }
);

/** A field: its shape, what it means, and whether it may be left out. */
export interface Field<T = unknown, Optional extends boolean = boolean> {
  readonly shape: Shape;
  readonly says: string;
  readonly optional: Optional;
  /** Never set: it only carries the type. */
  readonly holds?: T;
}
export type Fields = Readonly<Record<string, Field>>;

type Required<F extends Fields> = {
  [K in keyof F as F[K] extends Field<unknown, false> ? K : never]: Held<F[K]>;
};
type Optional<F extends Fields> = {
  [K in keyof F as F[K] extends Field<unknown, false> ? never : K]?: Held<F[K]>;
};
type Held<F> = F extends Field<infer T> ? T : never;
/** The object type that a table of fields describes. */
export type Holds<F extends Fields> = Readonly<Required<F> & Optional<F>>;

const field = <T>(shape: Shape, says: string): Field<T, false> => ({
  shape,
  says,
  optional: false,
});

/** A string that is not empty. */
export const text = (says: string) => field<string>({ kind: 'text', least: 1 }, says);
/** A string that may be empty. */
export const anyText = (says: string) => field<string>({ kind: 'text', least: 0 }, says);
/** True or false. */
export const flag = (says: string) => field<boolean>({ kind: 'flag' }, says);
/** The last moment that a date can hold, in milliseconds since the epoch. Source: ECMA-262. */
export const lastMomentMs = 8_640_000_000_000_000;
/**
 * The longest span, in milliseconds, and the latest time of an event: each half of what a date can
 * hold (the year 138865), so that an event's time with any span added to it is a date.
 */
export const longestSpanMs = lastMomentMs / 2;
export const latestEventMs = lastMomentMs - longestSpanMs;

const whole = (says: string, least: number, most: number) =>
  field<number>({ kind: 'whole', least, most }, says);
/** A whole number from `least` on. */
export const count = (says: string, least = 0) => whole(says, least, Number.MAX_SAFE_INTEGER);
/** A point in time: milliseconds since the epoch. */
export const time = (says: string) => whole(says, 0, lastMomentMs);
/** A length of time in milliseconds. */
export const span = (says: string, least = 0) => whole(says, least, longestSpanMs);
/** One of the given words or numbers. */
export const choice = <const T extends string | number>(says: string, of: readonly T[]) =>
  field<T>({ kind: 'choice', of }, says);
/** A list with at least `least` entries, no two of them the same. */
export const listOf = <T>(says: string, entry: Field<T, false>, least = 0) =>
  field<readonly T[]>({ kind: 'list', of: entry.shape, least, distinct: true }, says);
/** An object with the given fields and no others. */
export const record = <const F extends Fields>(says: string, fields: F) =>
  field<Holds<F>>({ kind: 'record', fields }, says);
/** A list that may be empty, in which the same may come twice. */
export const anyListOf = <T>(says: string, entry: Field<T, false>) =>
  field<readonly T[]>({ kind: 'list', of: entry.shape, least: 0, distinct: false }, says);
/** A value of one of two shapes. */
export const either = <A, B>(says: string, a: Field<A, false>, b: Field<B, false>) =>
  field<A | B>({ kind: 'either', of: [a.shape, b.shape] }, says);
/** The same field, whose value may be null. */
export const orNull = <T>(of: Field<T, false>): Field<T | null, false> => ({
  shape: { ...of.shape, orNull: true },
  says: of.says,
  optional: false,
});
/** The same field, which may be left out. */
export const optional = <T>(of: Field<T, false>): Field<T, true> => ({ ...of, optional: true });

/** The same fields, of which each may be left out. */
export const allOptional = <F extends Fields>(fields: F) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, one]) => [name, { ...one, optional: true }]),
  ) as Fields as { readonly [K in keyof F]: F[K] extends Field<infer T> ? Field<T, true> : never };

/** A field for each that an object type has, no more and no less, and of the same type. */
export type FieldsOf<T> = {
  readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>, undefined extends T[K] ? true : false>;
};

/** What is wrong with a value: where, what was found, what was expected. */
export interface Flaw {
  readonly path: string;
  readonly found: unknown;
  readonly expected: string;
}

/**
 * The first thing that keeps `value` from having the given fields, or undefined. It may have those
 * of `besides` as well.
 */
export function flawIn(
  fields: Fields,
  value: object,
  besides?: ReadonlySet<string>,
): Flaw | undefined {
  for (const name in fields) {
    const { shape, optional } = fields[name] as Field;
    const found = (value as Record<string, unknown>)[name];
    if (found === undefined && optional) {
      if (!Object.hasOwn(value, name)) continue;
      return { path: name, found, expected: `${shapeInWords(shape)}, or no such field` };
    }
    const flaw = flawOf(shape, found);
    if (flaw) return within(name, flaw);
  }
  for (const name in value) {
    if (Object.hasOwn(fields, name) || besides?.has(name)) continue;
    const names = Object.keys(fields).join(', ');
    const expected = names === '' ? 'left out: there are no fields' : `one of the fields ${names}`;
    return { path: name, found: (value as Record<string, unknown>)[name], expected };
  }
  return undefined;
}

/** A flaw as it is seen from around: of a field, or of an entry of a list. */
const within = (name: string, flaw: Flaw): Flaw => {
  const dot = flaw.path === '' || flaw.path.startsWith('[') ? '' : '.';
  return { ...flaw, path: `${name}${dot}${flaw.path}` };
};

/** What is wrong with a value of this shape; the path is empty if it is the value itself. */
function flawOf(shape: Shape, found: unknown): Flaw | undefined {
  if (found === null && shape.orNull) return undefined;
  const fields = isPlain(found) && fieldsOf(shape);
  if (fields) return flawIn(fields, found);
  if (shape.kind === 'list' && isListOf(found, shape)) {
    return firstOf(found, (entry, i) => {
      const flaw = flawOf(shape.of, entry);
      return flaw && within(`[${i}]`, flaw);
    });
  }
  return fits(shape, found) ? undefined : { path: '', found, expected: shapeInWords(shape) };
}

/** The fields of an object of this shape. */
function fieldsOf(shape: Shape): Fields | undefined {
  if (shape.kind === 'record') return shape.fields;
  return shape.kind === 'either' ? firstOf(shape.of, fieldsOf) : undefined;
}

/** Whether a value has this shape, where nothing inside it can be wrong by itself. */
function fits(shape: Shape, found: unknown): boolean {
  switch (shape.kind) {
    case 'text':
      return typeof found === 'string' && found.length >= shape.least;
    case 'flag':
      return typeof found === 'boolean';
    case 'whole':
      return Number.isSafeInteger(found) && isWithin(shape, found as number);
    case 'choice':
      return shape.of.includes(found as string);
    case 'either':
      return shape.of.some((one) => !flawOf(one, found));
    default:
      return false;
  }
}
const isWithin = ({ least, most }: Range, found: number) => found >= least && found <= most;
type Range = Extract<Shape, { readonly kind: 'whole' }>;
const isListOf = (
  found: unknown,
  { least, distinct }: { readonly least: number; readonly distinct: boolean },
): found is readonly unknown[] =>
  Array.isArray(found) &&
  found.length >= least &&
  (!distinct || new Set(found.map(identity)).size === found.length);

/** What two entries that are the same have in common. */
const identity = (entry: unknown) => (isPlain(entry) ? JSON.stringify(entry) : entry);

/** A shape in words, for error messages and tables. */
export function shapeInWords({ orNull, ...shape }: Shape): string {
  return orNull ? `${inWords(shape)}, or null` : inWords(shape);
}
function inWords(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.least > 0 ? 'a string that is not empty' : 'a string';
    case 'flag':
      return 'true or false';
    case 'whole':
      return `a whole number from ${shape.least} ${upTo(shape)}`;
    case 'choice':
      return `one of ${shape.of.map((one) => JSON.stringify(one)).join(', ')}`;
    case 'list':
      return `a list of ${shape.least} or more, ${shape.distinct ? 'all different, ' : ''}each ${shapeInWords(shape.of)}`;
    case 'record':
      return `an object with ${Object.keys(shape.fields).join(', ')}`;
    case 'either':
      return shape.of.map(shapeInWords).join(', or ');
  }
}

const upTo = ({ most }: Range) => (most === Number.MAX_SAFE_INTEGER ? 'on' : `to ${most}`);

/** Whether a value is an object made of fields: neither null nor a list. */
export const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function firstOf<T, R>(list: readonly T[], find: (entry: T, i: number) => R | undefined) {
  for (const [i, entry] of list.entries()) {
    const found = find(entry, i);
    if (found !== undefined) return found;
  }
  return undefined;
}
