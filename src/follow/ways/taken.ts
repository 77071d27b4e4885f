/** What a move makes of a way: the machine that answers, messages that set out, and what is told. */
import { slotOf, type Verdict } from '../../../machines/index.ts';
import { channelOf } from '../../../properties/generators/world.ts';
import {
  type Believed,
  type Letter,
  planKey,
  type Table,
  type Told,
  toldKey,
  wordFrom,
} from './believed.ts';
import type { Takes } from './facts.ts';
import type { Way } from './groups.ts';
import type { Hidden } from './hidden.ts';
import type { Manner } from './manner.ts';
import { hull, type KnownPart, type PartStep, type Span, stepOf } from './shapes/spans.ts';

/** Keeps a message that sets out from a machine where it belongs. */
export type Post = (way: Way, from: string, letter: Letter) => Way;

/** By how much later than it is dated something may come: messages take a while. */
export const lateIn = (takes: Takes | undefined, { lagMs }: Manner): number =>
  takes && ('letter' in takes || 'below' in takes) ? lagMs : 0;

/** What a hidden move makes of a way. */
export function afterMove(way: Way, move: Hidden, manner: Manner, post: Post): Way {
  const { to, event, at, takes } = move;
  const step = stepOf(to, way.own.parts[slotOf(to)], event, at, lateIn(takes, manner));
  return afterAnswer(way, move, step, manner, post);
}
/** What a hidden move makes of a way, when it is known how the machine answers. */
export function afterAnswer(
  way: Way,
  { to, at, takes }: Hidden,
  step: PartStep,
  manner: Manner,
  post: Post,
): Way {
  const slot = slotOf(to);
  if (!takes) return afterStep(way, slot, step, at, manner, post);
  if ('below' in takes) {
    const below = withEntry(way.below, takes.below, takes.rest);
    const own = isPassedOn(way.own.parts[slot], step) ? withCount(way.own, takes.below) : way.own;
    return afterStep({ own, below }, slot, step, at, manner, post);
  }
  const next = afterStep(way, slot, step, at, manner, post);
  return { ...next, own: without(next.own, takes, step) };
}

/** Whether a machine does something about a message, and is afterwards as it was. */
const isPassedOn = (before: KnownPart | undefined, { part, signals, effects }: PartStep) =>
  part?.snapshot === before?.snapshot && signals.length + effects.length > 0;
const withCount = (own: Believed, name: string): Believed => ({
  ...own,
  took: withEntry(own.took, name, (own.took[name] ?? 0) + 1),
});

/** What a move has used up. */
function without(
  own: Believed,
  takes: Exclude<Takes, { readonly below: string }>,
  { verdict, effects }: PartStep,
): Believed {
  if ('letter' in takes) return { ...own, mail: shifted(own.mail, takes.letter) };
  if ('ask' in takes) {
    const { [takes.ask]: ask, ...asked } = own.asked;
    if (ask?.lostBy !== undefined) return { ...own, asked };
    return { ...own, asked, answered: withEntry(own.answered, takes.ask, answerOf(verdict)) };
  }
  if ('once' in takes) return withCount(own, takes.once);
  const isDropped = effects.some(({ type }) => type === 'instructions.requested');
  const [, ...left] = isDropped ? [] : (own.plans[takes.plan] ?? []);
  return {
    ...own,
    plans: withEntry(own.plans, takes.plan, left.length > 0 ? left : undefined),
  };
}

/** What an answer says of a verdict: that it was done, or why it was refused. */
const done = { verdict: 'accepted' } as const;
const answerOf = (verdict: Verdict): Verdict => (verdict.verdict === 'refused' ? verdict : done);

/** What a step leaves: the part, messages on their way, and what is told. */
export function afterStep(
  way: Way,
  slot: string,
  step: PartStep,
  at: Span,
  manner: Manner,
  post: Post,
): Way {
  let { told, plans } = way.own;
  for (const effect of step.effects) {
    const one = wordFrom(effect, at, manner);
    if (one) told = withTold(told, one);
    if (effect.type === 'instructions.requested')
      plans = withEntry(plans, planKey(effect.sid), undefined);
  }
  const parts = withEntry(way.own.parts, slot, step.part);
  let next: Way = { below: way.below, own: { ...way.own, parts, told, plans } };
  for (const signal of step.signals) next = post(next, slot, { signal, at });
  return next;
}

/** A message is on its way from or to a machine of the group. */
export const withLetter = (own: Believed, from: string, letter: Letter): Believed => {
  const channel = channelOf(from, slotOf(letter.signal.to));
  return {
    ...own,
    mail: withEntry(own.mail, channel, [...(own.mail[channel] ?? []), letter]),
  };
};
/** Keeps whatever sets out with the machines themselves. */
export const intoOwn: Post = (way, from, letter) => ({
  below: way.below,
  own: withLetter(way.own, from, letter),
});

/** The same told twice and never seen is one to whoever waits for it. They are kept in order. */
function withTold(told: readonly Told[], one: Told): readonly Told[] {
  const key = toldKey(one);
  const i = told.findIndex((it) => toldKey(it) >= key);
  const known = told[i];
  if (known && toldKey(known) === key) return told.with(i, { ...one, at: hull(known.at, one.at) });
  return i < 0 ? [...told, one] : told.toSpliced(i, 0, one);
}

/** The mail without the first message of a channel. */
export const shifted = (mail: Believed['mail'], channel: string) => {
  const [, ...left] = mail[channel] ?? [];
  return withEntry(mail, channel, left.length > 0 ? left : undefined);
};

/** A table with one entry more, or changed; `undefined` takes it out. Names stay in order. */
export function withEntry<T>(table: Table<T>, key: string, value: T | undefined): Table<T> {
  if (value !== undefined && key in table) return { ...table, [key]: value };
  const next: Record<string, T> = {};
  let isIn = value === undefined;
  for (const name in table) {
    if (!isIn && name > key) {
      next[key] = value as T;
      isIn = true;
    }
    if (name !== key) next[name] = table[name] as T;
  }
  if (!isIn) next[key] = value as T;
  return next;
}
