/** What a mutant is: the model with one fault in it, which somebody has to notice. */
import type { MachineName } from '../../machines/index.ts';
import type { WrittenMachine } from './written.ts';

/** The kinds of fault, each with what it does. */
export const operators = {
  remove: 'A way to answer is missing.',
  retarget: 'A transition leads to another state.',
  unguard: 'A guard is not asked.',
  negate: 'A guard is asked the wrong way round in one place.',
  'refuse→ignore': 'A command that is refused is ignored.',
  'ignore→refuse': 'An event that changes nothing is refused.',
  reason: 'A command is refused for another reason.',
  'no-reenter': 'A transition to the same state does not enter it anew.',
  drop: 'An action is not done.',
  double: 'An action is done twice.',
  swap: 'Two actions are done in the wrong order.',
  cross: 'An action or a guard gets another word.',
  guard: 'What a guard answers is wrong everywhere.',
  untold: 'What a machine has to tell is not told.',
  'cross-told': 'A machine tells one word for another.',
  policy: 'A policy answers something else when nobody chose.',
} as const;
export type Operator = keyof typeof operators;

export interface Mutant {
  /** The machine, the place in it and the fault: `recording/paused/media.resumed[0]/remove`. */
  readonly id: string;
  readonly operator: Operator;
  /** The machine that is wrong; a policy is nobody's. */
  readonly machine: MachineName | 'policy';
  readonly says: string;
  /**
   * Where it can show, as `Survey` spells it: a machine acts (`call`), a cell is asked, a candidate
   * is taken (`recording paused media.resumed 0`), a state is entered (`recording →paused`) or left.
   */
  readonly shows: readonly string[];
  /** The wrong machine, made from the right one. */
  readonly change: (of: WrittenMachine) => WrittenMachine;
  /** Makes something wrong for as long as `run` takes. */
  readonly during?: <T>(run: () => T) => T;
}

/** A change of one thing: its name, the sentence, and what stands there then; undefined = nothing. */
export interface Alteration<T> {
  readonly operator: Operator;
  readonly label: string;
  readonly says: string;
  readonly to: T | undefined;
}

/** Who noticed a mutant, and what. */
export interface Death {
  readonly by: 'table' | 'claim' | 'limbo' | 'count' | 'error';
  /** The cell, the id of the claim, the counts, or the message. */
  readonly what: string;
  /** Where it was noticed: a system, or a machine alone; empty for a table. */
  readonly where: string;
}
export interface Judgement {
  readonly mutant: Mutant;
  /** How it dies; undefined when nobody notices it. */
  readonly death: Death | undefined;
  /** Whether every step of the machine alone in which it could show comes to the same. */
  readonly isSame: boolean;
}
