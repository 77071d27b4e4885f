/** What happens to machines, in few words. */
import type { AnyEvent } from '../../../machines/index.ts';

/** An event by its type, and what tells it from others of it. */
export function eventNames(event: AnyEvent): string {
  const { type } = event;
  if (type === 'timer.fired') return `timer ${event.timer}`;
  if (type === 'digit.pressed') return `key ${event.digit}`;
  if (type === 'recording.requested') return `${type} (${event.path})`;
  return type;
}
