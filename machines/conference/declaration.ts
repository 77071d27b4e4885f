/** One conference: from whoever addresses it first until nobody is in it or on the way to it. */
import { by, cells, doing, ignore, refuse, to, when } from '../declaring/cells.ts';
import { complete } from '../declaring/complete.ts';
import { unborn } from '../declaring/declare.ts';
import { cancel, due, early } from '../declaring/named.ts';
import {
  conferenceLive,
  conferenceStarts,
  endConference,
  forgetsItsRecording,
  noLegNews,
  notLetIn,
  notStarted,
  recordsOn,
  turnAway,
} from './cells.ts';
import { conferenceSetup } from './deeds.ts';

export const declaredConference = conferenceSetup.createMachine({
  id: 'conference',
  context: ({ input }) => unborn(input.sid),
  initial: 'none',
  states: complete('conference', {
    none: {
      description: 'Nobody has addressed it, or it is forgotten: what an unknown sid answers.',
      tags: ['none'],
      on: cells(
        {
          'participant.joined': [
            when('isUnawaitedLeg', doing(turnAway('over-before-join'))),
            when('starts', to('inProgress', 'create', ...conferenceStarts.actions)),
            to('init', 'create', 'admit'),
          ],
          'conference.addParticipant': to('init', 'create', 'callParticipant'),
        },
        refuse('not-found', 'conference.updateParticipant', 'conference.removeParticipant'),
        refuse('not-found', 'conference.end'),
        ignore('Nobody knows it.', 'participant.left', 'leg.ended', 'recording.ended'),
        ignore('Nobody knows it.', 'recording.declined', 'recording.endDecided', 'timer.fired'),
        noLegNews,
      ),
    },
    init: {
      description: 'It waits for somebody who starts it; whoever is in hears hold music.',
      tags: ['live'],
      entry: 'stamp',
      on: cells(
        {
          'participant.joined': [...notLetIn, when('starts', conferenceStarts), doing('admit')],
        },
        conferenceLive,
        notStarted,
      ),
    },
    inProgress: {
      description: 'Its participants hear each other.',
      tags: ['live'],
      entry: 'stamp',
      on: cells(
        {
          'participant.joined': [
            ...notLetIn,
            by('A25', when('isWantedRecorded', doing('admit', 'recordNewcomer'))),
            doing('admit'),
          ],
          'timer.fired': [
            when(
              due('time-limit'),
              to('completed', endConference('time-exceeded', 'time-exceeded')),
            ),
            ...early,
          ],
        },
        conferenceLive,
        recordsOn,
      ),
    },
    completed: {
      description: 'It is over; nobody is in it.',
      tags: ['ended'],
      entry: ['stamp', cancel('time-limit')],
      on: cells(
        {
          'participant.joined': doing(turnAway('over-before-join')),
          'recording.ended': forgetsItsRecording,
          'recording.declined': forgetsItsRecording,
        },
        by('A3', refuse('conference-ended', 'conference.addParticipant', 'conference.end')),
        // Nobody is in it: the conference is known, its participants are not any more.
        refuse('not-found', 'conference.updateParticipant', 'conference.removeParticipant'),
        ignore('It is over.', 'participant.left', 'leg.ended', 'timer.fired'),
        ignore('It is over.', 'recording.endDecided'),
        noLegNews,
      ),
    },
  }),
});
