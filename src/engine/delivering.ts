/** What delivering one event comes to: the step of the addressed machine, and all that follow. */
import {
  type Address,
  type AnyEvent,
  type Effect,
  type EventTo,
  type MachineName,
  type Signal,
  slotOf,
  type Verdict,
} from '../../machines/index.ts';
import { checkAddress, checkEvent } from './check.ts';
import type { Snapshot, Step, To } from './snapshot.ts';
import { advance } from './step.ts';

/** One step of a delivery: who answered what, and how. */
export interface Answered extends Step {
  /** Who answered. */
  readonly to: Address;
  /** What it was told: first the event that was delivered, then the signals. */
  readonly event: AnyEvent;
  /** Where it was; undefined: there was nothing of this sid. */
  readonly before: Snapshot | undefined;
}
/** What delivering one event comes to, once all signals are at rest. */
export interface Delivery {
  /** How the addressed machine answered. */
  readonly verdict: Verdict;
  /** What the host has to perform, in order. */
  readonly effects: readonly Effect[];
  /** The newest snapshot of every machine that changed. */
  readonly changed: readonly Snapshot[];
  /** Every step, the addressed machine's first. */
  readonly steps: readonly Answered[];
}

/** Machines that a delivery comes to and that nobody has read; it is begun again with them. */
export interface Unread {
  /** Each of them once; what these ask for may lead to more. */
  readonly unread: readonly Address[];
}
/** Stands for a machine that nobody has read: whether there is one is not known. */
export const notRead: unique symbol = Symbol('not read');
/** A machine as it was read; undefined: there is nothing of this sid. */
export type LookUp = (to: Address) => Snapshot | undefined | typeof notRead;

/**
 * Works out what delivering an event comes to among machines that are read by need, and keeps
 * nothing of it.
 * @throws InvalidInput for an event that the machine does not understand.
 */
export function delivering<M extends MachineName>(
  find: LookUp,
  to: To<M>,
  event: EventTo<M>,
): Delivery | Unread {
  checkAddress(to);
  checkEvent(to.machine, event);
  const before = find(to);
  if (before === notRead) return { unread: [to] };
  const first = answer(to, event, before);
  if (first.signals.length === 0) return alone(first);
  const steps = carried(find, first);
  return 'unread' in steps ? steps : together(steps);
}

/** Carries the signals of a step, and those that follow from them, to rest: first in, first out. */
function carried(find: LookUp, first: Answered): readonly Answered[] | Unread {
  const steps = [first];
  const newest = new Map([[slotOf(first.to), first.snapshot]]);
  const waiting = [...first.signals];
  for (let next = 0; next < waiting.length; next += 1) {
    const { to, event } = waiting[next] as Signal;
    const slot = slotOf(to);
    const before = newest.has(slot) ? newest.get(slot) : find(to);
    if (before === notRead) return { unread: unreadAmong(find, newest, waiting.slice(next)) };
    const answered = answer(to, event, before);
    newest.set(slot, answered.snapshot);
    for (const signal of answered.signals) waiting.push(signal);
    steps.push(answered);
  }
  return steps;
}

/** Whoever is told something, has not answered yet, and was not read. */
function unreadAmong(
  find: LookUp,
  known: ReadonlyMap<string, unknown>,
  signals: readonly Signal[],
) {
  const missing = new Map<string, Address>();
  for (const { to } of signals) {
    const slot = slotOf(to);
    if (!known.has(slot) && find(to) === notRead) missing.set(slot, to);
  }
  return [...missing.values()];
}

function answer(to: Address, event: AnyEvent, before: Snapshot | undefined): Answered {
  const { snapshot, verdict, signals, effects } = advance(to, before, event);
  return { to, event, before, snapshot, verdict, signals, effects };
}

/** What a step comes to that nothing follows: most do. */
function alone(step: Answered): Delivery {
  const { verdict, effects, snapshot, before } = step;
  const changed = snapshot && snapshot !== before ? [snapshot] : [];
  return { verdict, effects, changed, steps: [step] };
}

/** What steps come to that follow from the first. */
function together(steps: readonly Answered[]): Delivery {
  const changed = new Map<string, Snapshot>();
  for (const { to, before, snapshot } of steps) {
    if (snapshot && snapshot !== before) changed.set(slotOf(to), snapshot);
  }
  return {
    verdict: (steps[0] as Answered).verdict,
    effects: steps.flatMap((one) => one.effects),
    changed: [...changed.values()],
    steps,
  };
}
