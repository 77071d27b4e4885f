/**
 * What every action and guard says, in words: a clause after "it" for an action, after "if" for a
 * guard. `{verb}` is filled from the params.
 */
import { type Phrases, saidEverywhere, saidOfTime } from './phrase.ts';
import { recordingPhrases, transcriptionPhrases } from './recorded-phrases.ts';

const line = {
  ...saidEverywhere,
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
  ...saidOfTime,
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
      ...saidEverywhere,
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
      ...saidOfTime,
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
  recording: recordingPhrases,
  transcription: transcriptionPhrases,
};
