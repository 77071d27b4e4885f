/** Negative controls: whether our search and SPIN each find a fault that was seeded. */

import { claims } from '../../../properties/claims/index.ts';
import { explore } from '../../../properties/search/explore.ts';
import { InvalidInput } from '../../../src/engine/index.ts';
import { CompiledModel } from '../checker.ts';
import type { Fault } from './faults.ts';

/** What it takes our search to find a fault: the same as in the tests of planted bugs. */
const most = 60_000;

/** The claim that our search sees broken first, or that the machines do not compile. */
export function foundByOurs({ system, steps }: Fault): string | undefined {
  try {
    const { violations } = explore(system, { advance: steps(), claims, most, stopsAtFirst: true });
    return violations[0]?.id;
  } catch (error) {
    if (error instanceof InvalidInput) return 'does not compile';
    throw error;
  }
}

/** What SPIN stumbles over first, where everybody outside may fall silent; all claims are beside it. */
export async function foundBySpin(fault: Fault): Promise<string | undefined> {
  const { system, transitions: advance, declared, outage } = fault;
  using model = await CompiledModel.of(system, { falls: 'silent', ...(outage && { outage }) });
  return (await model.check({ advance, declared, claims, mostSeconds: 300 })).found;
}
