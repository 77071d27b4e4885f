/** What is kept, taken back only if it is what it should be: machines, rows, effects and verdicts. */
import {
  type Address,
  effectFields,
  effects,
  effectTypes,
  type MachineName,
  type RefusalReason,
  refusalReasons,
  type Verdict,
} from '../../../machines/index.ts';
import { keptFields, keptWord } from '../../../machines/words/kept-fields.ts';
import {
  anyListOf,
  choice,
  type Fields,
  type FieldsOf,
  type Flaw,
  flawIn,
  isPlain,
  optional,
  record,
  text,
} from '../../../machines/words/shape.ts';
import { InvalidInput, restore, type Snapshot } from '../../engine/index.ts';
import type {
  ConferenceRow,
  FoundOut,
  ParticipantRow,
  RecordingRow,
  Subscription,
  Tap,
  TranscriptionRow,
} from '../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { answerers, tapKinds, tapTracks } from '../../wire/resources/rows.ts';

const { ms, sid, some, yes } = keptFields;
const words = <T extends string>(of: Readonly<Record<T, unknown>>) => Object.keys(of) as T[];

const subscription = optional(
  record('', {
    url: text(''),
    method: keptWord('GET', 'POST'),
    events: anyListOf('', text('')),
  } satisfies FieldsOf<Subscription>),
);
const line = {
  accountSid: sid,
  to: some,
  from: some,
  connectionId: some,
  callerName: optional(some),
  parentCallSid: optional(sid),
  dialRecordingSid: optional(sid),
  label: optional(some),
  subscription,
  detection: optional(keptWord('Enable', 'DetectMessageEnd')),
  isDetectionAsync: optional(yes),
  detectionLimitMs: optional(ms),
  found: optional(
    record('', { answeredBy: keptWord(...answerers), durationMs: ms } satisfies FieldsOf<FoundOut>),
  ),
  detectionSubscription: subscription,
  taps: optional(
    anyListOf(
      '',
      record('', {
        sid,
        kind: keptWord(...tapKinds),
        name: optional(some),
        track: optional(keptWord(...tapTracks)),
        isStopped: optional(yes),
      } satisfies FieldsOf<Tap>),
    ),
  ),
  muted: optional(yes),
  hold: optional(yes),
  coaching: optional(yes),
  coachingCallSid: optional(some),
} satisfies Omit<FieldsOf<ParticipantRow>, 'machine'>;
/** The fields of a row, by the machine that it is about. */
const rows = {
  call: { machine: keptWord('call'), ...line },
  dialLeg: { machine: keptWord('dialLeg'), ...line },
  conference: {
    machine: keptWord('conference'),
    accountSid: sid,
    friendlyName: some,
    connectionId: some,
    subscription,
  } satisfies FieldsOf<ConferenceRow>,
  recording: {
    machine: keptWord('recording'),
    accountSid: sid,
    sendsUrl: yes,
    subscription,
  } satisfies FieldsOf<RecordingRow>,
  transcription: {
    machine: keptWord('transcription'),
    accountSid: sid,
    subscription,
  } satisfies FieldsOf<TranscriptionRow>,
} as const satisfies Readonly<Record<MachineName, Fields>>;

/** Effects that are kept until they are performed; timers a host sets anew. */
const keptEffects = Object.fromEntries(
  effectTypes
    .filter((type) => effects[type].port !== 'clock')
    .map((type) => [type, effectFields(type)]),
);

const plain = { verdict: keptWord('accepted', 'unchanged', 'ignored') };
const refusal = {
  verdict: keptWord('refused'),
  reason: choice('', words<RefusalReason>(refusalReasons)),
} satisfies FieldsOf<Extract<Verdict, { readonly verdict: 'refused' }>>;
const verdicts = { accepted: plain, unchanged: plain, ignored: plain, refused: refusal };

/** What is wrong with a value, where a word of its own says which entry of a table it has to fit. */
function flawBy<T>(
  table: Readonly<Record<string, T>>,
  value: unknown,
  name: string,
  flawFor: (entry: T, value: object) => Flaw | undefined,
): Flaw | undefined {
  if (!isPlain(value)) return { path: '', found: value, expected: 'an object' };
  const word: unknown = Object.hasOwn(value, name) ? value[name as keyof typeof value] : undefined;
  if (typeof word === 'string' && Object.hasOwn(table, word)) {
    return flawFor(table[word] as T, value);
  }
  return { path: name, found: word, expected: `one of ${Object.keys(table).join(', ')}` };
}
const flawOf = (fields: Fields, value: object) => flawIn(fields, value);
const type = new Set(['type']);

/** The first thing that keeps a value from being a row, or undefined. */
export const flawInRow = (value: unknown): Flaw | undefined =>
  flawBy<Fields>(rows, value, 'machine', flawOf);
/** The same of an effect that is to be performed: its fields depend on its type and machine. */
export const flawInEffect = (value: unknown): Flaw | undefined =>
  flawBy(keptEffects, value, 'type', (byMachine, effect) =>
    flawBy(byMachine, effect, 'machine', (fields) => flawIn(fields, effect, type)),
  );
/** The same of a verdict. */
export const flawInVerdict = (value: unknown): Flaw | undefined =>
  flawBy<Fields>(verdicts, value, 'verdict', flawOf);

/** A machine as it was kept under its sid; what is none, or that of another, throws `InvalidInput`. */
export function keptMachine({ machine, sid }: Address, value: unknown): Snapshot {
  const snapshot = restore(machine, value);
  if (snapshot.sid === sid) return snapshot;
  throw new InvalidInput(`snapshot of ${machine}`, 'sid', snapshot.sid, `"${sid}"`);
}
