/**
 * What is not followed any longer, as more could be so than is worth being told apart. Anything is
 * believed of it. A machine speaks only to whom it was told of: so all sids that what was given up
 * knows of are beyond, and whoever else has one of them is given up too.
 */
import { addressIn } from '../../../machines/index.ts';
import { rootOf, type Session } from './groups.ts';

/** What is not followed any longer. */
export interface Beyond {
  /** The machines that were followed until then, such as `call c`. */
  readonly machines: readonly string[];
  /** All sids that they, or what was asked of them since, could name. */
  readonly sids: readonly string[];
}
/** All that was seen is followed. */
export const nothingBeyond: Beyond = { machines: [], sids: [] };

/** The sid of a machine, by its slot. */
export const sidOf = (slot: string) => addressIn(slot).sid;
export const isBeyond = ({ sids }: Beyond, slot: string) => sids.includes(sidOf(slot));

/** The session without what can come to speak with these, which is beyond from now on. */
export function givenUp(
  session: Session,
  beyond: Beyond,
  sids: Iterable<string>,
): { readonly session: Session; readonly beyond: Beyond } {
  const known = new Set([...beyond.sids, ...sids]);
  const { groups, roots } = session;
  const lost = Object.keys(groups.of).find((slot) => known.has(sidOf(slot)));
  if (lost === undefined) return { session, beyond: { ...beyond, sids: [...known] } };
  const top = rootOf(groups, groups.of[lost] as string);
  const isLeft = (group: string) => rootOf(groups, group) !== top;
  const gone = Object.keys(groups.of).filter((slot) => !isLeft(groups.of[slot] as string));
  for (const slot of gone) known.add(sidOf(slot));
  for (const sid of mentionsIn(roots[top])) known.add(sid);
  const { [top]: _, ...left } = roots;
  const of = Object.entries(groups.of).filter(([, group]) => isLeft(group));
  const under = Object.entries(groups.under).filter(([group]) => isLeft(group));
  const rest = {
    groups: { of: Object.fromEntries(of), under: Object.fromEntries(under) },
    roots: left,
  };
  return givenUp(rest, { machines: [...beyond.machines, ...gone].sort(), sids: [...known] }, []);
}

/** Every text in it that could be a sid. */
export function mentionsIn(value: unknown): Set<string> {
  const texts = new Set<string>();
  const walked = new Set<object>();
  const walk = (one: unknown) => {
    if (typeof one === 'string') texts.add(one);
    if (typeof one !== 'object' || one === null || walked.has(one)) return;
    walked.add(one);
    for (const each of Object.values(one)) walk(each);
  };
  walk(value);
  return texts;
}
