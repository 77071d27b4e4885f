/** A way to step a machine, which a benchmark sets beside the others. */
import type { MachineName } from '../../../machines/index.ts';
import type { Life } from '../lives.ts';

export interface Contender {
  readonly name: string;
  /** What of a step it does, and what it has no place for. */
  readonly says: string;
  /** The machines that it steps; all, if it does not say. */
  readonly only?: readonly MachineName[];
  /**
   * Gets ready for a life. What it returns plays the life once, from nothing, and says the state in
   * which it ends. Each contender has a loop of its own: one that all shared would run as fast as
   * the types of all of them together allow.
   */
  readonly ready: (life: Life) => () => string;
}
