/** Every claim that the model makes about its runs, by machine; and those that compare two runs. */
import { slotOf } from '../../machines/index.ts';
import { callClaims } from './call.ts';
import { capturedClaims } from './captured.ts';
import { type Claim, isEqual, type Moment } from './claim.ts';
import { conferenceClaims } from './conference.ts';
import { handedOverClaims, legClaims } from './dial-leg.ts';
import { hostClaims } from './hosts.ts';
import { reasonClaims } from './reasons.ts';
import { recordingClaims } from './recording.ts';
import { repeatClaims } from './repeats.ts';
import { strangerClaims } from './strangers.ts';
import { systemClaims } from './system.ts';
import { toldClaims } from './told.ts';
import { transcriptionClaims } from './transcription.ts';

/** All claims about one run; what each remembers is its own business. */
export const claims = [
  ...recordingClaims,
  ...capturedClaims,
  ...callClaims,
  ...legClaims,
  ...conferenceClaims,
  ...systemClaims,
  ...toldClaims,
  ...reasonClaims,
  ...hostClaims,
  ...repeatClaims,
  ...strangerClaims,
  ...handedOverClaims,
  ...transcriptionClaims,
] as readonly unknown[] as readonly Claim[];

type Run = readonly Moment[];
/** A claim about two runs: they may differ in one way, and must agree in another. */
export interface Comparison {
  readonly id: string;
  readonly says: string;
  readonly holds: (one: Run, other: Run) => boolean;
}
export const comparisons: readonly Comparison[] = [
  {
    id: 'REC-10',
    says:
      'Order and repetition of the same media facts do not change the end that a recording ' +
      'reaches, unless saved, failed and refused disagree.',
    holds: (one, other) => isEqual(endsOf(one), endsOf(other)),
  },
  {
    id: 'SYS-3',
    says: 'The order in which messages are delivered does not change the end of a recording.',
    holds: (one, other) => isEqual(endsOf(one), endsOf(other)),
  },
  {
    id: 'SYS-4',
    says: 'A run that is stored and restored at any step goes on as it would have.',
    holds: (one, other) => isEqual(one, other),
  },
  {
    id: 'SYS-5',
    says: 'The same events give the same snapshots, signals and effects.',
    holds: (one, other) => isEqual(one, other),
  },
  {
    id: 'SYS-6',
    says:
      'An event that is delivered twice has no second effect on anything public, unless it is a ' +
      'redirection that carries no id.',
    holds: (once, twice) => isEqual(publicOf(once), publicOf(twice)),
  },
];

/** How each recording of a run has ended, by sid; its deletion does not change that. */
function endsOf(run: Run) {
  const ends = new Map<string, string>();
  for (const { to, snapshot } of run) {
    const isEnd = snapshot?.state === 'completed' || snapshot?.state === 'absent';
    if (to.machine === 'recording' && isEnd) ends.set(to.sid, snapshot.state);
  }
  return [...ends].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What the public sees of a run: words, instructions, and the state of everything at the end. */
function publicOf(run: Run) {
  const told = run.flatMap(({ effects }) =>
    effects.filter(({ type }) => type === 'announced' || type.startsWith('instructions.')),
  );
  const states = new Map<string, string | undefined>();
  for (const { to, snapshot } of run) states.set(slotOf(to), snapshot?.state);
  return [told, [...states].sort(([a], [b]) => (a < b ? -1 : 1))];
}
