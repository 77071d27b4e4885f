/** What a call and a dialled leg have in common: a line that rings, is answered, is recorded, ends. */
import {
  type KindId,
  kindOf,
  type RecordingRequest,
  ringTimeoutByDefaultMs,
  settingsOf,
  sourceOf,
  timeLimitByDefaultMs,
} from '../creation-paths.ts';
import type { Deed, Unborn } from '../declare.ts';
import type { Emitted } from '../effects.ts';
import { chosen, type Policy } from '../policy.ts';
import { timing } from '../timing.ts';
import type { AnyEvent, EventOf } from '../vocabulary.ts';
import type { Announcement, MachineName, TimerName, Timers } from '../words.ts';

/** A recording that a line or a conference hosts and whose capture is not over. */
export interface Hosted {
  readonly sid: string;
  readonly kind: KindId;
}

/** Times are milliseconds since the epoch; `null` = not known (yet), or not asked for. */
export interface LineContext {
  readonly sid: string;
  readonly policy: Policy;
  readonly timers: Timers;
  readonly ringTimeoutMs: number;
  readonly timeLimitMs: number;
  /** The recording to make when the line is answered. */
  readonly recording: RecordingRequest | null;
  readonly recordings: readonly Hosted[];
  /** The recording that the last request on this line asked for. */
  readonly lastRequest: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
}
export const unbornLine = {
  policy: null,
  timers: {},
  ringTimeoutMs: null,
  timeLimitMs: null,
  recording: null,
  recordings: [],
  lastRequest: null,
  createdAt: null,
  updatedAt: null,
  answeredAt: null,
  endedAt: null,
} as const satisfies Omit<Unborn<LineContext>, 'sid'>;

/** What a line remembers of the event that creates it. */
export const createdLine = (event: {
  readonly at: number;
  readonly recording?: RecordingRequest;
  readonly ringTimeoutMs?: number;
  readonly timeLimitMs?: number;
  readonly policy?: Policy;
}) => ({
  policy: event.policy ?? ('telnyx' as const),
  recording: event.recording ?? null,
  ringTimeoutMs: event.ringTimeoutMs ?? ringTimeoutByDefaultMs,
  timeLimitMs: event.timeLimitMs ?? timeLimitByDefaultMs,
  createdAt: event.at,
  updatedAt: event.at,
});

/** One signal, as it is emitted. */
export const signal = (machine: MachineName, sid: string, event: AnyEvent): Emitted => ({
  type: 'signal',
  to: { machine, sid },
  event,
});

/** Asks for a recording of a line: the deed of whatever hosts it. */
export function recordLine<C extends LineContext>(
  machine: 'call' | 'dialLeg',
  c: C,
  at: number,
  kind: KindId,
  request: RecordingRequest,
) {
  const { sid } = request;
  return {
    set: { recordings: [...c.recordings, { sid, kind }] },
    tell: [
      signal('recording', sid, {
        type: 'recording.requested',
        at,
        path: kindOf(kind).path,
        source: sourceOf(kind, c.policy),
        host: { machine, sid: c.sid },
        callSid: c.sid,
        policy: c.policy,
        ...settingsOf(kind, request),
      }),
    ],
  };
}

/** Asks a recording to end, if there is one. */
export const stopRecording = (
  recordingSid: string | null,
  at: number,
  reason: 'finish-key' | 'redirected' | 'dial-ended',
): Emitted[] =>
  recordingSid === null
    ? []
    : [signal('recording', recordingSid, { type: 'recording.stopRequested', at, reason })];

/** Tells every recording of a line that the line is over. */
export const endRecordings = (
  c: LineContext,
  at: number,
  reason: 'call-ended' | 'leg-ended',
): Emitted[] =>
  c.recordings.map(({ sid }) => signal('recording', sid, { type: 'host.ended', at, reason }));

export const isHosted = (c: LineContext, sid: string) =>
  c.recordings.some((hosted) => hosted.sid === sid);

/** What calls and legs do alike. */
export function lineDeeds(machine: 'call' | 'dialLeg') {
  const timer = timing(machine);
  type Deeds = Deed<LineContext>;
  type At = { readonly type: string; readonly at: number };
  return {
    stamp: (_c: LineContext, { at }: At): Deeds => ({ set: { updatedAt: at } }),
    order: (c: LineContext, _e: At, { verb }: { verb: 'dial' | 'answer' | 'hangUp' }): Deeds => ({
      tell: [{ type: `network.${verb}`, machine, sid: c.sid }],
    }),
    announce: (c: LineContext, { at }: At, { status }: { status: Announcement }): Deeds => ({
      tell: [{ type: 'announced', machine, sid: c.sid, status, at }],
    }),
    timeRinging: (c: LineContext, { at }: At): Deeds => timer.set(c, 'ring', at + c.ringTimeoutMs),
    timeLimit: (c: LineContext, { at }: At): Deeds =>
      timer.set(c, 'time-limit', at + c.timeLimitMs),
    cancel: (c: LineContext, e: At, { timer: name }: { timer: TimerName }): Deeds =>
      timer.cancel(c, e, name),
    setAgain: (c: LineContext, e: EventOf<'timer.fired'>): Deeds => timer.setAgain(c, e),
    noteAnswer: (_c: LineContext, { at }: At): Deeds => ({ set: { answeredAt: at } }),
    forgetRecording: (c: LineContext, { recordingSid }: EventOf<'recording.ended'>): Deeds => ({
      set: { recordings: c.recordings.filter(({ sid }) => sid !== recordingSid) },
    }),
  };
}

/** A request whose sid is the last one's, or that the policy answers with the recording there is. */
export const isRequestAnswered = (c: LineContext, request: RecordingRequest) =>
  request.sid === c.lastRequest ||
  isHosted(c, request.sid) ||
  (chosen(c.policy, 'second-request') === 'unchanged' &&
    c.recordings.some(({ kind }) => kind === 'call-request/request'));
