/** Finding out who has answered: when that is known, what it comes to, and how it is told. */
import { type Detection, type LineRow, usualDetectionMs } from '../resources/rows.ts';
import type { Parameters } from './delivery.ts';

/** Who has answered. Source: C-YML. */
export type AnsweredBy =
  | 'human'
  | 'machine_start'
  | 'machine_end_beep'
  | 'machine_end_silence'
  | 'machine_end_other'
  | 'fax'
  | 'unknown';
/** What was found out, and how long that took. */
export interface FoundOut {
  readonly answeredBy: AnsweredBy;
  readonly durationMs: number;
}

/** Who can answer, in the words of scripts and stories. */
export const answering = ['human', 'machine', 'fax', 'unknown'] as const;
export type Answering = (typeof answering)[number];
/** Who answers where nothing is said, and when after the answer that is known: assumption A58. */
export const usuallyAnswering = { deed: 'human', afterMs: 2_000 } as const;

/** What a machine that has answered is called, by when that is told. Source: C-YML. */
const machines = {
  Enable: 'machine_start',
  DetectMessageEnd: 'machine_end_beep',
} as const satisfies Readonly<Record<Detection, AnsweredBy>>;

/** Whether the first document of a call waits until it is found out. Source: OpenAPI, AsyncAmd. */
export const isDetectionAwaited = (row: LineRow | undefined): boolean =>
  row?.machine === 'call' && row.detection !== undefined && row.isDetectionAsync !== true;

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
