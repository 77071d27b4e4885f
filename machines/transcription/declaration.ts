/** One transcription of a recording: from the file that is there to its text, or to none. */
import { by, cells, ignore, to, when } from '../declaring/cells.ts';
import { complete } from '../declaring/complete.ts';
import { unborn } from '../declaring/declare.ts';
import { announce, cancel, due, early, order } from '../declaring/named.ts';
import {
  deletable,
  transcriptionEnded,
  transcriptionExists,
  transcriptionNotFound,
} from './cells.ts';
import { transcriptionSetup } from './deeds.ts';

export const declaredTranscription = transcriptionSetup.createMachine({
  id: 'transcription',
  context: ({ input }) => unborn(input.sid),
  initial: 'none',
  states: complete('transcription', {
    none: {
      description: 'Not requested, or forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: cells(
        { 'transcription.requested': by('A42', to('requested', 'create')) },
        transcriptionNotFound,
        ignore('Nobody knows it.', 'transcription.completed', 'transcription.failed'),
        ignore('Nobody knows it.', 'timer.fired', 'recording.deleted'),
      ),
    },
    requested: {
      description: 'The media server was asked for the text.',
      tags: ['live'],
      entry: ['stamp', order('transcribe'), 'timeText'],
      exit: cancel('finish-deadline'),
      on: cells(
        {
          'transcription.completed': to('completed', 'keepText'),
          'transcription.failed': by('A44', to('failed')),
          'timer.fired': [by('A44', when(due('finish-deadline'), to('failed'))), ...early],
        },
        deletable,
      ),
    },
    completed: {
      description: 'The text can be fetched.',
      tags: ['ended'],
      entry: ['stamp', 'noteEnd', announce('completed')],
      on: cells(deletable, transcriptionEnded),
    },
    failed: {
      description: 'There is no text, and there will be none.',
      tags: ['ended'],
      entry: ['stamp', 'noteEnd', announce('failed')],
      on: cells(deletable, transcriptionEnded),
    },
    deleted: {
      description: 'Its text is gone and it is hidden.',
      tags: ['ended'],
      entry: ['stamp', 'forgetText'],
      on: cells(
        transcriptionNotFound,
        transcriptionExists,
        transcriptionEnded,
        ignore('It is deleted.', 'recording.deleted'),
      ),
    },
  }),
});
