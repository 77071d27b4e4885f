/** What a dialled leg does and what it asks: the parts that its declaration names. */
import type { Perhaps } from '../declaring/declare.ts';
import { setUp } from '../declaring/machine.ts';
import { type Said, send, tell } from '../declaring/said.ts';
import { timeGuards } from '../declaring/timing.ts';
import {
  endRecordings,
  isHosted,
  isRequestAnswered,
  lineDeeds,
  orderLine,
  recordLine,
} from '../line/deeds.ts';
import type { Emitted } from '../words/effects.ts';
import type { EventOf, EventTo } from '../words/vocabulary.ts';
import { isSameMachine, type LineEnd } from '../words/words.ts';
import { type DialLegContext, declaringLegs, newDialLeg } from './context.ts';

const { verdicts, begin, act, actOn, say, sayOn, askOn, anytime } = declaringLegs;

const own = (c: DialLegContext) => ({ machine: 'dialLeg', sid: c.sid }) as const;
const tellEnd = (c: DialLegContext, at: number, said: Said, status: LineEnd) =>
  send(said, c.parent, {
    type: 'leg.ended',
    at,
    legSid: c.sid,
    status,
    durationMs: c.answeredAt === null ? 0 : Math.max(0, (c.endedAt ?? at) - c.answeredAt),
  });

const actions = {
  ...verdicts,
  create: begin(['leg.requested'], newDialLeg),
  ...lineDeeds('dialLeg', declaringLegs),
  order: anytime.say((c, _e, said, { verb }: { verb: 'dial' | 'hangUp' }) =>
    orderLine('dialLeg', c.sid, said, verb),
  ),

  tellRang: say((c, { at }, said) => send(said, c.parent, { type: 'leg.rang', at, legSid: c.sid })),
  tellAnswered: say((c, { at }, said) =>
    send(said, c.parent, { type: 'leg.answered', at, legSid: c.sid }),
  ),
  recordAnswer: act((c, { at }, said) => {
    if (c.recording) {
      recordLine('dialLeg', c, at, said, 'participant-request/leg', c.recording);
    }
  }),
  recordOnRequest: actOn(['call.startRecording'], (c, e, said) => {
    recordLine('dialLeg', c, e.at, said, 'call-request/request', e.recording);
    c.lastRequest = e.recording.sid;
  }),

  /** A dialled participant asks its conference to be let in; the leg of a `<Dial>` waits. */
  join: say((c, { at }, said) => {
    if (!c.participation) return;
    send(said, c.parent, {
      type: 'participant.joined',
      at,
      participant: own(c),
      policy: c.policy,
      ...c.participation,
    });
  }),
  enterConference: act((c, _e, said) => {
    c.isIn = true;
    tell(said, {
      type: 'network.join',
      machine: 'dialLeg',
      sid: c.sid,
      conferenceSid: c.parent.sid,
    });
  }),
  tellLeft: say((c, { at }, said) => {
    if (!c.participation) return;
    const { stay } = c.participation;
    send(said, c.parent, { type: 'participant.left', at, participant: own(c), stay });
  }),

  leaveConference: say((c, _e, said) =>
    tell(said, {
      type: 'network.leave',
      machine: 'dialLeg',
      sid: c.sid,
      conferenceSid: c.parent.sid,
    }),
  ),
  leaveBridge: say((c, _e, said) =>
    tell(said, { type: 'network.unbridge', machine: 'dialLeg', sid: c.sid, callSid: c.parent.sid }),
  ),

  end: act((c, { at }, said, { status }: { status: LineEnd }) => {
    endRecordings('dialLeg', c, at, said);
    tellEnd(c, at, said, status);
    c.endedAt = at;
  }),
  /** Its line is over, as a call. */
  endRecordings: say((c, { at }, said) => endRecordings('dialLeg', c, at, said)),
  /** The call keeps what the line has: whoever dialled it knows it no longer. */
  handOver: actOn(['call.redirect'], (c, { at, redirection }, said) => {
    const { createdAt, answeredAt, timeLimitMs, recordings, lastRequest, policy } = c;
    tellEnd(c, at, said, 'completed');
    c.endedAt = at;
    send(
      said,
      { machine: 'call', sid: c.sid },
      {
        type: 'line.handedOver',
        at,
        ...{ createdAt, answeredAt: answeredAt ?? at, timeLimitMs, recordings, policy },
        ...(lastRequest === null ? {} : { lastRequest }),
        ...(redirection === undefined ? {} : { redirection }),
      },
    );
  }),
  /** It is news of the line, which is the call's. */
  passOn: sayOn(['call.hungUp', 'recording.ended', 'recording.declined'], (c, e, said) =>
    send(said, { machine: 'call', sid: c.sid }, e),
  ),
  tellEndAgain: say((c, { at }, said, { status }: { status: LineEnd }) =>
    tellEnd(c, at, said, status),
  ),
  /** Whoever asked goes on without: the leg of another is not for them. */
  decline: sayOn(['leg.requested'], (c, { at, parent }, said) => {
    const ended = {
      type: 'leg.ended',
      at,
      legSid: c.sid,
      status: 'failed',
      durationMs: 0,
    } as const;
    send(said, parent, ended);
  }),
};

const news = ['recording.ended', 'recording.declined'] as const;
type Stayed = EventOf<'participant.admitted' | 'participant.dismissed'>;

const guards = {
  ...timeGuards(declaringLegs),
  isRequestAnswered: askOn(['call.startRecording'], (c, e) => isRequestAnswered(c, e.recording)),
  isHosted: askOn(news, (c, e: EventOf<(typeof news)[number]>) => isHosted(c, e)),
  /** The very request that made it: of the same parent, for the same stay, at the same time. */
  isItsRequest: askOn(
    ['leg.requested'],
    (c, e) =>
      isSameMachine(e.parent, c.parent) && e.stay === c.participation?.stay && e.at === c.createdAt,
  ),
  isFromItsParent: askOn(['leg.released'], (c, e) => isSameMachine(e.parent, c.parent)),
  isItsWin: askOn(
    ['leg.chosen'],
    (c, e) => c.participation === null && isSameMachine(e.parent, c.parent),
  ),
  isCurrentStay: askOn(
    ['participant.admitted', 'participant.dismissed'],
    (c, e: Stayed) =>
      e.stay === c.participation?.stay &&
      isSameMachine(c.parent, { machine: 'conference', sid: e.conferenceSid }),
  ),
};

/** XState's set-up of the dial leg machine; `declaration.ts` declares it. */
export const dialLegSetup = setUp({
  types: {
    context: {} as Perhaps<DialLegContext>,
    events: {} as EventTo<'dialLeg'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'answered' | 'ended',
  },
  actions,
  guards,
});
