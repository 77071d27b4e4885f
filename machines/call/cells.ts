/** How a call answers: the cells that several of its states share. */
import {
  asItIs,
  by,
  cells,
  doing,
  ignore,
  ignored,
  refuse,
  refused,
  to,
  unchanged,
  when,
} from '../declaring/cells.ts';
import { announce, cancel, due, early, order } from '../declaring/named.ts';
import { forgetsBoth, lineEnded, noRecording, noStay, stray } from '../line/cells.ts';
import type { InstructionCause, LineEnd } from '../words/words.ts';

export const requestInstructions = (because: InstructionCause) =>
  ({ type: 'requestInstructions', params: { because } }) as const;
export const recordDial = (from: 'ringing' | 'answer') =>
  ({ type: 'recordDial', params: { from } }) as const;
const stopDialRecording = (reason: 'dial-ended' | 'redirected') =>
  ({ type: 'stopDialRecording', params: { reason } }) as const;
export const recordOnRequest = (kind: 'request' | 'background') =>
  ({ type: 'recordOnRequest', params: { kind: `call-request/${kind}` } }) as const;

export const callExists = by('A2', unchanged('It exists already.', 'call.dialOut', 'call.receive'));
export const noLegs = ignore(
  'It is not a leg of this dial.',
  'leg.rang',
  'leg.answered',
  'leg.ended',
);
const taken = by('A28', doing('declineLine'));
/** A line that comes again is known; one of another finds the sid taken. */
export const noOtherLine = {
  'line.handedOver': [when('isItsLine', ignored('It has taken it over already.')), taken],
} as const;
const noLine = { 'line.handedOver': taken } as const;
export const noDigit = ignore('Nothing here waits for keys.', 'digit.pressed');

/** What every call does until it is answered. */
export const callUnanswered = cells(
  {
    'call.answered': to(
      'inProgress',
      'noteAnswer',
      cancel('ring'),
      'timeLimit',
      announce('in-progress'),
      'recordAnswer',
      requestInstructions('answered'),
    ),
    'call.busy': to('busy'),
    'call.unanswered': to('noAnswer'),
    'call.failed': to('failed'),
    'call.hungUp': [by('A23', when('isInbound', to('canceled'))), by('A23', to('failed'))],
    'timer.fired': [when(due('ring'), to('noAnswer', order('hangUp'))), ...early],
    'call.hangUp': by('A23', to('canceled', order('hangUp'))),
  },
  callExists,
  by('A3', refuse('call-not-answered', 'call.startRecording', 'call.startBackgroundRecording')),
  by('A3', refuse('call-not-answered', 'call.record', 'call.dial', 'call.joinConference')),
  by('A3', refuse('call-not-answered', 'call.redirect')),
  noDigit,
  noLine,
  noRecording,
  noLegs,
  noStay,
);

/** Only between two verbs can a document begin another; a repeated command changes nothing. */
export const runs = by('A2', asItIs('It runs, or has run.'));
const busyNow = by('A3', refused('call-busy'));
export const busyWithVerb = {
  'call.record': [when('isKnownRecord', runs), busyNow],
  'call.dial': [when('isKnownDial', runs), busyNow],
  'call.joinConference': [when('isKnownStay', runs), busyNow],
  'call.startBackgroundRecording': [when('isKnownRequest', runs), busyNow],
} as const;

/** What interrupts a verb: new instructions, or the end of the call; `said` marks who says how. */
export const interruptible = <
  const R extends readonly unknown[],
  const E extends readonly unknown[],
>(
  onRedirect: R,
  onEnd: E,
  said: <T extends object>(ended: T) => T = (ended) => ended,
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
    'call.hangUp': said(to('#call.completed', ...onEnd, order('hangUp'))),
    'call.hungUp': said(to('#call.completed', ...onEnd)),
    'timer.fired': [
      said(when(due('time-limit'), to('#call.completed', ...onEnd, order('hangUp')))),
      ...early,
    ],
  }) as const;
/** A call that is over still waits for its legs: the action of the <Dial> says how they ended. */
export const inDial = interruptible(
  ['releaseLegs', 'forgetLegs', stopDialRecording('redirected')],
  ['releaseLegs'],
);
export const dialOver = to(
  'executing',
  'dropLeg',
  stopDialRecording('dial-ended'),
  'resumeAfterDial',
);
/** With the call, its stay is over: nobody has to say so before the action is asked for. */
export const inStay = interruptible(
  ['tellLeft', 'leaveConference'],
  ['tellLeft', 'requestStayAction'],
  (ended) => by('A37', ended),
);

/** Nothing leads back into life. */
export const callEnded = cells(
  lineEnded,
  callExists,
  by('A3', refuse('call-ended', 'call.startRecording', 'call.startBackgroundRecording')),
  by('A3', refuse('call-ended', 'call.record', 'call.dial', 'call.joinConference')),
  by('A3', refuse('call-ended', 'call.redirect', 'call.hangUp')),
  noDigit,
);
export const endCall = (status: LineEnd) =>
  ['stamp', cancel('ring'), cancel('time-limit'), 'end', announce(status)] as const;
/** A call that ends before it is answered. */
export const unansweredCall = (status: LineEnd, description: string) =>
  ({
    description,
    tags: ['ended'],
    entry: endCall(status),
    on: cells(callEnded, forgetsBoth, stray, noLegs, noLine),
  }) as const;
