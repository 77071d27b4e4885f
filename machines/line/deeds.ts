/** What a call and a dialled leg have in common: a line that rings, is answered, is recorded, ends. */

import type { Declaring, Draft } from '../declaring/declare.ts';
import { type Said, send, tell } from '../declaring/said.ts';
import { noTimers, timeDeeds, timing } from '../declaring/timing.ts';
import {
  type KindId,
  kindOf,
  type PathId,
  type RecordingRequest,
  ringTimeoutByDefaultMs,
  timeLimitByDefaultMs,
} from '../words/creation-paths.ts';
import { chosen, type Policy, policyOf } from '../words/policy.ts';
import { requested } from '../words/requested.ts';
import type { FactType } from '../words/vocabulary.ts';
import { type Announcement, type LineEnder, lineEnds, type Timers } from '../words/words.ts';

/** A recording that a line or a conference hosts and whose capture is not over. */
export interface Hosted {
  /** The sid of the recording. */
  readonly sid: string;
  /** What made it, as path and kind: `call-request/background`. */
  readonly kind: KindId;
  /** It was begun while the call was a dialled leg: that leg is its host, and tells it of the end. */
  readonly ofLeg?: boolean;
}

/** Times are milliseconds since the epoch; `null` = not known (yet), or not asked for. */
export interface LineContext {
  /** The call's or the leg's own; CallSid on the wire. */
  readonly sid: string;
  /** What holds where platforms differ, as it was created with. */
  readonly policy: Policy;
  /** `ring` until it is answered, then `time-limit`. */
  readonly timers: Timers;
  /** How long it may ring; 30,000 unless it was asked for otherwise. */
  readonly ringTimeoutMs: number;
  /** How long it may last from its answer; 14,400,000 unless otherwise asked for. */
  readonly timeLimitMs: number;
  /** The recording to make when the line is answered. */
  readonly recording: RecordingRequest | null;
  /** In the order in which they were asked for. */
  readonly recordings: readonly Hosted[];
  /** The recording that the last request on this line asked for. */
  readonly lastRequest: string | null;
  /** When it was asked for, or came in; of a call that was a leg, when that was. */
  readonly createdAt: number;
  /** When it last entered a state. */
  readonly updatedAt: number;
  /** When it was answered, by the network's word. */
  readonly answeredAt: number | null;
  /** When its end was decided or reported, or its line handed over to a call. */
  readonly endedAt: number | null;
}
/** A line, by the event that creates it. */
export const newLine = (
  sid: string,
  event: {
    readonly at: number;
    readonly recording?: RecordingRequest;
    readonly ringTimeoutMs?: number;
    readonly timeLimitMs?: number;
    readonly policy?: Policy;
  },
): LineContext => ({
  sid,
  policy: policyOf(event),
  timers: noTimers,
  ringTimeoutMs: event.ringTimeoutMs ?? ringTimeoutByDefaultMs,
  timeLimitMs: event.timeLimitMs ?? timeLimitByDefaultMs,
  recording: event.recording ?? null,
  recordings: [],
  lastRequest: null,
  createdAt: event.at,
  updatedAt: event.at,
  answeredAt: null,
  endedAt: null,
});

/** Asks for a recording of a line: the deed of whatever hosts it. */
export function recordLine(
  machine: 'call' | 'dialLeg',
  c: Draft<LineContext>,
  at: number,
  said: Said,
  kind: KindId,
  request: RecordingRequest,
) {
  c.recordings = [...c.recordings, { sid: request.sid, kind }];
  const host = { machine, sid: c.sid };
  send(
    said,
    { machine: 'recording', sid: request.sid },
    requested(kind, request, c.policy, host, c.sid, at),
  );
}

/** Tells every recording of a line that the line is over, each once; a leg tells its own. */
export function endRecordings(machine: 'call' | 'dialLeg', c: LineContext, at: number, said: Said) {
  const host = { machine, sid: c.sid } as const;
  const reason = machine === 'call' ? 'call-ended' : 'leg-ended';
  const own = c.recordings.filter((one) => !one.ofLeg);
  for (const sid of new Set(own.map((one) => one.sid))) {
    send(said, { machine: 'recording', sid }, { type: 'host.ended', at, host, reason });
  }
}

/** Which recording a verb or request asked for: two may name the same sid, and one gets it. */
export interface AskedRecording {
  readonly recordingSid: string;
  readonly path: PathId;
}
const isAsked = ({ sid, kind }: Hosted, { recordingSid, path }: AskedRecording) =>
  sid === recordingSid && kindOf(kind).path === path;
export const isHosted = (c: LineContext, asked: AskedRecording) =>
  c.recordings.some((one) => isAsked(one, asked));

/** What the network can be asked of every line. */
const orders = {
  dial: 'network.dial',
  hangUp: 'network.hangUp',
} as const;
/** Orders the network to do something with a line. */
export const orderLine = (
  machine: 'call' | 'dialLeg',
  sid: string,
  said: Said,
  verb: keyof typeof orders,
) => tell(said, { type: orders[verb], machine, sid });

const isEnd = (status: string) => (lineEnds as readonly string[]).includes(status);
const ofFarEnd: readonly string[] = [
  'call.hungUp',
  'call.busy',
  'call.unanswered',
  'call.failed',
] satisfies FactType[];
/** Whose doing an end is, by the event that brings it about. */
function enderBy(type: string): LineEnder {
  if (type === 'timer.fired') return 'timer';
  return ofFarEnd.includes(type) ? 'far-end' : 'near-end';
}

/** What calls and legs do alike, as actions of the one or the other. */
export function lineDeeds<C extends LineContext, M extends 'call' | 'dialLeg'>(
  machine: M,
  declaring: Declaring<C, M>,
) {
  const { act, actOn, say } = declaring;
  const timer = timing(machine);
  return {
    ...timeDeeds(machine, declaring),
    announce: say(
      (c: LineContext, { type, at }, said, { status }: { status: Announcement<'call'> }) => {
        const announced = { type: 'announced', machine, sid: c.sid, status, at } as const;
        tell(said, isEnd(status) ? { ...announced, endedBy: enderBy(type) } : announced);
      },
    ),
    timeRinging: act((c: Draft<LineContext>, { at }, said) =>
      timer.set(c, 'ring', at + c.ringTimeoutMs, said),
    ),
    timeLimit: act((c: Draft<LineContext>, { at }, said) =>
      timer.set(c, 'time-limit', (c.answeredAt ?? at) + c.timeLimitMs, said),
    ),
    noteAnswer: act((c: Draft<LineContext>, { at }) => {
      c.answeredAt = at;
    }),
    forgetRecording: actOn(
      ['recording.ended', 'recording.declined'],
      (c: Draft<LineContext>, asked) => {
        c.recordings = c.recordings.filter((one) => !isAsked(one, asked));
      },
    ),
  };
}

/** Whether the last request, or a recording that the line hosts, has this sid. */
export const isKnownSid = (c: LineContext, request: RecordingRequest) =>
  request.sid === c.lastRequest || c.recordings.some(({ sid }) => sid === request.sid);

/** A request whose sid is known, or that the policy answers with the recording there is. */
export const isRequestAnswered = (c: LineContext, request: RecordingRequest) =>
  isKnownSid(c, request) ||
  (chosen(c.policy, 'second-request') === 'unchanged' &&
    c.recordings.some(({ kind }) => kind === 'call-request/request'));
