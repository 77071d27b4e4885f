/** One conference: from whoever addresses it first until nobody is in it or on the way to it. */
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
  when,
} from '../declaring/declare.ts';
import { cancel, due, early } from '../declaring/named.ts';
import type { ConferenceEnd, DismissalReason } from '../words/words.ts';
import { conferenceSetup } from './deeds.ts';

const turnAway = (reason: DismissalReason) => ({ type: 'turnAway', params: { reason } }) as const;
const end = (reason: ConferenceEnd, dismissal: DismissalReason) =>
  ({ type: 'end', params: { reason, dismissal } }) as const;
const noLegNews = ignore('The leg itself joins when it is answered.', 'leg.rang', 'leg.answered');

const notLetIn = [
  when('isKnownStay', ignored('This stay is known.')),
  when('isUnawaitedLeg', doing(turnAway('removed'))),
  by('A28', when('isTakenStay', doing(turnAway('stay-taken')))),
  when('isFullForCaller', doing(turnAway('full'))),
] as const;
const started = to('inProgress', 'admit', 'start', 'recordFirst');

/** Somebody goes, who is in or on the way: it is over if they end it, or if nobody is left. */
const departures = <const A extends readonly string[]>(...first: A) =>
  [
    when(
      'endsOnExit',
      to(
        'completed',
        ...first,
        'noteEnder',
        'depart',
        end('participant-with-end-conference-on-exit-left', 'over'),
      ),
    ),
    when(
      'isLast',
      to('completed', ...first, 'noteEnder', 'depart', end('last-participant-left', 'over')),
    ),
    when('isDeparting', doing(...first, 'depart')),
  ] as const;

const live = {
  'conference.addParticipant': [
    by('A2', when('isKnownLeg', asItIs('It is dialled already.'))),
    by('A3', when('isFullForLeg', refused('conference-full'))),
    doing('callParticipant'),
  ],
  'conference.updateParticipant': [
    when('isHere', doing('changeParticipant')),
    refused('not-found'),
  ],
  'conference.removeParticipant': [...departures('tellRemoved'), refused('not-found')],
  'conference.end': to('completed', end('conference-ended-via-api', 'ended-by-api')),
  'participant.left': [...departures(), ignored('It is about an earlier stay.')],
  'leg.ended': [...departures(), ignored('Nobody is on the way with this leg.')],
  ...noLegNews,
} as const;
const forgets = [
  when('isRecording', doing('forgetRecording')),
  ignored('It is not the recording of this conference.'),
] as const;
/** Its recording is over, or was not made: whoever is not answered is recorded now. */
const next = [
  by('A25', when('isWantedAgain', doing('forgetRecording', 'recordFirst'))),
  ...forgets,
] as const;
const notStarted = ignore(
  'It has not started, so nothing records or times it.',
  'recording.endDecided',
  'recording.ended',
  'recording.declined',
  'timer.fired',
);

export const conferenceMachine = conferenceSetup.createMachine({
  id: 'conference',
  context: ({ input }) => unborn(input.sid),
  initial: 'none',
  states: {
    none: {
      description: 'Nobody has addressed it, or it is forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: {
        'participant.joined': [
          when('isUnawaitedLeg', doing(turnAway('over-before-join'))),
          when('starts', to('inProgress', 'create', ...started.actions)),
          to('init', 'create', 'admit'),
        ],
        'conference.addParticipant': to('init', 'create', 'callParticipant'),
        ...refuse('not-found', 'conference.updateParticipant', 'conference.removeParticipant'),
        ...refuse('not-found', 'conference.end'),
        ...ignore('Nobody knows it.', 'participant.left', 'leg.ended', 'recording.ended'),
        ...ignore('Nobody knows it.', 'recording.declined', 'recording.endDecided', 'timer.fired'),
        ...noLegNews,
      },
    },
    init: {
      description: 'It waits for somebody who starts it; whoever is in hears hold music.',
      tags: ['live'],
      entry: 'stamp',
      on: {
        'participant.joined': [...notLetIn, when('starts', started), doing('admit')],
        ...live,
        ...notStarted,
      },
    },
    inProgress: {
      description: 'Its participants hear each other.',
      tags: ['live'],
      entry: 'stamp',
      on: {
        'participant.joined': [
          ...notLetIn,
          by('A25', when('isWantedRecorded', doing('admit', 'recordNewcomer'))),
          doing('admit'),
        ],
        ...live,
        'recording.endDecided': [
          by('A25', when('isRecording', doing('answerAskers'))),
          ignored('It is not the recording of this conference.'),
        ],
        'recording.ended': next,
        'recording.declined': next,
        'timer.fired': [
          when(due('time-limit'), to('completed', end('time-exceeded', 'time-exceeded'))),
          ...early,
        ],
      },
    },
    completed: {
      description: 'It is over; nobody is in it.',
      tags: ['ended'],
      entry: ['stamp', cancel('time-limit')],
      on: {
        'participant.joined': doing(turnAway('over-before-join')),
        'recording.ended': forgets,
        'recording.declined': forgets,
        ...assumed('A3', refuse('conference-ended', 'conference.addParticipant', 'conference.end')),
        // Nobody is in it: the conference is known, its participants are not any more.
        ...refuse('not-found', 'conference.updateParticipant', 'conference.removeParticipant'),
        ...ignore('It is over.', 'participant.left', 'leg.ended', 'timer.fired'),
        ...ignore('It is over.', 'recording.endDecided'),
        ...noLegNews,
      },
    },
  },
});
