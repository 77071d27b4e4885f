/** The pictures of a recording's page. */
import type { ViewPlan } from '../../graph/view.ts';

const undecided = ['starting', 'inProgress', 'pausing', 'paused', 'resuming'];
const before = {
  id: 'undecided',
  title: 'While its end is not decided',
  of: undecided,
} as const;

export const recordingPlans: readonly ViewPlan[] = [
  {
    id: 'overview',
    title: 'The life of a recording',
    says:
      'From the request to one of three ends. Refusals, deadlines, and updates and files that come ' +
      'early are left out here; the pictures below show them.',
    conditions: 'of forks',
    effects: 'none',
    groups: [{ ...before, of: ['none', ...undecided], as: 'frame' }],
    ways: [
      'none recording.requested',
      'starting media.started inProgress',
      'inProgress recording.pause',
      'pausing media.paused paused',
      'paused recording.resume',
      'resuming media.resumed inProgress',
      'undecided recording.stop',
      'undecided recording.stopRequested',
      'undecided host.ended',
      'stopping media.stopped',
      'processing media.saved',
      'processing media.failed',
      'completed recording.delete',
      'absent recording.delete',
    ],
    rows: [
      ['none'],
      ['starting'],
      ['inProgress'],
      ['pausing', 'resuming'],
      ['paused'],
      ['stopping'],
      ['processing'],
      ['completed', 'absent'],
      ['deleted'],
    ],
    spine: ['none', 'starting', 'inProgress'],
  },
  {
    id: 'capture',
    title: 'Capturing and pausing',
    says:
      'A request is one thing, the answer of the media server another: in between it ' +
      'is starting, pausing or resuming. A refused or unanswered order leads back, and an update ' +
      'that comes in between waits for its turn.',
    conditions: 'all',
    effects: 'all',
    states: undecided,
    rows: [['starting', 'inProgress'], ['pausing'], ['resuming'], ['paused']],
    spine: ['starting', 'inProgress'],
  },
  {
    id: 'ending',
    title: 'How it ends',
    says:
      'A request, a signal or a limit decides the end. Then the media server stops, and the file ' +
      'is there or not.',
    conditions: 'all',
    effects: 'all',
    groups: [{ ...before, as: 'box' }],
    states: [...undecided, 'stopping', 'processing', 'completed', 'absent'],
    ways: [
      'undecided recording.stop',
      'undecided recording.stopRequested',
      'undecided host.ended',
      'undecided timer.fired stopping',
      'stopping media.started',
      'stopping media.stopped',
      'stopping media.refused processing',
      'stopping timer.fired',
      'processing media.started',
      'processing media.saved',
      'processing media.failed',
      'processing timer.fired',
    ],
    rows: [['undecided'], ['stopping'], ['processing'], ['completed', 'absent']],
    spine: ['undecided', 'stopping', 'processing', 'completed'],
  },
  {
    id: 'early-ends',
    title: 'Ends that nobody asked for, or that come early',
    says:
      'The media server can refuse to start, stop by itself, or deliver or lose the file before ' +
      'it says that capture is over.',
    conditions: 'all',
    effects: 'all',
    groups: [{ ...before, as: 'box' }],
    states: [...undecided, 'stopping'],
    elsewhere: ['processing', 'completed', 'absent'],
    ways: [
      'undecided media.stopped',
      'undecided media.saved',
      'undecided media.failed',
      'undecided media.refused absent',
      'undecided timer.fired absent',
      'stopping media.saved',
      'stopping media.failed',
      'stopping media.refused absent',
    ],
    rows: [['undecided'], ['processing', 'completed', 'absent'], ['stopping']],
  },
  {
    id: 'afterwards',
    title: 'When it has ended',
    says:
      'What is deleted stays so. A file that still comes, if it is neither empty nor known, is ' +
      'reported as an orphan or erased, and a capture that starts late is stopped.',
    conditions: 'all',
    effects: 'all',
    groups: [
      { id: 'over', title: 'It has ended', of: ['completed', 'absent', 'deleted'], as: 'frame' },
    ],
    states: ['completed', 'absent', 'deleted'],
    rows: [['completed', 'absent'], ['deleted']],
  },
];
