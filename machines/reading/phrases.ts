/**
 * What every action and guard says, in words: a clause after "it" for an action, after "if" for a
 * guard. `{verb}` is filled from the params.
 */
import type { machines } from '../catalogue.ts';
import type { MachineName } from '../words/words.ts';

/** What an action is about: an order to the outside, a word for the customer, a signal, a timer. */
export type DoingKind = 'order' | 'announcement' | 'signal' | 'timer' | 'memory' | 'answer';

/** What XState lets be replaced in a machine: the names of its actions and guards. */
type Parts<M extends MachineName> = Parameters<(typeof machines)[M]['provide']>[0];
type ActionName<M extends MachineName> = keyof NonNullable<Parts<M>['actions']> & string;
type GuardName<M extends MachineName> = keyof NonNullable<Parts<M>['guards']> & string;

interface PhrasesOf<M extends MachineName> {
  /** What the machine follows, from birth to end. */
  readonly says: string;
  readonly actions: Readonly<Record<ActionName<M>, readonly [DoingKind, string]>>;
  readonly guards: Readonly<Record<GuardName<M>, string>>;
}
export type Phrases = { readonly [M in MachineName]: PhrasesOf<M> };

const verdicts = {
  refuse: ['answer', 'refuses: {reason}'],
  unchanged: ['answer', 'accepts and changes nothing'],
  ignore: ['answer', 'ignores it'],
} as const;
const everywhere = {
  ...verdicts,
  stamp: ['memory', 'notes the time'],
  cancel: ['timer', 'cancels the timer {timer}'],
  setAgain: ['timer', 'sets the timer again for the time that is left'],
} as const;
const time = {
  isDue: 'the timer {timer} is due',
  isEarly: 'the timer came too early',
} as const;

const line = {
  ...everywhere,
  create: ['memory', 'remembers what was asked for'],
  order: ['order', 'orders the network to {verb}'],
  announce: ['announcement', 'tells the customer {status}'],
  timeRinging: ['timer', 'sets the timer ring'],
  timeLimit: ['timer', 'sets the timer time-limit'],
  noteAnswer: ['memory', 'notes the time of the answer'],
  forgetRecording: ['memory', 'forgets the recording'],
  recordAnswer: ['signal', 'requests the recording, if one was asked for from the answer on'],
  recordOnRequest: ['signal', 'requests the recording'],
  tellLeft: ['signal', 'tells the conference that it has left'],
} as const;
const lineGuards = {
  ...time,
  isRequestAnswered: 'the request is known, or the policy answers it with the recording there is',
  isHosted: 'it hosts that recording',
} as const;

const verbs = {
  beginRecord: ['signal', 'requests the recording of the <Record>'],
  finishRecord: ['signal', 'asks the recording to stop: finish-key'],
  resumeWithoutRecord: ['order', 'goes on without the recording of the <Record>'],
  resumeAfterRecord: ['order', 'fetches the action of the <Record>, or goes on'],
  requestActionAfterHangup: ['order', 'fetches the action of the <Record>, without executing it'],
  interruptRecord: ['signal', 'asks the recording of the <Record> to stop: redirected'],
  beginDial: ['signal', 'requests the legs'],
  recordDial: ['signal', 'requests the recording, if one was asked for from the {from} on'],
  chooseLeg: ['order', 'connects the leg that answered and releases the others'],
  dropLeg: ['memory', 'waits for the other legs'],
  releaseLegs: ['signal', 'releases its legs'],
  forgetLegs: ['memory', 'waits for its legs no more'],
  stopDialRecording: ['signal', 'asks the recording of the <Dial> to stop: {reason}'],
  resumeAfterDial: ['order', 'fetches the action of the <Dial>, or goes on'],
  requestDialAction: ['order', 'fetches the action of the <Dial>, without executing it'],
  beginStay: ['signal', 'asks the conference to let it in'],
  enterConference: ['order', 'orders the network to put it into the conference'],
  leaveConference: ['order', 'orders the network to take it out of the conference, if it is in'],
  resumeAfterStay: ['order', 'fetches the action of the <Dial>, or goes on'],
  requestStayAction: [
    'order',
    'fetches the action of the <Dial>, without executing it, if it has one',
  ],
  joinAgain: ['order', 'runs the <Dial> once more, for a new conference of that name'],
} as const;

