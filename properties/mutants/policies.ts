/** Faults of the policies: another answer where nobody chose one. */
import { machineNames, type PolicyId, policies } from '../../machines/index.ts';
import type { Mutant } from './mutant.ts';

type Answer = string | number;
interface Choice {
  readonly options: { readonly shape: { readonly kind: string; readonly of?: readonly Answer[] } };
  telnyx: Answer;
}

/** Two other answers: of words the next ones, of numbers one more and twice as much. */
function others({ options: { shape }, telnyx }: Choice): Answer[] {
  if (typeof telnyx === 'number') return [...new Set([telnyx + 1, telnyx * 2 + 2])];
  return (shape.of ?? []).filter((one) => one !== telnyx).slice(0, 2);
}

/** Lets a policy answer otherwise for as long as `run` takes, and never longer. */
const answering =
  (choice: Choice, other: Answer) =>
  <T>(run: () => T): T => {
    const { telnyx } = choice;
    choice.telnyx = other;
    try {
      return run();
    } finally {
      choice.telnyx = telnyx;
    }
  };

export const policyMutants: readonly Mutant[] = (Object.keys(policies) as PolicyId[]).flatMap(
  (id) => {
    const choice = policies[id] as Choice;
    return others(choice).map((other) => ({
      id: `policy/${id}→${other}`,
      operator: 'policy' as const,
      machine: 'policy' as const,
      says: `${id} is ${other} unless somebody chooses, instead of ${choice.telnyx}.`,
      shows: machineNames,
      change: (of) => of,
      during: answering(choice, other),
    }));
  },
);
