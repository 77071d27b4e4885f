/** The cells that several states of a transcription share. */
import { by, cells, ignore, ignored, refuse, to, when } from '../declaring/cells.ts';

export const transcriptionNotFound = by('A3', refuse('not-found', 'transcription.delete'));

/** It is there: nobody else can have its sid, and its text follows from its first request. */
export const transcriptionExists = by(
  'A28',
  ignore('The sid is in use: whoever asks goes without.', 'transcription.requested'),
);

/** It can go at any time: on request, or with its recording. */
export const deletable = cells(
  {
    'transcription.delete': by('A43', to('deleted')),
    'recording.deleted': [
      by('A43', when('isOfItsRecording', to('deleted'))),
      ignored('It is not the recording that is transcribed.'),
    ],
  },
  transcriptionExists,
);

/** What comes after the end changes nothing. */
export const transcriptionEnded = ignore(
  'It has ended.',
  'transcription.completed',
  'transcription.failed',
  'timer.fired',
);
