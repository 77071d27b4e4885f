/** What a host is given: an event for a machine, and what else is to be kept with it. */
import type { AnyEvent, EventTo, MachineName } from '../../machines/index.ts';
import type { To } from '../engine/index.ts';
import type { NewRow } from '../wire/index.ts';
import type { Note } from './ports.ts';

/** An event without its time: it happens now. */
export type Timeless<E extends AnyEvent> = E extends AnyEvent ? Omit<E, 'at'> : never;
/** What else is to be kept, in the same piece as what the machines come to. */
export interface Kept {
  readonly rows?: readonly NewRow[];
  readonly notes?: readonly Note[];
}
/** How something is taken. */
export interface Taking {
  /** Asked when its turn has come: if false, it is out of date, nobody hears it, and it is ignored. */
  readonly isStill?: () => boolean;
  /** Nobody outside would ask again: what the store cannot keep is tried again until it can. */
  readonly untilKept?: boolean;
}
/** An event for a machine: one that this machine understands. */
export interface Message<M extends MachineName = MachineName> extends Kept, Taking {
  /** Whoever may send it twice names it: a repeat gets the first answer and changes nothing. */
  readonly id?: string;
  readonly to: To<M>;
  /** Happens now unless it says `at`. Its rows and notes are kept if it is accepted. */
  readonly event: EventTo<M> | Timeless<EventTo<M>>;
}
