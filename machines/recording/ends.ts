/** How recordings end, and what an ended one still answers: the cells that several states share. */
import {
  asItIs,
  assumed,
  by,
  doing,
  ignore,
  ignored,
  refuse,
  refused,
  to,
  when,
} from '../declaring/declare.ts';
import { order } from '../declaring/named.ts';
import type { EndReason, errorCodes } from '../words/words.ts';
import { decide, noSpeech } from './limits.ts';

export const fail = (code: keyof typeof errorCodes) =>
  ({ type: 'fail', params: { code } }) as const;
/** Nothing is kept: the host is told that capture is over, and the error code says why. */
export const lose = (reason: EndReason, code: keyof typeof errorCodes) =>
  to('absent', decide(reason), 'endCapture', fail(code));

/** The file can be there, or lost, before the media server has said that capture is over. */
export const fileFirst = {
  'media.saved': [
    when('isEmpty', lose('media-failed', 'empty')),
    to('completed', decide('media-stopped'), 'endCapture', 'keepFile'),
  ],
  'media.failed': to('absent', decide('media-failed'), 'endCapture', 'failAsTold'),
} as const;
/** How every recording whose end is not decided yet can end. */
export const endable = {
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
  ...fileFirst,
} as const;
/** A stop that changes nothing: the end is decided. */
export const stoppedAlready = {
  'recording.stop': [
    by('A2', when('isStoppable', asItIs('It is asked to stop already.'))),
    by('A9', refused('conference-recording')),
  ],
} as const;
/** A request that comes again is answered as before; one of another finds the sid taken. */
export const askedFor = <const T extends object>(again: T) =>
  ({ 'recording.requested': [when('isItsRequest', again), by('A28', doing('decline'))] }) as const;
export const notYetDeletable = assumed(
  'A10',
  refuse('recording-not-completed', 'recording.delete'),
);

/** No capture outlives its recording: one that starts when the end is decided is stopped. */
export const captureOver = {
  'media.started': [when('answersLateStart', doing(order('stop'))), ignored('The start is known.')],
  ...assumed('A3', refuse('recording-ended', 'recording.pause', 'recording.resume')),
  ...ignore('Capture is over.', 'media.paused', 'media.resumed', 'media.refused', 'media.stopped'),
  ...noSpeech,
} as const;
/** No audio is lost silently: another file that comes after the end is an orphan. */
export const lateFile = <const A extends string>(action: A) =>
  [
    when('isEmpty', ignored('It is empty.')),
    when('isKnownFile', ignored('The file is known.')),
    doing(action),
  ] as const;
export const recordingEnded = {
  ...captureOver,
  ...assumed('A3', refuse('recording-ended', 'recording.stop')),
  ...askedFor(doing('tellEndAgain')),
  ...ignore('It has ended.', 'recording.stopRequested', 'host.ended', 'timer.fired'),
} as const;
