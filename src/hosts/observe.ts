/** Whoever looks on changes nothing: what an observer throws is said once, and goes no further. */
import type { Delivery } from '../engine/index.ts';
import type { Message } from './ports.ts';

/** Looks on. What it throws changes nothing: the first time it is a warning of the process. */
export interface Observer {
  /** A message was delivered, and what it came to is kept. */
  readonly delivered?: (delivery: Delivery, message: Message) => void;
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
    const says = error instanceof Error ? (error.stack ?? error.message) : textOf(error);
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
function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}
