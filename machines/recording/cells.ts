/** How a recording answers: its limits, its ends, and the cells that several of its states share. */
import {
  asItIs,
  by,
  cells,
  doing,
  ignore,
  ignored,
  refuse,
  refused,
  to,
  when,
} from '../declaring/cells.ts';
import { cancel, due, order } from '../declaring/named.ts';
import type { MediaOrder } from '../words/effects.ts';
import type { EndReason, errorCodes, RefusalReason, TimerName } from '../words/words.ts';

/** The fact answers the newest order, which asked for this. */
export const isAnswerTo = (verb: MediaOrder) => ({ type: 'isAnswerTo', params: { verb } }) as const;
/** The same, and a pause or resumption comes next. */
export const isAnswerBefore = <const V extends MediaOrder, const N extends 'pause' | 'resume'>(
  verb: V,
  next: N,
) => ({ type: 'isAnswerBefore', params: { verb, next } }) as const;
/** The media server does not answer, and a pause or resumption comes next. */
export const dueBefore = <const N extends 'pause' | 'resume'>(next: N) =>
  ({ type: 'isDueBefore', params: { timer: 'answer-deadline', next } }) as const;
const isWanted = (verb: 'pause' | 'resume') => ({ type: 'isWanted', params: { verb } }) as const;
/** It comes next, if the policy lets it wait for the answer to the order before it. */
export const inTurn = (verb: 'pause' | 'resume', reason: RefusalReason) =>
  [
    by('A2', when(isWanted(verb), asItIs('It comes next already.'))),
    by('A41', when('takesInTurn', doing({ type: 'want', params: { verb } }))),
    by('A3', refused(reason)),
  ] as const;
/** What is so, or about to be, unless the opposite was to come next: then that is taken back. */
export const takesBack = (verb: 'pause' | 'resume', says: string) =>
  [by('A41', when(isWanted(verb), doing('wantNothing'))), by('A2', asItIs(says))] as const;
/** The newest order asked for this and is not answered. */
export const isAsked = (verb: MediaOrder) => ({ type: 'isAsked', params: { verb } }) as const;
/** The fact answers a pause or resumption that the stop has crossed. */
export const crosses = (verb: MediaOrder) => ({ type: 'crosses', params: { verb } }) as const;
export const setDeadline = (timer: TimerName & `${string}-deadline`) =>
  ({ type: 'setDeadline', params: { timer } }) as const;
export const fail = (code: keyof typeof errorCodes) =>
  ({ type: 'fail', params: { code } }) as const;
/** The end of a recording is decided, for this reason unless there is one already. */
const decide = (reason: EndReason) => ({ type: 'decideEnd', params: { reason } }) as const;
/** Nothing is kept: the host is told that capture is over, and the error code says why. */
export const lose = (reason: EndReason, code: keyof typeof errorCodes) =>
  to('absent', decide(reason), 'endCapture', fail(code));

/** A request that comes again is answered as before; one of another finds the sid taken. */
const requestedAgain = <const T extends object>(again: T) =>
  ({ 'recording.requested': [when('isItsRequest', again), by('A28', doing('decline'))] }) as const;
export const recordingExists = requestedAgain(ignored('It exists already.'));
export const tellsEndAgain = requestedAgain(doing('tellEndAgain'));
export const stale = ignored('It answers an older order, or nothing that was asked.');
export const recordingNotFound = by(
  'A3',
  refuse('not-found', 'recording.pause', 'recording.resume', 'recording.stop', 'recording.delete'),
);

/** The media server has answered, or is not waited for any more. No exit says so (D-71). */
export const noAnswerDue = cancel('answer-deadline');
/** No limit on capture runs any more, and nobody waits for an answer. */
export const noLimits = [
  cancel('start-deadline'),
  noAnswerDue,
  cancel('max-length'),
  cancel('silence'),
  cancel('longest-pause'),
] as const;
/** Capture begins or goes on. */
export const capture = [
  cancel('start-deadline'),
  noAnswerDue,
  'openSegment',
  'noteAnswer',
  cancel('longest-pause'),
  'timeLength',
  'timeSilence',
] as const;
/** Capture is suspended: the length goes on only if the pause is part of the file. */
export const suspend = [
  noAnswerDue,
  'closeSegment',
  'noteAnswer',
  cancel('silence'),
  'timeLength',
  'timePause',
] as const;

