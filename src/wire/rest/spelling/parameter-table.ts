/** The parameters of a request: what each may hold, and what becomes of it. */
import * as z from 'zod';
import { neverTold, notModelled, type ToldUse, without } from '../../resources/uses.ts';
import { type ParameterWarning, read } from './request-error.ts';

interface Remarks {
  /** What it means when it is left out, where something else is warned of. */
  readonly byDefault?: unknown;
  /** Words that are allowed, of which nobody is ever told: each is warned of. */
  readonly never?: readonly string[];
  /** Without this other one, which asks for something, it has no effect: that is warned of. */
  readonly needs?: string;
}
/** A parameter: its kind, and what becomes of it. Whoever asks is always told what is in vain. */
export type ParameterRow<T extends z.ZodType = z.ZodType> = readonly [
  holds: T,
  use: ToldUse,
  remarks?: Remarks,
];
type Rows = Readonly<Record<string, ParameterRow>>;
type ShapeOf<R extends Rows> = { readonly [Name in keyof R]: R[Name][0] };

/** What stands beside the schemas of bodies: the column of what becomes of their parameters. */
const tables = new WeakMap<z.ZodObject, Rows>();

/** The schema of a body, by its rows. */
export function parameterTable<const R extends Rows>(rows: R): z.ZodObject<ShapeOf<R>> {
  const shape = Object.entries(rows).map(([name, [holds]]) => [name, holds]);
  const schema = z.object(Object.fromEntries(shape) as ShapeOf<R>);
  tables.set(schema, rows);
  return schema;
}
/** The rows of a schema; of a query there are none, as all that it may say means something. */
export const rowsOf = (schema: z.ZodObject): Rows => tables.get(schema) ?? {};

/** What a request says, and what it says in vain. It throws RequestError. */
export function readParameters<T extends z.ZodObject>(schema: T, from: unknown) {
  const { said, warnings } = read(schema, from);
  const known: Readonly<Record<string, unknown>> = said;
  const inVain = Object.entries(rowsOf(schema)).flatMap(([name, row]) =>
    saidInVain(name, row, known),
  );
  return { said, warnings: [...warnings, ...inVain] };
}

function saidInVain(
  parameter: string,
  [, use, { byDefault, never = [], needs } = {}]: ParameterRow,
  said: Readonly<Record<string, unknown>>,
): ParameterWarning[] {
  const value = said[parameter];
  if (value === undefined) return [];
  const told = (says: string) => [{ parameter, says: `${parameter} ${says}.` }];
  if (use.use === 'warns') return value === byDefault ? [] : told(notModelled[use.of]);
  if (value === null) return [];
  if (needs !== undefined && asksForNothing.includes(said[needs])) return told(without(needs));
  const words: readonly unknown[] = Array.isArray(value) ? value : [];
  return never.some((word) => words.includes(word)) ? told(neverTold) : [];
}

const asksForNothing: readonly unknown[] = [
  ...[undefined, null, false, 'false'],
  ...['do-not-record', 'Disable'],
];
