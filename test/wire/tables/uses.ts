/**
 * Whether the column of an attribute or parameter is true: what means something changes something
 * where it says so; what is warned of is named and changes nothing; of the rest nobody notices anything.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  neverTold,
  notModelled,
  type Use,
  type UseSeenIn,
} from '../../../src/wire/resources/uses.ts';

export type Said = Readonly<Record<string, unknown>>;

/** What a document or a request comes to. */
export interface Outcome {
  readonly seen: Readonly<Record<UseSeenIn, unknown>>;
  readonly warnings: readonly { readonly about: string; readonly says: string }[];
}
/** Something that may be said, by itself and beside what else may stand there. */
export interface Sayable {
  readonly name: string;
  readonly values: readonly unknown[];
  /** Undefined: saying it is never the default. */
  readonly byDefault: unknown;
  /** A value that asks for nothing, and is not warned of. */
  readonly asksNothing?: unknown;
  readonly contexts: readonly Said[];
  /** Undefined where it is refused as a whole. */
  readonly outcomeOf: (said: Said) => Outcome | undefined;
}

/** How the outcome of saying something differs from that of not saying it. */
function differences({ seen, warnings }: Outcome, before: Outcome) {
  const places = Object.keys(seen) as UseSeenIn[];
  return {
    changed: places.filter((place) => !isDeepStrictEqual(seen[place], before.seen[place])),
    warned: warnings.filter(
      ({ says, about }) => !before.warnings.some((one) => one.says === says && one.about === about),
    ),
  };
}

/** What is wrong with a column; empty where it is true. */
export function flawsOf(
  use: Use,
  { name, values, byDefault, asksNothing, contexts, outcomeOf }: Sayable,
): string[] {
  const flaws = new Set<string>();
  let isSeen = false;
  let compared = 0;
  for (const context of contexts) {
    const before = outcomeOf(context);
    if (!before) continue;
    for (const value of values) {
      const outcome = outcomeOf({ ...context, [name]: value });
      if (!outcome) continue;
      compared += 1;
      const { changed, warned } = differences(outcome, before);
      const flaw = (says: string) =>
        flaws.add(`${name}=${JSON.stringify(value)} beside ${JSON.stringify(context)} ${says}`);
      const own = warned.filter(({ about }) => about === name).map(({ says }) => says);
      if (use.use === 'means') {
        isSeen ||= changed.includes(use.seenIn);
        const isNothing = changed.length === 0;
        const isInVain = (says: string) =>
          isNothing && / (has no effect without|is ignored:) /.test(says);
        if (own.some((says) => !says.endsWith(`${neverTold}.`) && !isInVain(says)))
          flaw('is warned of');
        continue;
      }
      if (changed.length > 0) flaw(`changes ${changed}`);
      const expected =
        use.use === 'warns' && String(value) !== String(byDefault) && value !== asksNothing
          ? [`${notModelled[use.of]}.`]
          : [];
      // What it needs is not beside it: another test looks at that.
      const heard = own.filter((says) => !says.includes(' has no effect without '));
      const isTold =
        heard.length === expected.length &&
        heard.every((says, i) => says.endsWith(expected[i] ?? ''));
      if (!isTold) flaw(`is told as ${JSON.stringify(own)}`);
    }
  }
  if (use.use === 'means' && !isSeen) flaws.add(`${name} changes no ${use.seenIn}`);
  if (compared === 0) flaws.add(`${name} is taken nowhere`);
  return [...flaws];
}

/** Contexts to say something in: what it needs, each of the others beside it, and all of them. */
export const contextsOf = (needed: Said, beside: Said, others: readonly Said[]): Said[] => [
  needed,
  { ...needed, ...beside },
  ...others.map((one) => ({ ...needed, ...beside, ...one })),
  { ...needed, ...Object.assign({}, ...others), ...beside },
];
