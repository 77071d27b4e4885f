/** One call: a line that is dialled or received, answered, and runs TeXML until it ends. */
import { asItIs, by, cells, doing, ignore, ignored, refuse, to, when } from '../declaring/cells.ts';
import { complete } from '../declaring/complete.ts';
import { unborn } from '../declaring/declare.ts';
import { announce, cancel, order } from '../declaring/named.ts';
import {
  answeredAlready,
  forgets,
  forgetsBoth,
  noRecording,
  noStay,
  stray,
  unknownToNetwork,
} from '../line/cells.ts';
import {
  busyWithVerb,
  callEnded,
  callExists,
  callUnanswered,
  dialOver,
  endCall,
  inDial,
  inStay,
  interruptible,
  noDigit,
  noLegs,
  recordDial,
  recordOnRequest,
  requestInstructions,
  runs,
  unansweredCall,
} from './cells.ts';
import { callSetup } from './deeds.ts';

export const declaredCall = callSetup.createMachine({
  id: 'call',
  context: ({ input }) => unborn(input.sid),
  initial: 'none',
  states: complete('call', {
    none: {
      description: 'Not created, or forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: cells(
        {
          'call.dialOut': to('queued', 'create', 'timeRinging', order('dial')),
          'call.receive': to('ringing', 'create', 'timeRinging', order('answer')),
        },
        stray,
        refuse('not-found', 'call.startRecording', 'call.startBackgroundRecording'),
        refuse('not-found', 'call.record', 'call.dial', 'call.joinConference'),
        refuse('not-found', 'call.redirect', 'call.hangUp'),
        unknownToNetwork,
        noDigit,
        noRecording,
        noLegs,
        noStay,
      ),
    },
    queued: {
      description: 'The network was asked to call the far end.',
      tags: ['live'],
      entry: 'stamp',
      on: cells(
        {
          'call.initiated': to('initiated'),
          'call.rang': to('ringing'),
        },
        callUnanswered,
      ),
    },
    initiated: {
      description: 'The network took the call.',
      tags: ['live'],
      entry: ['stamp', announce('initiated')],
      on: cells(
        {
          'call.rang': to('ringing'),
        },
        callUnanswered,
        ignore('It is known.', 'call.initiated'),
      ),
    },
    ringing: {
      description: 'The far end rings; or an inbound call is being answered.',
      tags: ['live'],
      entry: ['stamp', announce('ringing')],
      on: cells(callUnanswered, ignore('It rings.', 'call.initiated', 'call.rang')),
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
      on: cells(
        {
          'call.startRecording': [
            by('A11', when('isRequestAnswered', asItIs('It is being recorded by request.'))),
            doing(recordOnRequest('request')),
          ],
        },
        forgetsBoth,
        busyWithVerb,
        callExists,
        answeredAlready,
        noDigit,
        noLegs,
        noStay,
      ),
      states: {
        executing: {
          description: 'Between two verbs: the document is fetched, or a host-side verb runs.',
          entry: 'stamp',
          on: cells(
            {
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
            },
            interruptible([], []),
          ),
        },
        recording: {
          description: 'In a <Record>: the document waits for its recording to end.',
          entry: 'stamp',
          on: cells(
            {
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
            },
            interruptible(['interruptRecord'], []),
          ),
        },
        dialing: {
          description: 'In a <Dial>: its legs are being called.',
          entry: 'stamp',
          on: cells(
            {
              'leg.answered': [
                when('isOwnLeg', to('bridged', 'chooseLeg', recordDial('answer'))),
                ignored('It is a leg of an earlier dial.'),
              ],
              'leg.ended': [
                when('isLastLeg', dialOver),
                when('isOwnLeg', doing('dropLeg')),
                ignored('It is a leg of an earlier dial.'),
              ],
            },
            ignore('The dial waits for an answer.', 'leg.rang'),
            inDial,
          ),
        },
        bridged: {
          description: 'In a <Dial>: connected with the leg that answered first.',
          entry: 'stamp',
          on: cells(
            {
              'leg.ended': [when('isOwnLeg', dialOver), ignored('It is not the leg that won.')],
              'digit.pressed': [
                when('hangsUpOnStar', doing('releaseLegs')),
                ignored('Only * does something here, with hangupOnStar.'),
              ],
            },
            inDial,
          ),
        },
        inConference: {
          description: 'In a <Dial><Conference>: waiting to be let in, or in.',
          entry: 'stamp',
          on: cells(
            {
              'participant.admitted': [
                when('isAwaitedStay', doing('enterConference')),
                ignored('It is about an earlier stay, or known.'),
              ],
              'participant.dismissed': [
                by(
                  'A37',
                  when('endsTheCall', to('#call.completed', 'requestStayAction', order('hangUp'))),
                ),
                by('A26', when('canJoinAgain', to('executing', 'joinAgain'))),
                when('isCurrentStay', to('executing', 'leaveConference', 'resumeAfterStay')),
                ignored('It is about an earlier stay.'),
              ],
            },
            inStay,
          ),
        },
      },
    },
    completed: {
      description: 'It was answered and is over.',
      tags: ['ended'],
      entry: endCall('completed'),
      on: cells(
        {
          'recording.ended': [
            by(
              'A19',
              when('wantsActionAfterHangup', doing('forgetRecording', 'requestActionAfterHangup')),
            ),
            ...forgets,
          ],
          'recording.declined': forgets,
          'leg.ended': [
            when('wantsDialAction', doing('dropLeg', 'requestDialAction')),
            when('isOwnLeg', doing('dropLeg')),
            ignored('It is a leg of an earlier dial.'),
          ],
        },
        callEnded,
        ignore('The answer is known.', 'call.answered'),
        ignore('The dial is over.', 'leg.rang', 'leg.answered'),
      ),
    },
    busy: unansweredCall('busy', 'The far end was busy.'),
    noAnswer: unansweredCall('no-answer', 'Nobody answered in time.'),
    canceled: unansweredCall('canceled', 'It was given up before it was answered.'),
    failed: unansweredCall('failed', 'The far end could not be reached.'),
  }),
});
