/** One recording: from the request to capture, to a file that is there, absent or deleted. */
import { by, cells, doing, ignore, ignored, refused, to, when } from '../declaring/cells.ts';
import { complete } from '../declaring/complete.ts';
import { unborn } from '../declaring/declare.ts';
import { announce, cancel, due, early, order } from '../declaring/named.ts';
import { capturing } from './capturing.ts';
import {
  capture,
  captureOver,
  crosses,
  endable,
  endDecided,
  fail,
  fileFirst,
  inTurn,
  isAnswerBefore,
  isAnswerTo,
  lateFile,
  lose,
  noLimits,
  noSpeech,
  notesSpeech,
  recordingEnded,
  recordingExists,
  recordingNotFound,
  setDeadline,
  stale,
  takesBack,
  tellsEndAgain,
  unchangeable,
} from './cells.ts';
import { recordingSetup } from './deeds.ts';

export const declaredRecording = recordingSetup.createMachine({
  id: 'recording',
  context: ({ input }) => unborn(input.sid),
  initial: 'none',
  states: complete('recording', {
    none: {
      description: 'Not requested, or forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: cells(
        {
          'recording.requested': to('starting', 'create'),
          'media.started': doing('stopStranger'),
          'media.saved': [when('isEmpty', ignored('It is empty.')), doing('tellOrphan')],
        },
        recordingNotFound,
        ignore('Nobody knows it.', 'media.paused', 'media.resumed', 'media.refused'),
        ignore('Nobody knows it.', 'media.stopped', 'media.failed', 'timer.fired'),
        ignore('Nobody knows it.', 'recording.stopRequested', 'host.ended'),
        noSpeech,
      ),
    },
    starting: {
      description: 'The media server was asked to capture and has not answered.',
      tags: ['live'],
      entry: ['stamp', order('start'), setDeadline('start-deadline')],
      exit: 'wantNothing',
      on: cells(
        {
          'recording.pause': inTurn('pause', 'recording-not-started'),
          'recording.resume': takesBack('pause', 'It is about to capture.'),
          'media.started': [
            by(
              'A41',
              when(
                isAnswerBefore('start', 'pause'),
                to('pausing', ...capture, announce('in-progress')),
              ),
            ),
            when(isAnswerTo('start'), to('inProgress', ...capture, announce('in-progress'))),
            stale,
          ],
          'media.refused': [
            when(isAnswerTo('start'), lose('media-failed', 'media-refused')),
            stale,
          ],
          'timer.fired': [when(due('start-deadline'), lose('deadline', 'start-timeout')), ...early],
        },
        notesSpeech,
        ignore('No pause was asked.', 'media.paused', 'media.resumed'),
        endable,
      ),
    },
    ...capturing,
    stopping: {
      description: 'The end is decided; the media server was asked to stop. A stop is for good.',
      tags: ['live'],
      entry: ['stamp', ...noLimits, 'noteCrossed', order('stop'), setDeadline('answer-deadline')],
      on: cells(
        {
          'media.stopped': [when('endsCapture', to('processing', 'endCapture')), stale],
          'media.refused': [
            when(isAnswerTo('stop'), to('processing', 'endCapture')),
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
        },
        fileFirst,
        endDecided,
        recordingExists,
      ),
    },
    processing: {
      description: 'Capture is over; the file is being made.',
      tags: ['live'],
      entry: ['stamp', ...noLimits, setDeadline('finish-deadline')],
      exit: cancel('finish-deadline'),
      on: cells(
        {
          'media.saved': [
            when('isEmpty', to('absent', fail('empty'))),
            to('completed', 'keepFile'),
          ],
          'media.failed': to('absent', 'failAsTold'),
          'timer.fired': [
            when(due('finish-deadline'), to('absent', fail('finish-timeout'))),
            ...early,
          ],
        },
        captureOver,
        endDecided,
        tellsEndAgain,
      ),
    },
    completed: {
      description: 'The file can be fetched.',
      tags: ['ended'],
      entry: ['stamp', ...noLimits, announce('completed'), 'requestTranscription'],
      on: cells(
        { 'recording.delete': to('deleted'), 'media.saved': lateFile('tellOrphan') },
        recordingEnded,
        unchangeable,
        ignore('The file is kept.', 'media.failed'),
      ),
    },
    absent: {
      description: 'Nothing was kept; the error code says why.',
      tags: ['ended'],
      entry: ['stamp', ...noLimits, announce('absent')],
      on: cells(
        {
          'recording.delete': [
            by('A18', when('isAbsentDeletable', to('deleted'))),
            by('twilio', refused('recording-not-completed')),
          ],
          'media.saved': lateFile('keepOrphan'),
        },
        recordingEnded,
        unchangeable,
        ignore('It is absent already.', 'media.failed'),
      ),
    },
    deleted: {
      description: 'Its file is gone and it is hidden; what still comes for it is undone.',
      tags: ['ended'],
      entry: ['stamp', order('erase'), 'endTranscription'],
      on: cells(
        { 'media.saved': doing(order('erase')) },
        recordingEnded,
        recordingNotFound,
        noSpeech,
        ignore('It is deleted.', 'media.failed'),
      ),
    },
  }),
});
