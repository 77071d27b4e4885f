/** Capture and its pauses: the states of a recording from its start until its end is decided. */
import {
  asItIs,
  by,
  cells,
  doing,
  ignore,
  refuse,
  to,
  unchanged,
  when,
} from '../declaring/cells.ts';
import { cancel, due, early, order } from '../declaring/named.ts';
import {
  capture,
  endable,
  isAnswerTo,
  isAsked,
  limitReached,
  limitsSilence,
  notesSpeech,
  pauseLimitReached,
  setDeadline,
  stale,
  suspend,
} from './cells.ts';

export const capturing = {
  inProgress: {
    description: 'Audio is being captured.',
    tags: ['live', 'capturing'],
    entry: 'stamp',
    on: cells(
      {
        'recording.pause': by('A1', to('pausing')),
        'media.paused': [when(isAnswerTo('pause'), to('paused', ...suspend)), stale],
        'timer.fired': [...limitReached, ...early],
        // A pause that was not answered may still be obeyed: a newer order makes its answer stale.
        'recording.resume': [
          by('A2', when(isAsked('pause'), doing(order('resume')))),
          by('A2', asItIs('It captures already.')),
        ],
        'media.refused': [
          when(isAnswerTo('resume'), to('paused', ...suspend)),
          when(isAnswerTo('pause'), doing('noteAnswer')),
          stale,
        ],
        'media.resumed': [when(isAnswerTo('resume'), doing('noteAnswer')), stale],
      },
      limitsSilence,
      ignore('Capture goes on.', 'media.started'),
      endable,
    ),
  },
  pausing: {
    description: 'A pause was asked; capture still runs.',
    tags: ['live', 'capturing'],
    entry: ['stamp', order('pause'), setDeadline('answer-deadline')],
    exit: cancel('answer-deadline'),
    on: cells(
      {
        'media.paused': [when(isAnswerTo('pause'), to('paused', ...suspend)), stale],
        'media.refused': [when(isAnswerTo('pause'), to('inProgress', 'noteAnswer')), stale],
        'timer.fired': [...limitReached, when(due('answer-deadline'), to('inProgress')), ...early],
      },
      limitsSilence,
      by('A2', unchanged('A pause is asked already.', 'recording.pause')),
      by('A3', refuse('recording-busy', 'recording.resume')),
      ignore('Capture goes on.', 'media.started', 'media.resumed'),
      endable,
    ),
  },
  paused: {
    description: 'Capture is suspended and can go on.',
    tags: ['live'],
    entry: 'stamp',
    on: cells(
      {
        'recording.resume': by('A1', to('resuming')),
        'media.resumed': [when(isAnswerTo('resume'), to('inProgress', ...capture)), stale],
        'media.paused': [when(isAnswerTo('pause'), doing('noteAnswer')), stale],
        'timer.fired': [...pauseLimitReached, ...early],
        'recording.pause': [
          by('A2', when(isAsked('resume'), doing(order('pause')))),
          by('A2', asItIs('It is paused already.')),
        ],
        'media.refused': [
          when(isAnswerTo('pause'), to('inProgress', ...capture)),
          when(isAnswerTo('resume'), doing('noteAnswer')),
          stale,
        ],
      },
      notesSpeech,
      ignore('It is paused.', 'media.started'),
      endable,
    ),
  },
  resuming: {
    description: 'The media server was asked to go on; nothing is captured yet.',
    tags: ['live'],
    entry: ['stamp', order('resume'), setDeadline('answer-deadline')],
    exit: cancel('answer-deadline'),
    on: cells(
      {
        'media.resumed': [when(isAnswerTo('resume'), to('inProgress', ...capture)), stale],
        'media.refused': [when(isAnswerTo('resume'), to('paused', 'noteAnswer')), stale],
        'timer.fired': [...pauseLimitReached, when(due('answer-deadline'), to('paused')), ...early],
      },
      notesSpeech,
      by('A2', unchanged('It is about to go on.', 'recording.resume')),
      by('A3', refuse('recording-busy', 'recording.pause')),
      ignore('It is paused.', 'media.started', 'media.paused'),
      endable,
    ),
  },
} as const;
