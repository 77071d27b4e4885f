/**
 * Numbers callbacks: those of a call, leg or conference that are sent count from 0, in the order in
 * which they are announced. Source: C-CALL. Those of a recording have no number: C-RIP, C-RC.
 */
import type { Snapshot } from '../../engine/index.ts';
import type { Row } from '../resources/rows.ts';
import { type Announced, type CallbackHost, callbackFor } from './callbacks.ts';
import type { Callback } from './delivery.ts';

/** The latest callback of a resource, plain JSON: its host keeps one beside each sid. */
export interface LatestCallback {
  /** Of the announcement that it is for. */
  readonly key: string;
  readonly number: number;
}

/** An announcement, when its turn comes: one of a sid after another. */
export interface Announcing {
  readonly announced: Announced;
  /** After the step that announced. */
  readonly snapshot: Snapshot;
  /** Of the sid that it is about. */
  readonly row: Row;
  /** The same whenever the announcement is performed, and of no other one. */
  readonly key: string;
}

/**
 * The callback for an announcement, and what is to be kept before it is sent; undefined if nobody
 * subscribed to it. An announcement that is performed again has the number that it had.
 */
export function numberedCallback(
  latest: LatestCallback | undefined,
  { announced, snapshot, row, key }: Announcing,
  host: Omit<CallbackHost, 'sequenceNumber'>,
): { readonly callback: Callback; readonly latest: LatestCallback | undefined } | undefined {
  const isRepeated = latest?.key === key;
  const sequenceNumber = isRepeated ? latest.number : (latest?.number ?? -1) + 1;
  const callback = callbackFor(announced, snapshot, row, { ...host, sequenceNumber });
  if (!callback) return undefined;
  const isCounted = row.machine !== 'recording' && !isRepeated;
  return { callback, latest: isCounted ? { key, number: sequenceNumber } : latest };
}
