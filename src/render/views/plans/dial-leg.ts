/** The pictures of a dialled leg's page. */
import type { ViewPlan } from '../../graph/view.ts';

export const dialLegPlans: readonly ViewPlan[] = [
  {
    id: 'overview',
    title: 'The life of a dialled leg',
    says: 'A leg is dialled, is answered or not, and ends; or its line goes on as a call.',
    conditions: 'all',
    effects: 'none',
    states: [
      ...['none', 'initiated', 'ringing', 'answered', 'handedOver'],
      ...['completed', 'busy', 'noAnswer', 'canceled', 'failed'],
    ],
    groups: [
      {
        id: 'unanswered',
        title: 'Not answered yet',
        of: ['none', 'initiated', 'ringing'],
        as: 'frame',
      },
    ],
    rows: [
      ['none'],
      ['initiated'],
      ['ringing'],
      ['answered', 'busy', 'noAnswer', 'canceled', 'failed'],
      ['handedOver'],
      ['completed'],
    ],
    spine: ['none', 'initiated', 'ringing', 'unanswered', 'answered', 'completed'],
  },
  {
    id: 'answered',
    title: 'What an answered leg does',
    says: 'It waits until its dial chooses it, or until its conference lets it in.',
    conditions: 'all',
    effects: 'all',
    states: ['answered', 'answered.waiting', 'answered.bridged', 'answered.joined'],
    elsewhere: ['completed', 'handedOver'],
    rows: [
      ['answered.waiting'],
      ['answered.bridged', 'answered.joined'],
      ['handedOver', 'completed'],
    ],
  },
];
