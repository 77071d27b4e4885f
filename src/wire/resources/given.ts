/** How words of the wire become fields of a command: what was not said is not a field. */

type Given<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
/** The fields that have a value. */
export const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;

export const msOf = (seconds: number | undefined) =>
  seconds === undefined ? undefined : seconds * 1000;

export function channelsOf(word: 'mono' | 'single' | 'dual' | undefined): 1 | 2 | undefined {
  if (word === undefined) return undefined;
  return word === 'dual' ? 2 : 1;
}
