/**
 * What a store gives back at once, piece by piece, so that its host need not hold it: in memory is
 * what is live, and what has ended is read when somebody asks for it.
 */
import type { Address, MachineName } from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import { hasEnded } from '../engine/index.ts';
import type { ListQuery, NewRow, Page, Row } from '../wire/index.ts';
import { alarmOf, type ReadMachine } from './delivery.ts';
import type { Answer, Errand, Note } from './ports.ts';

/** What a store gives back at once. What it gives is not to be changed. */
export interface Shelf {
  /** A machine, with its revision; undefined: there is none. */
  machine(to: Address): ReadMachine | undefined;
  /** Every machine of a name, in the order in which they came. */
  machines<M extends MachineName>(machine: M): Iterable<Snapshot<M>>;
  /** Every machine that is not over: it lives, or a timer of it runs. */
  live(): Iterable<Snapshot>;
  /** The recordings that name this call or leg, or this conference, in the order they came. */
  recordings(of: 'callSid' | 'conferenceSid', sid: string): readonly Snapshot<'recording'>[];
  /** A part of a list of an account. */
  page(accountSid: string, query: ListQuery): Page<Address>;
  /** The row of a sid, or undefined. */
  row(sid: string): Row | undefined;
  /** Every row, in the order in which they came. */
  rows(): Iterable<NewRow>;
  /** What is kept under a key, or undefined. */
  note(key: string): unknown;
  /** The notes whose keys begin so, in the order in which they came. */
  notes(beginning: string): Iterable<Note>;
  /** What the message of this id was answered, or undefined. */
  answer(id: string): Answer | undefined;
  /** The ids of the oldest answers: those before the first that was given within these times. */
  answersOutside(from: number, until: number): readonly string[];
  /** What is not done yet, in the order in which it came. */
  outbox(): readonly Errand[];
  /** When something was kept last, in milliseconds since the epoch; 0: never. */
  keptAt(): number;
  /** Machines that are over and have not changed since `until`, the oldest first, so many at most. */
  over(until: number, most: number): readonly Over[];
}

/** A machine that is over. */
export interface Over {
  /** Which one. */
  readonly to: Address;
  /** When it last changed, in milliseconds since the epoch. */
  readonly at: number;
}

/** Whether nothing more happens to a machine by itself. It still answers, say when it is deleted. */
export const isOver = (snapshot: Snapshot): boolean =>
  hasEnded(snapshot) && alarmOf(snapshot) === undefined;