export const phrases: Phrases = {
  call: {
    says: 'One call: a line that is dialled or received, answered, and runs TeXML until it ends.',
    actions: {
      ...line,
      ...verbs,
      end: ['signal', 'tells its recordings that it is over'],
      noteRedirection: ['memory', 'notes which redirection this was, if it has an id'],
      requestInstructions: ['order', 'fetches instructions: {because}'],
    },
    guards: {
      ...lineGuards,
      isInbound: 'it is an inbound call',
      isKnownRequest: 'it has asked for this recording already',
      isKnownRedirection: 'this redirection is known',
      isKnownRecord: 'this <Record> is known',
      isKnownDial: 'this <Dial> is known',
      isKnownStay: 'this stay is known',
      isOwnRecord: 'it is the recording of the <Record>',
      wantsActionAfterHangup: 'it is the recording of the <Record>, and its action is still wanted',
      finishesRecord: 'the key ends the <Record>',
      isOwnLeg: 'it is a leg of this <Dial>',
      isLastLeg: 'it is the last leg of this <Dial>',
      wantsDialAction: 'it is the last leg of the <Dial> that the end cut off, which has an action',
      hangsUpOnStar: 'the key is * and hangupOnStar is set',
      isAwaitedStay: 'it waits to be let in',
      isCurrentStay: 'it is about this stay',
      endsTheCall: 'a request removed it or ended the conference',
      canJoinAgain: 'the named conference was over before it got there',
    },
  },
  dialLeg: {
    says: 'One dialled leg: of a <Dial>, or a participant who is dialled into a conference.',
    actions: {
      ...line,
      tellRang: ['signal', 'tells whoever dialled it that it rings'],
      tellAnswered: ['signal', 'tells whoever dialled it that it was answered'],
      join: ['signal', 'asks its conference to let it in, if it has one'],
      enterConference: verbs.enterConference,
      end: ['signal', 'tells its recordings, and whoever dialled it, that it is over: {status}'],
      tellEndAgain: ['signal', 'tells once more that it is over: {status}'],
      decline: ['signal', 'tells whoever asked that the leg has failed: it is of another'],
    },
    guards: {
      ...lineGuards,
      isItsRequest: 'it is the request that made it',
      isFromItsParent: 'whoever dialled it says so',
      isItsWin: 'it is the leg of a <Dial>, and that <Dial> says so',
      isCurrentStay: 'it is about its stay in the conference',
    },
  },
  conference: {
    says: 'One conference: from whoever addresses it first until nobody is in it or on the way.',
    actions: {
      ...everywhere,
      create: ['memory', 'remembers that it was addressed'],
      callParticipant: ['signal', 'requests a leg to the participant'],
      admit: ['signal', 'lets the participant in and tells the customer join'],
      turnAway: ['signal', 'turns the participant away: {reason}'],
      start: ['announcement', 'tells the customer start, and times a limit if one is set'],
      recordFirst: ['signal', 'requests the recording that the first asker asked for'],
      recordNewcomer: ['signal', 'requests the recording that the newcomer asked for'],
      answerAskers: ['memory', 'takes it that whoever asked has been recorded'],
      forgetRecording: ['memory', 'forgets the recording'],
      changeParticipant: ['memory', 'notes whether their exit ends it'],
      noteEnder: ['memory', 'notes who left last'],
      depart: [
        'announcement',
        'strikes out who is gone; of one who was in, tells the customer leave',
      ],
      tellRemoved: ['signal', 'dismisses the participant, or releases their leg'],
      end: [
        'signal',
        'dismisses everybody ({dismissal}), ends its recording, and, if it had started, ' +
          'tells the customer end: {reason}',
      ],
    },
    guards: {
      ...time,
      isKnownStay: 'the participant is in already',
      isTakenStay: 'somebody else is in under this id of a stay',
      isUnawaitedLeg: 'nobody waits for this leg',
      isFullForCaller: 'a caller finds it full',
      starts: 'enough are in to start, and one of them may start it',
      isWantedRecorded: 'the newcomer wants a recording and none runs',
      isKnownLeg: 'this leg is known',
      isFullForLeg: 'it is full',
      isHere: 'the participant is in, or on the way',
      isDeparting: 'the participant was in, or on the way',
      endsOnExit: 'the exit of this participant ends it',
      isLast: 'nobody else is in, or on the way',
      isRecording: 'it is its recording',
      isWantedAgain: 'it is its recording, and another is asked for',
    },
  },
  recording: {
    says: 'One recording: from the request to capture, to a file that is there, absent or deleted.',
    actions: {
      ...everywhere,
      create: ['memory', 'remembers what was asked for'],
      order: ['order', 'orders the media server to {verb}'],
      stopStranger: ['order', 'orders the media server to stop: nobody here asked for it'],
      setDeadline: ['timer', 'sets the timer {timer}'],
      timeLength: [
        'timer',
        'sets the timer max-length for what is left, if there is a maximum; or cancels it, if it ' +
          'pauses and the pause is not part of the file',
      ],
      timeSilence: [
        'timer',
        'sets the timer silence, if silence is limited, nobody speaks, and it does not run yet',
      ],
      timePause: ['timer', 'sets the timer longest-pause, if it is of a <Record>'],
      openSegment: ['memory', 'counts captured time'],
      closeSegment: ['memory', 'counts paused time'],
      noteAnswer: ['memory', 'notes that the newest order is answered'],
      want: ['memory', 'notes that the {verb} comes next'],
      wantNothing: ['memory', 'notes that nothing comes next'],
      turnOver: ['memory', 'counts paused time instead of captured time, or the other way round'],
      noteCrossed: ['memory', 'notes which pause or resumption the stop has crossed'],
      forgetCrossed: ['memory', 'notes that it is answered'],
      noteSpeech: ['memory', 'notes whether anybody speaks'],
      decideEnd: [
        'signal',
        'keeps the reason of its end: {reason}, and tells its conference, unless there is one',
      ],
      decideEndAsTold: ['memory', 'keeps the reason of its end, as told'],
      endCapture: ['signal', 'tells its host that capture is over'],
      tellEndAgain: ['signal', 'tells its host once more that capture is over'],
      decline: ['signal', 'tells whoever asked that the sid is taken'],
      announce: ['announcement', 'tells the customer {status}'],
      fail: ['memory', 'keeps the error code {code}'],
      failAsTold: ['memory', 'keeps the error code, as told'],
      keepFile: ['memory', 'keeps where the file is, and its length'],
      keepOrphan: ['order', 'keeps where the file is, and reports an orphan'],
      tellOrphan: ['order', 'reports an orphan'],
    },
    guards: {
      ...time,
      isAnswerTo: 'it answers the newest order ({verb})',
      isAnswerBefore: 'it answers the newest order ({verb}), and a {next} comes next',
      isDueBefore: 'the timer {timer} is due, and a {next} comes next',
      isWanted: 'a {verb} comes next',
      takesInTurn: 'the policy lets it wait for the answer to the order before it',
      crosses: 'it answers the order ({verb}) that the stop has crossed',
      refutesCrossed: 'it refuses what the stop has crossed, so the order before was obeyed',
      isAsked: 'the newest order ({verb}) is not answered',
      answersLateStart: 'it answers the start, of which nothing was heard',
      endsCapture: 'it answers the stop, or capture ended by itself',
      isItsRequest: 'it is the request that made it',
      isFromItsVerb: 'the verb that it is of says so',
      isFromItsHost: 'it is what is recorded',
      isEmpty: 'the file is empty',
      isKnownFile: 'the file is known',
      isNews: 'nothing newer is known',
      isStoppable: 'it is not of a conference, or the policy lets it be stopped',
      isAbsentDeletable: 'the policy lets an absent recording be deleted',
    },
  },
};
