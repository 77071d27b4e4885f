/** One arbitrary for every event, made from its declaration: no event can be left out. */
import fc, { type Arbitrary } from 'fast-check';
import { type AnyEvent, type EventOf, type EventType, vocabulary } from '../../machines/index.ts';
import type { Field, Fields, Shape } from '../../machines/words/shape.ts';

/** The sids and times that events may carry: few, so that they often mean something that lives. */
export interface Pool {
  /** What every text of an event is taken from. */
  readonly sids: readonly string[];
  /** What the time of an event is taken from, in milliseconds since the epoch. */
  readonly times: readonly number[];
}

function arbitraryOf(shape: Shape, pool: Pool): Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return fc.constantFrom(...pool.sids);
    case 'flag':
      return fc.boolean();
    case 'whole':
      return fc.integer({ min: shape.least, max: shape.least + 4 });
    case 'choice':
      return fc.constantFrom(...shape.of);
    case 'list':
      return fc.uniqueArray(arbitraryOf(shape.of, pool), { minLength: shape.least, maxLength: 3 });
    case 'record':
      return fieldsOf(shape.fields, pool);
    case 'either':
      return fc.oneof(...shape.of.map((one) => arbitraryOf(one, pool)));
  }
}

function fieldsOf(fields: Fields, pool: Pool): Arbitrary<object> {
  const entries = Object.entries<Field>(fields);
  return fc.record(
    Object.fromEntries(entries.map(([name, field]) => [name, arbitraryOf(field.shape, pool)])),
    { requiredKeys: entries.filter(([, field]) => !field.optional).map(([name]) => name) },
  );
}

type Arbitraries = { readonly [T in EventType]: Arbitrary<EventOf<T>> };
/** An arbitrary for every event type. */
export const arbitraryEvents = (pool: Pool): Arbitraries =>
  Object.fromEntries(
    Object.entries(vocabulary).map(([type, { fields }]) => [
      type,
      fc
        .record({ fields: fieldsOf(fields, pool), at: fc.constantFrom(...pool.times) })
        .map(({ fields: some, at }) => ({ type, at, ...some }) as AnyEvent),
    ]),
  ) as Arbitraries;
