/** The pictures of a call's page. */
import type { ViewPlan } from '../../graph/view.ts';

const answered = ['executing', 'recording', 'dialing', 'bridged', 'inConference'].map(
  (name) => `inProgress.${name}`,
);

export const callPlans: readonly ViewPlan[] = [
  {
    id: 'overview',
    title: 'The life of a call',
    says: 'A call is dialled or received, answered or not, and ends. An answered one runs TeXML.',
    conditions: 'all',
    effects: 'none',
    states: [
      ...['none', 'queued', 'initiated', 'ringing', 'inProgress'],
      ...['completed', 'busy', 'noAnswer', 'canceled', 'failed'],
    ],
    groups: [
      {
        id: 'unanswered',
        title: 'Not answered yet',
        of: ['none', 'queued', 'initiated', 'ringing'],
        as: 'frame',
      },
    ],
    rows: [
      ['none'],
      ['queued'],
      ['initiated'],
      ['ringing'],
      ['inProgress', 'busy', 'noAnswer', 'canceled', 'failed'],
      ['completed'],
    ],
    ways: [
      ...['call.dialOut', 'call.receive'].map((event) => `none ${event}`),
      ...['call.initiated', 'call.rang'].map((event) => `queued ${event}`),
      'initiated call.rang',
      ...['call.answered', 'call.busy', 'call.unanswered', 'call.failed'].map(
        (event) => `unanswered ${event}`,
      ),
      ...['call.hungUp', 'call.hangUp', 'timer.fired'].flatMap((event) =>
        ['unanswered', 'inProgress'].map((from) => `${from} ${event}`),
      ),
      'inProgress participant.dismissed',
    ],
    spine: ['none', 'queued', 'initiated', 'ringing', 'unanswered', 'inProgress', 'completed'],
  },
  {
    id: 'answered',
    title: 'What an answered call does',
    says:
      'It runs one verb at a time, and comes back to the document when the verb is over. A line that ' +
      'was a dialled leg begins here.',
    conditions: 'all',
    effects: 'inside',
    states: ['none', 'inProgress', ...answered],
    elsewhere: ['completed'],
    rows: [
      ['none'],
      ['inProgress.executing'],
      ['inProgress.recording', 'inProgress.dialing', 'inProgress.inConference'],
      ['inProgress.bridged'],
      ['completed'],
    ],
  },
];
