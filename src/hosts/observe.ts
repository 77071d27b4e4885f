/** Whoever looks on changes nothing: what an observer throws is said once, and goes no further. */
import type { Verdict } from '../../machines/index.ts';
import type { Delivery } from '../engine/index.ts';
import type { Errand, Message, Task } from './ports.ts';

/** How a host is: whether it can be relied on, and what it is behind with. */
export interface Health {
  /** Whether it takes messages and keeps what they come to. */
  readonly isReady: boolean;
  /** Why it is not ready, a sentence each; empty if it is. */
  readonly reasons: readonly string[];
  /** What is to be performed: how many effects, and for how many milliseconds the oldest has waited. */
  readonly outbox: { readonly size: number; readonly lagMs: number };
  /** Machines whose timer has been due for a second or longer, and the longest of that in milliseconds. */
  readonly overdue: { readonly timers: number; readonly lateMs: number };
  /** What failed last and was to be tried again: an effect, a timer, or the store; in its clock's time. */
  readonly lastFailure?: { readonly at: number; readonly what: string; readonly says: string };
}
/** A host, as far as those who look on may ask it. */
export interface WatchedHost {
  /** How it is now; it answers within two seconds, whatever its store does. */
  health(): Promise<Health>;
}
/** How a message was answered. */
export type HowTaken =
  | { readonly verdict: Verdict; readonly error?: never }
  /** It was not kept, or not understood. */
  | { readonly error: unknown; readonly verdict?: never };

/** Looks on. What it throws changes nothing: the first time it is a warning of the process. */
export interface Observer {
  /** A host is open, and can be asked how it is. */
  readonly opened?: (host: WatchedHost) => void;
  /** A host begins to close. */
  readonly closed?: (host: WatchedHost) => void;
  /** A message was given to a host, and waits for its turn. */
  readonly taking?: (message: Message) => void;
  /** The same message is answered; repeats are, too. */
  readonly taken?: (message: Message, came: HowTaken) => void;
  /** What a message came to is kept, or a timer, and asks for this: it is told before it is performed. */
  readonly asked?: (message: Message, errands: readonly Errand[]) => void;
  /** A message was delivered, or a timer, and what it came to is kept. */
  readonly delivered?: (delivery: Delivery, message: Message) => void;
  /** An attempt at an effect begins. */
  readonly attempting?: (task: Task) => void;
  /** The same attempt has ended: with nothing, the effect is performed; with an error, it comes again. */
  readonly attempted?: (task: Task, failed?: { readonly error: unknown }) => void;
  /** Something failed and will be tried again. */
  readonly failed?: (error: unknown, what: string) => void;
}

/** Observers of whom it has been said. */
const known = new WeakSet<object>();

/** Tells an observer something; what it throws, or rejects with, is a warning of the process. */
export function tellObserver<Said extends readonly unknown[]>(
  observer: ((...said: Said) => unknown) | undefined,
  ...said: Said
) {
  if (!observer) return;
  const failed = (error: unknown) => {
    if (known.has(observer)) return;
    known.add(observer);
    const says = error instanceof Error ? (error.stack ?? error.message) : shownThrown(error);
    process.emitWarning(`Somebody who looks on failed, which changes nothing: ${says}`);
  };
  try {
    const work = observer(...said);
    if (work instanceof Promise) work.catch(failed);
  } catch (error) {
    failed(error);
  }
}

/** Anything can be thrown, and some of it is no text. */
export function shownThrown(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}
