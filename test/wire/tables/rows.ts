/** The rows of the tables beside this file. */
import { type Holding, holdingOf } from './holding.ts';

export interface Line {
  readonly name: string;
  readonly holds: string;
  readonly holding: Holding;
  /** What leaving it out means, as it is said; undefined: there is no default, or it is unknown. */
  readonly byDefault: string | undefined;
  /** What has to be said too, so that it has an effect. */
  readonly beside: readonly string[];
  /** Whether it is refused without that, which a `!` behind the name says. */
  readonly isBound: boolean;
  /** What it means, or `-`: nothing here; empty where the product says what becomes of it. */
  readonly does: string;
  readonly more: readonly string[];
}

/** Name, what it may hold, default, what has to stand beside it, what it means. */
export const linesOf = (table: string): readonly Line[] =>
  table
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', holds = '', byDefault = '', beside = '', does = '', ...more] = line
        .split(' | ')
        .map((cell) => cell.trim());
      return {
        name,
        holds,
        holding: holdingOf(holds),
        byDefault: byDefault === '-' ? undefined : byDefault,
        beside: beside === '-' ? [] : beside.replace('!', '').split(', '),
        isBound: beside.endsWith('!'),
        does,
        more,
      };
    });
