/** What a conference does and asks: the parts that `conference.ts` declares with. */
import { setup } from 'xstate';
import { participantsByDefault } from '../creation-paths.ts';
import { declaring } from '../declare.ts';
import type { Emitted } from '../effects.ts';
import { chosen } from '../policy.ts';
import { isDue, isEarly, timing } from '../timing.ts';
import type { EventTo } from '../vocabulary.ts';
import type { ConferenceEnd, DismissalReason, TimerName } from '../words.ts';
import {
  announced,
  type ConferenceContext,
  type Departing,
  type Doing,
  departing,
  dismissed,
  leaver,
  limit,
  own,
  type Participant,
  recorded,
  straggler,
  unanswered,
  unbornConference,
} from './conference-context.ts';
import { signal } from './line.ts';

export type { ConferenceContext };
export { unbornConference };

const { answers, act, actOn, ask, askOn } = declaring<ConferenceContext, EventTo<'conference'>>();
const timer = timing('conference');

const actions = {
  ...answers,
  create: actOn(['participant.joined', 'conference.addParticipant'], (_c, e) => ({
    set: { policy: e.policy ?? 'telnyx', createdAt: e.at, updatedAt: e.at },
  })),
  stamp: act((_c, { at }) => ({ set: { updatedAt: at } })),
  cancel: act((c, e, { timer: name }: { timer: TimerName }) => timer.cancel(c, e, name) as Doing),
  setAgain: actOn(['timer.fired'], (c, e) => timer.setAgain(c, e) as Doing),

  callParticipant: actOn(['conference.addParticipant'], (c, e) => {
    const { type: _, at, legSid, policy: _policy, ...asked } = e;
    return {
      set: {
        ...limit(c, e.maxParticipants),
        arriving: [...c.arriving, { legSid, stay: e.stay }],
        lastLeg: legSid,
      },
      tell: [
        signal('dialLeg', legSid, {
          type: 'leg.requested',
          at,
          parent: own(c),
          policy: c.policy,
          ...asked,
        }),
      ],
    };
  }),
  admit: actOn(['participant.joined'], (c, e) => {
    const onTheWay = c.arriving.find((one) => one.legSid === e.participant.sid);
    const joined: Participant = {
      stay: e.stay,
      who: e.participant,
      startOnEnter: e.startOnEnter ?? true,
      endOnExit: onTheWay?.endOnExit ?? e.endOnExit ?? false,
      joinedAt: e.at,
      recording: e.recording ?? null,
    };
    return {
      set: {
        ...limit(c, e.maxParticipants),
        participants: [...c.participants, joined],
        arriving: onTheWay ? c.arriving.filter((one) => one !== onTheWay) : c.arriving,
      },
      tell: [
        signal(e.participant.machine, e.participant.sid, {
          type: 'participant.admitted',
          at: e.at,
          stay: e.stay,
        }),
        announced(c, e.at, 'join', e.participant.sid),
      ],
    };
  }),
  turnAway: actOn(['participant.joined'], (_c, e, { reason }: { reason: DismissalReason }) => ({
    tell: [dismissed(e.participant, e.at, e.stay, reason)],
  })),
  start: act((c, { at }) => {
    const limitMs = chosen(c.policy, 'conference-time-limit-ms');
    const timed = limitMs > 0 ? timer.set(c, 'time-limit', at + limitMs) : {};
    return {
      set: { ...timed.set, startedAt: at },
      tell: [announced(c, at, 'start'), ...(timed.tell ?? [])],
    };
  }),
  recordFirst: act((c, { at }) => recorded(c, at, unanswered(c, 0))),
  recordNewcomer: act((c, { at }) => recorded(c, at, c.participants.at(-1))),
  recordAgain: actOn(['recording.ended'], (c, e) => recorded(c, e.at, unanswered(c, e.decidedAt))),
  forgetRecording: act(() => ({ set: { recording: null } })),

  changeParticipant: actOn(['conference.updateParticipant'], (c, { callSid, endOnExit }) =>
    endOnExit === undefined
      ? {}
      : {
          set: {
            participants: c.participants.map((one) =>
              one.who.sid === callSid ? { ...one, endOnExit } : one,
            ),
            arriving: c.arriving.map((one) =>
              one.legSid === callSid ? { ...one, endOnExit } : one,
            ),
          },
        },
  ),
  noteEnder: actOn(departing, (c, e: Departing) => ({
    set: { endedBy: leaver(c, e)?.who.sid ?? null },
  })),
  /** Takes away whom the event is about, whether in or on the way. */
  depart: actOn(departing, (c, e: Departing) => {
    const gone = leaver(c, e);
    if (!gone) return { set: { arriving: c.arriving.filter((one) => one !== straggler(c, e)) } };
    return {
      set: { participants: c.participants.filter((one) => one !== gone) },
      tell: [announced(c, e.at, 'leave', gone.who.sid)],
    };
  }),
  /** Tells whom a request removes, in or on the way. */
  tellRemoved: actOn(['conference.removeParticipant'], (c, e) => {
    const gone = leaver(c, e);
    return {
      tell: gone
        ? [dismissed(gone.who, e.at, gone.stay, 'removed')]
        : [signal('dialLeg', e.callSid, { type: 'leg.released', at: e.at })],
    };
  }),
  end: act((c, { at }, params: { reason: ConferenceEnd; dismissal: DismissalReason }) => ({
    set: { participants: [], arriving: [], endedAt: at, endReason: params.reason },
    tell: [
      ...c.participants.flatMap((one) => [
        dismissed(one.who, at, one.stay, params.dismissal),
        announced(c, at, 'leave', one.who.sid),
      ]),
      ...c.arriving.map((one) => signal('dialLeg', one.legSid, { type: 'leg.released', at })),
      ...(c.recording === null
        ? []
        : [
            signal('recording', c.recording, {
              type: 'host.ended',
              at,
              reason: 'conference-ended',
            }),
          ]),
      ...(c.startedAt === null ? [] : [announced(c, at, 'end')]),
    ],
  })),
};

