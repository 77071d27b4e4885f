/** How a conference answers: the cells that several of its states share. */
import {
  asItIs,
  by,
  cells,
  doing,
  ignore,
  ignored,
  refused,
  to,
  when,
} from '../declaring/cells.ts';
import type { ConferenceEnd, DismissalReason } from '../words/words.ts';

export const turnAway = (reason: DismissalReason) =>
  ({ type: 'turnAway', params: { reason } }) as const;
export const endConference = (reason: ConferenceEnd, dismissal: DismissalReason) =>
  ({ type: 'end', params: { reason, dismissal } }) as const;
export const noLegNews = ignore(
  'The leg itself joins when it is answered.',
  'leg.rang',
  'leg.answered',
);

/** Whoever is not let in, or is in already. */
export const notLetIn = [
  when('isKnownStay', ignored('This stay is known.')),
  when('isUnawaitedLeg', doing(turnAway('removed'))),
  by('A28', when('isTakenStay', doing(turnAway('stay-taken')))),
  when('isFullForCaller', doing(turnAway('full'))),
] as const;
export const conferenceStarts = to('inProgress', 'admit', 'start', 'recordFirst');

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
        endConference('participant-with-end-conference-on-exit-left', 'ended-by-exit'),
      ),
    ),
    when(
      'isLast',
      to(
        'completed',
        ...first,
        'noteEnder',
        'depart',
        endConference('last-participant-left', 'ended-by-exit'),
      ),
    ),
    when('isDeparting', doing(...first, 'depart')),
  ] as const;

/** What every conference does that is not over. */
export const conferenceLive = cells(
  {
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
    'conference.end': to('completed', endConference('conference-ended-via-api', 'ended-by-api')),
    'participant.left': [...departures(), ignored('It is about an earlier stay.')],
    'leg.ended': [...departures(), ignored('Nobody is on the way with this leg.')],
  },
  noLegNews,
);
const notItsRecording = ignored('It is not the recording of this conference.');
/** Its recording is over, or was not made. */
export const forgetsItsRecording = [
  when('isRecording', doing('forgetRecording')),
  notItsRecording,
] as const;
/** The same while it lasts: whoever is not answered is recorded now. */
const recordsNext = [
  by('A25', when('isWantedAgain', doing('forgetRecording', 'recordFirst'))),
  ...forgetsItsRecording,
] as const;
export const recordsOn = {
  'recording.endDecided': [by('A25', when('isRecording', doing('answerAskers'))), notItsRecording],
  'recording.ended': recordsNext,
  'recording.declined': recordsNext,
} as const;
export const notStarted = ignore(
  'It has not started, so nothing records or times it.',
  'recording.endDecided',
  'recording.ended',
  'recording.declined',
  'timer.fired',
);
