/** What a host keeps of the lines, recordings and conferences that requests make or change. */

import { given } from '../resources/given.ts';
import {
  eventsByDefault,
  type LineRow,
  type Method,
  methodByDefault,
  type NewRow,
  type Subscription,
} from '../resources/rows.ts';

interface Callback<E extends string> {
  readonly url: string | undefined;
  readonly method: Method | undefined;
  readonly events: readonly E[] | undefined;
}

/** Without a URL there is nobody to tell. */
export function subscribed<E extends string>(
  { url, method = methodByDefault, events }: Callback<E>,
  byDefault: readonly string[] = eventsByDefault,
): { readonly subscription?: Subscription } {
  return url === undefined ? {} : { subscription: { url, method, events: events ?? byDefault } };
}

interface RecordingCallback {
  readonly RecordingStatusCallback?: string | undefined;
  readonly RecordingStatusCallbackMethod?: Method | undefined;
  readonly RecordingStatusCallbackEvent?: readonly string[] | undefined;
  readonly SendRecordingUrl?: boolean | undefined;
}
export function recordingRow(sid: string, accountSid: string, said: RecordingCallback): NewRow {
  const callback = {
    url: said.RecordingStatusCallback,
    method: said.RecordingStatusCallbackMethod,
    events: said.RecordingStatusCallbackEvent,
  };
  const sendsUrl = said.SendRecordingUrl ?? true;
  return { sid, row: { machine: 'recording', accountSid, sendsUrl, ...subscribed(callback) } };
}

interface LineCallback {
  readonly StatusCallback?: string | undefined;
  readonly StatusCallbackMethod?: Method | undefined;
  readonly StatusCallbackEvent?: readonly string[] | undefined;
}
export const lineSubscription = (said: LineCallback) =>
  subscribed({
    url: said.StatusCallback,
    method: said.StatusCallbackMethod,
    events: said.StatusCallbackEvent,
  });

/** The row with another callback; the events stay as they were. */
export function resubscribed(row: LineRow, said: LineCallback): LineRow {
  const { subscription: old, ...rest } = row;
  const callback = {
    url: said.StatusCallback ?? old?.url,
    method: said.StatusCallbackMethod ?? old?.method,
    events: old?.events,
  };
  return { ...rest, ...subscribed(callback) };
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
