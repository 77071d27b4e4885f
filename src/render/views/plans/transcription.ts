/** The pictures of a transcription's page. */
import type { ViewPlan } from '../../graph/view.ts';

const seen = ['requested', 'completed', 'failed'];

export const transcriptionPlans: readonly ViewPlan[] = [
  {
    id: 'overview',
    title: 'The life of a transcription',
    says: 'From the file that is there to its text, or to none; with its recording it is deleted.',
    conditions: 'of forks',
    effects: 'none',
    groups: [{ id: 'seen', title: 'It can be fetched', of: seen, as: 'frame' }],
    ways: [
      'none transcription.requested',
      'requested transcription.completed',
      'requested transcription.failed',
      'seen transcription.delete',
      'seen recording.deleted',
    ],
    rows: [['none'], ['requested'], ['completed', 'failed'], ['deleted']],
    spine: ['none', 'requested', 'completed'],
  },
  {
    id: 'ending',
    title: 'How it ends',
    says: 'The media server makes a text of the file, or says that there will be none, in time.',
    conditions: 'all',
    effects: 'all',
    states: ['requested', 'completed', 'failed'],
    rows: [['requested'], ['completed', 'failed']],
    spine: ['requested', 'completed'],
  },
];
