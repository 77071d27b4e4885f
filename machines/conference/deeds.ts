/** What a conference does and asks: the parts that its declaration names. */

import type { Perhaps } from '../declaring/declare.ts';
import { setUp } from '../declaring/machine.ts';
import { send } from '../declaring/said.ts';
import { timeDeeds, timeGuards, timing } from '../declaring/timing.ts';
import { participantsByDefault } from '../words/creation-paths.ts';
import type { Emitted } from '../words/effects.ts';
import { chosen, policyOf } from '../words/policy.ts';
import type { EventOf, EventTo } from '../words/vocabulary.ts';
import type { ConferenceEnd, DismissalReason } from '../words/words.ts';
import {
  announceConference,
  type ConferenceContext,
  conferenceAddress,
  type Departing,
  declaringConferences,
  departing,
  dismiss,
  isLegIn,
  leaver,
  newConference,
  nobody,
  onTheWay,
  type Participant,
  recordConference,
  release,
  staying,
  stayingAs,
  straggler,
  unanswered,
} from './context.ts';

const { verdicts, begin, act, actOn, sayOn, askOn, anytime } = declaringConferences;
const timer = timing('conference');

const actions = {
  ...verdicts,
  create: begin(['participant.joined', 'conference.addParticipant'], newConference),
  ...timeDeeds('conference', declaringConferences),

  callParticipant: actOn(['conference.addParticipant'], (c, e, said) => {
    const { type: _, at, legSid, policy: _policy, ...asked } = e;
    c.maxParticipants ??= e.maxParticipants ?? null;
    c.arriving = [...c.arriving, { legSid, stay: e.stay }];
    c.lastLeg = legSid;
    const from = {
      type: 'leg.requested',
      at,
      parent: conferenceAddress(c),
      policy: c.policy,
    } as const;
    send(said, { machine: 'dialLeg', sid: legSid }, { ...from, ...asked });
  }),
  admit: actOn(['participant.joined'], (c, e, said) => {
    const { at, stay, participant: who } = e;
    const arrived = who.machine === 'dialLeg' ? onTheWay(c, who.sid) : undefined;
    const joined: Participant = {
      stay,
      who,
      startOnEnter: e.startOnEnter ?? true,
      endOnExit: arrived?.endOnExit ?? e.endOnExit ?? false,
      joinedAt: at,
      recording: e.recording ?? null,
    };
    c.maxParticipants ??= e.maxParticipants ?? null;
    c.participants = [...c.participants, joined];
    if (arrived) c.arriving = c.arriving.filter((one) => one !== arrived);
    send(said, who, { type: 'participant.admitted', at, conferenceSid: c.sid, stay });
    announceConference(c, at, said, 'join', who.sid);
  }),
  turnAway: anytime.sayOn(
    ['participant.joined'],
    (c, e, said, { reason }: { reason: DismissalReason }) =>
      dismiss(c, e.participant, said, { at: e.at, stay: e.stay, reason }),
  ),
  start: act((c, { at }, said) => {
    const limitMs = chosen(c.policy, 'conference-time-limit-ms');
    c.startedAt = at;
    announceConference(c, at, said, 'start');
    if (limitMs > 0) timer.set(c, 'time-limit', at + limitMs, said);
  }),
  recordFirst: act((c, { at }, said) => recordConference(c, at, said, unanswered(c))),
  recordNewcomer: act((c, { at }, said) => recordConference(c, at, said, c.participants.at(-1))),
  /** Whoever asked while it was recorded has been: only who comes now is recorded anew. */
  answerAskers: act((c) => {
    c.participants = c.participants.map((one) => ({ ...one, recording: null }));
  }),
  forgetRecording: act((c) => {
    c.recording = null;
  }),

  changeParticipant: actOn(['conference.updateParticipant'], (c, { callSid, endOnExit }) => {
    if (endOnExit === undefined) return;
    c.participants = c.participants.map((one) =>
      one.who.sid === callSid ? { ...one, endOnExit } : one,
    );
    c.arriving = c.arriving.map((one) => (one.legSid === callSid ? { ...one, endOnExit } : one));
  }),
  noteEnder: actOn(departing, (c, e: Departing) => {
    c.endedBy = leaver(c, e)?.who.sid ?? null;
  }),
  /** Takes away whom the event is about, whether in or on the way. */
  depart: actOn(departing, (c, e: Departing, said) => {
    const gone = leaver(c, e);
    if (gone) {
      c.participants = c.participants.filter((one) => one !== gone);
      announceConference(c, e.at, said, 'leave', gone.who.sid);
    } else {
      const late = straggler(c, e);
      c.arriving = c.arriving.filter((one) => one !== late);
    }
  }),
  /** Tells whom a request removes, in or on the way. */
  tellRemoved: sayOn(['conference.removeParticipant'], (c, e, said) => {
    const gone = leaver(c, e);
    if (gone) dismiss(c, gone.who, said, { at: e.at, stay: gone.stay, reason: 'removed' });
    else release(c, e.callSid, e.at, said);
  }),
  end: act((c, { at }, said, params: { reason: ConferenceEnd; dismissal: DismissalReason }) => {
    for (const { who, stay } of c.participants) {
      dismiss(c, who, said, { at, stay, reason: params.dismissal });
      announceConference(c, at, said, 'leave', who.sid);
    }
    for (const { legSid } of c.arriving) release(c, legSid, at, said);
    if (c.recording !== null) {
      const ended = {
        type: 'host.ended',
        at,
        host: conferenceAddress(c),
        reason: 'conference-ended',
      } as const;
      send(said, { machine: 'recording', sid: c.recording }, ended);
    }
    if (c.startedAt !== null) announceConference(c, at, said, 'end');
    c.participants = [];
    c.arriving = [];
    c.endedAt = at;
    c.endReason = params.reason;
  }),
};

