/**
 * Numbers callbacks: those of a call, leg or conference that are sent count from 0, in the order in
 * which they come about. Source: C-CALL. Those of a recording or a transcription do not say theirs
 * (C-RIP, C-RC), and are kept likewise: a repeat says what was said first.
 */
import type { Snapshot } from '../../engine/index.ts';
import type { Row } from '../resources/rows.ts';
import { type Announced, type CallbackHost, callbackFor } from './callbacks.ts';
import type { Callback, Parameters } from './delivery.ts';

/** The latest callback of a resource, plain JSON: its host keeps one beside each sid. */
export interface LatestCallback {
  /** Of what it tells. */
  readonly key: string;
  /** From 0; SequenceNumber on the wire. */
  readonly number: number;
  /** What it said: a repeat says the same, whatever has become of the recordings it names. */
  readonly parameters?: Parameters;
}
/**
 * What counts together and comes about apart: announcements, what is heard on the line, and the
 * requests for documents that are numbered. Each goes one after another.
 */
export type NumberedKind = 'announced' | 'heard' | 'requested';
/** The latest of each kind of one sid. */
export type LatestCallbacks = Readonly<Partial<Record<NumberedKind, LatestCallback>>>;

/** The number of what has this key; what comes about again has the number that it had. */
export function numberFor(
  latest: LatestCallbacks,
  kind: NumberedKind,
  key: string,
): LatestCallback {
  const own = latest[kind];
  if (own?.key === key) return own;
  return { key, number: Math.max(-1, ...Object.values(latest).map(({ number }) => number)) + 1 };
}

/** An announcement, when its turn comes: one of a sid after another. */
export interface Announcing {
  /** The effect that asks for it. */
  readonly announced: Announced;
  /** After the step that announced. */
  readonly snapshot: Snapshot;
  /** Of the sid that it is about. */
  readonly row: Row;
  /** The same whenever the announcement is performed, and of no other one. */
  readonly key: string;
}

/**
 * The callback for an announcement, and what is to be kept as the latest announced before it is
 * sent; undefined if nobody subscribed to it.
 */
export function numberedCallback(
  latest: LatestCallbacks,
  { announced, snapshot, row, key }: Announcing,
  host: Omit<CallbackHost, 'sequenceNumber'>,
): { readonly callback: Callback; readonly latest: LatestCallback | undefined } | undefined {
  const own = numberFor(latest, 'announced', key);
  const callback = callbackFor(announced, snapshot, row, { ...host, sequenceNumber: own.number });
  if (!callback) return undefined;
  if (own.parameters) return { callback: { ...callback, parameters: own.parameters }, latest: own };
  return { callback, latest: { ...own, parameters: callback.parameters } };
}
