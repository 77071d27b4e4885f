/** Logs that are spoilt by one fault each, and whether that is noticed, and named. */
import { judged, type SessionOptions } from '../../src/check/index.ts';
import type { SessionVerdict } from '../../src/check/judging/verdict.ts';
import type { HeardEntry, LogEntry } from '../../src/check/log/entry.ts';
import { sessionRead } from '../../src/check/reading/observed.ts';
import { type Received, readSaid } from '../../src/wire/index.ts';

/** A log with one fault. */
export interface Spoilt {
  readonly log: readonly LogEntry[];
  /** The line that is wrong, or after which something is missing. */
  readonly line: number;
  /** The sid that it is about. */
  readonly sid: string;
  readonly options?: SessionOptions;
}
/** A kind of fault: every way to commit it in a log. */
export type Fault = (log: readonly LogEntry[]) => Generator<Spoilt>;

type Heard<K extends Received['kind']> = HeardEntry & { readonly said: Received<K> };
const isHeard =
  <K extends Received['kind']>(kind: K) =>
  (entry: LogEntry): entry is Heard<K> =>
    entry.kind === 'heard' && entry.said.kind === kind;
const isRecording = isHeard('recording');
const resaid = (entry: HeardEntry, more: Readonly<Record<string, string>>): HeardEntry => ({
  ...entry,
  said: readSaid({ ...entry.said.said, ...more }),
});
const put = (log: readonly LogEntry[], i: number, entry: LogEntry, sid: string): Spoilt => ({
  log: log.with(i, entry),
  line: entry.place.line,
  sid,
});
const added = (log: readonly LogEntry[], entry: LogEntry, sid: string): Spoilt => ({
  log: [...log, { ...entry, place: { ...entry.place, line: log.length + 1 } }],
  line: log.length + 1,
  sid,
});
const ends = ['completed', 'busy', 'no-answer', 'canceled', 'failed'];

/** The faults by their names. */
export const faults = {
  'told twice with another duration': function* (log) {
    for (const entry of log.filter(isRecording)) {
      const { status, recordingSid, durationMs = 0 } = entry.said;
      if (status !== 'completed') continue;
      const again = resaid(entry, { RecordingDuration: String(durationMs / 1_000 + 2) });
      yield added(log, { ...again, at: entry.at + 1_000 }, recordingSid);
    }
  },
  'told before it was asked for': function* (log) {
    for (const [i, entry] of log.entries()) {
      if (!isRecording(entry)) continue;
      const { recordingSid: sid } = entry.said;
      const asked = log.find(
        (one) =>
          one.kind === 'asked' &&
          JSON.stringify(one.answer?.body ?? null).includes(`"sid":"${sid}"`) &&
          one.path.endsWith('/Recordings.json') &&
          one.method === 'POST',
      );
      if (!asked) continue;
      const { Timestamp: _, ...said } = entry.said.said;
      const early = { ...entry, at: asked.at - 5_000, said: readSaid(said) };
      yield put(log, i, early, sid);
    }
  },
  'another word': function* (log) {
    for (const entry of log.filter(isRecording)) {
      if (entry.said.status === 'in-progress') continue;
      const { recordingSid: sid, status } = entry.said;
      const other = status === 'completed' ? 'absent' : 'completed';
      yield added(log, { ...resaid(entry, { RecordingStatus: other }), at: entry.at + 1_000 }, sid);
    }
  },
  'another source': function* (log) {
    for (const [i, entry] of log.entries()) {
      if (!isRecording(entry)) continue;
      const { recordingSid: sid, source } = entry.said;
      const other = source === 'DialVerb' ? 'RecordVerb' : 'DialVerb';
      const all = log.filter((one) => isRecording(one) && one.said.recordingSid === sid);
      if (all.length > 1) yield put(log, i, resaid(entry, { RecordingSource: other }), sid);
    }
  },
  'another verdict': function* (log) {
    for (const [i, entry] of log.entries()) {
      if (entry.kind !== 'asked' || entry.method === 'GET' || !entry.answer) continue;
      const sid = /Recordings\/([^/.]+)/.exec(entry.path)?.[1];
      if (sid === undefined || entry.method !== 'POST') continue;
      const isDone = entry.answer.status === 200;
      const answer = isDone
        ? { ...entry.answer, status: 422, body: { errors: [{ code: '90020' }] } }
        : { ...entry.answer, status: 200, body: {} };
      yield put(log, i, { ...entry, answer }, sid);
    }
  },
  'an end is lost': function* (log) {
    const until = Math.max(...log.map(({ at }) => at)) + 24 * 3_600_000;
    for (const [i, entry] of log.entries()) {
      const isEnd =
        (isRecording(entry) && entry.said.status !== 'in-progress') ||
        (isHeard('call')(entry) && ends.includes(entry.said.status));
      if (!isEnd) continue;
      const { said } = entry as HeardEntry;
      const sid = said.kind === 'recording' ? said.recordingSid : (said.callSid ?? '');
      // Whoever is told of `completed` alone cannot tell what was lost from what is absent.
      const told = sessionRead(log).told.get(sid) ?? [];
      if (said.kind === 'recording' && told.length > 0 && !told.includes('absent')) continue;
      yield { log: log.toSpliced(i, 1), line: entry.place.line, sid, options: { until } };
    }
  },
  'longer than its call': function* (log) {
    for (const [i, entry] of log.entries()) {
      if (!isRecording(entry) || entry.said.status !== 'completed') continue;
      const seconds = (entry.at - (log[0]?.at ?? 0)) / 1_000 + 600;
      yield put(
        log,
        i,
        resaid(entry, { RecordingDuration: String(Math.ceil(seconds)) }),
        entry.said.recordingSid,
      );
    }
  },
  'of a sid that nobody knows': function* (log) {
    for (const entry of log.filter(isRecording)) {
      const said = resaid(entry, { RecordingSid: 'stranger' });
      yield added(log, { ...said, at: entry.at + 1_000 }, 'stranger');
    }
  },
  'a status that goes backwards': function* (log) {
    for (const entry of log.filter(isRecording)) {
      const { recordingSid: sid, status, accountSid = 'A' } = entry.said;
      if (status === 'in-progress') continue;
      const at = entry.at + 2_000;
      const read = {
        kind: 'asked',
        place: entry.place,
        at,
        method: 'GET',
        path: `/texml/Accounts/${accountSid}/Recordings/${sid}.json`,
        answer: { at, status: 200, body: { sid, status: 'in-progress' } },
      } as const;
      yield added(log, read, sid);
    }
  },
} satisfies Readonly<Record<string, Fault>>;
/** The name of a fault. */
export type FaultName = keyof typeof faults;

/** What came of a spoilt log. */
export interface Noticed {
  readonly isNoticed: boolean;
  /** Whether what would explain it names the line, or the sid, that is wrong. */
  readonly isNamed: boolean;
  readonly verdict: SessionVerdict;
}
/** Judges a spoilt log. */
export function noticed({ log, line, sid, options }: Spoilt, more: SessionOptions): Noticed {
  const verdict = judged(log, { ...more, ...options });
  const isNoticed = verdict.is !== 'explained';
  const isNamed = verdict.repairs.some(
    ({ place, says }) => place?.line === line || says.includes(sid),
  );
  return { isNoticed, isNamed, verdict };
}
