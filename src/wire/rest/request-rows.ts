/** How a request changes what a host keeps of a line: its callback, and how it takes part. */
import { given } from '../resources/given.ts';
import { callbackSaid, subscribed } from '../resources/new-rows.ts';
import type { LineRow, Method } from '../resources/rows.ts';

interface LineCallback {
  readonly StatusCallback?: string | undefined;
  readonly StatusCallbackMethod?: Method | undefined;
}
/** The row with another callback; the events stay as they were. */
export function resubscribed(row: LineRow, said: LineCallback): LineRow {
  const { subscription: old, ...rest } = row;
  const { url = old?.url, method = old?.method } = callbackSaid(said, 'StatusCallback');
  return { ...rest, ...subscribed({ url, method, events: old?.events }) };
}

interface Participation {
  readonly Muted?: boolean | undefined;
  readonly Hold?: boolean | undefined;
  readonly Coaching?: boolean | undefined;
  readonly CallSidToCoach?: string | undefined;
}
export const participationIn = (said: Participation) =>
  given({
    muted: said.Muted,
    hold: said.Hold,
    coaching: said.Coaching,
    coachingCallSid: said.CallSidToCoach,
  });
