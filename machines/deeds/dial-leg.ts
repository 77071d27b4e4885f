/** What a dialled leg knows, does and asks: the parts that `dial-leg.ts` declares with. */
import { setup } from 'xstate';
import type { RecordingRequest } from '../creation-paths.ts';
import { declaring, type Unborn } from '../declare.ts';
import type { Emitted } from '../effects.ts';
import { isDue, isEarly } from '../timing.ts';
import type { AnyEvent, EventTo } from '../vocabulary.ts';
import type { Address, LineEnd, TimerName } from '../words.ts';
import {
  createdLine,
  endRecordings,
  isHosted,
  isRequestAnswered,
  type LineContext,
  lineDeeds,
  recordLine,
  signal,
  unbornLine,
} from './line.ts';

/** How a dialled participant will be in its conference. */
export interface Participation {
  readonly stay: string;
  readonly startOnEnter?: boolean;
  readonly endOnExit?: boolean;
  readonly maxParticipants?: number;
  readonly recording?: RecordingRequest;
}
/** One leg's memory: `participation` is null for the leg of a `<Dial>`. */
export interface DialLegContext extends LineContext {
  readonly parent: Address;
  readonly participation: Participation | null;
  readonly isIn: boolean;
}
/** The context in state `none`, with every field: null is what `create` fills in. */
export const unbornDialLeg = (sid: string) =>
  ({
    ...unbornLine,
    sid,
    parent: null,
    participation: null,
    isIn: false,
  }) satisfies Unborn<DialLegContext> as unknown as DialLegContext;

const { answers, act, actOn, ask, askOn } = declaring<DialLegContext, EventTo<'dialLeg'>>();
const line = lineDeeds('dialLeg');

const own = (c: DialLegContext) => ({ machine: 'dialLeg', sid: c.sid }) as const;
const toParent = (c: DialLegContext, event: AnyEvent) =>
  signal(c.parent.machine, c.parent.sid, event);
const ended = (c: DialLegContext, at: number, status: LineEnd) =>
  toParent(c, {
    type: 'leg.ended',
    at,
    legSid: c.sid,
    status,
    durationMs: c.answeredAt === null ? 0 : Math.max(0, (c.endedAt ?? at) - c.answeredAt),
  });

const actions = {
  ...answers,
  create: actOn(['leg.requested'], (_c, e) => {
    const { stay, startOnEnter, endOnExit, maxParticipants, conferenceRecording } = e;
    return {
      set: {
        ...createdLine(e),
        parent: e.parent,
        participation:
          stay === undefined
            ? null
            : {
                stay,
                ...(startOnEnter === undefined ? {} : { startOnEnter }),
                ...(endOnExit === undefined ? {} : { endOnExit }),
                ...(maxParticipants === undefined ? {} : { maxParticipants }),
                ...(conferenceRecording === undefined ? {} : { recording: conferenceRecording }),
              },
      },
    };
  }),
  stamp: act(line.stamp),
  order: act(line.order),
  announce: act(line.announce),
  timeRinging: act(line.timeRinging),
  timeLimit: act(line.timeLimit),
  cancel: act(line.cancel),
  setAgain: actOn(['timer.fired'], line.setAgain),
  noteAnswer: act(line.noteAnswer),
  forgetRecording: actOn(['recording.ended'], line.forgetRecording),

  tellRang: act((c, { at }) => ({ tell: [toParent(c, { type: 'leg.rang', at, legSid: c.sid })] })),
  tellAnswered: act((c, { at }) => ({
    tell: [toParent(c, { type: 'leg.answered', at, legSid: c.sid })],
  })),
  recordAnswer: act((c, { at }) =>
    c.recording === null
      ? {}
      : recordLine('dialLeg', c, at, 'participant-request/leg', c.recording),
  ),
  recordOnRequest: actOn(['call.startRecording'], (c, e) => {
    const { set, tell } = recordLine('dialLeg', c, e.at, 'call-request/request', e.recording);
    return { set: { ...set, lastRequest: e.recording.sid }, tell };
  }),

  /** A dialled participant asks its conference to be let in; the leg of a `<Dial>` waits. */
  join: act((c, { at }) => ({
    tell:
      c.participation === null
        ? []
        : [
            toParent(c, {
              type: 'participant.joined',
              at,
              participant: own(c),
              policy: c.policy,
              ...c.participation,
            }),
          ],
  })),
  enterConference: act((c) => ({
    set: { isIn: true },
    tell: [{ type: 'network.join', ...own(c), conferenceSid: c.parent.sid }],
  })),
  tellLeft: act((c, { at }) => ({
    tell:
      c.participation === null
        ? []
        : [toParent(c, { type: 'participant.left', at, stay: c.participation.stay })],
  })),

  end: act((c, { at }, { status }: { status: LineEnd }) => ({
    set: { endedAt: at },
    tell: [...endRecordings(c, at, 'leg-ended'), ended(c, at, status)],
  })),
  tellEndAgain: act((c, { at }, { status }: { status: LineEnd }) => ({
    tell: [ended(c, at, status)],
  })),
};

const guards = {
  isDue: ask((c, e, { timer: name }: { timer: TimerName }) => isDue(c, e, name)),
  isEarly: ask((c, e) => isEarly(c, e)),
  isRequestAnswered: askOn(['call.startRecording'], (c, e) => isRequestAnswered(c, e.recording)),
  isHosted: askOn(['recording.ended'], (c, e) => isHosted(c, e.recordingSid)),
  isDialed: askOn(['leg.chosen'], (c) => c.participation === null),
  isCurrentStay: askOn(
    ['participant.admitted', 'participant.dismissed'],
    (c, e: { readonly stay: string }) => e.stay === c.participation?.stay,
  ),
};

/** XState's set-up of the dial leg machine; the declaration is `dial-leg.ts`. */
export const dialLegSetup = setup({
  types: {
    context: {} as DialLegContext,
    events: {} as EventTo<'dialLeg'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'answered' | 'ended',
  },
  actions,
  guards,
});
