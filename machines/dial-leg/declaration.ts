/** One dialled leg: of a `<Dial>`, or a participant that a REST request dials into a conference. */
import {
  asItIs,
  assumed,
  by,
  doing,
  ignore,
  ignored,
  refuse,
  to,
  unborn,
  when,
} from '../declaring/declare.ts';
import { announce, cancel, due, early, order } from '../declaring/named.ts';
import {
  answeredAlready,
  forgetsBoth,
  lineEnded,
  noRecording,
  noStay,
  stray,
  unknownToNetwork,
} from '../line/cells.ts';
import type { LineEnd } from '../words/words.ts';
import { dialLegSetup } from './deeds.ts';

/** A request that comes again is answered as before; one of another finds the sid taken. */
const askedFor = <const T extends object>(again: T) =>
  ({ 'leg.requested': [when('isItsRequest', again), by('A28', doing('decline'))] }) as const;
const exists = askedFor(ignored('It exists already.'));
const notItsParent = ignored('It is the leg of another.');
const notChosen = ignore('It was not answered, so it has not won.', 'leg.chosen');

/** What every leg does until it is answered. */
const unanswered = {
  'call.answered': to('answered', 'noteAnswer'),
  'call.busy': to('busy'),
  'call.unanswered': to('noAnswer'),
  'call.failed': to('failed'),
  'call.hungUp': by('A23', to('failed')),
  'timer.fired': [when(due('ring'), to('noAnswer', order('hangUp'))), ...early],
  'call.hangUp': by('A23', to('canceled', order('hangUp'))),
  'leg.released': [when('isFromItsParent', to('canceled', order('hangUp'))), notItsParent],
  ...assumed('A3', refuse('call-not-answered', 'call.startRecording')),
  ...notChosen,
  ...exists,
  ...noRecording,
  ...noStay,
} as const;

/** Over: nothing leads back into life, and whoever asks again is told how it ended. */
const over = (status: LineEnd) =>
  ({
    ...lineEnded,
    ...assumed('A3', refuse('call-ended', 'call.startRecording', 'call.hangUp')),
    ...askedFor(doing({ type: 'tellEndAgain', params: { status } })),
    ...ignore('It is over.', 'leg.chosen', 'leg.released'),
  }) as const;
const ending = (status: LineEnd) =>
  [
    'stamp',
    cancel('ring'),
    cancel('time-limit'),
    { type: 'end', params: { status } },
    announce(status),
  ] as const;
const released = to('completed', 'tellLeft', order('hangUp'));

const unansweredEnd = (status: LineEnd, description: string) =>
  ({
    description,
    tags: ['ended'],
    entry: ending(status),
    on: { ...over(status), ...stray },
  }) as const;

export const dialLegMachine = dialLegSetup.createMachine({
  id: 'dialLeg',
  context: ({ input }) => unborn(input.sid),
  initial: 'none',
  states: {
    none: {
      description: 'Not requested, or forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: {
        'leg.requested': to('initiated', 'create', 'timeRinging', order('dial')),
        ...stray,
        ...refuse('not-found', 'call.startRecording', 'call.hangUp'),
        ...unknownToNetwork,
        ...ignore('Nobody knows it.', 'leg.chosen', 'leg.released'),
        ...noRecording,
        ...noStay,
      },
    },
    initiated: {
      description: 'The network was asked to call the far end.',
      tags: ['live'],
      entry: ['stamp', announce('initiated')],
      on: {
        'call.rang': to('ringing'),
        ...unanswered,
        ...ignore('It is known.', 'call.initiated'),
      },
    },
    ringing: {
      description: 'The far end rings.',
      tags: ['live'],
      entry: ['stamp', announce('ringing'), 'tellRang'],
      on: { ...unanswered, ...ignore('It rings.', 'call.initiated', 'call.rang') },
    },
    answered: {
      description: 'The line is open.',
      tags: ['live', 'answered'],
      initial: 'waiting',
      entry: [
        'stamp',
        cancel('ring'),
        'timeLimit',
        announce('in-progress'),
        'recordAnswer',
        'tellAnswered',
        'join',
      ],
      on: {
        'call.hungUp': to('completed', 'tellLeft'),
        'call.hangUp': released,
        'leg.released': [when('isFromItsParent', released), notItsParent],
        'timer.fired': [when(due('time-limit'), released), ...early],
        'participant.dismissed': [
          when('isCurrentStay', to('completed', order('hangUp'))),
          ignored('It is in no such conference.'),
        ],
        'call.startRecording': [
          by('A11', when('isRequestAnswered', asItIs('It is being recorded by request.'))),
          doing('recordOnRequest'),
        ],
        ...forgetsBoth,
        ...answeredAlready,
        ...ignore('It is decided already.', 'leg.chosen', 'participant.admitted'),
        ...exists,
      },
      states: {
        waiting: {
          description: 'Answered: until its dial chooses it, or its conference lets it in.',
          entry: 'stamp',
          on: {
            'leg.chosen': [
              when('isItsWin', to('bridged')),
              ignored('It is a participant, or the leg of another dial.'),
            ],
            'participant.admitted': [
              when('isCurrentStay', to('joined', 'enterConference')),
              ignored('It is in no such conference.'),
            ],
          },
        },
        bridged: { description: 'Connected with the call that dialled it.', entry: 'stamp' },
        joined: { description: 'In its conference.', entry: 'stamp' },
      },
    },
    completed: {
      description: 'It was answered and is over.',
      tags: ['ended'],
      entry: ending('completed'),
      on: { ...over('completed'), ...ignore('The answer is known.', 'call.answered') },
    },
    busy: unansweredEnd('busy', 'The far end was busy.'),
    noAnswer: unansweredEnd('no-answer', 'Nobody answered in time.'),
    canceled: unansweredEnd('canceled', 'It was given up before it was answered.'),
    failed: unansweredEnd('failed', 'The far end could not be reached.'),
  },
});
