/** How a state answers events: transitions, what changes nothing, and groups of cells made of them. */
import type { AssumptionId } from '../words/assumptions.ts';
import type { CommandType, EventType, FactType, SignalType } from '../words/vocabulary.ts';
import type { RefusalReason } from '../words/words.ts';

/** A transition: where it leads, and what is done on the way. */
export const to = <const T extends string, const A extends readonly unknown[]>(
  target: T,
  ...actions: A
) => ({ target, actions }) as const;
/** A transition that stays: only something is done. */
export const doing = <const A extends readonly unknown[]>(...actions: A) => ({ actions }) as const;
/** A transition that is taken when the guard holds; else the next one in the cell is asked. */
export const when = <const G, const T extends object>(guard: G, transition: T) =>
  ({ guard, ...transition }) as const;

/** One cell: the command is refused for this reason. */
export const refused = <const R extends RefusalReason>(reason: R) =>
  ({ actions: { type: 'refuse', params: { reason } } }) as const;
/** One cell: the command is accepted and changes nothing. */
export const asItIs = (says: string) => ({ actions: 'unchanged', description: says }) as const;
/** One cell: the fact or signal is ignored. */
export const ignored = (says: string) => ({ actions: 'ignore', description: says }) as const;

/** The same cell for each of these events. */
const each = <T extends EventType, const A>(types: readonly T[], cell: A) =>
  Object.fromEntries(types.map((type) => [type, cell])) as { readonly [K in T]: A };
/** These commands are refused for this reason. */
export const refuse = <const R extends RefusalReason, T extends CommandType>(
  reason: R,
  ...types: T[]
) => each(types, refused(reason));
/** These commands are accepted and change nothing: what they ask for is so, or will be. */
export const unchanged = <T extends CommandType>(says: string, ...types: T[]) =>
  each(types, asItIs(says));
/** These facts and signals are ignored, for the reason given. */
export const ignore = <T extends FactType | SignalType>(says: string, ...types: T[]) =>
  each(types, ignored(says));

/** Who says that a cell is so: Telnyx unless marked; Twilio; or an assumption, by its id. */
export type Authority = 'telnyx' | 'twilio' | AssumptionId;
/**
 * Marks a transition, those of a list, or every cell of a group: Telnyx does not say so; this
 * authority does. What is marked already stays as it is.
 */
export const by = <const T extends object>(authority: Authority, of: T): T =>
  marked(authority, of) as T;
function marked(authority: Authority, of: unknown): unknown {
  if (of === declaredTwice) return of;
  if (Array.isArray(of)) return of.map((one) => marked(authority, one));
  if (typeof of === 'string') return { meta: { authority }, target: of };
  if (!isGroup(of as object)) return { meta: { authority }, ...(of as object) };
  return Object.fromEntries(
    Object.entries(of as object).map(([type, cell]) => [type, marked(authority, cell)]),
  );
}
/** Events have a dot in their names, the parts of a transition have none. */
const isGroup = (of: object) => Object.keys(of).every((key) => key.includes('.'));

/** Cells by the events that they answer. */
export type CellGroup = Readonly<Record<string, unknown>>;
/** The events of the groups before the one of this index. */
type Before<G extends readonly unknown[], I, N extends readonly 0[] = []> = G extends readonly [
  infer A,
  ...infer R,
]
  ? `${N['length']}` extends I
    ? never
    : keyof A | Before<R, I, [...N, 0]>
  : never;
type Once<A, Twice> = [Twice] extends [never]
  ? A
  : { readonly [T in Twice & string]: `${T} is declared twice` };
type Merged<G extends readonly unknown[]> = G extends readonly [infer A, ...infer R]
  ? A & Merged<R>
  : unknown;
type Flat<T> = { readonly [K in keyof T]: T[K] };

/** What stands in the place of a cell that two groups have: `complete` refuses it by its state. */
export const declaredTwice = 'declared twice';
/** Several groups as one. No event may be in two of them: one of its cells would count for nothing. */
export function cells<const G extends readonly CellGroup[]>(
  ...groups: { readonly [I in keyof G]: Once<G[I], keyof G[I] & Before<G, I>> }
): Flat<Merged<G>> {
  const all: Record<string, unknown> = {};
  for (const group of groups as readonly CellGroup[]) {
    for (const type in group) all[type] = Object.hasOwn(all, type) ? declaredTwice : group[type];
  }
  return all as Flat<Merged<G>>;
}
