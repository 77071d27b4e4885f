/** One call: a line that is dialled or received, answered, and runs TeXML until it ends. */
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
  unborn,
  unchanged,
  when,
} from '../declaring/declare.ts';
import { announce, cancel, due, early, order } from '../declaring/named.ts';
import {
  answeredAlready,
  forgets,
  forgetsBoth,
  lineEnded,
  noRecording,
  noStay,
  stray,
  unknownToNetwork,
} from '../line/cells.ts';
import type { InstructionCause, LineEnd } from '../words/words.ts';
import { callSetup } from './deeds.ts';

const requestInstructions = (because: InstructionCause) =>
  ({ type: 'requestInstructions', params: { because } }) as const;
const recordDial = (from: 'ringing' | 'answer') =>
  ({ type: 'recordDial', params: { from } }) as const;
const stopDialRecording = (reason: 'dial-ended' | 'redirected') =>
  ({ type: 'stopDialRecording', params: { reason } }) as const;
const recordOnRequest = (kind: 'request' | 'background') =>
  ({ type: 'recordOnRequest', params: { kind: `call-request/${kind}` } }) as const;

const exists = assumed('A2', unchanged('It exists already.', 'call.dialOut', 'call.receive'));
const noLegs = ignore('It is not a leg of this dial.', 'leg.rang', 'leg.answered', 'leg.ended');
const noDigit = ignore('Nothing here waits for keys.', 'digit.pressed');

/** What every call does until it is answered. */
const unanswered = {
  'call.answered': to('inProgress', 'noteAnswer'),
  'call.busy': to('busy'),
  'call.unanswered': to('noAnswer'),
  'call.failed': to('failed'),
  'call.hungUp': [by('A23', when('isInbound', to('canceled'))), by('A23', to('failed'))],
  'timer.fired': [when(due('ring'), to('noAnswer', order('hangUp'))), ...early],
  'call.hangUp': by('A23', to('canceled', order('hangUp'))),
  ...exists,
  ...assumed('A3', {
    ...refuse('call-not-answered', 'call.startRecording', 'call.startBackgroundRecording'),
    ...refuse('call-not-answered', 'call.record', 'call.dial', 'call.joinConference'),
    ...refuse('call-not-answered', 'call.redirect'),
  }),
  ...noDigit,
  ...noRecording,
  ...noLegs,
  ...noStay,
} as const;

/** Only between two verbs can a document begin another; a repeated command changes nothing. */
const runs = by('A2', asItIs('It runs, or has run.'));
const busyNow = by('A3', refused('call-busy'));
const busy = {
  'call.record': [when('isKnownRecord', runs), busyNow],
  'call.dial': [when('isKnownDial', runs), busyNow],
  'call.joinConference': [when('isKnownStay', runs), busyNow],
  'call.startBackgroundRecording': [when('isKnownRequest', runs), busyNow],
} as const;

/** What interrupts a verb: new instructions, or the end of the call. */
const interruptible = <const R extends readonly unknown[], const E extends readonly unknown[]>(
  onRedirect: R,
  onEnd: E,
) =>
  ({
    'call.redirect': [
      by('A2', when('isKnownRedirection', asItIs('It is redirected already.'))),
      by(
        'A15',
        to(
          '#call.inProgress.executing',
          ...onRedirect,
          'noteRedirection',
          requestInstructions('redirected'),
        ),
      ),
    ],
    'call.hangUp': to('#call.completed', ...onEnd, order('hangUp')),
    'call.hungUp': to('#call.completed', ...onEnd),
    'timer.fired': [
      when(due('time-limit'), to('#call.completed', ...onEnd, order('hangUp'))),
      ...early,
    ],
  }) as const;
const inDial = interruptible(['releaseLegs', stopDialRecording('redirected')], ['releaseLegs']);
const dialOver = to('executing', stopDialRecording('dial-ended'), 'resumeAfterDial');

/** Over: nothing leads back into life. */
const over = {
  ...lineEnded,
  ...exists,
  ...assumed('A3', {
    ...refuse('call-ended', 'call.startRecording', 'call.startBackgroundRecording'),
    ...refuse('call-ended', 'call.record', 'call.dial', 'call.joinConference'),
    ...refuse('call-ended', 'call.redirect', 'call.hangUp'),
  }),
  ...noDigit,
  ...noLegs,
} as const;
const ending = (status: LineEnd) =>
  ['stamp', cancel('ring'), cancel('time-limit'), 'end', announce(status)] as const;

const unansweredEnd = (status: LineEnd, description: string) =>
  ({ description, tags: ['ended'], entry: ending(status), on: { ...over, ...stray } }) as const;

