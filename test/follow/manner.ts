/** How the lives of these tests are watched: of what is told, as much as is usually subscribed to. */
import { announcements, lineEnds } from '../../machines/index.ts';
import type { Manner } from '../../src/follow/ways/manner.ts';

export const observed: Manner = {
  skewMs: 1_000,
  lagMs: 5_000,
  tells: {
    ...announcements,
    call: ['in-progress', ...lineEnds],
    dialLeg: lineEnds,
  },
};
