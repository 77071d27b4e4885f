/** A machine as XState itself takes it, for `createMachine` and Stately's editor. */
import { type MachineName, machines } from '../../../machines/index.ts';

/**
 * The declaration of a machine as JSON: `createMachine` takes it. Actions and guards stand there by
 * name, as `machines[machine].implementations` has them; the context begins with nothing.
 */
export function xstateOf(machine: MachineName): string {
  const { context: _function, ...declared } = machines[machine].config;
  return `${JSON.stringify(declared, null, 2)}\n`;
}
