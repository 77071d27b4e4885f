/** What is kept beside snapshots, as shapes: rows, effects that are to be performed, and verdicts. */
import {
  announcements,
  type Effect,
  type EffectType,
  instructionCauses,
  lineEnds,
  type MachineName,
  machineNames,
  type RefusalReason,
  recordingSettings,
  refusalReasons,
  type Verdict,
} from '../../../machines/index.ts';
import {
  anyListOf,
  anyText,
  choice,
  count,
  type Field,
  type Fields,
  type FieldsOf,
  type Flaw,
  flag,
  flawIn,
  isPlain,
  optional,
  record,
  text,
  time,
} from '../../../machines/words/shape.ts';
import type {
  ConferenceRow,
  ParticipantRow,
  RecordingRow,
  Subscription,
} from '../../wire/index.ts';

const sid = text('');
const some = anyText('');
const yes = flag('');
const only = <const T extends string>(...of: readonly T[]): Field<T, false> => choice('', of);
const words = <T extends string>(of: Readonly<Record<T, unknown>>) => Object.keys(of) as T[];

const subscription = optional(
  record('', {
    url: text(''),
    method: only('GET', 'POST'),
    events: anyListOf('', text('')),
  } satisfies FieldsOf<Subscription>),
);
const line = {
  accountSid: sid,
  to: some,
  from: some,
  connectionId: some,
  parentCallSid: optional(sid),
  label: optional(some),
  subscription,
  muted: optional(yes),
  hold: optional(yes),
  coaching: optional(yes),
  coachingCallSid: optional(some),
} satisfies Omit<FieldsOf<ParticipantRow>, 'machine'>;
/** The fields of a row, by the machine that it is about. */
const rows = {
  call: { machine: only('call'), ...line },
  dialLeg: { machine: only('dialLeg'), ...line },
  conference: {
    machine: only('conference'),
    accountSid: sid,
    friendlyName: some,
    connectionId: some,
    subscription,
  } satisfies FieldsOf<ConferenceRow>,
  recording: {
    machine: only('recording'),
    accountSid: sid,
    sendsUrl: yes,
    subscription,
  } satisfies FieldsOf<RecordingRow>,
} as const satisfies Readonly<Record<MachineName, Fields>>;

/** The effect that can be of a type: one declaration may stand for several. */
type Like<T extends EffectType, E = Effect> = E extends { readonly type: infer Types }
  ? T extends Types
    ? E
    : never
  : never;
const of = <M extends MachineName>(...machines: readonly M[]) => ({
  machine: choice('', machines),
  sid,
});
const ofLine = of('call', 'dialLeg');
const order = { ...of('recording'), order: count('', 1) };
/** The fields of an effect beside its type. Timers are never kept: a host sets them anew. */
const effects = {
  'network.dial': ofLine,
  'network.answer': ofLine,
  'network.hangUp': ofLine,
  'network.bridge': { ...of('call'), legSid: sid },
  'network.join': { ...ofLine, conferenceSid: sid },
  'network.leave': { ...ofLine, conferenceSid: sid },
  'media.start': { ...order, callSid: sid, settings: record('', recordingSettings) },
  'media.pause': order,
  'media.resume': order,
  'media.stop': order,
  'media.erase': order,
  announced: {
    ...of(...machineNames),
    status: choice('', Object.values(announcements).flat()),
    at: time(''),
    callSid: optional(sid),
  },
  'instructions.requested': {
    ...of('call'),
    because: choice('', words(instructionCauses)),
    recordingSid: optional(sid),
    durationMs: optional(count('')),
    digit: optional(some),
    dialStatus: optional(choice('', lineEnds)),
    legSid: optional(sid),
    execute: yes,
  },
  'instructions.resumed': { ...of('call'), again: yes },
  'recording.orphaned': { ...of('recording'), location: text('') },
} as const satisfies {
  readonly [T in Exclude<EffectType, `timer.${string}`>]: Omit<FieldsOf<Like<T>>, 'type'> & Fields;
};

const plain = { verdict: only('accepted', 'unchanged', 'ignored') };
const refused = {
  verdict: only('refused'),
  reason: choice('', words<RefusalReason>(refusalReasons)),
} satisfies FieldsOf<Extract<Verdict, { readonly verdict: 'refused' }>>;

const within = (value: object, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name as keyof typeof value] : undefined;
/** What of a table is meant by a word of the value itself. */
function meant<T extends object>(table: T, value: object, name: string): Flaw | Fields {
  const word = within(value, name);
  const fields = typeof word === 'string' ? within(table, word) : undefined;
  if (fields) return fields as Fields;
  return { path: name, found: word, expected: `one of ${Object.keys(table).join(', ')}` };
}
const isFlaw = (one: Flaw | Fields): one is Flaw => typeof one.path === 'string';
const type = new Set(['type']);

function flawBy(value: unknown, table: object, name: string, besides?: ReadonlySet<string>) {
  if (!isPlain(value)) return { path: '', found: value, expected: 'an object' };
  const fields = meant(table, value, name);
  return isFlaw(fields) ? fields : flawIn(fields, value, besides);
}

/** The first thing that keeps a value from being a row, or undefined. */
export const flawInRow = (value: unknown): Flaw | undefined => flawBy(value, rows, 'machine');
/** The same of an effect that is to be performed. */
export const flawInEffect = (value: unknown): Flaw | undefined =>
  flawBy(value, effects, 'type', type);
/** The same of a verdict. */
export const flawInVerdict = (value: unknown): Flaw | undefined =>
  flawBy(value, { accepted: plain, unchanged: plain, ignored: plain, refused }, 'verdict');
