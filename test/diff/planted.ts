/** Descriptions of the model with one thing changed, by hand or at random. */
import { describedModel, type ModelDescription } from '../../src/diff/index.ts';

type Editable<T> = T extends object ? { -readonly [K in keyof T]: Editable<T[K]> } : T;
/** A description that may be changed. */
export type Draft = Editable<ModelDescription>;

/** The model as it is. */
export const now = describedModel('0.1.0');

/** The model with something done to it. */
export function edited(edit: (draft: Draft) => void): ModelDescription {
  const draft = structuredClone(now) as Draft;
  edit(draft);
  return draft;
}

/** A place in plain JSON: the keys that lead to it. */
export type Place = readonly (string | number)[];

/** Every place at which a text, number or flag stands. */
export function places(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]));
}

/** The model with another value in one place. */
export const spoiledAt = (place: Place): ModelDescription =>
  edited((draft) => {
    // Walked by keys that were found in it.
    const around = place.slice(0, -1).reduce((value: object, key) => value[key as never], draft);
    const last = place.at(-1) as keyof typeof around;
    around[last] = other(around[last]) as never;
  });

function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return `${value ?? ''}x`;
}