const isFull = (c: ConferenceContext, others: number) =>
  others >= (c.maxParticipants ?? participantsByDefault);

const guards = {
  isDue: ask((c, e, { timer: name }: { timer: TimerName }) => isDue(c, e, name)),
  isEarly: ask((c, e) => isEarly(c, e)),
  isKnownStay: askOn(['participant.joined'], (c, e) =>
    c.participants.some((one) => one.stay === e.stay),
  ),
  /** A leg that nobody here waits for any more. */
  isUnawaitedLeg: askOn(
    ['participant.joined'],
    (c, e) =>
      e.participant.machine === 'dialLeg' &&
      !c.arriving.some((one) => one.legSid === e.participant.sid),
  ),
  isFullForCaller: askOn(
    ['participant.joined'],
    (c, e) =>
      e.participant.machine === 'call' && isFull(c, c.participants.length + c.arriving.length),
  ),
  /** With whoever joins now there are enough, and one of them starts conferences. */
  starts: askOn(
    ['participant.joined'],
    (c, e) =>
      c.participants.length + 1 >= chosen(c.policy ?? e.policy ?? 'telnyx', 'conference-quorum') &&
      ((e.startOnEnter ?? true) || c.participants.some((one) => one.startOnEnter)),
  ),
  isWantedRecorded: askOn(
    ['participant.joined'],
    (c, e) => c.recording === null && e.recording !== undefined,
  ),
  isKnownLeg: askOn(
    ['conference.addParticipant'],
    (c, e) => e.legSid === c.lastLeg || c.arriving.some((one) => one.legSid === e.legSid),
  ),
  isFullForLeg: askOn(['conference.addParticipant'], (c) =>
    isFull(c, c.participants.length + c.arriving.length),
  ),
  isHere: askOn(
    ['conference.updateParticipant'],
    (c, e) =>
      c.participants.some((one) => one.who.sid === e.callSid) ||
      c.arriving.some((one) => one.legSid === e.callSid),
  ),
  isDeparting: askOn(
    departing,
    (c, e: Departing) => (leaver(c, e) ?? straggler(c, e)) !== undefined,
  ),
  endsOnExit: askOn(departing, (c, e: Departing) => leaver(c, e)?.endOnExit === true),
  isLast: askOn(
    departing,
    (c, e: Departing) =>
      (leaver(c, e) ?? straggler(c, e)) !== undefined &&
      c.participants.length + c.arriving.length === 1,
  ),
  isRecording: askOn(['recording.ended'], (c, e) => e.recordingSid === c.recording),
  isWantedAgain: askOn(
    ['recording.ended'],
    (c, e) => e.recordingSid === c.recording && unanswered(c, e.decidedAt) !== undefined,
  ),
};

/** XState's set-up of the conference machine; the declaration is `conference.ts`. */
export const conferenceSetup = setup({
  types: {
    context: {} as ConferenceContext,
    events: {} as EventTo<'conference'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'ended',
  },
  actions,
  guards,
});
