/** The stage: every machine brought into every state by real steps, a second between two events. */
import { type EventOf, type EventType, kindOf, type MachineName } from '../../machines/index.ts';
import { type Snapshot, type Step, step, type To } from '../../src/engine/index.ts';

/** An event without its time, or with it where the time matters. */
export type Said<T extends EventType = EventType> = T extends EventType
  ? Omit<EventOf<T>, 'at'> & { readonly at?: number }
  : never;
/** An event in brief: its type, and its fields if it has any. */
export const say = <T extends EventType>(
  type: T,
  ...[fields]: Record<never, never> extends Omit<Said<T>, 'type'>
    ? [fields?: Omit<Said<T>, 'type'>]
    : [fields: Omit<Said<T>, 'type'>]
) => ({ type, ...fields }) as Said<T>;

/** The machines on the stage, one of each; events about others name them. */
export const addresses = {
  call: { machine: 'call', sid: 'C' },
  dialLeg: { machine: 'dialLeg', sid: 'L' },
  conference: { machine: 'conference', sid: 'F' },
  recording: { machine: 'recording', sid: 'R' },
  transcription: { machine: 'transcription', sid: 'T' },
} as const satisfies Record<MachineName, To>;

/** One step of the machine on the stage. */
export const give = <M extends MachineName>(
  machine: M,
  snapshot: Snapshot<M> | undefined,
  said: Said,
  at = (snapshot?.context.updatedAt ?? 0) + 1000,
): Step<M> => step(addresses[machine] as unknown as To<M>, snapshot, { at, ...said } as never);

/** Every step of a life from nothing, the first at second 1. */
export function live<M extends MachineName>(machine: M, life: readonly Said[]): Step<M>[] {
  const steps: Step<M>[] = [];
  for (const [i, said] of life.entries()) {
    steps.push(give(machine, steps.at(-1)?.snapshot, said, 1000 * (i + 1)));
  }
  return steps;
}

/** What others say of the machines on the stage: each names who speaks. */
export const left = (stay: string, by = 'C') =>
  say('participant.left', { stay, participant: { machine: 'call', sid: by } });
export const admitted = (stay = 'S', conferenceSid = 'F') =>
  say('participant.admitted', { conferenceSid, stay });
export const dismissed = (
  reason: Said<'participant.dismissed'>['reason'],
  stay = 'S',
  conferenceSid = 'F',
) => say('participant.dismissed', { conferenceSid, stay, reason });
export const chosen = (by = 'C') => say('leg.chosen', { parent: { machine: 'call', sid: by } });
export const released = (by = 'C') => say('leg.released', { parent: { machine: 'call', sid: by } });
type Ended = Said<'recording.ended'>;
/** A recording of 4.2 seconds is over. */
export const recordingEnded = (
  recordingSid: string,
  path: Ended['path'] = 'record-verb',
  reason: Ended['reason'] = 'silence',
) => say('recording.ended', { recordingSid, path, durationMs: 4200, reason });
export const hostEnded = (
  reason: Said<'host.ended'>['reason'] = 'call-ended',
  host: To = addresses.call,
) => say('host.ended', { host, reason });
export const stopRequested = (
  reason: Said<'recording.stopRequested'>['reason'],
  path: Ended['path'] = 'call-request',
) => say('recording.stopRequested', { host: addresses.call, path, reason });

export const request = { sid: 'R' } as const;
export const requested = say('recording.requested', {
  path: 'call-request',
  source: 'StartCallRecordingAPI',
  host: addresses.call,
  callSid: 'C',
  settings: {
    ...kindOf('call-request/request').defaults,
    maxLengthMs: 600_000,
    silenceMs: 60_000,
  },
});
export const ofConference = {
  ...requested,
  path: 'conference-verb',
  source: 'Conference',
  host: addresses.conference,
  conferenceSid: 'F',
} as const;
export const join = (stay: string, by = 'C', more: Partial<Said<'participant.joined'>> = {}) =>
  say('participant.joined', { ...more, stay, participant: { machine: 'call', sid: by } });
export const joinAs = (leg: string, stay: string) =>
  say('participant.joined', { stay, participant: { machine: 'dialLeg', sid: leg } });
export const add = (legSid: string, stay: string, maxParticipants?: number) =>
  say('conference.addParticipant', {
    legSid,
    stay,
    ...(maxParticipants === undefined ? {} : { maxParticipants }),
  });
