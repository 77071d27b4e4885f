/** The pictures of a conference's page. */
import type { ViewPlan } from '../../graph/view.ts';

export const conferencePlans: readonly ViewPlan[] = [
  {
    id: 'overview',
    title: 'The life of a conference',
    says: 'Whoever addresses it first makes it; it starts, and ends when the last one has left.',
    conditions: 'all',
    effects: 'none',
    groups: [
      { id: 'live', title: 'Not over yet', of: ['none', 'init', 'inProgress'], as: 'frame' },
    ],
    spine: ['none', 'init', 'inProgress', 'completed'],
    rows: [['none'], ['init'], ['inProgress'], ['completed']],
  },
  {
    id: 'people',
    title: 'Who comes and goes',
    says: 'What it does for its participants while it goes on.',
    conditions: 'all',
    effects: 'inside',
    states: ['init', 'inProgress'],
    groups: [{ id: 'live', title: 'Not over yet', of: ['init', 'inProgress'], as: 'frame' }],
  },
];
