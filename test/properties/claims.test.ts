/** Every claim is caught when a run breaks it, and kept by what the machines really do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, type AnyEvent, machineNames, type TimerName } from '../../machines/index.ts';
import { breachesOf, ClaimWatch, type Memories } from '../../properties/check/watch.ts';
import type { Moment } from '../../properties/claims/claim.ts';
import { claims, comparisons } from '../../properties/claims/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { type Said, say } from '../machines/stage.ts';

const machineOf = {
  C: 'call',
  L: 'dialLeg',
  F: 'conference',
  R: 'recording',
  T: 'transcription',
} as const;
/** A sid says by its letter what it is of, unless that stands before it: `dialLeg C1`. */
const addressOf = (named: string): Address => {
  const [sid = '', machine = machineOf[named[0] as keyof typeof machineOf]] = named
    .split(' ')
    .reverse() as [string, (typeof machineOf)['C']?];
  return { machine, sid };
};
type Line = readonly [sid: string, said: Said];

/** The timer that is due next, if any runs. */
function nextTimer(board: Switchboard) {
  const running = machineNames.flatMap((machine) =>
    [...board.all(machine)].flatMap(({ sid, context }) =>
      Object.entries(context.timers).map(([timer, at]) => ({ to: { machine, sid }, timer, at })),
    ),
  );
  return running.sort((a, b) => a.at - b.at)[0];
}
/** Lets all timers run out: people, network and media server do nothing more. */
function runOut(board: Switchboard, from: number): Moment[] {
  const steps: Moment[] = [];
  let now = from;
  for (let next = nextTimer(board); next; next = nextTimer(board)) {
    now = Math.max(now, next.at);
    const event = { type: 'timer.fired', timer: next.timer, at: now } as AnyEvent;
    steps.push(...board.deliver(next.to, event).steps);
  }
  return steps;
}
/** A real run to its rest: each event a second after the last, a timer when it is due. */
function play(...lines: readonly Line[]): Moment[] {
  const board = new Switchboard();
  let now = 0;
  const steps = lines.flatMap(([sid, said]) => {
    const to = addressOf(sid);
    const timers = board.find(to.machine, sid)?.context.timers ?? {};
    const dueAt = said.type === 'timer.fired' ? timers[said.timer] : undefined;
    now = said.at ?? dueAt ?? now + 1000;
    return board.deliver(to, { at: now, ...said } as AnyEvent).steps;
  });
  return [...steps, ...runOut(board, now)];
}

const request = (sid: string, more = {}) => ({ recording: { sid, ...more } });
const fired = (timer: TimerName) => say('timer.fired', { timer });
const saved = say('media.saved', { location: 'file' });
const inbound: Line[] = [
  ['C1', say('call.receive')],
  ['C1', say('call.answered')],
];
const outbound: Line[] = [['C1', say('call.dialOut', request('R1'))]];
const started: Line = ['R1', say('media.started', { order: 1 })];
const limits = { maxLengthMs: 60_000, silenceMs: 5_000 };
const asked: Line[] = [...inbound, ['C1', say('call.startRecording', request('R1', limits))]];
const captured: Line[] = [...asked, started];
const pausing: Line[] = [...captured, ['R1', say('recording.pause')]];
const paused: Line[] = [...pausing, ['R1', say('media.paused', { order: 2 })]];
const resuming: Line[] = [...paused, ['R1', say('recording.resume')]];
const hungUp: Line = ['C1', say('call.hungUp')];
const recordVerb = (sid: string): Line => [
  'C1',
  say('call.record', { ...request(sid), hasAction: true }),
];
const wanted = { transcription: { sid: 'T1', language: 'en-US', engine: 'A' } } as const;
const transcribed: Line[] = [
  ...inbound,
  ['C1', say('call.record', request('R1', wanted))],
  started,
  ['R1', saved],
];
const textCame = say('transcription.completed', { text: 'Please call me back.' });
const pausedVerb: Line[] = [
  ...inbound,
  ['C1', say('call.record', request('R1', { maxLengthMs: 0 }))],
  started,
  ['R1', say('recording.pause')],
  ['R1', say('media.paused', { order: 2 })],
];
const dialed: Line[] = [
  ...inbound,
  ['C1', say('call.dial', { legs: ['L1', 'L2'], ...request('R1'), hangupOnStar: true })],
  ['L1', say('call.rang')],
  ['L2', say('call.rang')],
];
const bridged: Line[] = [...dialed, ['L1', say('call.answered')]];
const join = (stay: string, more = {}): Line => [
  stay.startsWith('S2') ? 'C2' : 'C1',
  say('call.joinConference', { conferenceSid: 'F1', stay, ...more }),
];
const second: Line[] = [
  ['C2', say('call.receive')],
  ['C2', say('call.answered')],
];
const conferred: Line[] = [...inbound, join('S1', request('R1'))];
const participant: Line[] = [
  ['F1', say('conference.addParticipant', { legSid: 'L1', stay: 'S9', ...request('R2') })],
];

