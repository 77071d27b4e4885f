/**
 * What a benchmark plays: for each machine a whole life, and a steady loop of some thousand events
 * that comes back to one state again and again. Every life begins with nothing.
 */
import {
  type AnyEvent,
  type EventOf,
  type EventTo,
  type MachineName,
  machineNames,
} from '../../machines/index.ts';
import type { To } from '../../src/engine/index.ts';
import { requested } from '../machines/stage.ts';

export interface Life<M extends MachineName = MachineName> {
  readonly machine: M;
  readonly kind: 'life' | 'loop';
  readonly to: To<M>;
  readonly events: readonly AnyEvent[];
  /** The state in which it ends. */
  readonly end: string;
}
/** An event without its time: a life goes by in seconds. */
type Timeless<E> = E extends unknown ? Omit<E, 'at'> : never;
type Said<M extends MachineName> = Timeless<EventTo<M>>;

/** A sid as long as real ones. */
export const sidOf = (what: string, n = 0) => `${what}${n.toString(16).padStart(32, '0')}`;
const sids: { readonly [M in MachineName]: string } = {
  call: sidOf('CA'),
  dialLeg: sidOf('CA', 1),
  conference: sidOf('CF'),
  recording: sidOf('RE'),
  transcription: sidOf('TR'),
};
const loops = 250;
const repeated = <T>(cycle: (n: number) => readonly T[]): T[] =>
  Array.from({ length: loops }, (_, n) => cycle(n + 1)).flat();
type Path = EventOf<'recording.ended'>['path'];
const recordingEnded = (recordingSid: string, path: Path) =>
  ({
    type: 'recording.ended',
    recordingSid,
    path,
    durationMs: 3_000,
    reason: 'requested',
  }) as const;

const requestedHere: Said<'recording'> = {
  ...requested,
  host: { machine: 'call', sid: sids.call },
  callSid: sids.call,
  policy: 'telnyx',
};
const recordingBegins: readonly Said<'recording'>[] = [
  requestedHere,
  { type: 'media.started', order: 1 },
];
const recordingLife: readonly Said<'recording'>[] = [
  ...recordingBegins,
  { type: 'speech.started' },
  { type: 'speech.ended' },
  { type: 'recording.pause' },
  { type: 'media.paused', order: 2 },
  { type: 'recording.resume' },
  { type: 'media.resumed', order: 3 },
  { type: 'speech.started' },
  { type: 'speech.ended' },
  { type: 'recording.stop' },
  { type: 'media.stopped', order: 4 },
  { type: 'media.saved', location: 'https://media.example/1.mp3', durationMs: 8_000 },
  { type: 'recording.delete' },
];
const recordingLoop: readonly Said<'recording'>[] = [
  ...recordingBegins,
  ...repeated<Said<'recording'>>((n) => [
    { type: 'recording.pause' },
    { type: 'media.paused', order: 2 * n },
    { type: 'recording.resume' },
    { type: 'media.resumed', order: 2 * n + 1 },
  ]),
];

const record = (n: number): readonly Said<'call'>[] => [
  {
    type: 'call.record',
    recording: { sid: sidOf('RE', n), maxLengthMs: 120_000 },
    finishOnKey: '#',
    hasAction: true,
  },
  { type: 'digit.pressed', digit: '#' },
  recordingEnded(sidOf('RE', n), 'record-verb'),
];
const dial = (n: number): readonly Said<'call'>[] => [
  { type: 'call.dial', legs: [sidOf('LA', n), sidOf('LB', n)], recording: { sid: sidOf('RD', n) } },
  { type: 'leg.answered', legSid: sidOf('LA', n) },
  { type: 'leg.ended', legSid: sidOf('LB', n), status: 'canceled', durationMs: 0 },
  { type: 'leg.ended', legSid: sidOf('LA', n), status: 'completed', durationMs: 9_000 },
  recordingEnded(sidOf('RD', n), 'dial-verb'),
];
const callBegins: readonly Said<'call'>[] = [
  { type: 'call.dialOut', recording: { sid: sidOf('RO') } },
  { type: 'call.initiated' },
  { type: 'call.rang' },
  { type: 'call.answered' },
];
const callLife: readonly Said<'call'>[] = [
  ...callBegins,
  ...record(1),
  ...dial(1),
  { type: 'call.startRecording', recording: { sid: sidOf('RQ') } },
  { type: 'call.joinConference', conferenceSid: sids.conference, stay: 'stay-1', hasAction: true },
  { type: 'participant.admitted', conferenceSid: sids.conference, stay: 'stay-1' },
  { type: 'call.hungUp' },
  recordingEnded(sidOf('RO'), 'outbound-call'),
  recordingEnded(sidOf('RQ'), 'call-request'),
];
const callLoop: readonly Said<'call'>[] = [
  ...callBegins,
  ...repeated((n) => [...record(n), ...dial(n)]),
];

