/** All faults that are planted into the follower. */
import { bondFaults } from './bonds.ts';
import type { Fault } from './fault.ts';
import { hiddenFaults } from './hidden.ts';
import { takenFaults } from './taken.ts';

export const faults: readonly Fault[] = [...hiddenFaults, ...takenFaults, ...bondFaults];
/** The fault of a number, as an environment has it. */
export const faultOf = (no: string | undefined): Fault | undefined =>
  no === undefined ? undefined : faults[Number(no)];

/**
 * The text of a file with a fault in it.
 * @throws Error if what is right stands there otherwise than once
 */
export function planted(text: string, { file, says, right, wrong }: Fault): string {
  const parts = text.split(right);
  if (parts.length !== 2) {
    throw new Error(
      `${file} has ${parts.length - 1} times what it should have once: ${right} (${says})`,
    );
  }
  return parts.join(wrong);
}
