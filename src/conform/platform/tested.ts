/** The platform that is tested, and what all of its checks share. */
import type { Policy } from '../../../machines/index.ts';
import type { ConformFarEnd } from '../far-end/far-end.ts';
import type { ApiWay } from './api.ts';
import type { Inbox } from './inbox.ts';
import type { PlatformPlan } from './plan.ts';
import type { PlatformTime } from './time.ts';

/** How long things may take, in milliseconds of the platform's time. */
export interface PlatformLimits {
  /** Until whoever answers at once is connected, and the document is asked for. */
  readonly answerMs: number;
  /** Until what was asked has been done and shows: a pause, a stop, the first word of a recording. */
  readonly takesMs: number;
  /** From the end of a recording until it is told, its file made. */
  readonly endMs: number;
  /** How long it is listened for repeats, once all has been told. */
  readonly settleMs: number;
  /** By how much clocks may differ, and lengths. */
  readonly skewMs: number;
}

/** What all checks of a run share. */
export interface PlatformTested {
  readonly way: ApiWay;
  readonly account: string;
  /** ApplicationSid of calls. */
  readonly application: string;
  /** Who calls. */
  readonly from: string;
  readonly farEnd: ConformFarEnd;
  readonly time: PlatformTime;
  readonly inbox: Inbox;
  /** What holds where platforms differ; left out: what Telnyx documents. */
  readonly policy?: Policy;
  readonly limits: PlatformLimits;
  /** 32 bytes in base64: what callbacks are verified with. */
  readonly publicKey?: string;
  /** What the platform does not have: nothing of it is asked for. */
  readonly lacks: ReadonlySet<string>;
  /** What random plans are drawn with, and how many of each kind. */
  readonly seed: number;
  readonly runs: number;
  /** The shortest plan that has failed, by the id of its check: it is tried first when it is run again. */
  readonly failed: Map<string, PlatformPlan>;
}
