/** Faults of one transition: gone, misled, unguarded, or with the wrong verdict. */
import { Declaration, type RefusalReason, refusalReasons } from '../../machines/index.ts';
import type { Alteration } from './mutant.ts';
import type { Transition, WrittenState } from './written.ts';

type Changes = readonly Alteration<Transition>[];
/** What surrounds a transition. */
export interface TransitionAround {
  readonly machine: string;
  readonly root: WrittenState;
  readonly source: string;
}

const reasons = Object.keys(refusalReasons) as RefusalReason[];
/** The one that comes so many places later, round in a circle. */
export const later = <T>(of: readonly T[], one: T, by = 1): T =>
  of[(of.indexOf(one) + by) % of.length] as T;

const remove = (): Changes => [
  { operator: 'remove', label: 'remove', says: 'It is not declared.', to: undefined },
];

/** The next state in the declaration, and one half of it away. */
function retarget(one: Transition, { machine, root, source }: TransitionAround): Changes {
  if (one.target === undefined) return [];
  const declaration = new Declaration(root);
  const leaves = declaration.leaves.map(({ path }) => path);
  const target = declaration.entered(declaration.aimOf(source, one.target));
  const others = [later(leaves, target), later(leaves, target, leaves.length >> 1)];
  return [...new Set(others)].map((other) => ({
    operator: 'retarget',
    label: `retarget→${other}`,
    says: `It leads to ${other} instead of ${target}.`,
    to: { ...one, target: `#${machine}.${other}` },
  }));
}

function unguard(one: Transition): Changes {
  const { guard, ...rest } = one;
  if (!guard) return [];
  return [
    { operator: 'unguard', label: 'unguard', says: `${guard.type} is not asked.`, to: rest },
    {
      operator: 'negate',
      label: 'negate',
      says: `It is taken when ${guard.type} does not hold.`,
      to: { ...one, guard: { ...guard, type: `not ${guard.type}` } },
    },
  ];
}

function answer(one: Transition): Changes {
  const [first] = one.actions;
  if (first?.type === 'ignore' || first?.type === 'unchanged') {
    const says = 'It is refused with not-found.';
    const refuse = { type: 'refuse', params: { reason: 'not-found' } };
    const to = { ...one, actions: [refuse] };
    return [{ operator: 'ignore→refuse', label: 'ignore→refuse', says, to }];
  }
  if (first?.type !== 'refuse') return [];
  const reason = later(reasons, first.params?.reason as RefusalReason);
  return [
    {
      operator: 'refuse→ignore',
      label: 'refuse→ignore',
      says: 'It is ignored.',
      to: { ...one, actions: [{ type: 'ignore' }] },
    },
    {
      operator: 'reason',
      label: `reason→${reason}`,
      says: `It is refused with ${reason}.`,
      to: { ...one, actions: [{ type: 'refuse', params: { reason } }] },
    },
  ];
}

function stayInside({ reenter, ...rest }: Transition): Changes {
  if (!reenter) return [];
  const says = 'It does not enter its state anew.';
  return [{ operator: 'no-reenter', label: 'no-reenter', says, to: rest }];
}

/** Every fault of a transition but those of its actions. */
export const faultsOf = (one: Transition, around: TransitionAround): Changes => [
  ...remove(),
  ...retarget(one, around),
  ...unguard(one),
  ...answer(one),
  ...stayInside(one),
];
