/** What each machine remembers, as shapes: with these a context that was stored is checked. */
import {
  type Arriving,
  type CallContext,
  type ConferenceContext,
  type Contexts,
  conferenceEnds,
  type DialVerb,
  endReasons,
  type Hosted,
  kindIds,
  type LineContext,
  type MachineName,
  machineNames,
  mediaOrders,
  type Participant,
  type Participation,
  pathIds,
  policy,
  type RecordingContext,
  type RecordVerb,
  recordingRequest,
  recordingSettings,
  recordingSources,
  type Stay,
  type Timers,
  type TranscriptionContext,
  timerNames,
  transcriptionRequest,
  transcriptionSettings,
} from '../../machines/index.ts';
import { keptFields, keptWord } from '../../machines/words/kept-fields.ts';
import {
  choice,
  count,
  type Field,
  type Fields,
  type FieldsOf,
  listOf,
  optional,
  orNull,
  record,
  text,
} from '../../machines/words/shape.ts';
import type { StateOf } from './snapshot.ts';

const { moment, ms, sid, some, yes } = keptFields;

const address = record('', { machine: choice('', machineNames), sid });
/** What is due beyond all dates never comes. */
const due = optional(count(''));
const timers: Field<Timers, false> = record(
  '',
  Object.fromEntries(timerNames.map((name) => [name, due])) as {
    [Name in keyof Timers]-?: typeof due;
  },
);
const hosted = {
  sid,
  kind: choice('', kindIds),
  ofLeg: optional(yes),
} satisfies FieldsOf<Hosted>;
const everyMachine = { sid, policy, timers, createdAt: moment, updatedAt: moment };
const line = {
  ...everyMachine,
  ringTimeoutMs: ms,
  timeLimitMs: ms,
  recording: orNull(recordingRequest),
  recordings: listOf('', record('', hosted)),
  lastRequest: orNull(sid),
  answeredAt: orNull(moment),
  endedAt: orNull(moment),
} satisfies FieldsOf<LineContext>;

const recordVerb = {
  recordingSid: sid,
  finishOnKey: some,
  hasAction: yes,
  digit: orNull(text('')),
  isOver: yes,
} satisfies FieldsOf<RecordVerb>;
const dialVerb = {
  firstLeg: sid,
  legs: listOf('', sid),
  recordFrom: keptWord('ringing', 'answer'),
  recording: orNull(recordingRequest),
  hangupOnStar: yes,
  hasAction: yes,
} satisfies FieldsOf<DialVerb>;
const stayVerb = {
  conferenceSid: sid,
  stay: sid,
  isNamed: yes,
  hasAction: yes,
  isIn: yes,
} satisfies FieldsOf<Stay>;

const participation = {
  stay: sid,
  startOnEnter: optional(yes),
  endOnExit: optional(yes),
  maxParticipants: optional(count('', 1)),
  recording: optional(recordingRequest),
} satisfies FieldsOf<Participation>;
const participant = {
  stay: sid,
  who: address,
  startOnEnter: yes,
  endOnExit: yes,
  joinedAt: moment,
  recording: orNull(recordingRequest),
} satisfies FieldsOf<Participant>;
const arriving = { legSid: sid, stay: sid, endOnExit: optional(yes) } satisfies FieldsOf<Arriving>;

const mediaOrder = orNull(choice('', mediaOrders));

/** The fields of each context. */
export const remembered = {
  call: {
    ...line,
    direction: keptWord('outbound', 'inbound'),
    record: orNull(record('', recordVerb)),
    dial: orNull(record('', dialVerb)),
    stay: orNull(record('', stayVerb)),
    redirections: listOf('', sid),
    takenOverAt: orNull(moment),
  } satisfies FieldsOf<CallContext>,
  dialLeg: {
    ...line,
    parent: address,
    participation: orNull(record('', participation)),
    isIn: yes,
  },
  conference: {
    ...everyMachine,
    maxParticipants: orNull(count('', 1)),
    participants: listOf('', record('', participant)),
    arriving: listOf('', record('', arriving)),
    recording: orNull(sid),
    lastLeg: orNull(sid),
    startedAt: orNull(moment),
    endedAt: orNull(moment),
    endReason: orNull(choice('', conferenceEnds)),
    endedBy: orNull(sid),
  } satisfies FieldsOf<ConferenceContext>,
  recording: {
    ...everyMachine,
    settings: record('', recordingSettings),
    transcription: orNull(transcriptionRequest),
    path: choice('', pathIds),
    source: choice('', recordingSources),
    host: address,
    callSid: sid,
    conferenceSid: orNull(sid),
    order: count(''),
    asked: mediaOrder,
    wanted: orNull(keptWord('pause', 'resume')),
    crossed: mediaOrder,
    startedAt: orNull(moment),
    decidedAt: orNull(moment),
    endedAt: orNull(moment),
    openedAt: orNull(moment),
    pausedAt: orNull(moment),
    capturedMs: ms,
    pausedMs: ms,
    speech: keptWord('unheard', 'speaking', 'silent'),
    speechAt: moment,
    endReason: orNull(
      choice('', Object.keys(endReasons) as NonNullable<RecordingContext['endReason']>[]),
    ),
    errorCode: orNull(text('')),
    location: orNull(text('')),
    durationSeconds: orNull(ms),
  } satisfies FieldsOf<RecordingContext>,
  transcription: {
    ...everyMachine,
    recordingSid: sid,
    callSid: sid,
    location: text(''),
    durationSeconds: ms,
    settings: record('', transcriptionSettings),
    endedAt: orNull(moment),
    text: orNull(some),
  } satisfies FieldsOf<TranscriptionContext>,
} as const satisfies { readonly [M in MachineName]: FieldsOf<Contexts[M]> & Fields };

/** What must be there in a state: the verb that a call is at. */
export const neededIn: Readonly<Partial<Record<string, string>>> = {
  'inProgress.recording': 'record',
  'inProgress.dialing': 'dial',
  'inProgress.bridged': 'dial',
  'inProgress.inConference': 'stay',
} satisfies { readonly [S in StateOf<'call'>]?: 'record' | 'dial' | 'stay' };