const newDocument = say('call.redirect', { redirection: 'x' });
/** The leg of somebody who does not answer to it. */
const legOfNobody = (named: string): Line[] => [
  [named, say('leg.requested', { parent: addressOf('C9') })],
  [named, say('call.answered')],
  [named, newDocument],
];

const ended: Said = say('recording.ended', {
  recordingSid: 'R9',
  durationMs: 0,
  path: 'call-request',
  reason: 'requested',
});
/** Runs in which everything happens that must happen somewhere. */
const stories = {
  lived: play(
    ...[...resuming, ['R1', say('media.resumed', { order: 3 })] as const],
    ['R1', say('recording.stop')],
    ['R1', say('media.stopped', { order: 4 })],
    ['R1', saved],
    ['R1', say('recording.delete')],
    ['R1', saved],
    ['R1', say('recording.stop')],
  ),
  refused: play(
    ['C1', say('call.receive', { policy: 'twilio' })],
    ['C1', say('call.answered')],
    ['C1', say('call.startRecording', request('R1', limits))],
    ['R1', say('recording.pause')],
    ['R1', say('recording.resume')],
  ),
  inTurn: play(
    ...asked,
    ['R1', say('recording.pause')],
    started,
    ['R1', say('recording.resume')],
    ['R1', say('media.paused', { order: 2 })],
    ['R1', say('recording.pause')],
    ['R1', say('media.resumed', { order: 3 })],
    ['R1', say('recording.resume')],
    ['R1', fired('answer-deadline')],
  ),
  silent: play(
    ...captured,
    ['R1', say('speech.started')],
    ['R1', say('speech.ended')],
    ['R1', fired('silence')],
    ['R1', fired('answer-deadline')],
    ['R1', fired('finish-deadline')],
    ['R1', saved],
  ),
  long: play(...captured, ['R1', fired('max-length')], ['R1', say('media.stopped')], ['R1', saved]),
  longInAPause: play(...paused, ['R1', fired('max-length')]),
  pausedForLong: play(...pausedVerb, ['R1', fired('longest-pause')]),
  pauseCrossed: play(
    ...pausing,
    ['R1', say('recording.stop')],
    ['R1', say('media.paused', { order: 2 })],
    ['R1', say('media.stopped', { order: 3 })],
    ['R1', saved],
  ),
  resumptionCrossed: play(
    ...resuming,
    ['R1', say('recording.stop')],
    ['R1', say('media.resumed', { order: 3 })],
    ['R1', say('media.stopped', { order: 4 })],
    ['R1', saved],
  ),
  longInPausing: play(
    ...captured,
    ['R1', say('recording.pause', { at: 61_000 })],
    ['R1', fired('max-length')],
  ),
  tooEarly: play(...captured, ['R1', say('timer.fired', { timer: 'max-length', at: 5000 })]),
  overtaken: play(...asked, ['R1', say('recording.stop')], started),
  lateAnswers: play(
    ...[...pausing, ['R1', fired('answer-deadline')] as const],
    ['R1', say('media.paused', { order: 2 })],
    ['R1', say('recording.resume')],
    ['R1', fired('answer-deadline')],
    ['R1', say('media.resumed', { order: 3 })],
  ),
  ordersOver: play(
    ...[...pausing, ['R1', fired('answer-deadline')] as const],
    ['R1', say('recording.resume')],
    ['R1', say('media.resumed', { order: 3 })],
    ['R1', say('recording.pause')],
    ['R1', say('media.paused', { order: 4 })],
    ['R1', say('recording.resume')],
    ['R1', fired('answer-deadline')],
    ['R1', say('recording.pause')],
  ),
  pauseRefused: play(...pausing, ['R1', say('media.refused', { order: 2 })]),
  unstarted: play(...asked, ['R1', fired('start-deadline')], started, ['R1', saved]),
  early: play(...captured, ['R1', saved]),
  empty: play(
    ...captured,
    ['R1', say('media.stopped')],
    ['R1', say('media.saved', { location: 'file', isEmpty: true })],
  ),
  busy: play(...outbound, ['C1', say('call.busy')]),
  unanswered: play(['C1', say('call.receive')], ['C1', fired('ring')]),
  answeredLate: play(
    ['C1', say('call.receive')],
    ['C1', fired('ring')],
    ['C1', say('call.answered')],
  ),
  givenUp: play(['C1', say('call.receive')], hungUp, ['C1', say('call.answered')]),
  timeUp: play(...inbound, ['C1', fired('time-limit')]),
  outbound: play(...outbound, ['C1', say('call.answered')], started, hungUp),
  recordVerb: play(
    ...inbound,
    recordVerb('R1'),
    ['C1', say('digit.pressed', { digit: '1' })],
    ['R1', say('media.failed')],
    ['C1', say('call.record', request('R2'))],
    ['R2', say('media.failed')],
    recordVerb('R3'),
    ['C1', say('call.redirect')],
    recordVerb('R4'),
    hungUp,
    ['R4', say('media.failed')],
    ['R3', say('media.failed')],
  ),
  background: play(
    ...inbound,
    ['C1', say('call.startBackgroundRecording', request('R1'))],
    ['C1', say('call.startRecording', request('R2'))],
    ['C1', say('call.hangUp')],
    ['R1', say('media.failed')],
    ['R2', say('media.failed')],
  ),
  dialed: play(
    ...bridged,
    ['R1', say('media.failed')],
    ['L1', say('call.hungUp')],
    ['L2', say('call.answered')],
  ),
  dialTimeUp: play(...bridged, ['L1', fired('time-limit')]),
  dialUnanswered: play(...dialed, ['L1', fired('ring')], ['L2', say('call.busy')]),
  dialOver: play(
    ...inbound,
    ['C1', say('call.dial', { legs: ['L1'], hasAction: true })],
    ['L1', say('call.answered')],
    ['C1', say('call.hungUp')],
  ),
  dialCutOff: play(...dialed, ['C1', say('call.redirect')]),
  bridgeCutOff: play(...bridged, ['C1', say('call.redirect')]),
  conferred: play(
    ...conferred,
    ...second,
    join('S2', { endOnExit: true, hasAction: true }),
    ...participant,
    ['L1', say('call.rang')],
    ['L1', say('call.answered')],
    ['F1', say('conference.removeParticipant', { callSid: 'L1' })],
    ['C1', say('call.redirect')],
    ['C2', say('call.hungUp')],
    join('S3'),
    ['C1', say('call.joinConference', { conferenceSid: 'F2', stay: 'S4' })],
    [
      'C1',
      say('participant.dismissed', { conferenceSid: 'F1', stay: 'S3', reason: 'ended-by-exit' }),
    ],
    ['R1', say('media.failed')],
    ['R2', say('media.failed')],
  ),
  joinedRunning: play(...inbound, join('S1'), ...second, join('S2', request('R1')), [
    'F1',
    say('conference.end'),
  ]),
  twice: play(
    ...inbound,
    join('S1', request('R1', limits)),
    started,
    ['R1', say('speech.started')],
    ['R1', say('speech.ended')],
    ['R1', fired('silence')],
    ...second,
    join('S2', request('R2')),
    ['R1', say('media.stopped', { order: 2 })],
    ['C1', say('call.redirect')],
    ['C2', say('call.hungUp')],
    ['R2', say('media.failed')],
    ['R1', saved],
  ),
  waiting: play(...inbound, join('S1', { startOnEnter: false }), ...second, join('S2'), [
    'F1',
    say('conference.removeParticipant', { callSid: 'C1' }),
  ]),
  full: play(...inbound, join('S1', { maxParticipants: 1 }), ...second, join('S2')),
  exits: play(...inbound, join('S1'), ...second, join('S2', { endOnExit: true }), [
    'C2',
    say('call.hungUp'),
  ]),
  nobodyCame: play(...participant, ['L1', say('call.busy')]),
  ringsInVain: play(
    ...conferred,
    ...participant,
    ['L1', say('call.rang')],
    ['F1', say('conference.end')],
  ),
  loser: play(
    ['L1', say('leg.requested', { parent: addressOf('C9') })],
    ['L1', say('call.answered')],
    ['L1', say('leg.released', { parent: addressOf('C9') })],
  ),
  takenRecording: play(...captured, ...second, [
    'C2',
    say('call.record', { ...request('R1'), hasAction: true }),
  ]),
  takenLeg: play(...dialed, ...second, ['C2', say('call.dial', { legs: ['L1'] })]),
  takenStay: play(...inbound, join('S1'), ...second, [
    'C2',
    say('call.joinConference', { conferenceSid: 'F1', stay: 'S1' }),
  ]),
  participantRecorded: play(
    [
      'F1',
      say('conference.addParticipant', {
        legSid: 'L1',
        stay: 'S9',
        policy: { 'conference-time-limit-ms': 60_000 },
        conferenceRecording: { sid: 'R1' },
      }),
    ],
    ['L1', say('call.answered')],
    ['F1', fired('time-limit')],
  ),
  leftByDocument: play(
    ...participant,
    ['L1', say('call.answered')],
    ['L1', newDocument],
    ['L1', say('call.hungUp')],
  ),
  bridgeLeft: play(...bridged, ['L1', newDocument]),
  connectedLate: play(...legOfNobody('L1'), ['L1', say('leg.chosen', { parent: addressOf('C9') })]),
  takenLine: play(...inbound, ...legOfNobody('dialLeg C1')),
  transcribed: play(...transcribed, ['T1', textCame], ['R1', say('recording.delete')]),
  nothingUnderstood: play(...transcribed, ['T1', say('transcription.failed')]),
  noText: play(...transcribed, ['T1', fired('finish-deadline')]),
  textDeletedTwice: play(
    ...transcribed,
    ['T1', say('transcription.delete')],
    ['T1', say('transcription.delete')],
  ),
  textDeleted: play(...transcribed, ['T1', say('transcription.delete')], ['T1', textCame]),
} satisfies Record<string, Moment[]>;

