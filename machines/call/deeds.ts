/** What a call does and asks: the parts that its declaration names. */

import type { Perhaps } from '../declaring/declare.ts';
import { setUp } from '../declaring/machine.ts';
import { type Said, send, tell } from '../declaring/said.ts';
import { timeGuards } from '../declaring/timing.ts';
import {
  endRecordings,
  isHosted,
  isKnownSid,
  isRequestAnswered,
  lineDeeds,
  orderLine,
} from '../line/deeds.ts';
import type { KindId } from '../words/creation-paths.ts';
import type { Emitted } from '../words/effects.ts';
import { chosen } from '../words/policy.ts';
import type { EventOf, EventTo } from '../words/vocabulary.ts';
import type { InstructionCause } from '../words/words.ts';
import {
  type CallContext,
  declaringCalls,
  newCall,
  recordCall,
  redirectionsKnown,
  request,
  type Stay,
  takenOver,
  verbOf,
} from './context.ts';
import { verbActions } from './verbs.ts';

const { verdicts, begin, act, actOn, say, ask, askOn, anytime } = declaringCalls;

/** Tells the leg that this line was, or the one that has the same sid. */
const tellLeg = (c: CallContext, news: EventOf<'line.ended' | 'line.declined'>, said: Said) =>
  send(said, { machine: 'dialLeg', sid: c.sid }, news);

const actions = {
  ...verdicts,
  create: begin(['call.dialOut', 'call.receive'], newCall),
  takeOver: begin(['line.handedOver'], takenOver),
  /** Nobody takes over a line under the sid of another: its leg hangs it up. */
  declineLine: say((c, { at }, said) => tellLeg(c, { type: 'line.declined', at }, said)),
  ...lineDeeds('call', declaringCalls),
  order: anytime.say((c, _e, said, { verb }: { verb: 'dial' | 'answer' | 'hangUp' }) =>
    verb === 'answer'
      ? tell(said, { type: 'network.answer', machine: 'call', sid: c.sid })
      : orderLine('call', c.sid, said, verb),
  ),

  recordAnswer: act((c, { at }, said) => {
    if (c.recording) recordCall(c, at, said, 'outbound-call/call', c.recording);
  }),
  end: act((c, { at }, said) => {
    c.endedAt = at;
    endRecordings('call', c, at, said);
    if (c.takenOverAt !== null) tellLeg(c, { type: 'line.ended', at }, said);
  }),
  noteRedirection: actOn(['call.redirect'], (c, e) => {
    if (e.redirection === undefined) return;
    c.redirections = [...c.redirections, e.redirection].slice(-redirectionsKnown);
  }),
  requestInstructions: say((c, _e, said, { because }: { because: InstructionCause }) =>
    request(c, said, because),
  ),

  recordOnRequest: actOn(
    ['call.startRecording', 'call.startBackgroundRecording'],
    (c, e, said, { kind }: { kind: KindId }) => {
      recordCall(c, e.at, said, kind, e.recording);
      c.lastRequest = e.recording.sid;
    },
  ),
};

const news = ['recording.ended', 'recording.declined'] as const;
type News = EventOf<(typeof news)[number]>;
/** The <Record> that runs, or that the end of the call has cut off, waits for this recording. */
const isOwnRecord = (c: CallContext, { recordingSid, path }: News) =>
  path === 'record-verb' && recordingSid === c.record?.recordingSid && !c.record.isOver;
const isLastLeg = ({ dial }: CallContext, { legSid }: EventOf<'leg.ended'>) =>
  dial?.legs.length === 1 && dial.legs[0] === legSid;
const isOfStay = (c: CallContext, e: Pick<Stay, 'conferenceSid' | 'stay'>) =>
  e.stay === c.stay?.stay && e.conferenceSid === c.stay.conferenceSid;

const guards = {
  ...timeGuards(declaringCalls),
  isItsLine: askOn(['line.handedOver'], (c, e) => c.takenOverAt === e.at),
  isInbound: ask((c) => c.direction === 'inbound'),
  isRequestAnswered: askOn(['call.startRecording'], (c, e) => isRequestAnswered(c, e.recording)),
  isKnownRequest: askOn(['call.startBackgroundRecording'], (c, e) => isKnownSid(c, e.recording)),
  isKnownRedirection: askOn(
    ['call.redirect'],
    (c, e) => e.redirection !== undefined && c.redirections.includes(e.redirection),
  ),
  isKnownRecord: askOn(['call.record'], (c, e) => e.recording.sid === c.record?.recordingSid),
  isKnownDial: askOn(['call.dial'], (c, e) => e.legs[0] === c.dial?.firstLeg),
  isKnownStay: askOn(['call.joinConference'], (c, e) => isOfStay(c, e)),
  isHosted: askOn(news, (c, e: News) => isHosted(c, e)),
  isOwnRecord: askOn(news, (c, e: News) => isOwnRecord(c, e)),
  wantsActionAfterHangup: askOn(
    ['recording.ended'],
    (c, e) =>
      isOwnRecord(c, e) &&
      verbOf(c.record).hasAction &&
      chosen(c.policy, 'action-after-hangup') === 'requested',
  ),
  finishesRecord: askOn(
    ['digit.pressed'],
    (c, e) => verbOf(c.record).digit === null && verbOf(c.record).finishOnKey.includes(e.digit),
  ),
  isOwnLeg: askOn(
    ['leg.answered', 'leg.ended'],
    (c, e: EventOf<'leg.answered' | 'leg.ended'>) => c.dial?.legs.includes(e.legSid) === true,
  ),
  isLastLeg: askOn(['leg.ended'], (c, e) => isLastLeg(c, e)),
  wantsDialAction: askOn(['leg.ended'], (c, e) => isLastLeg(c, e) && verbOf(c.dial).hasAction),
  hangsUpOnStar: askOn(['digit.pressed'], (c, e) => e.digit === '*' && verbOf(c.dial).hangupOnStar),
  isAwaitedStay: askOn(['participant.admitted'], (c, e) => isOfStay(c, e) && !verbOf(c.stay).isIn),
  isCurrentStay: askOn(['participant.dismissed'], (c, e) => isOfStay(c, e)),
  endsTheCall: askOn(
    ['participant.dismissed'],
    (c, e) => isOfStay(c, e) && (e.reason === 'removed' || e.reason === 'ended-by-api'),
  ),
  canJoinAgain: askOn(
    ['participant.dismissed'],
    (c, e) => isOfStay(c, e) && e.reason === 'over-before-join' && verbOf(c.stay).isNamed,
  ),
};

/** XState's set-up of the call machine; `declaration.ts` declares it. */
export const callSetup = setUp({
  types: {
    context: {} as Perhaps<CallContext>,
    events: {} as EventTo<'call'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'answered' | 'ended',
  },
  actions: { ...actions, ...verbActions },
  guards,
});