export const callMachine = callSetup.createMachine({
  id: 'call',
  context: ({ input }) => unborn(input.sid),
  initial: 'none',
  states: {
    none: {
      description: 'Not created, or forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: {
        'call.dialOut': to('queued', 'create', 'timeRinging', order('dial')),
        'call.receive': to('ringing', 'create', 'timeRinging', order('answer')),
        ...stray,
        ...refuse('not-found', 'call.startRecording', 'call.startBackgroundRecording'),
        ...refuse('not-found', 'call.record', 'call.dial', 'call.joinConference'),
        ...refuse('not-found', 'call.redirect', 'call.hangUp'),
        ...unknownToNetwork,
        ...noDigit,
        ...noRecording,
        ...noLegs,
        ...noStay,
      },
    },
    queued: {
      description: 'The network was asked to call the far end.',
      tags: ['live'],
      entry: 'stamp',
      on: { 'call.initiated': to('initiated'), 'call.rang': to('ringing'), ...unanswered },
    },
    initiated: {
      description: 'The network took the call.',
      tags: ['live'],
      entry: ['stamp', announce('initiated')],
      on: {
        'call.rang': to('ringing'),
        ...unanswered,
        ...ignore('It is known.', 'call.initiated'),
      },
    },
    ringing: {
      description: 'The far end rings; or an inbound call is being answered.',
      tags: ['live'],
      entry: ['stamp', announce('ringing')],
      on: { ...unanswered, ...ignore('It rings.', 'call.initiated', 'call.rang') },
    },
    inProgress: {
      description: 'The line is open and runs TeXML.',
      tags: ['live', 'answered'],
      initial: 'executing',
      entry: [
        'stamp',
        cancel('ring'),
        'timeLimit',
        announce('in-progress'),
        'recordAnswer',
        requestInstructions('answered'),
      ],
      on: {
        'call.startRecording': [
          by('A11', when('isRequestAnswered', asItIs('It is being recorded by request.'))),
          doing(recordOnRequest('request')),
        ],
        ...forgetsBoth,
        ...busy,
        ...exists,
        ...answeredAlready,
        ...noDigit,
        ...noLegs,
        ...noStay,
      },
      states: {
        executing: {
          description: 'Between two verbs: the document is fetched, or a host-side verb runs.',
          entry: 'stamp',
          on: {
            'call.record': [when('isKnownRecord', runs), to('recording', 'beginRecord')],
            'call.dial': [
              when('isKnownDial', runs),
              to('dialing', 'beginDial', recordDial('ringing')),
            ],
            'call.joinConference': [when('isKnownStay', runs), to('inConference', 'beginStay')],
            'call.startBackgroundRecording': [
              when('isKnownRequest', runs),
              doing(recordOnRequest('background')),
            ],
            ...interruptible([], []),
          },
        },
        recording: {
          description: 'In a <Record>: the document waits for its recording to end.',
          entry: 'stamp',
          on: {
            'digit.pressed': [
              when('finishesRecord', doing('finishRecord')),
              ignored('This key does not end it, or it is ending.'),
            ],
            'recording.ended': [
              when('isOwnRecord', to('executing', 'forgetRecording', 'resumeAfterRecord')),
              ...forgets,
            ],
            'recording.declined': [
              by(
                'A28',
                when('isOwnRecord', to('executing', 'forgetRecording', 'resumeWithoutRecord')),
              ),
              ...forgets,
            ],
            ...interruptible(['interruptRecord'], []),
          },
        },
        dialing: {
          description: 'In a <Dial>: its legs are being called.',
          entry: 'stamp',
          on: {
            'leg.answered': [
              when('isOwnLeg', to('bridged', 'chooseLeg', recordDial('answer'))),
              ignored('It is a leg of an earlier dial.'),
            ],
            'leg.ended': [
              when('isLastLeg', dialOver),
              when('isOwnLeg', doing('dropLeg')),
              ignored('It is a leg of an earlier dial.'),
            ],
            ...ignore('The dial waits for an answer.', 'leg.rang'),
            ...inDial,
          },
        },
        bridged: {
          description: 'In a <Dial>: connected with the leg that answered first.',
          entry: 'stamp',
          on: {
            'leg.ended': [when('isOwnLeg', dialOver), ignored('It is not the leg that won.')],
            'digit.pressed': [
              when('hangsUpOnStar', doing('hangUpCallee')),
              ignored('Only * does something here, with hangupOnStar.'),
            ],
            ...inDial,
          },
        },
        inConference: {
          description: 'In a <Dial><Conference>: waiting to be let in, or in.',
          entry: 'stamp',
          on: {
            'participant.admitted': [
              when('isAwaitedStay', doing('enterConference')),
              ignored('It is about an earlier stay, or known.'),
            ],
            'participant.dismissed': [
              when('endsTheCall', to('#call.completed', order('hangUp'))),
              by('A26', when('canJoinAgain', to('executing', 'joinAgain'))),
              when('isCurrentStay', to('executing', 'leaveConference', 'resumeAfterStay')),
              ignored('It is about an earlier stay.'),
            ],
            ...interruptible(['tellLeft', 'leaveConference'], ['tellLeft']),
          },
        },
      },
    },
    completed: {
      description: 'It was answered and is over.',
      tags: ['ended'],
      entry: ending('completed'),
      on: {
        ...over,
        'recording.ended': [
          by(
            'A19',
            when('wantsActionAfterHangup', doing('forgetRecording', 'requestActionAfterHangup')),
          ),
          ...forgets,
        ],
        ...ignore('The answer is known.', 'call.answered'),
      },
    },
    busy: unansweredEnd('busy', 'The far end was busy.'),
    noAnswer: unansweredEnd('no-answer', 'Nobody answered in time.'),
    canceled: unansweredEnd('canceled', 'It was given up before it was answered.'),
    failed: unansweredEnd('failed', 'The far end could not be reached.'),
  },
});