type Edit = (moment: Moment) => Moment | undefined;
type Spoiler = (run: readonly Moment[]) => readonly Moment[];
const isAt = (moment: Moment, sid: string, type: string) =>
  moment.to.sid === sid && moment.event.type === type;
/** The run with the first step of this kind changed, or left out. */
const at =
  (sid: string, type: string, edit: Edit): Spoiler =>
  (run) => {
    const first = run.findIndex((moment) => isAt(moment, sid, type));
    if (first < 0) throw new Error(`the run has no ${type} to ${sid}`);
    return run.flatMap((moment, i) => (i === first ? (edit(moment) ?? []) : [moment]));
  };
const never =
  (sid: string, ...types: string[]): Spoiler =>
  (run) =>
    run.filter((moment) => !types.some((type) => isAt(moment, sid, type)));
const drop: Edit = () => undefined;
const becoming =
  (state: string): Edit =>
  (moment) => ({ ...moment, snapshot: { ...moment.snapshot, state } as Moment['snapshot'] });
const knowing =
  (fields: object): Edit =>
  ({ snapshot, ...moment }) => ({
    ...moment,
    snapshot: { ...snapshot, context: { ...snapshot?.context, ...fields } } as Moment['snapshot'],
  });
const without =
  (type: string): Edit =>
  ({ effects, signals, ...moment }) => ({
    ...moment,
    effects: effects.filter((one) => one.type !== type),
    signals: signals.filter(({ event }) => event.type !== type),
  });
