/** What the hand-written call and dialled leg have in common: recordings, rings and ends. */
import {
  type Announcement,
  chosen,
  type Effect,
  type Hosted,
  type KindId,
  kindOf,
  type LineContext,
  type PathId,
  type RecordingRequest,
  type RecordingSettings,
  type Signal,
  sourceOf,
} from '../../../machines/index.ts';
import { timerCancelled } from './answers.ts';

type LineMachine = 'call' | 'dialLeg';

/** The settings of a request, where it leaves some out those of its path. */
export function settingsOf(
  defaults: RecordingSettings,
  request: RecordingRequest,
): RecordingSettings {
  const track = request.track ?? defaults.track;
  return {
    channels: track === 'both' ? (request.channels ?? defaults.channels) : 1,
    track,
    trim: request.trim ?? defaults.trim,
    format: request.format ?? defaults.format,
    beep: request.beep ?? defaults.beep,
    maxLengthMs: request.maxLengthMs ?? defaults.maxLengthMs,
    silenceMs: request.silenceMs ?? defaults.silenceMs,
  };
}

/** One kind of recording that a line hosts, its row read once. */
const recordedAs = (id: KindId) => ({ id, ...kindOf(id) });
export type Kind = ReturnType<typeof recordedAs>;
export const kinds = {
  outbound: recordedAs('outbound-call/call'),
  record: recordedAs('record-verb/call'),
  dial: recordedAs('dial-verb/call'),
  request: recordedAs('call-request/request'),
  background: recordedAs('call-request/background'),
  participant: recordedAs('participant-request/leg'),
};

/** Asks for a recording of a line. */
export const recordingRequested = (
  machine: LineMachine,
  c: LineContext,
  at: number,
  kind: Kind,
  request: RecordingRequest,
): Signal => {
  const { channels, track, trim, format, beep, maxLengthMs, silenceMs } = settingsOf(
    kind.defaults,
    request,
  );
  return {
    to: { machine: 'recording', sid: request.sid },
    event: {
      type: 'recording.requested',
      at,
      path: kind.path,
      source: typeof kind.source === 'string' ? kind.source : sourceOf(kind.id, c.policy),
      host: { machine, sid: c.sid },
      callSid: c.sid,
      policy: c.policy,
      channels,
      track,
      trim,
      format,
      beep,
      maxLengthMs,
      silenceMs,
    },
  };
};
/** The recordings of a line, with one more. */
export const hosting = (c: LineContext, sid: string, { id }: Kind): readonly Hosted[] => [
  ...c.recordings,
  { sid, kind: id },
];
/** A recording as it was asked for. */
interface Asked {
  readonly recordingSid: string;
  readonly path: PathId;
}
const isAsked = ({ sid, kind }: Hosted, { recordingSid, path }: Asked): boolean =>
  sid === recordingSid && kindOf(kind).path === path;
export const withoutRecording = (c: LineContext, asked: Asked) =>
  c.recordings.filter((one) => !isAsked(one, asked));
export function isHosted(c: LineContext, asked: Asked): boolean {
  for (const one of c.recordings) if (isAsked(one, asked)) return true;
  return false;
}
export const isKnownSid = (c: LineContext, request: RecordingRequest): boolean =>
  request.sid === c.lastRequest || c.recordings.some(({ sid }) => sid === request.sid);
export const isRequestAnswered = (c: LineContext, request: RecordingRequest): boolean =>
  isKnownSid(c, request) ||
  (chosen(c.policy, 'second-request') === 'unchanged' &&
    c.recordings.some(({ kind }) => kind === 'call-request/request'));

export function hostEnded(machine: LineMachine, c: LineContext, at: number): Signal[] {
  const reason = machine === 'call' ? 'call-ended' : 'leg-ended';
  const host = { machine, sid: c.sid };
  const told = new Set<string>();
  const signals: Signal[] = [];
  for (const { sid } of c.recordings) {
    if (told.has(sid)) continue;
    told.add(sid);
    const event = { type: 'host.ended', at, host, reason } as const;
    signals.push({ to: { machine: 'recording', sid }, event });
  }
  return signals;
}

export const networkOrder = (
  type: 'network.dial' | 'network.hangUp',
  machine: LineMachine,
  sid: string,
): Effect => ({ type, machine, sid });
export const lineAnnounced = (
  machine: LineMachine,
  sid: string,
  status: Announcement<'call'>,
  at: number,
): Effect => ({ type: 'announced', machine, sid, status, at });

/** Cancels what runs of the two timers of a line, unless it has just fired. */
export function off(
  machine: LineMachine,
  { sid, timers }: LineContext,
  effects: Effect[],
  fired: string | undefined,
): void {
  if (timers.ring !== undefined && fired !== 'ring') {
    effects.push(timerCancelled(machine, sid, 'ring'));
  }
  if (timers['time-limit'] !== undefined && fired !== 'time-limit') {
    effects.push(timerCancelled(machine, sid, 'time-limit'));
  }
}
