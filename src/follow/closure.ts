/** Everything that could be so: what hidden moves can have made of what is believed. */
import { slotOf } from '../../machines/index.ts';
import {
  type Believed,
  includes,
  joined,
  type Letter,
  latest,
  type Told,
  toldKey,
  wayKey,
  wordFrom,
} from './believed.ts';
import { type Hidden, hiddenMoves } from './hidden.ts';
import type { Manner } from './manner.ts';
import { hull, type PartStep, type Span, stepOf } from './spans.ts';

/** More than this is not believed at once: something is not as the model thinks. */
const mostBelieved = 200_000;

export class Closure {
  readonly worlds = new Map<string, Believed>();
  expanded = 0;
  readonly #until: number;
  readonly #manner: Manner;

  constructor(until: number, manner: Manner) {
    this.#until = until;
    this.#manner = manner;
  }

  /** Whether it is one that cannot come of those before it. */
  add(world: Believed): boolean {
    const key = wayKey(world);
    const isNew = this.#note(world, key);
    if (isNew) this.#spread([key]);
    return isNew;
  }

  /** Adds all of them, whatever comes of whatever. */
  addAll(worlds: readonly Believed[]) {
    const noted = worlds.map((world) => {
      const key = wayKey(world);
      this.#note(world, key);
      return key;
    });
    this.#spread(noted);
  }

  /** Those that can be so at a time, and have not gone on before it. */
  alive(at: number): Believed[] {
    const { skewMs, lagMs } = this.#manner;
    return [...this.worlds.values()].filter((world) => latest(world, skewMs, lagMs) >= at);
  }

  #note(world: Believed, key: string): boolean {
    const known = this.worlds.get(key);
    if (known && includes(known, world)) return false;
    this.worlds.set(key, known ? joined(known, world) : world);
    if (this.worlds.size > mostBelieved) throw new Error(`more than ${mostBelieved} ways to be`);
    return true;
  }

  #spread(from: readonly string[]) {
    const waiting = new Set(from);
    for (const key of waiting) {
      waiting.delete(key);
      const world = this.worlds.get(key) as Believed;
      this.expanded += 1;
      for (const move of hiddenMoves(world, this.#until, this.#manner)) {
        const next = taken(world, move, this.#manner);
        const nextKey = wayKey(next);
        if (this.#note(next, nextKey)) waiting.add(nextKey);
      }
    }
  }
}

/** What a hidden move makes of a world. */
export function taken(world: Believed, move: Hidden, manner: Manner): Believed {
  const { to, event, at, takes } = move;
  const slot = slotOf(to);
  const before = world.parts[slot];
  const step = stepOf(to, before, event, at);
  let next = afterStep(world, slot, step, at, manner);
  if (takes && 'letter' in takes) next = { ...next, mail: shifted(next.mail, takes.letter) };
  if (takes && 'ask' in takes) {
    const { [takes.ask]: ask, ...asked } = world.asked;
    const answered =
      ask?.lostBy !== undefined ? next.answered : { ...next.answered, [takes.ask]: step.verdict };
    next = { ...next, asked, answered };
  }
  if (takes && 'plan' in takes) {
    const isDropped = step.effects.some(({ type }) => type === 'instructions.requested');
    const [, ...left] = isDropped ? [] : (world.plans[takes.plan] ?? []);
    next = {
      ...next,
      plans: withEntry(next.plans, takes.plan, left.length > 0 ? left : undefined),
    };
  }
  return next;
}

/** What a step leaves: the part, messages on their way, and what is told. */
export function afterStep(
  world: Believed,
  slot: string,
  step: PartStep,
  at: Span,
  manner: Manner,
): Believed {
  const parts = withEntry(world.parts, slot, step.part);
  let { mail, told, plans } = world;
  for (const signal of step.signals) {
    const channel = JSON.stringify([slot, slotOf(signal.to)]);
    const letter: Letter = { signal, at };
    mail = withEntry(mail, channel, [...(mail[channel] ?? []), letter]);
  }
  for (const effect of step.effects) {
    const one = wordFrom(effect, at, manner);
    if (one) told = withTold(told, one);
    if (effect.type === 'instructions.requested') plans = withEntry(plans, effect.sid, undefined);
  }
  return { ...world, parts, mail, told, plans };
}

/** The same told twice and never seen is one to whoever waits for it. They are kept in order. */
function withTold(told: readonly Told[], one: Told): readonly Told[] {
  const key = toldKey(one);
  const i = told.findIndex((it) => toldKey(it) >= key);
  const known = told[i];
  if (known && toldKey(known) === key) return told.with(i, { ...one, at: hull(known.at, one.at) });
  return i < 0 ? [...told, one] : told.toSpliced(i, 0, one);
}

const shifted = (mail: Believed['mail'], channel: string) => {
  const [, ...left] = mail[channel] ?? [];
  return withEntry(mail, channel, left.length > 0 ? left : undefined);
};

/** A table with one entry more, or changed; `undefined` takes it out. Names stay in order. */
export function withEntry<T>(
  table: Readonly<Record<string, T>>,
  key: string,
  value: T | undefined,
): Readonly<Record<string, T>> {
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