const twice: Edit = ({ effects, ...moment }) => ({
  ...moment,
  effects: effects.flatMap((one) => [one, one]),
});
/** Signals say something else. */
const saying =
  (fields: object): Edit =>
  ({ signals, ...moment }) => ({
    ...moment,
    signals: signals.map(({ to, event }) => ({ to, event: { ...event, ...fields } as AnyEvent })),
  });
const asksToo: Edit = ({ signals, ...moment }) => {
  const event = { type: 'recording.requested' } as AnyEvent;
  return { ...moment, signals: [...signals, { to: addressOf('R9'), event }] };
};

/** Runs in which somebody asks again, or says what is nobody's. */
const again = {
  joins: play(...inbound, join('S1'), join('S1')),
  presses: play(...bridged, ['C1', say('digit.pressed', { digit: '5' })]),
  strangerToCall: play(...inbound, ['C1', ended]),
  strangerToLeg: play(...bridged, ['L1', ended]),
  strangerReleases: play(...bridged, ['L1', say('leg.released', { parent: addressOf('C9') })]),
  nobody: play(...participant, ['F1', say('conference.updateParticipant', { callSid: 'X' })]),
};
const caller = { who: addressOf('C1'), stay: 'S1' };
const ignored: Edit = (moment) => ({ ...moment, verdict: { verdict: 'ignored' }, effects: [] });
const hangingUp: Edit = ({ to, ...moment }) => {
  const effect = { type: 'network.hangUp', machine: 'dialLeg', sid: to.sid } as const;
  return { ...moment, to, effects: [effect] };
};
/** It happened as soon as anything did. */
const waited: Edit = (moment) => ({ ...moment, happenedAt: 1 });
const accepted: Edit = (moment) => ({ ...moment, verdict: { verdict: 'accepted' } });
const theLast =
  (type: string, edit: Edit): Spoiler =>
  (run) => {
    const last = run.findLastIndex(({ event }) => event.type === type);
    return run.flatMap((moment, i) => (i === last ? (edit(moment) ?? []) : [moment]));
  };
