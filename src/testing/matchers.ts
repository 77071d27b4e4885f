/** Matchers for `expect.extend` of Vitest and Jest, and the same as assertions for anybody else. */
import { AssertionError } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import {
  type Equals,
  type ExpectedRecording,
  type Judged,
  type JudgedRun,
  type Judgement,
  judgeClaims,
  judgeRecording,
} from './judged.ts';

/** What the matchers are called with; R is what `expect` makes of them. */
export interface KitMatchers<R = void> {
  /** A kit, or a call of it, has a recording with all of these fields. */
  toHaveRecording(expected?: ExpectedRecording): R;
  /** All claims of the model hold of what has happened in a kit. */
  toHoldAllClaims(): R;
}
/** What both runners give to a matcher, as far as it is needed. */
interface Matching {
  readonly equals: Equals;
}

/** For `expect.extend(matchers)`. */
export const matchers = {
  toHaveRecording(this: Matching, received: unknown, expected: ExpectedRecording = {}) {
    const judged = checked<Judged>(received, 'recordings', 'a kit or a call of it');
    return judgeRecording(judged, expected, (found, value) => this.equals(found, value));
  },
  toHoldAllClaims(this: Matching, received: unknown) {
    return judgeClaims(checked<JudgedRun>(received, 'moments', 'a kit'));
  },
};

/** @throws AssertionError unless a kit, or a call of it, has a recording with all of these fields. */
export function assertRecording(judged: Judged, expected: ExpectedRecording = {}): void {
  asserted(judgeRecording(judged, expected, isDeepStrictEqual), assertRecording);
}
/** @throws AssertionError unless all claims of the model hold of what has happened in a kit. */
export function assertClaims(run: JudgedRun): void {
  asserted(judgeClaims(run), assertClaims);
}

type Asserting = typeof assertRecording | typeof assertClaims;
function asserted({ pass, message }: Judgement, stackStartFn: Asserting) {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn });
}

function checked<T extends Judged>(received: unknown, field: keyof T, what: string): T {
  const isIt = typeof received === 'object' && received !== null && field in received;
  if (isIt) return received as T;
  throw new TypeError(`It was asked of ${typeof received}; expected ${what}.`);
}
