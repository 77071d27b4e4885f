/**
 * A world to search or to walk through: machines, the messages between them, and an environment of
 * network, media server, customer and clock. It never changes; a move makes another one.
 */
import {
  type Address,
  type Aftermath,
  type AnyEvent,
  type Effect,
  type MediaOrder,
  slotOf,
} from '../../machines/index.ts';
import type { Advance, Answered, Snapshot } from '../../src/engine/index.ts';

/** What the network knows of a line. `crossing`: hung up before it was answered. */
export type LineStage = 'dialled' | 'initiated' | 'ringing' | 'crossing' | 'open' | 'down';
/** An order that was not answered, or whose confirmation (`isSaid`) comes once more. */
export interface OpenOrder {
  readonly order: number;
  readonly verb: MediaOrder;
  readonly isSaid?: true;
}
/** What the media server knows of a recording: orders not answered yet, and what it does. */
export interface Capture {
  readonly asked: readonly OpenOrder[];
  readonly is: 'idle' | 'capturing' | 'paused' | 'over';
  /** Whether the outcome, a file or its loss, was reported. */
  readonly isFiled: boolean;
}
/** A message on its way, or a report that waits because nobody was there. */
export interface Mailed {
  readonly to: Address;
  readonly event: AnyEvent;
  /** Of a report that waits: it is told as of when it comes in. */
  readonly happenedAt?: number;
}
/** Whether the host is there, where it can be away. */
export interface Presence {
  /** Since when it is away; undefined: it is there. */
  readonly awaySince?: number;
  /** When it came back last. */
  readonly back?: number;
  /** What its last outage has left behind, as it goes by that itself. */
  readonly aftermath: Aftermath;
}
type Table<T> = Readonly<Record<string, T>>;
export interface ModelWorld {
  readonly now: number;
  readonly machines: Table<Snapshot>;
  /** Messages on the way, first in, first out for each sender and receiver. */
  readonly mail: Table<readonly Mailed[]>;
  /** By `slotOf` the call or leg. */
  readonly lines: Table<LineStage>;
  readonly captures: Table<Capture>;
  /** How often each move of a limited number was made. */
  readonly spent: Table<number>;
  /** The channel whose first message was delivered and comes once more, before all else. */
  readonly again?: string;
  /** Left out while the host is there and nothing is left of an outage. */
  readonly presence?: Presence;
}
export const emptyWorld: ModelWorld = {
  now: 0,
  machines: {},
  mail: {},
  lines: {},
  captures: {},
  spent: {},
};

export const find = (world: ModelWorld, machine: Address['machine'], sid: string) =>
  world.machines[slotOf({ machine, sid })];

/** The way from one machine to another; whatever their sids are, it is no other way. */
export const channelOf = (from: string, to: string) => JSON.stringify([from, to]);
/** Whose messages go this way: a machine and its sid. */
export const senderIn = (channel: string): string => JSON.parse(channel)[0];

/** How a table that notes who reads it is changed: it makes the next one itself. */
export const changing: unique symbol = Symbol('changing');
/** What an entry becomes; `undefined`: it is not there. */
export type EntryChange<T> = (was: T | undefined) => T | undefined;
/** A table that makes the next one itself. */
export interface Noting<T> {
  readonly [changing]: (
    key: string,
    change: EntryChange<T> | { readonly to: T | undefined },
  ) => Table<T>;
}
const isNoting = <T>(table: object): table is Noting<T> => changing in table;

/** A table with one entry more, or changed; `undefined` takes it out. */
export function put<T>(table: Table<T>, key: string, value: T | undefined): Table<T> {
  if (isNoting<T>(table)) return table[changing](key, { to: value });
  if (value !== undefined) {
    if (table[key] === value) return table;
    const next: Record<string, T> = { ...table };
    next[key] = value;
    return next;
  }
  if (!(key in table)) return table;
  const { [key]: _, ...rest } = table;
  return rest;
}
/** A table with an entry that comes of what it was: nothing else depends on what that is. */
function update<T>(table: Table<T>, key: string, change: EntryChange<T>): Table<T> {
  return isNoting<T>(table) ? table[changing](key, change) : put(table, key, change(table[key]));
}

// A context is an interface, which has no index; it is read as the table of its fields all the same.
export const fieldsOf = (context: Snapshot['context']) => context as unknown as Table<unknown>;

/** Lets a machine answer, and the environment take in what it asks; messages set out. */
export function answerIn(
  advance: Advance,
  world: ModelWorld,
  to: Address,
  event: AnyEvent,
  happenedAt?: number,
): { world: ModelWorld; moment: Answered & Pick<Mailed, 'happenedAt'> } {
  const slot = slotOf(to);
  const before = world.machines[slot];
  const step = advance(to, before, event);
  let { mail, lines, captures } = world;
  for (const signal of step.signals) {
    const channel = channelOf(slot, slotOf(signal.to));
    mail = update(mail, channel, (sent = []) => [...sent, signal]);
  }
  for (const effect of step.effects) {
    lines = withLine(lines, effect);
    captures = withOrder(captures, effect);
  }
  const machines = put(world.machines, slot, step.snapshot);
  return {
    world: { ...world, machines, mail, lines, captures },
    moment: {
      ...{ ...step, to, event, before },
      ...(happenedAt === undefined ? {} : { happenedAt }),
    },
  };
}

/** The network takes an order. */
function withLine(lines: ModelWorld['lines'], effect: Effect): ModelWorld['lines'] {
  if (effect.type === 'network.dial' || effect.type === 'network.answer') {
    return put(lines, slotOf(effect), 'dialled');
  }
  if (effect.type !== 'network.hangUp') return lines;
  const own = slotOf(effect);
  // A call that was a leg has the line of that leg.
  const slot = own in lines ? own : slotOf({ machine: 'dialLeg', sid: effect.sid });
  const stage = lines[slot];
  return put(lines, slot, stage === 'open' || stage === 'down' ? 'down' : 'crossing');
}

const idle: Capture = { asked: [], is: 'idle', isFiled: false };
/** The media server takes an order. */
function withOrder(captures: ModelWorld['captures'], effect: Effect): ModelWorld['captures'] {
  if (!('order' in effect) || effect.type === 'media.erase') return captures;
  const verb = effect.type.slice('media.'.length) as MediaOrder;
  const { order, sid } = effect;
  return update(captures, sid, (capture = idle) => ({
    ...capture,
    asked: [...capture.asked, { order, verb }],
  }));
}