/** A run, and the ways in which it is spoilt, each by itself. */
type Spoilt = readonly [run: readonly Moment[], Spoiler, ...more: Spoiler[]];
/** For each claim a run that keeps it, and how that run is spoilt so that it breaks the claim. */
const spoilt: Readonly<Record<string, Spoilt>> = {
  'REC-1': [stories.lived, at('R1', 'media.paused', knowing({ settings: {} }))],
  'REC-2': [stories.early, at('R1', 'media.saved', twice)],
  'REC-3': [stories.lived, at('R1', 'recording.stop', becoming('absent'))],
  'REC-4': [stories.unstarted, at('R1', 'media.saved', becoming('completed'))],
  'REC-5': [stories.lived, at('R1', 'media.stopped', becoming('paused'))],
  'REC-6': [stories.outbound, never('R1', 'timer.fired')],
  'REC-7': [stories.lived, at('R1', 'media.paused', knowing({ capturedMs: 1 }))],
  'REC-44': [stories.long, at('R1', 'media.saved', knowing({ durationSeconds: 61 }))],
  'REC-45': [stories.pausedForLong, at('R1', 'media.paused', knowing({ timers: {} }))],
  'REC-8': [stories.silent, never('R1', 'speech.started', 'speech.ended')],
  'REC-9': [stories.unstarted, at('R1', 'media.saved', without('recording.orphaned'))],
  'REC-11': [stories.refused, at('R1', 'recording.pause', becoming('paused'))],
  'REC-12': [stories.lived, at('R1', 'media.paused', becoming('inProgress'))],
  'REC-13': [stories.lived, at('R1', 'media.started', knowing({ startedAt: 1 }))],
  'REC-14': [stories.long, at('R1', 'timer.fired', knowing({ endReason: 'silence' }))],
  'REC-15': [stories.empty, at('R1', 'media.saved', knowing({ errorCode: null }))],
  'REC-16': [stories.early, at('R1', 'media.saved', without('recording.ended'))],
  'CALL-1': [stories.timeUp, at('C1', 'timer.fired', twice)],
  'CALL-2': [stories.recordVerb, at('C1', 'recording.ended', without('instructions.requested'))],
  'CALL-3': [stories.recordVerb, at('C1', 'call.redirect', without('recording.stopRequested'))],
  'CALL-4': [stories.outbound, never('R1', 'timer.fired')],
  'CALL-5': [stories.background, at('C1', 'call.hangUp', without('network.hangUp'))],
  'CALL-6': [stories.recordVerb, at('C1', 'call.redirect', without('recording.stopRequested'))],
  'CALL-7': [stories.dialed, at('C1', 'leg.answered', without('leg.chosen'))],
  'CALL-8': [stories.recordVerb, at('C1', 'call.redirect', saying({ reason: 'finish-key' }))],
  'CALL-9': [stories.unanswered, at('C1', 'timer.fired', without('network.hangUp'))],
  'CALL-10': [stories.busy, at('C1', 'call.busy', without('announced'))],
  'CALL-11': [stories.conferred, at('C1', 'call.redirect', without('network.leave'))],
  'CALL-12': [stories.timeUp, at('C1', 'call.answered', knowing({ answeredAt: null }))],
  'CALL-13': [stories.recordVerb, at('C1', 'digit.pressed', without('recording.stopRequested'))],
  'CALL-14': [stories.recordVerb, at('C1', 'call.redirect', knowing({ redirections: ['x'] }))],
  'CALL-15': [again.joins, theLast('call.joinConference', accepted)],
  'CALL-16': [
    again.presses,
    at('C1', 'digit.pressed', ({ signals, ...moment }) => ({
      ...moment,
      signals: [
        ...signals,
        { to: addressOf('L1'), event: { type: 'leg.released', at: 0, parent: addressOf('C1') } },
      ],
    })),
  ],
  'CALL-17': [
    stories.exits,
    at('C1', 'participant.dismissed', becoming('inProgress.inConference')),
  ],
  'CALL-18': [again.strangerToCall, at('C1', 'recording.ended', accepted)],
  'CALL-19': [stories.dialOver, at('C1', 'leg.ended', drop)],
  'CALL-41': [
    stories.takenRecording,
    at('C2', 'recording.declined', becoming('inProgress.recording')),
  ],
  'CALL-44': [
    stories.leftByDocument,
    at('L1', 'line.handedOver', without('instructions.requested')),
    at('L1', 'line.handedOver', knowing({ policy: 'twilio' })),
    at('L1', 'line.handedOver', knowing({ lastRequest: 'R9' })),
  ],
  'CALL-45': [stories.takenLine, at('C1', 'line.handedOver', without('line.declined'))],
  'CALL-46': [stories.leftByDocument, theLast('call.hungUp', without('line.ended'))],
  'SYS-17': [stories.leftByDocument, at('L1', 'call.redirect', becoming('answered.joined'))],
  'LEG-10': [stories.leftByDocument, at('L1', 'call.redirect', without('line.handedOver'))],
  'LEG-11': [
    stories.leftByDocument,
    at('L1', 'call.hungUp', without('call.hungUp')),
    at('L1', 'recording.ended', without('recording.ended')),
  ],
  'LEG-12': [stories.leftByDocument, at('L1', 'line.ended', without('host.ended'))],
  'LEG-9': [again.strangerToLeg, at('L1', 'recording.ended', accepted)],
  'CONF-12': [
    stories.exits,
    at('F1', 'participant.joined', (moment) => ({
      ...moment,
      effects: [...moment.effects].reverse(),
    })),
  ],
  'CONF-13': [stories.nobodyCame, at('F1', 'conference.addParticipant', knowing({ policy: 'x' }))],
  'CONF-14': [again.nobody, at('F1', 'conference.updateParticipant', accepted)],
  'CONF-32': [
    stories.takenStay,
    theLast('participant.joined', knowing({ participants: [caller, caller], arriving: [] })),
  ],
  'CONF-34': [stories.conferred, at('F1', 'recording.ended', knowing({ recording: 'R1' }))],
  'REC-60': [stories.inTurn, at('R1', 'media.paused', without('media.resume'))],
  'REC-50': [stories.outbound, at('R1', 'host.ended', knowing({ endReason: 'finish-key' }))],
  'REC-51': [stories.unstarted, at('R1', 'media.started', knowing({ startedAt: 9 }))],
  'REC-52': [stories.twice, at('R1', 'timer.fired', without('recording.endDecided'))],
  'SYS-15': [
    again.strangerReleases,
    at('L1', 'leg.released', becoming('completed')),
    at('L1', 'leg.released', hangingUp),
  ],
  'SYS-16': [stories.takenRecording, theLast('recording.requested', without('recording.declined'))],
  'REC-17': [stories.lived, at('R1', 'media.paused', knowing({ asked: 'pause' }))],
  'REC-18': [stories.silent, at('R1', 'speech.started', knowing({ speech: 'unheard' }))],
  'REC-19': [stories.lived, at('R1', 'media.started', without('announced'))],
  'LEG-1': [stories.dialTimeUp, at('L1', 'timer.fired', twice)],
  'LEG-2': [stories.dialed, at('L2', 'leg.released', becoming('answered.bridged'))],
  'LEG-3': [stories.ringsInVain, at('L1', 'leg.released', drop)],
  'LEG-4': [stories.ringsInVain, at('L1', 'leg.released', without('network.hangUp'))],
  'LEG-5': [stories.dialUnanswered, at('L1', 'call.rang', without('announced'))],
  'LEG-6': [
    [...stories.conferred, ...stories.connectedLate],
    at('L1', 'participant.admitted', without('network.join')),
    at('L1', 'leg.chosen', without('network.unbridge')),
    at('L1', 'leg.chosen', ignored),
  ],
  'LEG-7': [stories.loser, at('L1', 'leg.released', knowing({ endedAt: 1 }))],
  'LEG-8': [stories.dialUnanswered, at('L2', 'call.busy', saying({ status: 'failed' }))],
  'CONF-1': [stories.exits, at('F1', 'participant.joined', twice)],
  'CONF-2': [stories.exits, at('F1', 'participant.left', knowing({ participants: [{}] }))],
  'CONF-3': [stories.conferred, at('F1', 'participant.joined', asksToo)],
  'CONF-4': [stories.waiting, at('F1', 'participant.joined', asksToo)],
  'CONF-5': [stories.waiting, at('F1', 'participant.joined', knowing({ participants: [] }))],
  'CONF-6': [stories.conferred, at('F1', 'participant.joined', knowing({ recording: null }))],
  'CONF-7': [stories.exits, at('C1', 'participant.dismissed', drop)],
  'CONF-8': [stories.exits, at('F1', 'participant.left', knowing({ endedAt: null }))],
  'CONF-9': [stories.exits, at('F1', 'participant.left', knowing({ endedBy: 'C1' }))],
  'CONF-10': [stories.full, at('F1', 'participant.joined', without('participant.admitted'))],
  'CONF-11': [stories.exits, at('F1', 'participant.left', saying({ reason: 'removed' }))],
  'TRN-1': [stories.transcribed, at('T1', 'transcription.completed', knowing({ callSid: 'C9' }))],
  'TRN-2': [stories.transcribed, at('T1', 'transcription.requested', without('media.transcribe'))],
  'TRN-3': [stories.nothingUnderstood, at('T1', 'transcription.failed', twice)],
  'TRN-4': [stories.transcribed, at('T1', 'recording.deleted', knowing({ text: 'Hello.' }))],
  'TRN-5': [stories.noText, at('T1', 'transcription.requested', knowing({ timers: {} }))],
  'TRN-6': [stories.nothingUnderstood, at('T1', 'transcription.failed', knowing({ endedAt: 1 }))],
  'TRN-7': [stories.textDeleted, at('T1', 'transcription.delete', becoming('requested'))],
  'TRN-8': [stories.textDeleted, at('T1', 'transcription.completed', becoming('completed'))],
  'TRN-9': [stories.transcribed, at('R1', 'media.saved', without('transcription.requested'))],
  'TRN-10': [stories.noText, at('T1', 'timer.fired', drop)],
  'TRN-11': [stories.transcribed, at('T1', 'recording.deleted', drop)],
  'TRN-12': [stories.textDeletedTwice, theLast('transcription.delete', accepted)],
  'SYS-1': [stories.background, at('C1', 'call.startRecording', without('recording.requested'))],
  'SYS-2': [stories.outbound, never('R1', 'timer.fired')],
  'SYS-8': [stories.refused, at('R1', 'recording.pause', becoming('paused'))],
  'SYS-9': [stories.background, at('C1', 'recording.ended', drop)],
  'SYS-10': [stories.early, at('R1', 'media.saved', twice)],
  'SYS-11': [stories.long, at('R1', 'media.started', without('timer.set'))],
  'SYS-12': [stories.tooEarly, at('R1', 'timer.fired', without('timer.set'))],
  'SYS-13': [stories.lived, at('R1', 'media.paused', knowing({ updatedAt: 1 }))],
  'SYS-14': [stories.background, at('C1', 'call.hangUp', saying({ reason: 'leg-ended' }))],
  'REC-48': [stories.unstarted, at('R1', 'media.started', waited), at('R1', 'media.saved', waited)],
  'SYS-18': [stories.answeredLate, at('C1', 'call.answered', waited)],
};
const judged = claims.filter(({ kind }) => kind !== 'sometimes');
const idsOf = (breaches: ReturnType<typeof breachesOf>) => breaches.map(({ claim }) => claim.id);

