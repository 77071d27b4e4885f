/** Values for parameters: what their schemas allow, and what they almost allow. */
import fc from 'fast-check';
import { word } from '../sandbox/strange.ts';
import type { Description, Parameter, Schema } from './description.ts';

/** What is worth trying as a parameter, beside what its schema says; by its name. */
export type Hints = (name: string) => readonly string[] | undefined;

export interface Values {
  /** As the schema allows. */
  readonly right: (parameter: Parameter) => fc.Arbitrary<unknown>;
  /** Of another type, out of range, empty, huge, or in strange letters. */
  readonly wrong: (parameter: Parameter) => fc.Arbitrary<unknown>;
}

/** Long enough that a server has to think of it, and too long for the body of a request. */
const lengths = [1_000, 20_000, 300_000];
const huge = fc
  .tuple(fc.constantFrom('a', 'ä', '%', '<', '[', '𝄞'), fc.constantFrom(...lengths))
  .map(([letter, length]) => letter.repeat(length));
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('a', 'Zoë', 'a b+c&d=e', '日本語'),
);
const date = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((one) => one.toISOString());
const otherTypes = fc.constantFrom<unknown>(null, true, 0, -1, 1e308, [], ['a', 'b'], {}, [[]]);

export function valuesOf({ resolved }: Description, hints: Hints): Values {
  const right = ({ name, schema }: Parameter): fc.Arbitrary<unknown> => {
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
    const hinted = hints(name);
    if (hinted) return fc.constantFrom(...hinted);
    const [type] = [schema.type].flat();
    if (type === 'boolean') return fc.boolean();
    if (type === 'integer') return fc.integer(rangeOf(schema));
    if (type === 'number') return fc.double({ ...rangeOf(schema), noNaN: true });
    if (type === 'array') return fc.array(part('', schema.items), { maxLength: 3 });
    if (type === 'object') return fc.record(parts(schema), { requiredKeys: [] });
    if (schema.format === 'date-time') return date;
    if (schema.format === 'uuid') return fc.uuid();
    return text;
  };
  const part = (name: string, schema: unknown) =>
    right({ name, in: 'query', isRequired: false, schema: resolved((schema ?? {}) as Schema) });
  const parts = (schema: Schema) =>
    Object.fromEntries(
      Object.entries((schema.properties ?? {}) as Schema).map(([name, one]) => [
        name,
        part(name, one),
      ]),
    );
  return {
    right,
    wrong: ({ schema }) =>
      fc.oneof(
        { weight: 6, arbitrary: word },
        { weight: 3, arbitrary: edges(schema) },
        { weight: 3, arbitrary: otherTypes },
        { weight: 1, arbitrary: huge },
      ),
  };
}

/** Where a schema sets no bounds, the numbers are those that people use. */
const rangeOf = ({ minimum = 0, maximum = 1_000 }: { minimum?: number; maximum?: number }) => ({
  min: minimum,
  max: Math.max(minimum, maximum),
});
/** At the bounds, just outside of them, and far away. */
const edges = ({ minimum, maximum }: { minimum?: number; maximum?: number }) =>
  fc.constantFrom(
    ...[minimum, maximum].flatMap((bound) =>
      bound === undefined ? [] : [bound - 1, bound, bound + 1],
    ),
    ...['-1', '0', '1.5', '1e3', '0x10', ' 5', '5 ', '９', '2147483648', '9007199254740993'],
    Number.MAX_SAFE_INTEGER,
    -1,
  );
