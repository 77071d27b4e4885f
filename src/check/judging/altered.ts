/** One thing otherwise: what could have been seen instead, nearest first. */
import { announcements, type MachineName } from '../../../machines/index.ts';
import type { Observation } from '../../follow/index.ts';
import {
  callWords,
  conferenceWords,
  legWords,
  recordingWords,
  transcriptionWords,
} from '../../wire/index.ts';
import type { Observed } from '../reading/observed.ts';
import type { Repair } from './verdict.ts';
import { answerWords, named, requestIn } from './words.ts';

/** What of an observation is otherwise: a field of it, that it is there, or when. */
export type Alters =
  | 'all'
  | 'status'
  | 'duration'
  | 'repeat'
  | 'source'
  | 'call'
  | 'time'
  | 'answer';
/** What is seen if one thing is otherwise, and what that is in words. */
export interface Altered {
  readonly observed: readonly Observed[];
  readonly alters: Alters;
  readonly repair: Omit<Repair, 'place'>;
}

/** The words that a read may answer. */
const readWords: Readonly<Record<MachineName, readonly string[]>> = {
  call: [...new Set<string>(Object.values(callWords))],
  dialLeg: [...new Set<string>(Object.values(legWords))],
  conference: [...new Set<string>(Object.values(conferenceWords))],
  recording: [...new Set(Object.values(recordingWords).flatMap(({ resource }) => resource ?? []))],
  transcription: [...new Set(Object.values(transcriptionWords).flatMap((word) => word ?? []))],
};

/** All that one observation could be otherwise; first, not there at all. */
export function* alteredAt(all: readonly Observed[], i: number): Generator<Altered> {
  const one = all[i];
  if (!one) return;
  const { seen } = one;
  const put: Put = (alters, other, says) => ({
    observed: all.with(i, { ...one, seen: other }),
    alters,
    repair: { what: 'changed', says },
  });
  if (seen.kind === 'document' || seen.kind === 'asked' || seen.kind === 'time') return;
  const without = all.toSpliced(i, 1);
  const what = said(seen, all);
  const gone = seen.kind === 'answered' ? `the answer to ${what}` : what;
  const says = `${gone} should not have come`;
  yield { observed: without, alters: 'all', repair: { what: 'removed', says } };
  if (seen.kind === 'callback') yield* alteredCallback(all, i, put);
  if (seen.kind === 'answered') yield* alteredAnswer(all, seen, put);
  if (seen.kind === 'read') yield* alteredRead(seen, put);
  if (seen.kind !== 'callback') return;
  const at = all.at(-1)?.seen.at ?? seen.at;
  yield {
    observed: [...without, { ...one, seen: { ...seen, at } }],
    alters: 'time',
    repair: { what: 'moved', says: `${what} came too early; later, it would fit` },
  };
}

function* alteredRead(seen: Extract<Observation, { kind: 'read' }>, put: Put): Generator<Altered> {
  const is = `the ${named(seen.of)} was read as ${seen.status ?? 'not found'}`;
  for (const status of [...readWords[seen.of.machine], null]) {
    if (status === seen.status) continue;
    yield put('status', { ...seen, status }, `${is}; ${status ?? 'not found'} would fit`);
  }
}

type Put = (alters: Alters, other: Observation, says: string) => Altered;

function* alteredCallback(all: readonly Observed[], i: number, put: Put): Generator<Altered> {
  const one = all[i] as Observed;
  if (one.seen.kind !== 'callback') return;
  const { durationSeconds, saidAt, ...bare } = one.seen;
  const { of, status } = bare;
  const what = `${status} of the ${named(of)}`;
  const time = saidAt === undefined ? {} : { saidAt };
  if (durationSeconds !== undefined) {
    const before = lengthBefore(all, i);
    const says =
      before === undefined
        ? `${what} with another duration than ${durationSeconds} s`
        : `a repeat of ${what} with a changed duration: ${before} s before, ${durationSeconds} s now`;
    const other = before === undefined ? {} : { durationSeconds: before };
    yield put(before === undefined ? 'duration' : 'repeat', { ...bare, ...time, ...other }, says);
  }
  const length = durationSeconds === undefined ? {} : { durationSeconds };
  if (one.source !== undefined) {
    const { source: _, ...rest } = one;
    const says = `${what} with another RecordingSource than ${one.source}`;
    yield { observed: all.with(i, rest), alters: 'source', repair: { what: 'changed', says } };
  }
  if (one.callSid !== undefined) {
    const { callSid: _, ...rest } = one;
    const says = `${what} with another CallSid than ${one.callSid}`;
    yield { observed: all.with(i, rest), alters: 'call', repair: { what: 'changed', says } };
  }
  if (saidAt !== undefined) {
    yield put('time', { ...bare, ...length }, `${what} with another Timestamp`);
  }
  for (const word of announcements[of.machine]) {
    if (word !== status)
      yield put('status', { ...bare, ...time, status: word }, `${what} came; ${word} would fit`);
  }
}

/** The length that was told before with the same word, if it was another. */
function lengthBefore(all: readonly Observed[], i: number): number | undefined {
  const { seen } = all[i] as Observed;
  for (const { seen: before } of all.slice(0, i)) {
    if (before.kind !== 'callback' || seen.kind !== 'callback') continue;
    if (before.of.sid !== seen.of.sid || before.status !== seen.status) continue;
    if (before.durationSeconds !== seen.durationSeconds) return before.durationSeconds;
  }
  return undefined;
}

type Answered = Extract<Observation, { kind: 'answered' }>;
function* alteredAnswer(all: readonly Observed[], seen: Answered, put: Put): Generator<Altered> {
  const what = said(seen, all);
  const { reason, ...bare } = seen;
  if (seen.is === 'refused' && reason !== undefined) {
    yield put('answer', bare, `${what} was refused for another reason than ${reason}`);
  }
  const other = seen.is === 'done' ? 'refused' : 'done';
  const words = seen.is === 'done' ? '422 would fit' : '200 would fit';
  yield put(
    'answer',
    { ...bare, is: other },
    `${what} was answered: ${answerWords(seen)}; ${words}`,
  );
}

/** What it is, in words. */
function said(seen: Observation, all: readonly Observed[]): string {
  if (seen.kind === 'answered') {
    for (const { seen: one } of all) {
      if (one.kind === 'asked' && one.id === seen.id)
        return `the ${requestIn(one.event.type, one.to)}`;
    }
    return 'a request';
  }
  if (seen.kind === 'callback') return `the callback ${seen.status} of the ${named(seen.of)}`;
  if (seen.kind === 'read') return `the read of the ${named(seen.of)}`;
  if (seen.kind === 'cameIn') return `that the ${named(seen.of)} comes in`;
  return 'of' in seen ? `the request for a document of the ${named(seen.of)}` : 'it';
}