/** What a conference hears of its recording. */
const news = ['recording.endDecided', 'recording.ended', 'recording.declined'] as const;
type News = EventOf<(typeof news)[number]>;

const isFull = (c: ConferenceContext, others: number) =>
  others >= (c.maxParticipants ?? participantsByDefault);

const guards = {
  ...timeGuards(declaringConferences),
  isKnownStay: askOn(['participant.joined'], (c, e) => stayingAs(c, e) !== undefined),
  isTakenStay: askOn(['participant.joined'], (c, e) => staying(c, e.stay) !== undefined),
  /** A leg that nobody here waits for any more. */
  isUnawaitedLeg: anytime.askOn(
    ['participant.joined'],
    (c, e) => e.participant.machine === 'dialLeg' && onTheWay(c, e.participant.sid) === undefined,
  ),
  isFullForCaller: askOn(
    ['participant.joined'],
    (c, e) =>
      e.participant.machine === 'call' && isFull(c, c.participants.length + c.arriving.length),
  ),
  /** With whoever joins now there are enough, and one of them starts conferences. */
  starts: anytime.askOn(['participant.joined'], (c, e) => {
    const { policy = policyOf(e), participants = nobody } = c;
    const isStarter = ({ startOnEnter = true }: Pick<typeof e, 'startOnEnter'>) => startOnEnter;
    return (
      participants.length + 1 >= chosen(policy, 'conference-quorum') &&
      (isStarter(e) || participants.some(isStarter))
    );
  }),
  isWantedRecorded: askOn(
    ['participant.joined'],
    (c, e) => c.recording === null && e.recording !== undefined,
  ),
  isKnownLeg: askOn(
    ['conference.addParticipant'],
    (c, e) => e.legSid === c.lastLeg || onTheWay(c, e.legSid) !== undefined || isLegIn(c, e.legSid),
  ),
  isFullForLeg: askOn(['conference.addParticipant'], (c) =>
    isFull(c, c.participants.length + c.arriving.length),
  ),
  isHere: askOn(
    ['conference.updateParticipant'],
    (c, e) =>
      c.participants.some((one) => one.who.sid === e.callSid) ||
      onTheWay(c, e.callSid) !== undefined,
  ),
  isDeparting: askOn(
    departing,
    (c, e: Departing) => (leaver(c, e) ?? straggler(c, e)) !== undefined,
  ),
  endsOnExit: askOn(departing, (c, e: Departing) => leaver(c, e)?.endOnExit === true),
  isLast: askOn(
    departing,
    (c, e: Departing) =>
      c.participants.length + c.arriving.length === 1 &&
      (leaver(c, e) ?? straggler(c, e)) !== undefined,
  ),
  isRecording: askOn(news, (c, e: News) => e.recordingSid === c.recording),
  isWantedAgain: askOn(
    news,
    (c, e: News) => e.recordingSid === c.recording && unanswered(c) !== undefined,
  ),
};

/** XState's set-up of the conference machine; `declaration.ts` declares it. */
export const conferenceSetup = setUp({
  types: {
    context: {} as Perhaps<ConferenceContext>,
    events: {} as EventTo<'conference'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'ended',
  },
  actions,
  guards,
});
