/** One dialled leg: of a `<Dial>`, or a participant that a REST request dials into a conference. */
import { asItIs, by, cells, doing, ignore, ignored, refuse, to, when } from '../declaring/cells.ts';
import { complete } from '../declaring/complete.ts';
import { unborn } from '../declaring/declare.ts';
import { announce, cancel, due, early, order } from '../declaring/named.ts';
import {
  answeredAlready,
  forgetsBoth,
  noRecording,
  noStay,
  stray,
  unknownToNetwork,
} from '../line/cells.ts';
import {
  endLeg,
  legEnded,
  legExists,
  legUnanswered,
  notItsParent,
  releasedLeg,
  unansweredLeg,
} from './cells.ts';
import { dialLegSetup } from './deeds.ts';

export const declaredDialLeg = dialLegSetup.createMachine({
  id: 'dialLeg',
  context: ({ input }) => unborn(input.sid),
  initial: 'none',
  states: complete('dialLeg', {
    none: {
      description: 'Not requested, or forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: cells(
        {
          'leg.requested': to('initiated', 'create', 'timeRinging', order('dial')),
        },
        stray,
        refuse('not-found', 'call.startRecording', 'call.hangUp'),
        unknownToNetwork,
        ignore('Nobody knows it.', 'leg.chosen', 'leg.released'),
        noRecording,
        noStay,
      ),
    },
    initiated: {
      description: 'The network was asked to call the far end.',
      tags: ['live'],
      entry: ['stamp', announce('initiated')],
      on: cells(
        {
          'call.rang': to('ringing'),
        },
        legUnanswered,
        ignore('It is known.', 'call.initiated'),
      ),
    },
    ringing: {
      description: 'The far end rings.',
      tags: ['live'],
      entry: ['stamp', announce('ringing'), 'tellRang'],
      on: cells(legUnanswered, ignore('It rings.', 'call.initiated', 'call.rang')),
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
      on: cells(
        {
          'call.hungUp': to('completed', 'tellLeft'),
          'call.hangUp': releasedLeg,
          'leg.released': [when('isFromItsParent', releasedLeg), notItsParent],
          'timer.fired': [when(due('time-limit'), releasedLeg), ...early],
          'participant.dismissed': [
            when('isCurrentStay', to('completed', order('hangUp'))),
            ignored('It is in no such conference.'),
          ],
          'call.startRecording': [
            by('A11', when('isRequestAnswered', asItIs('It is being recorded by request.'))),
            doing('recordOnRequest'),
          ],
        },
        forgetsBoth,
        answeredAlready,
        ignore('It is decided already.', 'leg.chosen', 'participant.admitted'),
        legExists,
      ),
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
      entry: endLeg('completed'),
      on: cells(legEnded('completed'), ignore('The answer is known.', 'call.answered')),
    },
    busy: unansweredLeg('busy', 'The far end was busy.'),
    noAnswer: unansweredLeg('no-answer', 'Nobody answered in time.'),
    canceled: unansweredLeg('canceled', 'It was given up before it was answered.'),
    failed: unansweredLeg('failed', 'The far end could not be reached.'),
  }),
});
