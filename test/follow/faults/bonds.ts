/** Faults of how the tree of groups changes. */
import type { Fault } from './fault.ts';

const bonds = 'ways/bonds.ts';
/** Break one rule each of how a tree is turned, and a circle folded. */
export const bondFaults: readonly Fault[] = [
  {
    file: bonds,
    says: 'What is on its way between two groups is lost when they change places.',
    right: 'isSome(passed) ? uppers.map((way) => withMail(way, passed)) : uppers',
    wrong: 'uppers',
  },
  {
    file: bonds,
    says: 'What is on its way between two groups is kept with either when they change places.',
    right: 'own: { ...own, mail: kept }',
    wrong: 'own',
  },
  {
    file: bonds,
    says: 'Of a group that comes up only the first way is kept.',
    right: 'ones.map(({ own, below }): Way => {',
    wrong: 'ones.slice(0, 1).map(({ own, below }): Way => {',
  },
  {
    file: bonds,
    says: 'Of a group that joins another only the first way is kept.',
    right: 'others.map((b) =>',
    wrong: 'others.slice(0, 1).map((b) =>',
  },
  {
    file: bonds,
    says: 'A circle is closed without being folded.',
    right: 'away <= middle',
    wrong: 'away < middle',
  },
];
