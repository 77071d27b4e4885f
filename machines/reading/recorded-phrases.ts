/** What the actions and guards of a recording and of its transcription say, in words. */
import { type PhrasesOf, saidEverywhere, saidOfTime } from './phrase.ts';

export const recordingPhrases: PhrasesOf<'recording'> = {
  says: 'One recording: from the request to capture, to a file that is there, absent or deleted.',
  actions: {
    ...saidEverywhere,
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
    requestTranscription: ['signal', 'requests the transcription, if one was asked for'],
    endTranscription: [
      'signal',
      'tells its transcription, if one was asked for, that it is deleted',
    ],
    keepOrphan: ['order', 'keeps where the file is, and reports an orphan'],
    tellOrphan: ['order', 'reports an orphan'],
  },
  guards: {
    ...saidOfTime,
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
};

/** It has nothing to answer that would be so already. */
const { unchanged: _, ...saidOfAnyEvent } = saidEverywhere;
export const transcriptionPhrases: PhrasesOf<'transcription'> = {
  says: 'One transcription of a recording: from the file that is there to its text, or to none.',
  actions: {
    ...saidOfAnyEvent,
    create: ['memory', 'remembers what was asked for'],
    order: ['order', 'orders the media server to {verb}'],
    timeText: ['timer', 'sets the timer finish-deadline'],
    noteEnd: ['memory', 'notes the time of its end'],
    keepText: ['memory', 'keeps the text'],
    forgetText: ['memory', 'forgets the text'],
    announce: ['announcement', 'tells the customer {status}'],
  },
  guards: { ...saidOfTime, isOfItsRecording: 'it is the recording that is transcribed' },
};
