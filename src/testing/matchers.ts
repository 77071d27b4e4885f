/** Matchers for `expect.extend` of Vitest and Jest, and the same as assertions for anybody else. */
import { AssertionError } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import {
  type Equals,
  type Judgeable,
  type JudgeableRun,
  judgeClaims,
  judgeRecording,
  type MatchResult,
  type RecordingLike,
} from './judged.ts';

/** What the matchers are called with; R is what `expect` makes of them. */
export interface KitMatchers<R = void> {
  /** A kit, or a call of it, has a recording with all of these fields. */
  toHaveRecording(expected?: RecordingLike): R;
  /** All claims of the model hold of what has happened in a kit. */
  toHoldAllClaims(): R;
}
/** What both runners give to a matcher, as far as it is needed. */
interface Matching {
  readonly equals: Equals;
}

/** For `expect.extend(matchers)`. */
export const matchers = {
  toHaveRecording(this: Matching, received: unknown, expected: RecordingLike = {}) {
    const judged = checked<Judgeable>(received, 'recordings', 'a kit or a call of it');
    return judgeRecording(judged, expected, (found, value) => this.equals(found, value));
  },
  toHoldAllClaims(this: Matching, received: unknown) {
    return judgeClaims(checked<JudgeableRun>(received, 'moments', 'a kit'));
  },
};

/**
 * The same as `toHaveRecording`, for any runner.
 * @throws AssertionError unless a kit, or a call of it, has a recording with all of these fields.
 */
export function assertRecording(judged: Judgeable, expected: RecordingLike = {}): void {
  asserted(judgeRecording(judged, expected, isDeepStrictEqual), assertRecording);
}
/**
 * The same as `toHoldAllClaims`, for any runner.
 * @throws AssertionError unless all claims of the model hold of what has happened in a kit.
 */
export function assertClaims(run: JudgeableRun): void {
  asserted(judgeClaims(run), assertClaims);
}

type Asserting = typeof assertRecording | typeof assertClaims;
function asserted({ pass, message }: MatchResult, stackStartFn: Asserting) {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn });
}

function checked<T extends Judgeable>(received: unknown, field: keyof T, what: string): T {
  const isIt = typeof received === 'object' && received !== null && field in received;
  if (isIt) return received as T;
  throw new TypeError(`It was asked of ${typeof received}; expected ${what}.`);
}