describe('A spoilt run breaks the claim that the real one keeps:', () => {
  test.each(judged.map((claim) => [claim.id, claim] as const))('%s', (id, claim) => {
    const [run, ...spoilers] = spoilt[id] ?? [[], () => []];
    expect(idsOf(breachesOf([claim], run))).toEqual([]);
    for (const spoil of spoilers) expect(idsOf(breachesOf([claim], spoil(run)))).toEqual([id]);
  });

  test('no claim lacks its spoilt run', () => {
    expect(Object.keys(spoilt).sort()).toEqual(judged.map(({ id }) => id).sort());
  });
});

test.each(Object.entries(stories))('%s keeps every claim', (_name, run) => {
  expect(idsOf(breachesOf(claims, run))).toEqual([]);
});

describe('It happens in a story, and not in no story:', () => {
  const seen = new Set(
    Object.values(stories).flatMap((run) => {
      const watch = new ClaimWatch(claims);
      let memories: Memories = {};
      for (const moment of run) memories = watch.follow(memories, moment).memories;
      return watch.seen(memories);
    }),
  );
  const somewhere = claims.filter(({ kind }) => kind === 'sometimes');
  test.each(somewhere.map((claim) => [`${claim.id} ${claim.says}`, claim] as const))(
    '%s',
    (_says, claim) => {
      expect(claim.holds(claim.begin)).toBe(false);
      expect(seen).toContain(claim.id);
    },
  );
});