const textRequested = say('transcription.requested', {
  recordingSid: 'R',
  callSid: 'C',
  location: 'file',
  durationSeconds: 7,
  settings: { language: 'en-US', engine: 'A' },
});
const dialledOut = say('call.dialOut');
const answered = [dialledOut, say('call.answered')];
const dialed = [...answered, say('call.dial', { legs: ['L', 'L2'], hangupOnStar: true })];
const ofDial = say('leg.requested', { parent: addresses.call });
const ofParticipant = say('leg.requested', { parent: addresses.conference, stay: 'S' });
const captured = [requested, say('media.started', { order: 1 })];
const paused = [...captured, say('recording.pause'), say('media.paused', { order: 2 })];
const stopped = [...captured, say('recording.stop')];
const saved = [...captured, say('media.saved', { location: 'file' })];

/** One way into each state of each machine. */
export const ways: Readonly<Record<MachineName, Readonly<Record<string, readonly Said[]>>>> = {
  recording: {
    none: [],
    starting: [requested],
    inProgress: captured,
    pausing: [...captured, say('recording.pause')],
    paused,
    resuming: [...paused, say('recording.resume')],
    stopping: stopped,
    processing: [...stopped, say('media.stopped', { order: 2 })],
    completed: saved,
    absent: [...captured, say('media.failed')],
    deleted: [...saved, say('recording.delete')],
  },
  call: {
    none: [],
    queued: [dialledOut],
    initiated: [dialledOut, say('call.initiated')],
    ringing: [dialledOut, say('call.rang')],
    'inProgress.executing': answered,
    'inProgress.recording': [...answered, say('call.record', { recording: request })],
    'inProgress.dialing': dialed,
    'inProgress.bridged': [...dialed, say('leg.answered', { legSid: 'L' })],
    'inProgress.inConference': [
      ...answered,
      say('call.joinConference', { conferenceSid: 'F', stay: 'S' }),
    ],
    completed: [...answered, say('call.hungUp')],
    busy: [dialledOut, say('call.busy')],
    noAnswer: [dialledOut, say('call.unanswered')],
    canceled: [dialledOut, say('call.hangUp')],
    failed: [dialledOut, say('call.failed')],
  },
  dialLeg: {
    none: [],
    initiated: [ofDial],
    ringing: [ofDial, say('call.rang')],
    'answered.waiting': [ofDial, say('call.answered')],
    'answered.bridged': [ofDial, say('call.answered'), chosen()],
    'answered.joined': [ofParticipant, say('call.answered'), admitted()],
    handedOver: [ofDial, say('call.answered'), chosen(), say('call.redirect', {})],
    completed: [ofDial, say('call.answered'), say('call.hungUp')],
    busy: [ofDial, say('call.busy')],
    noAnswer: [ofDial, say('call.unanswered')],
    canceled: [ofDial, released()],
    failed: [ofDial, say('call.failed')],
  },
  conference: {
    none: [],
    init: [join('S', 'C', { startOnEnter: false })],
    inProgress: [join('S')],
    completed: [join('S'), left('S')],
  },
  transcription: {
    none: [],
    requested: [textRequested],
    completed: [textRequested, say('transcription.completed', { text: 'Hello.' })],
    failed: [textRequested, say('transcription.failed')],
    deleted: [textRequested, say('transcription.delete')],
  },
};

/** A state by its last name: `executing` for `inProgress.executing`. */
const lastName = (state: string) => state.slice(state.lastIndexOf('.') + 1);

/** The machine in the state of this last name, or undefined in `none`; the way there is checked. */
export function inState<M extends MachineName>(machine: M, state: string) {
  const found = Object.entries(ways[machine]).find(([path]) => lastName(path) === state);
  const snapshot = live(machine, found?.[1] ?? []).at(-1)?.snapshot;
  if ((snapshot?.state ?? 'none') !== found?.[0]) {
    throw new Error(`the way to ${machine} ${state} leads to ${snapshot?.state}`);
  }
  return snapshot;
}

/** What a step came to, in a word: where it led, or the verdict, or why it is refused. */
export function outcome(before: Snapshot | undefined, { verdict, snapshot }: Step): string {
  if (verdict.verdict === 'refused') return verdict.reason;
  if (verdict.verdict !== 'accepted') return verdict.verdict;
  const state = snapshot?.state ?? 'none';
  return state === (before?.state ?? 'none') ? 'stays' : `→ ${lastName(state)}`;
}

/** What a step orders, announces and signals, in brief and without its timers. */
export const tells = ({ effects, signals }: Step): string[] => [
  ...effects.flatMap((one) => {
    if (one.type === 'announced') return [`announces ${one.status}`];
    if ('order' in one) return [`${one.type} ${one.order}`];
    return one.type.startsWith('timer.') ? [] : [one.type];
  }),
  ...signals.map(({ to, event }) => `${event.type} to ${to.sid}`),
];