const overtaken = ignored('Later news of speech is known.');
export const noSpeech = ignore('Nothing is captured.', 'speech.started', 'speech.ended');
/** While nothing is captured, speech is only noted. */
const noted = [when('isNews', doing('noteSpeech')), overtaken] as const;
export const notesSpeech = { 'speech.started': noted, 'speech.ended': noted } as const;
/** While audio is captured, silence after speech and the captured length are limited. */
export const limitsSilence = {
  'speech.started': [when('isNews', doing('noteSpeech', cancel('silence'))), overtaken],
  'speech.ended': [when('isNews', doing('noteSpeech', 'timeSilence')), overtaken],
} as const;
export const limitReached = [
  when(due('max-length'), to('stopping', decide('max-length'))),
  when(due('silence'), to('stopping', decide('silence'))),
] as const;
/** While it is paused, its length is limited if the pause counts, and that of a <Record> anyway. */
export const pauseLimitReached = [
  by('A8', when(due('max-length'), to('stopping', decide('max-length')))),
  by('A27', when(due('longest-pause'), to('stopping', decide('longest-pause')))),
] as const;

/** The file can be there, or lost, before the media server has said that capture is over. */
export const fileFirst = {
  'media.saved': [
    when('isEmpty', lose('media-failed', 'empty')),
    to('completed', decide('media-stopped'), 'endCapture', 'keepFile'),
  ],
  'media.failed': to('absent', decide('media-failed'), 'endCapture', 'failAsTold'),
} as const;
const notYetDeletable = by('A10', refuse('recording-not-completed', 'recording.delete'));

/** What every recording answers whose end is not decided yet: how it can end. */
export const endable = cells(
  {
    'recording.stop': [
      by('A1', when('isStoppable', to('stopping', decide('requested')))),
      by('A9', refused('conference-recording')),
    ],
    'recording.stopRequested': [
      when('isFromItsVerb', to('stopping', 'decideEndAsTold')),
      ignored('Another verb says so, or a line that it is not of.'),
    ],
    'host.ended': [
      when('isFromItsHost', to('stopping', 'decideEndAsTold')),
      ignored('It is not what is recorded here.'),
    ],
    'media.stopped': to('processing', decide('media-stopped'), 'endCapture'),
  },
  fileFirst,
  notYetDeletable,
  recordingExists,
);
/** Nothing can be captured any more. */
const notCapturable = cells(
  by('A3', refuse('recording-ended', 'recording.pause', 'recording.resume')),
  noSpeech,
);
/** The end is decided: what asks for it changes nothing. */
export const endDecided = cells(
  {
    'recording.stop': [
      by('A2', when('isStoppable', asItIs('It is asked to stop already.'))),
      by('A9', refused('conference-recording')),
    ],
  },
  ignore('Its end is decided.', 'recording.stopRequested', 'host.ended'),
  notCapturable,
  notYetDeletable,
);
/** No capture outlives its recording: one that starts when the end is decided is stopped. */
export const captureOver = cells(
  {
    'media.started': [
      when('answersLateStart', doing(order('stop'))),
      ignored('The start is known.'),
    ],
  },
  ignore('Capture is over.', 'media.paused', 'media.resumed', 'media.refused', 'media.stopped'),
);
/** No audio is lost silently: another file that comes after the end is an orphan. */
export const lateFile = <const A extends string>(action: A) =>
  [
    when('isEmpty', ignored('It is empty.')),
    when('isKnownFile', ignored('The file is known.')),
    doing(action),
  ] as const;
/** What an ended recording answers, whether or not it is found any more. */
export const recordingEnded = cells(
  captureOver,
  tellsEndAgain,
  ignore('It has ended.', 'recording.stopRequested', 'host.ended', 'timer.fired'),
);
/** An ended recording is found: it is there, and past changing. */
export const unchangeable = cells(
  notCapturable,
  by('A3', refuse('recording-ended', 'recording.stop')),
);