/** Two runs that agree as the comparison says, and two that do not. */
const stopped: Line[] = [...captured, ['R1', say('recording.stop')]];
const told: Line = ['R1', say('media.stopped', { order: 2 })];
const inOrder = play(...stopped, told, ['R1', saved]);
const overtaking = play(...stopped, ['R1', saved], told);
const pairs: Readonly<Record<string, readonly [Moment[], Moment[], readonly Moment[]]>> = {
  'REC-10': [inOrder, overtaking, stories.empty],
  'SYS-3': [inOrder, overtaking, stories.empty],
  'SYS-4': [inOrder, JSON.parse(JSON.stringify(inOrder)), overtaking],
  'SYS-5': [inOrder, play(...stopped, told, ['R1', saved]), overtaking],
  'SYS-6': [inOrder, play(...stopped, told, ['R1', saved], ['R1', saved]), overtaking.slice(1)],
};
test.each(comparisons.map((one) => [one.id, one] as const))('%s compares runs', (id, { holds }) => {
  const [one, same, other] = pairs[id] ?? [[], [], []];
  expect(holds(one, same)).toBe(true);
  expect(holds(one, other)).toBe(false);
});

/** One step of a walk, in numbers: what `walk` makes of them depends on where it is. */
const anyStep = fc.noBias(
  fc.record({
    where: fc.nat(999),
    what: fc.nat(999),
    isFact: fc.nat(4).map((n) => n > 1),
    more: fc.nat(63),
    after: fc.constantFrom(0, 0, 1, 1000, 4999, 5000, 10_000),
    isAgain: fc.nat(15).map((n) => n === 0),
    isEarly: fc.nat(15).map((n) => n === 0),
  }),
);
type Choice = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** What an app may ask of a machine; `i` makes the sids new, so that each names one thing. */
function commandsTo(to: Address, i: number, { where, more }: Choice): Said[] {
  const bit = (n: number) => (more & (1 << n)) > 0;
  const limits = { maxLengthMs: bit(0) ? 10_000 : 0, silenceMs: bit(1) ? 5_000 : 0 };
  const recording = { sid: `R${i}`, ...limits };
  const transcribed = { transcription: { sid: `T${i}`, language: 'en-US', engine: 'A' } } as const;
  const wanted = bit(2) ? { recording } : {};
  const policy = bit(3) ? 'telnyx' : 'twilio';
  const stays = { stay: `S${i}`, startOnEnter: bit(4), endOnExit: bit(5), maxParticipants: 2 };
  switch (to.machine) {
    case 'call':
      return [
        bit(4) ? say('call.receive', { policy }) : say('call.dialOut', { ...wanted, policy }),
        say('call.record', {
          recording: { ...recording, ...(bit(5) ? transcribed : {}) },
          finishOnKey: '1',
          hasAction: bit(3),
        }),
        say('call.startRecording', { recording }),
        say('call.startBackgroundRecording', { recording }),
        say('call.dial', {
          legs: bit(3) ? [`L${i}`, `L${i}+`] : [`L${i}`],
          ...wanted,
          recordFrom: bit(4) ? 'ringing' : 'answer',
          hangupOnStar: bit(5),
          hasAction: bit(0),
        }),
        say('call.joinConference', { conferenceSid: 'F1', ...stays, ...wanted, isNamed: bit(0) }),
        say('call.redirect'),
        say('call.hangUp'),
      ];
    case 'dialLeg':
      return [say('call.startRecording', { recording }), say('call.hangUp')];
    case 'conference':
      return [
        say('conference.addParticipant', {
          ...{ legSid: `L${i}`, policy, ...stays },
          ...(bit(2) ? { conferenceRecording: recording } : {}),
          ...(bit(1) ? { recording: { sid: `R${i}+` } } : {}),
        }),
        say('conference.updateParticipant', { callSid: 'C1', endOnExit: bit(0) }),
        say('conference.removeParticipant', { callSid: bit(0) ? 'C1' : `L${where % 10}` }),
        say('conference.end'),
      ];
    case 'recording':
      return (['pause', 'resume', 'stop', 'delete'] as const).map((verb) =>
        say(`recording.${verb}`),
      );
    case 'transcription':
      return [say('transcription.delete')];
  }
}

