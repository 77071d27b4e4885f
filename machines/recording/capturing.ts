/** Capture and its pauses: the states of a recording from its start until its end is decided. */
import { asItIs, by, cells, doing, ignore, to, when } from '../declaring/cells.ts';
import { due, early, order } from '../declaring/named.ts';
import {
  capture,
  dueBefore,
  endable,
  inTurn,
  isAnswerBefore,
  isAnswerTo,
  isAsked,
  limitReached,
  limitsSilence,
  noAnswerDue,
  notesSpeech,
  pauseLimitReached,
  setDeadline,
  stale,
  suspend,
  takesBack,
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
    exit: 'wantNothing',
    on: cells(
      {
        'recording.resume': inTurn('resume', 'recording-busy'),
        'recording.pause': takesBack('resume', 'A pause is asked already.'),
        'media.paused': [
          by('A41', when(isAnswerBefore('pause', 'resume'), to('resuming', ...suspend))),
          when(isAnswerTo('pause'), to('paused', ...suspend)),
          stale,
        ],
        'media.refused': [
          when(isAnswerTo('pause'), to('inProgress', noAnswerDue, 'noteAnswer')),
          stale,
        ],
        'timer.fired': [
          ...limitReached,
          by('A41', when(dueBefore('resume'), to('inProgress', noAnswerDue, order('resume')))),
          when(due('answer-deadline'), to('inProgress', noAnswerDue)),
          ...early,
        ],
      },
      limitsSilence,
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
    exit: 'wantNothing',
    on: cells(
      {
        'recording.pause': inTurn('pause', 'recording-busy'),
        'recording.resume': takesBack('pause', 'It is about to go on.'),
        'media.resumed': [
          by('A41', when(isAnswerBefore('resume', 'pause'), to('pausing', ...capture))),
          when(isAnswerTo('resume'), to('inProgress', ...capture)),
          stale,
        ],
        'media.refused': [
          when(isAnswerTo('resume'), to('paused', noAnswerDue, 'noteAnswer')),
          stale,
        ],
        'timer.fired': [
          ...pauseLimitReached,
          by('A41', when(dueBefore('pause'), to('paused', noAnswerDue, order('pause')))),
          when(due('answer-deadline'), to('paused', noAnswerDue)),
          ...early,
        ],
      },
      notesSpeech,
      ignore('It is paused.', 'media.started', 'media.paused'),
      endable,
    ),
  },
} as const;
