/** One recording: from the request to capture, to a file that is there, absent or deleted. */
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
  unchanged,
  when,
} from '../declaring/declare.ts';
import { announce, cancel, due, early, order } from '../declaring/named.ts';
import type { MediaOrder } from '../words/effects.ts';
import type { TimerName } from '../words/words.ts';
import { recordingSetup, unbornRecording } from './deeds.ts';
import {
  askedFor,
  captureOver,
  endable,
  fail,
  fileFirst,
  lateFile,
  lose,
  notYetDeletable,
  recordingEnded,
  stoppedAlready,
} from './ends.ts';
import {
  capture,
  limitReached,
  limitsSilence,
  noLimits,
  noSpeech,
  notesSpeech,
  pauseLimitReached,
  suspend,
} from './limits.ts';

const answers = (verb: MediaOrder) => ({ type: 'answers', params: { verb } }) as const;
const asked = (verb: MediaOrder) => ({ type: 'asked', params: { verb } }) as const;
/** The fact answers a pause or resumption that the stop has crossed. */
const crosses = (verb: MediaOrder) => ({ type: 'crosses', params: { verb } }) as const;
const setDeadline = (timer: TimerName & `${string}-deadline`) =>
  ({ type: 'setDeadline', params: { timer } }) as const;

const stale = ignored('It answers an older order, or nothing that was asked.');
const exists = askedFor(ignored('It exists already.'));
const notFound = assumed('A3', {
  ...refuse('not-found', 'recording.pause', 'recording.resume'),
  ...refuse('not-found', 'recording.stop', 'recording.delete'),
});
export const recordingMachine = recordingSetup.createMachine({
  id: 'recording',
  context: ({ input }) => unbornRecording(input.sid),
  initial: 'none',
  states: {
    none: {
      description: 'Not requested, or forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: {
        'recording.requested': to('starting', 'create'),
        'media.started': doing('stopStranger'),
        'media.saved': [when('isEmpty', ignored('It is empty.')), doing('tellOrphan')],
        ...notFound,
        ...ignore('Nobody knows it.', 'media.paused', 'media.resumed', 'media.refused'),
        ...ignore('Nobody knows it.', 'media.stopped', 'media.failed', 'timer.fired'),
        ...ignore('Nobody knows it.', 'recording.stopRequested', 'host.ended'),
        ...noSpeech,
      },
    },
    starting: {
      description: 'The media server was asked to capture and has not answered.',
      tags: ['live'],
      entry: ['stamp', order('start'), setDeadline('start-deadline')],
      exit: cancel('start-deadline'),
      on: {
        'media.started': [
          when(answers('start'), to('inProgress', ...capture, announce('in-progress'))),
          stale,
        ],
        'media.refused': [when(answers('start'), lose('media-failed', 'media-refused')), stale],
        'timer.fired': [when(due('start-deadline'), lose('deadline', 'start-timeout')), ...early],
        ...endable,
        ...notesSpeech,
        ...assumed('A2', unchanged('It is about to capture.', 'recording.resume')),
        ...assumed('A3', refuse('recording-not-started', 'recording.pause')),
        ...notYetDeletable,
        ...ignore('No pause was asked.', 'media.paused', 'media.resumed'),
        ...exists,
      },
    },
    inProgress: {
      description: 'Audio is being captured.',
      tags: ['live', 'capturing'],
      entry: 'stamp',
      on: {
        'recording.pause': by('A1', to('pausing')),
        'media.paused': [when(answers('pause'), to('paused', ...suspend)), stale],
        'timer.fired': [...limitReached, ...early],
        ...endable,
        ...limitsSilence,
        // A pause that was not answered may still be obeyed: a newer order makes its answer stale.
        'recording.resume': [
          by('A2', when(asked('pause'), doing(order('resume')))),
          by('A2', asItIs('It captures already.')),
        ],
        ...notYetDeletable,
        'media.refused': [
          when(answers('resume'), to('paused', ...suspend)),
          when(answers('pause'), doing('noteAnswer')),
          stale,
        ],
        'media.resumed': [when(answers('resume'), doing('noteAnswer')), stale],
        ...ignore('Capture goes on.', 'media.started'),
        ...exists,
      },
    },
    pausing: {
      description: 'A pause was asked; capture still runs.',
      tags: ['live', 'capturing'],
      entry: ['stamp', order('pause'), setDeadline('answer-deadline')],
      exit: cancel('answer-deadline'),
      on: {
        'media.paused': [when(answers('pause'), to('paused', ...suspend)), stale],
        'media.refused': [when(answers('pause'), to('inProgress', 'noteAnswer')), stale],
        'timer.fired': [...limitReached, when(due('answer-deadline'), to('inProgress')), ...early],
        ...endable,
        ...limitsSilence,
        ...assumed('A2', unchanged('A pause is asked already.', 'recording.pause')),
        ...assumed('A3', refuse('recording-busy', 'recording.resume')),
        ...notYetDeletable,
        ...ignore('Capture goes on.', 'media.started', 'media.resumed'),
        ...exists,
      },
    },
    paused: {
      description: 'Capture is suspended and can go on.',
      tags: ['live'],
      entry: 'stamp',
      on: {
        'recording.resume': by('A1', to('resuming')),
        'media.resumed': [when(answers('resume'), to('inProgress', ...capture)), stale],
        'media.paused': [when(answers('pause'), doing('noteAnswer')), stale],
        'timer.fired': [...pauseLimitReached, ...early],
        ...endable,
        ...notesSpeech,
        'recording.pause': [
          by('A2', when(asked('resume'), doing(order('pause')))),
          by('A2', asItIs('It is paused already.')),
        ],
        ...notYetDeletable,
        'media.refused': [
          when(answers('pause'), to('inProgress', ...capture)),
          when(answers('resume'), doing('noteAnswer')),
          stale,
        ],
        ...ignore('It is paused.', 'media.started'),
        ...exists,
      },
    },
    resuming: {
      description: 'The media server was asked to go on; nothing is captured yet.',
      tags: ['live'],
      entry: ['stamp', order('resume'), setDeadline('answer-deadline')],
      exit: cancel('answer-deadline'),
      on: {
        'media.resumed': [when(answers('resume'), to('inProgress', ...capture)), stale],
        'media.refused': [when(answers('resume'), to('paused', 'noteAnswer')), stale],
        'timer.fired': [...pauseLimitReached, when(due('answer-deadline'), to('paused')), ...early],
        ...endable,
        ...notesSpeech,
        ...assumed('A2', unchanged('It is about to go on.', 'recording.resume')),
        ...assumed('A3', refuse('recording-busy', 'recording.pause')),
        ...notYetDeletable,
        ...ignore('It is paused.', 'media.started', 'media.paused'),
        ...exists,
      },
    },
    stopping: {
      description: 'The end is decided; the media server was asked to stop. A stop is for good.',
      tags: ['live'],
      entry: ['stamp', ...noLimits, 'noteCrossed', order('stop'), setDeadline('answer-deadline')],
      exit: cancel('answer-deadline'),
      on: {
        ...captureOver,
        'media.stopped': [when('endsCapture', to('processing', 'endCapture')), stale],
        'media.refused': [
          when(answers('stop'), to('processing', 'endCapture')),
          when('answersLateStart', lose('media-failed', 'media-refused')),
          when('refutesCrossed', doing('turnOver', 'forgetCrossed')),
          stale,
        ],
        'media.paused': [when(crosses('pause'), doing('closeSegment', 'forgetCrossed')), stale],
        'media.resumed': [when(crosses('resume'), doing('openSegment', 'forgetCrossed')), stale],
        'media.started': [
          when('answersLateStart', { ...to('stopping', 'openSegment'), reenter: true }),
          ignored('The start is known.'),
        ],
        'timer.fired': [
          when(due('answer-deadline'), to('processing', 'endCapture', order('stop'))),
          ...early,
        ],
        ...fileFirst,
        ...stoppedAlready,
        ...notYetDeletable,
        ...ignore('Its end is decided.', 'recording.stopRequested', 'host.ended'),
        ...exists,
      },
    },
    processing: {
      description: 'Capture is over; the file is being made.',
      tags: ['live'],
      entry: ['stamp', ...noLimits, setDeadline('finish-deadline')],
      exit: cancel('finish-deadline'),
      on: {
        ...captureOver,
        'media.saved': [when('isEmpty', to('absent', fail('empty'))), to('completed', 'keepFile')],
        'media.failed': to('absent', 'failAsTold'),
        'timer.fired': [
          when(due('finish-deadline'), to('absent', fail('finish-timeout'))),
          ...early,
        ],
        ...stoppedAlready,
        ...notYetDeletable,
        ...askedFor(doing('tellEndAgain')),
        ...ignore('Its end is decided.', 'recording.stopRequested', 'host.ended'),
      },
    },
    completed: {
      description: 'The file can be fetched.',
      tags: ['ended'],
      entry: ['stamp', ...noLimits, announce('completed')],
      on: {
        'recording.delete': to('deleted'),
        ...recordingEnded,
        'media.saved': lateFile('tellOrphan'),
        ...ignore('The file is kept.', 'media.failed'),
      },
    },
    absent: {
      description: 'Nothing was kept; the error code says why.',
      tags: ['ended'],
      entry: ['stamp', ...noLimits, announce('absent')],
      on: {
        'recording.delete': [
          by('A18', when('isAbsentDeletable', to('deleted'))),
          by('twilio', refused('recording-not-completed')),
        ],
        ...recordingEnded,
        'media.saved': lateFile('keepOrphan'),
        ...ignore('It is absent already.', 'media.failed'),
      },
    },
    deleted: {
      description: 'Its file is gone and it is hidden; what still comes for it is undone.',
      tags: ['ended'],
      entry: ['stamp', order('erase')],
      on: {
        ...recordingEnded,
        'media.saved': doing(order('erase')),
        ...notFound,
        ...ignore('It is deleted.', 'media.failed'),
      },
    },
  },
});
