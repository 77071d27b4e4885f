/** What is expected of recordings and claims, and what is said where it is not so. */
import { inspect } from 'node:util';
import { breachesOf } from '../../properties/check/watch.ts';
import type { Claim, Moment } from '../../properties/claims/claim.ts';
import { claims } from '../../properties/claims/index.ts';
import { clockText } from './duration.ts';
import type { RecordingSeen } from './seen.ts';

/** What a recording must be; what is left out may be anything. */
export type RecordingLike = { readonly [F in keyof RecordingSeen]?: unknown };

/** What can be judged: a kit, or a call of it. */
export interface Judgeable {
  /** As they are now, oldest first. */
  readonly recordings: readonly RecordingSeen[];
  /** What happened, a line each. */
  readonly story: string;
}
/** A whole run, which claims can be held against. */
export interface JudgeableRun extends Judgeable {
  /** Every step of every machine, from the beginning. */
  readonly moments: readonly Moment[];
  /** What is still to happen comes so long after the beginning; undefined: nothing is. */
  readonly nextMs: number | undefined;
}
/** What a judgement comes to; the message is for where it should be the other way. */
export interface MatchResult {
  readonly pass: boolean;
  readonly message: () => string;
}
export type Equals = (found: unknown, expected: unknown) => boolean;

const fieldNames: { readonly [F in keyof RecordingSeen]: true } = {
  sid: true,
  callSid: true,
  conferenceSid: true,
  path: true,
  source: true,
  status: true,
  endReason: true,
  errorCode: true,
  durationSeconds: true,
  channels: true,
  told: true,
  text: true,
};

/**
 * Whether there is a recording with all of these fields.
 * @throws TypeError for a field that recordings have not.
 */
export function judgeRecording(
  { recordings, story }: Judgeable,
  expected: RecordingLike,
  equals: Equals,
): MatchResult {
  const fields = Object.entries(expected) as [keyof RecordingSeen, unknown][];
  for (const [name] of fields) {
    if (Object.hasOwn(fieldNames, name)) continue;
    const names = Object.keys(fieldNames).join(', ');
    throw new TypeError(`A recording has no "${name}"; expected some of ${names}.`);
  }
  const wrongIn = (one: RecordingSeen) =>
    fields.filter(([name, value]) => !equals(one[name], value));
  const pass = recordings.some((one) => wrongIn(one).length === 0);
  const listed = () =>
    recordings.map((one, i) => [
      `  ${i + 1}. ${recordingText(one)}`,
      ...(pass ? [] : wrongIn(one)).map(
        ([name, value]) => `     ${name} is ${shown(one[name])}; expected ${shown(value)}`,
      ),
    ]);
  return {
    pass,
    message: () =>
      [
        `Expected ${pass ? 'no' : 'a'} recording${fieldsText(fields)}.`,
        '',
        counted(recordings.length),
        ...listed().flat(),
        '',
        'What happened:',
        story,
      ].join('\n'),
  };
}

const counted = (count: number) => {
  if (count === 0) return 'There is no recording.';
  return count === 1 ? 'There is one recording:' : `There are ${count} recordings:`;
};
const fieldsText = (fields: readonly [string, unknown][]) =>
  fields.length === 0
    ? ''
    : ` with ${fields.map(([name, value]) => `${name} ${shown(value)}`).join(', ')}`;

function recordingText(one: RecordingSeen): string {
  const { sid, path, status, endReason, durationSeconds, told } = one;
  return [
    `${sid}, ${path}: ${status}`,
    ...(durationSeconds === null ? [] : [`${durationSeconds} s`]),
    ...(endReason === null ? [] : [`end reason ${endReason}`]),
    told.length === 0 ? 'nobody was told' : `told ${told.join(', ')}`,
  ].join(', ');
}

/** Matchers in the place of a value say themselves what they are. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'toAsymmetricMatcher' in value) {
    const { toAsymmetricMatcher } = value;
    if (typeof toAsymmetricMatcher === 'function') return String(toAsymmetricMatcher.call(value));
  }
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY });
}

/**
 * Whether all claims of the model hold of a run. Those about how everything ends are asked once
 * nothing is left to happen.
 */
export function judgeClaims({ moments, nextMs, story }: JudgeableRun): MatchResult {
  const isOver = nextMs === undefined;
  const asked = isOver ? claims : claims.filter(({ kind }) => kind !== 'eventually');
  const breaches = breachesOf(asked, moments);
  const pass = breaches.length === 0;
  return {
    pass,
    message: () =>
      [
        pass
          ? `Expected a claim of the model not to hold; all ${asked.length} do.`
          : 'Expected all claims of the model to hold. Not so:',
        ...breaches.map(
          ({ claim, sid }) => `  ${claimText(claim)}${sid === '' ? '' : ` (${sid})`}`,
        ),
        ...(isOver ? [] : ['', stillToCome(nextMs)]),
        '',
        'What happened:',
        story,
      ].join('\n'),
  };
}

const claimText = ({ id, says }: Claim) => `${id} ${says}`;
const stillToCome = (nextMs: number) =>
  `Something is still to happen, at ${clockText(nextMs)}: claims about how everything ends were ` +
  'not asked. Let the time pass first, with untilQuiet().';
