/** What is the same is one object, so that what was worked out for it is known again. */

/**
 * So much is remembered of late, and as much of before: what nobody has asked for since is forgotten,
 * and worked out anew. A session needs some dozens, and the widest belief some thousands.
 */
const mostRemembered = 10_000;
let ofLate = new Map<string, object>();
let before = new Map<string, object>();
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
  const known = ofLate.get(text);
  if (known) return known as T;
  if (ofLate.size >= mostRemembered) [before, ofLate] = [ofLate, new Map()];
  const one = before.get(text) ?? value;
  ofLate.set(text, one);
  if (numbers.has(one)) return one as T;
  next += 1;
  numbers.set(one, next);
  return one as T;
}

/** A number that only this object has; it is the one that says this. */
export const numberOf = (value: object): number => numbers.get(once(value)) ?? 0;
