/** Fields of what is kept and told to nobody: their names are all that there is to say of them. */
import { anyText, choice, count, type Field, flag, text, time } from './shape.ts';

export const keptFields = {
  sid: text(''),
  /** A text that may be empty. */
  some: anyText(''),
  yes: flag(''),
  ms: count(''),
  moment: time(''),
};
/** One of the given words. */
export const keptWord = <const T extends string>(...of: readonly T[]): Field<T, false> =>
  choice('', of);