/** What may be reported to a machine, true or not. */
function factsTo(board: Switchboard, to: Address, { more }: Choice): Said[] {
  const running = Object.keys(board.find(to.machine, to.sid)?.context.timers ?? {});
  const timers = running.map((timer) => fired(timer as TimerName));
  if (to.machine === 'conference') return timers;
  if (to.machine === 'transcription') {
    const text = say('transcription.completed', { text: 'Hello.' });
    return [text, say('transcription.failed'), ...timers];
  }
  if (to.machine !== 'recording') {
    const keys = [say('digit.pressed', { digit: '1' }), say('digit.pressed', { digit: '*' })];
    return [
      ...[
        'initiated',
        'rang',
        'answered',
        'answered',
        'busy',
        'unanswered',
        'failed',
        'hungUp',
      ].map((word) => say(`call.${word}` as 'call.rang')),
      ...(to.machine === 'call' ? keys : []),
      ...timers,
    ];
  }
  const newest = board.recording(to.sid)?.context.order ?? 1;
  const order = Math.max(1, more % 3 === 0 ? newest - 1 : newest);
  return [
    ...(['started', 'paused', 'resumed', 'refused', 'stopped'] as const).map((word) =>
      say(`media.${word}`, { order }),
    ),
    ...[say('media.stopped'), saved, say('media.saved', { location: 'other' })],
    ...[say('media.saved', { location: 'none', isEmpty: true }), say('media.failed')],
    ...[say('speech.started'), say('speech.ended')],
    ...timers,
    ...timers,
  ];
}

/** How walks begin: with nothing, or with a call that does something already. */
const beginnings: readonly (readonly Line[])[] = [
  [],
  inbound,
  captured,
  captured,
  paused,
  dialed,
  conferred,
  [...conferred, started],
];
/** A walk: people, network, media server and clock do as they like, once or again. */
function walk(beginning: number, choices: readonly Choice[]): Moment[] {
  const board = new Switchboard();
  const begun = [...(beginnings[beginning] ?? []), ...second];
  let now = 1000 * begun.length;
  let last: readonly [Address, AnyEvent] = [addressOf('C3'), { ...say('call.receive'), at: now }];
  const steps = begun.flatMap(([sid, said], i) => {
    return board.deliver(addressOf(sid), { at: 1000 * i, ...said } as AnyEvent).steps;
  });
  for (const [i, choice] of choices.entries()) {
    const { where, what, isFact, after, isAgain, isEarly } = choice;
    const known = machineNames.flatMap((machine) =>
      [...board.all(machine)].map(({ sid }): Address => ({ machine, sid })),
    );
    const places = [...known, ...known, addressOf('C3'), addressOf('F1')];
    const to = places[where % places.length] as Address;
    const facts = isFact ? factsTo(board, to, choice) : [];
    const events = facts.length > 0 ? facts : commandsTo(to, i + 10, choice);
    const said = events[what % events.length] as Said;
    const timers = board.find(to.machine, to.sid)?.context.timers ?? {};
    const dueAt = said.type === 'timer.fired' && !isEarly ? (timers[said.timer] ?? 0) : 0;
    now = Math.max(now + after, dueAt);
    if (!isAgain) last = [to, { ...said, at: now } as AnyEvent];
    steps.push(...board.deliver(...last).steps);
  }
  return [...steps, ...runOut(board, now)];
}

test('walks keep every claim, and so do their ends when all timers have run out', () => {
  const anyWay = fc.array(anyStep, { minLength: 5, maxLength: 16, size: 'max' });
  fc.assert(
    fc.property(fc.nat(beginnings.length - 1), anyWay, (beginning, choices) => {
      expect(idsOf(breachesOf(judged, walk(beginning, choices)))).toEqual([]);
    }),
    { seed: 1, numRuns: 800 },
  );
});

describe('The list of claims', () => {
  const all = [...claims, ...comparisons];
  const numbers = (prefix: string, to: number) =>
    Array.from({ length: to }, (_, i) => `${prefix}-${i + 1}`);

  test('gives each id once', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test('says a sentence each', () => {
    expect(all.filter(({ says }) => !/^[A-Z].*\.$/.test(says))).toEqual([]);
  });

  test('lacks no promise but SYS-7, which is about the switchboard', () => {
    const promised = [
      ...[...numbers('REC', 12), ...numbers('CALL', 5), ...numbers('LEG', 3)],
      ...[...numbers('CONF', 6), ...numbers('SYS', 7)],
    ];
    const ids = all.map(({ id }) => id);
    expect(promised.filter((id) => !ids.includes(id))).toEqual(['SYS-7']);
  });
});
