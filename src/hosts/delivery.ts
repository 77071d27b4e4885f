/**
 * The pure middle of every host: machines as they were read and a message in; the verdict, what is
 * to be kept, what is to be performed and when to wake them out. Stores, clocks and queues stand
 * around it.
 */
import {
  type Address,
  type EventOf,
  type EventTo,
  firesAt,
  type MachineName,
  noOutage,
  portOf,
  ports,
  slotOf,
  type TimerName,
  type Verdict,
} from '../../machines/index.ts';
import {
  type Answered,
  type Delivery,
  delivering,
  hasEnded,
  notRead,
  type Snapshot,
  step,
  type To,
  type Unread,
} from '../engine/index.ts';
import type { Errand } from './ports.ts';

/** A machine as it was read; revision 0 and no snapshot: there is nothing of that sid. */
export interface ReadMachine {
  readonly snapshot?: Snapshot;
  readonly revision: number;
}
/** What was read, by machine and sid; undefined: nobody has read that one. */
export type ReadMachines = (to: Address) => ReadMachine | undefined;

/** When a machine is to be woken: at its earliest timer; undefined: it has none any more. */
export interface WakeUp {
  readonly to: Address;
  readonly at: number | undefined;
}
/** What a message comes to, before any of it is kept. */
export interface Considered {
  /** How the addressed machine answers. */
  readonly verdict: Verdict;
  /** What is to be kept, with the revision that was read: what asks for something is kept anew. */
  readonly changed: readonly { readonly snapshot: Snapshot; readonly read: number }[];
  /** What is to be performed once that is kept; those of one sid and port in this order. */
  readonly errands: readonly Errand[];
  /** Of each that changed, in the place of what was noted before. */
  readonly wakeUps: readonly WakeUp[];
  /** The steps, for whoever looks on. */
  readonly delivery: Delivery;
}

/**
 * What a message comes to; or the machines it comes to that nobody has read. Read them too, and ask
 * again: nothing has happened.
 * @throws InvalidInput for an event that the machine does not understand.
 */
export function considered<M extends MachineName>(
  read: ReadMachines,
  to: To<M>,
  event: EventTo<M>,
): Considered | Unread {
  const find = (one: Address) => {
    const machine = read(one);
    return machine ? machine.snapshot : notRead;
  };
  const delivery = delivering(find, to, event);
  return 'unread' in delivery ? delivery : cameTo(read, delivery, event.at);
}

/**
 * What a message comes to in its machine, where no other is at hand: the signals of its only step are
 * for the others to be told, in this order.
 * @throws InvalidInput for an event that the machine does not understand.
 */
export function consideredAlone<M extends MachineName>(
  machine: ReadMachine,
  to: To<M>,
  event: EventTo<M>,
): Considered {
  const before = machine.snapshot as Snapshot<M> | undefined;
  const taken = { to, event, before, ...step(to, before, event) };
  const { verdict, effects, snapshot } = taken;
  const changed = snapshot && snapshot !== before ? [snapshot] : [];
  return cameTo(() => machine, { verdict, effects, changed, steps: [taken] }, event.at);
}

/** What is to be kept and performed of steps that were taken. */
function cameTo(read: ReadMachines, delivery: Delivery, at: number): Considered {
  const { verdict, steps } = delivery;
  const kept = new Map<string, { snapshot: Snapshot; read: number; asked: number }>();
  const errands: Errand[] = [];
  for (const one of steps) {
    const { snapshot, before } = one;
    const asks = one.effects.filter((effect) => portOf(effect) !== 'clock');
    if (!snapshot) {
      errands.push(...asks.map((effect) => ({ key: strayKey(one, effect.type, at), effect })));
      continue;
    }
    if (snapshot === before && asks.length === 0) continue;
    const slot = slotOf(snapshot);
    const { revision } = read(one.to) as ReadMachine;
    const own = kept.get(slot) ?? { snapshot, read: revision, asked: 0 };
    own.snapshot = snapshot;
    kept.set(slot, own);
    for (const effect of asks) {
      const key = `${slot}@${revision + 1}.${own.asked}`;
      own.asked += 1;
      errands.push(asItWas(effect) ? { key, effect, snapshot } : { key, effect });
    }
  }
  const changed = [...kept.values()].map(({ snapshot, read }) => ({ snapshot, read }));
  return { verdict, changed, errands, wakeUps: changed.map(wakeUpOf), delivery };
}

const asItWas = (effect: Errand['effect']) => {
  const port = portOf(effect);
  return port !== 'clock' && ports[port].asItWas;
};
/**
 * What asks for something without being there, such as that a stray line is hung up, has no
 * revision that would tell one such errand from the next. The same twice in a moment is one.
 */
const strayKey = ({ to }: Answered, type: string, at: number) => `${slotOf(to)}@0.${type}.${at}`;

/** A timer of a machine. */
export interface Alarm {
  readonly timer: TimerName;
  readonly dueAt: number;
  /** Later than it is due, if an outage keeps it back. */
  readonly firesAt: number;
}
/** The timer of a machine that may fire first, with what an outage has left behind; or undefined. */
export function alarmOf(snapshot: Snapshot | undefined, aftermath = noOutage): Alarm | undefined {
  let first: Alarm | undefined;
  for (const [name, dueAt] of Object.entries(snapshot?.context.timers ?? {})) {
    const timer = name as TimerName;
    const at = firesAt(aftermath, (snapshot as Snapshot).context, timer, dueAt);
    if (first && (at > first.firesAt || (at === first.firesAt && dueAt >= first.dueAt))) continue;
    first = { timer, dueAt, firesAt: at };
  }
  return first;
}

/** When a machine is to be woken, as its snapshot says. */
export const wakeUpOf = ({ snapshot }: { readonly snapshot: Snapshot }): WakeUp => ({
  to: { machine: snapshot.machine, sid: snapshot.sid },
  at: alarmOf(snapshot)?.dueAt,
});

/**
 * What a machine hears that is woken: its first timer has fired. Nothing, if it has none any more, or
 * one for later: whoever woke it does so again, when that may fire.
 */
export function firedBy(alarm: Alarm | undefined, now: number): EventOf<'timer.fired'> | undefined {
  if (!alarm || alarm.firesAt > now) return undefined;
  return { type: 'timer.fired', at: now, timer: alarm.timer };
}

/** Whether nothing more happens to a machine by itself. It still answers, say when it is deleted. */
export const isAtRest = (snapshot: Snapshot): boolean =>
  hasEnded(snapshot) && alarmOf(snapshot) === undefined;
