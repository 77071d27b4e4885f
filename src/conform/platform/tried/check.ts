/** What all checks of platforms have in common. */
import type { ConformCheck } from '../../checks/check.ts';
import type { PlatformPart } from '../profile.ts';
import type { PlatformWorld } from '../world.ts';

export interface PlatformCheck extends ConformCheck<PlatformWorld> {
  readonly uses?: readonly PlatformPart[];
}

/** A check that has to be kept, once calls can be begun. */
export const ofCalls = (
  name: string,
  says: string,
  { authority, ...more }: Partial<PlatformCheck> & Pick<PlatformCheck, 'authority' | 'run'>,
): PlatformCheck => ({
  id: `platform/${name}`,
  says,
  priority: 'must',
  authority,
  needs: ['platform/begins-call'],
  ...more,
});
