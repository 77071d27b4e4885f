/** Everything that could be so: what hidden moves can have made of what is believed. */
import type { AnyEvent } from '../../machines/index.ts';
import { slotOf } from '../../machines/index.ts';
import {
  type Believed,
  includes,
  joined,
  keyOf,
  type Letter,
  latest,
  type Told,
  toldBy,
  toldKey,
} from './believed.ts';
import { type Hidden, hiddenMoves } from './hidden.ts';
import { hull, type Part, type PartStep, type Span, stepOf } from './spans.ts';

/** How exactly things are timed, in milliseconds. */
export interface Timing {
  /** By how much a timer of the platform may be early or late, and its clock ahead or behind. */
  readonly skewMs: number;
  /** How long a message between its machines takes at most. */
  readonly lagMs: number;
}

/** More than this is not believed at once: something is not as the model thinks. */
const mostBelieved = 200_000;

export class Closure {
  readonly worlds = new Map<string, Believed>();
  readonly #until: number;
  readonly #timing: Timing;

  constructor(until: number, timing: Timing) {
    this.#until = until;
    this.#timing = timing;
  }

  /** Whether it is one that cannot come of those before it. */
  add(world: Believed): boolean {
    const isNew = this.#note(world, keyOf(world));
    if (isNew) this.#spread(world);
    return isNew;
  }

  /** Those that can be so at a time, and have not gone on before it. */
  alive(at: number): Believed[] {
    const { skewMs, lagMs } = this.#timing;
    return [...this.worlds.values()].filter((world) => latest(world, skewMs, lagMs) >= at);
  }

  #note(world: Believed, key: string): boolean {
    const known = this.worlds.get(key);
    if (known && includes(known, world)) return false;
    this.worlds.set(key, known ? joined(known, world) : world);
    if (this.worlds.size > mostBelieved) throw new Error(`more than ${mostBelieved} ways to be`);
    return true;
  }

  #spread(from: Believed) {
    const waiting = new Set([keyOf(from)]);
    for (const key of waiting) {
      waiting.delete(key);
      const world = this.worlds.get(key) as Believed;
      const { skewMs, lagMs } = this.#timing;
      const until = Math.min(this.#until, latest(world, skewMs, lagMs));
      for (const move of hiddenMoves(world, until, skewMs)) {
        if (world.since > until && !move.takes) continue;
        const next = taken(world, move);
        const nextKey = keyOf(next);
        if (this.#note(next, nextKey)) waiting.add(nextKey);
      }
    }
  }
}

/** What a hidden move makes of a world. */
export function taken(world: Believed, move: Hidden): Believed {
  const { to, event, at, takes } = move;
  const slot = slotOf(to);
  const before = world.parts[slot];
  const step = stepOf(to, before, event, at);
  const since = takes && 'letter' in takes ? world.since : Math.max(world.since, at[0]);
  let next: Believed = { ...afterStep(world, slot, step, at), since };
  if (takes && 'letter' in takes) next = { ...next, mail: shifted(next.mail, takes.letter) };
  if (takes && 'ask' in takes) {
    const { [takes.ask]: ask, ...asked } = world.asked;
    const answered = ask?.isLost ? next.answered : { ...next.answered, [takes.ask]: step.verdict };
    next = { ...next, asked, answered };
  }
  if (takes && 'plan' in takes) {
    const isDropped = step.effects.some(({ type }) => type === 'instructions.requested');
    const [, ...left] = isDropped ? [] : (world.plans[takes.plan] ?? []);
    next = { ...next, plans: put(next.plans, takes.plan, left.length > 0 ? left : undefined) };
  }
  return next;
}

/** What a step leaves: the part, messages on their way, and what is told. */
export function afterStep(world: Believed, slot: string, step: PartStep, at: Span): Believed {
  const parts = put(world.parts, slot, step.part);
  let { mail, told, plans } = world;
  for (const signal of step.signals) {
    const channel = JSON.stringify([slot, slotOf(signal.to)]);
    const letter: Letter = { signal, at };
    mail = put(mail, channel, [...(mail[channel] ?? []), letter]);
  }
  for (const effect of step.effects) {
    const one = toldBy(effect, at);
    if (one) told = withTold(told, one);
    if (effect.type === 'instructions.requested') plans = put(plans, effect.sid, undefined);
  }
  return { ...world, parts, mail, told, plans };
}

/** The same told twice and never seen is one to whoever waits for it. */
function withTold(told: readonly Told[], one: Told): readonly Told[] {
  const others = told.filter((it) => toldKey(it) !== toldKey(one));
  const [known] = told.filter((it) => toldKey(it) === toldKey(one));
  return [...others, known ? { ...one, at: hull(known.at, one.at) } : one];
}

const shifted = (mail: Believed['mail'], channel: string) => {
  const [, ...left] = mail[channel] ?? [];
  return put(mail, channel, left.length > 0 ? left : undefined);
};

/** A table with one entry more, or changed; `undefined` takes it out. */
export function put<T>(table: Readonly<Record<string, T>>, key: string, value: T | undefined) {
  const { [key]: _, ...rest } = table;
  return value === undefined ? rest : { ...rest, [key]: value };
}

/** What a part answers to an event at a time, and nothing of it is kept. */
export const verdictOf = (part: Part | undefined, to: Hidden['to'], event: AnyEvent) =>
  stepOf(to, part, event, [event.at, event.at]).verdict.verdict;
