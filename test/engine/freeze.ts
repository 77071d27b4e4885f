/** Freezes a value through and through: whoever writes to it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

/** A value as it comes back from a store. */
export const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