const legBegins: readonly Said<'dialLeg'>[] = [
  {
    type: 'leg.requested',
    parent: { machine: 'conference', sid: sids.conference },
    stay: 'stay-1',
    recording: { sid: sidOf('RP') },
    policy: 'telnyx',
  },
  { type: 'call.initiated' },
  { type: 'call.rang' },
  { type: 'call.answered' },
  { type: 'participant.admitted', conferenceSid: sids.conference, stay: 'stay-1' },
];
const requestOnLeg = (n: number): readonly Said<'dialLeg'>[] => [
  { type: 'call.startRecording', recording: { sid: sidOf('RQ', n) } },
  { type: 'call.startRecording', recording: { sid: sidOf('RQ', n) } },
  recordingEnded(sidOf('RQ', n), 'call-request'),
  { type: 'call.rang' },
];
const legLife: readonly Said<'dialLeg'>[] = [
  ...legBegins,
  ...requestOnLeg(1),
  { type: 'call.hungUp' },
  recordingEnded(sidOf('RP'), 'participant-request'),
];
const legLoop: readonly Said<'dialLeg'>[] = [...legBegins, ...repeated(requestOnLeg)];

export const joined = (n: number, machine: 'call' | 'dialLeg' = 'call') =>
  ({
    type: 'participant.joined',
    participant: { machine, sid: sidOf('CA', n) },
    stay: `stay-${n}`,
    policy: 'telnyx',
  }) as const;
const left = (n: number): Said<'conference'> => ({
  type: 'participant.left',
  participant: { machine: 'call', sid: sidOf('CA', n) },
  stay: `stay-${n}`,
});
const conferenceBegins: readonly Said<'conference'>[] = [
  { ...joined(1_001), startOnEnter: false },
  { ...joined(1_002), recording: { sid: sidOf('RC') } },
  joined(1_003),
];
const conferenceLife: readonly Said<'conference'>[] = [
  ...conferenceBegins,
  { type: 'conference.addParticipant', legSid: sidOf('CA', 9), stay: 'stay-9' },
  { type: 'leg.rang', legSid: sidOf('CA', 9) },
  { type: 'leg.answered', legSid: sidOf('CA', 9) },
  joined(9, 'dialLeg'),
  { type: 'conference.updateParticipant', callSid: sidOf('CA', 1_003), endOnExit: false },
  { type: 'conference.removeParticipant', callSid: sidOf('CA', 9) },
  left(1_001),
  left(1_002),
  left(1_003),
  recordingEnded(sidOf('RC'), 'conference-verb'),
];
const conferenceLoop: readonly Said<'conference'>[] = [
  ...conferenceBegins,
  ...repeated((n) => [joined(n), left(n)]),
];

const transcriptionBegins: readonly Said<'transcription'>[] = [
  {
    type: 'transcription.requested',
    recordingSid: sids.recording,
    callSid: sids.call,
    location: 'https://media.example/1.mp3',
    durationSeconds: 8,
    settings: { language: 'en-US', engine: 'A' },
    policy: 'telnyx',
  },
  { type: 'transcription.completed', text: 'Please call me back.' },
];
const transcriptionLife: readonly Said<'transcription'>[] = [
  ...transcriptionBegins,
  { type: 'transcription.delete' },
];
const transcriptionLoop: readonly Said<'transcription'>[] = [
  ...transcriptionBegins,
  ...repeated((n) => [{ type: 'recording.deleted', recordingSid: sidOf('RE', n) } as const]),
];

/** A value with strings of its own, as it comes from a wire. */
export const arrived = <T>(value: unknown): T => JSON.parse(JSON.stringify(value));
/** Events a second apart. */
const timed = (said: readonly object[]): AnyEvent[] =>
  said.map((one, i) => arrived({ ...one, at: 1_000 * (i + 1) }));
const events: {
  readonly [M in MachineName]: readonly [life: readonly Said<M>[], loop: readonly Said<M>[]];
} = {
  call: [callLife, callLoop],
  dialLeg: [legLife, legLoop],
  conference: [conferenceLife, conferenceLoop],
  recording: [recordingLife, recordingLoop],
  transcription: [transcriptionLife, transcriptionLoop],
};
const ends: { readonly [M in MachineName]: readonly [life: string, loop: string] } = {
  call: ['completed', 'inProgress.executing'],
  dialLeg: ['completed', 'answered.joined'],
  conference: ['completed', 'inProgress'],
  recording: ['deleted', 'inProgress'],
  transcription: ['deleted', 'completed'],
};

/** Both lives of every machine. */
export const lives: readonly Life[] = machineNames.flatMap((machine) =>
  (['life', 'loop'] as const).map((kind, i) => ({
    machine,
    kind,
    to: { machine, sid: sids[machine] },
    events: timed(events[machine][i] ?? []),
    end: ends[machine][i] ?? '',
  })),
);
