/** What is the same is one object, so that what was worked out for it is known again. */

/** So much is remembered: what is forgotten is worked out anew. */
const mostRemembered = 100_000;
const byText = new Map<string, object>();
const texts = new WeakMap<object, string>();
const numbers = new WeakMap<object, number>();
let next = 0;

/** The JSON of what never changes, worked out once. */
export function textOf(value: object): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}

/** The one object that says this. */
export function once<T extends object>(value: T): T {
  if (numbers.has(value)) return value;
  const text = textOf(value);
  const known = byText.get(text);
  if (known) return known as T;
  if (byText.size >= mostRemembered) byText.clear();
  byText.set(text, value);
  next += 1;
  numbers.set(value, next);
  return value;
}

/** A number that only this object has; it is the one that says this. */
export const numberOf = (value: object): number => numbers.get(once(value)) ?? 0;
