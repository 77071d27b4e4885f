/** Where the stories show what the claims say can happen. */
import type { Claim } from '../../../properties/claims/claim.ts';
import { claims } from '../../../properties/claims/index.ts';
import type { Heard, Story } from './book.ts';

/** The moment of a story in which a claim came true. */
export interface Witness {
  readonly claim: Claim;
  readonly story: string;
  readonly moment: Heard;
}

/** For every claim that something happens: the first story in which it does. */
export function witnesses(stories: readonly Story[]): Witness[] {
  return claims
    .filter(({ kind }) => kind === 'sometimes')
    .flatMap((claim) => {
      for (const { report, heard } of stories) {
        const moment = momentOf(claim, heard);
        if (moment) return [{ claim, story: report.name, moment }];
      }
      return [];
    });
}

/** Claims follow each machine apart, and those about the system everything together. */
function momentOf(claim: Claim, heard: readonly Heard[]): Heard | undefined {
  const memories = new Map<string, unknown>();
  return heard.find((one) => {
    if (claim.about !== 'system' && claim.about !== one.to.machine) return false;
    const key = claim.about === 'system' ? '' : one.to.sid;
    const memory = claim.next(memories.get(key) ?? claim.begin, one);
    memories.set(key, memory);
    return claim.holds(memory);
  });
}
