/**
 * Every event of the model, once: commands ask and can be refused; facts report what happened and
 * are never refused; signals are how one machine tells another. Every event also carries `at`.
 */
import { commands, documentCommands } from './commands.ts';
import { facts } from './facts.ts';
import type { Holds } from './shape.ts';
import { signals } from './signals.ts';
import type { MachineName } from './words.ts';

export type { EventKind } from './event-fields.ts';
export { commands, documentCommands, facts, signals };
export const vocabulary = { ...commands, ...facts, ...signals } as const;
type Vocabulary = typeof vocabulary;
/** The type of an event, such as `media.started`. */
export type EventType = keyof Vocabulary;
/** The type of a command, such as `recording.pause`. */
export type CommandType = keyof typeof commands;
/** The type of a fact, such as `call.answered`. */
export type FactType = keyof typeof facts;
/** The type of a signal, such as `recording.ended`. */
export type SignalType = keyof typeof signals;
/** All types of events: of commands, facts and signals. */
export const eventTypes = Object.keys(vocabulary) as EventType[];

/** An event by its type: `at` is when it happened, in milliseconds since the epoch. */
export type EventOf<T extends EventType> = T extends EventType
  ? { readonly type: T; readonly at: number } & Holds<Vocabulary[T]['fields']>
  : never;
/** The types of the events that a machine understands. */
export type EventTypeTo<M extends MachineName> = {
  [T in EventType]: M extends Vocabulary[T]['to'][number] ? T : never;
}[EventType];
/** The events that a machine understands. */
export type EventTo<M extends MachineName> = EventsTo[M];
type EventsTo = { readonly [M in MachineName]: EventOf<EventTypeTo<M>> };
/** Any event that some machine takes. */
export type AnyEvent = EventOf<EventType>;

/** The event types that a machine understands, in the order of the vocabulary. */
export const eventsTo = (machine: MachineName): readonly EventType[] =>
  eventTypes.filter((type) => (vocabulary[type].to as readonly MachineName[]).includes(machine));

/** Whether an event can say by which policy the machine lives that it makes. */
export const takesPolicy = (type: EventType): boolean => 'policy' in vocabulary[type].fields;
