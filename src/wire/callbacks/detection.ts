/** Finding out who has answered: when that is known, what it comes to, and how it is told. */
import { given } from '../resources/given.ts';
import {
  type AnsweredBy,
  type Detection,
  type FoundOut,
  type LineRow,
  usualDetectionMs,
} from '../resources/rows.ts';
import type { Parameters } from './delivery.ts';

/** Who can answer, in the words of scripts and stories. */
export const answering = ['human', 'machine', 'fax', 'unknown'] as const;
/** One of them. */
export type Answering = (typeof answering)[number];
/** Who answers where nothing is said, and when after the answer that is known: assumption A58. */
export const usuallyAnswering = { deed: 'human', afterMs: 2_000 } as const;

/** What a machine that has answered is called, by when that is told. Source: C-YML. */
const machines = {
  Enable: 'machine_start',
  DetectMessageEnd: 'machine_end_beep',
} as const satisfies Readonly<Record<Detection, AnsweredBy>>;

/** What a reading is told of it. */
export interface DetectionKnown {
  /** The first document waits until it is found out who has answered. Source: OpenAPI, AsyncAmd. */
  readonly isDetectionAwaited?: boolean;
  /** What was found out of that; left out: nothing yet. */
  readonly found?: FoundOut;
}
/** What is known of it on the line of a call. */
export function detectionOn(row: LineRow | undefined): DetectionKnown {
  if (row?.detection === undefined) return {};
  const isDetectionAwaited = row.machine === 'call' && row.isDetectionAsync !== true;
  return { isDetectionAwaited, ...given({ found: row.found }) };
}

/** What is found out on a line, if anybody asked for that: nothing that comes too late. */
export function foundOut(
  { machine, detection, detectionLimitMs = usualDetectionMs[machine] }: LineRow,
  { deed, afterMs }: { readonly deed: Answering; readonly afterMs: number },
): FoundOut | undefined {
  if (detection === undefined) return undefined;
  if (afterMs > detectionLimitMs) return { answeredBy: 'unknown', durationMs: detectionLimitMs };
  return { answeredBy: deed === 'machine' ? machines[detection] : deed, durationMs: afterMs };
}

/** How it is told, to whom it may concern. Source: C-YML. */
export const foundOutParameters = ({ answeredBy, durationMs }: FoundOut): Parameters => ({
  AnsweredBy: answeredBy,
  MachineDetectionDuration: String(durationMs),
});
