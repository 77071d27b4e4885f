/** What hosts of every kind are opened with, and what holds where it is left out. */
import { SteadyClock } from './clock.ts';
import { type Pace, usualPace } from './courier.ts';
import type { Forgetting } from './forgetting.ts';
import type { Observer } from './observe.ts';
import { Outages, usualCatchUpMs } from './outages.ts';
import type { Clock } from './ports.ts';

/** How a host of any kind goes about its work, where it is not as usual. */
export interface HostSettings {
  /** A `SteadyClock` when left out. Hosts that share a store need clocks that agree. */
  readonly clock?: Clock;
  /** What limits and pauses of attempts go by; the clock when left out. */
  readonly paceClock?: Clock;
  /** How every port is used, where it is not as usual. */
  readonly pace?: Partial<Pace>;
  /** How long after a message its repeats are known, in milliseconds; a day when left out. */
  readonly repeatsWithinMs?: number;
  /**
   * How long what happened while no host was there, or its store failed, has at most to come in, in
   * milliseconds; a minute when left out. It has as long as that lasted and a second: whoever doubles
   * pauses tries again within that. Until then no deadline of what was there gives up on it.
   */
  readonly catchUpMs?: number;
  /** When what is over is forgotten; never when left out. */
  readonly forgets?: Forgetting;
  /** Who looks on; nobody when left out. */
  readonly watch?: Observer;
}

export const usualRepeatsWithinMs = 86_400_000;
/** How long a message waits for what is away, where several processes share it. */
export const usualPatienceMs = 10_000;

/** Settings with what holds where they leave something out. */
export function settingsFor(settings: HostSettings) {
  const { clock = new SteadyClock(), pace, watch = {} } = settings;
  const { paceClock = clock, catchUpMs = usualCatchUpMs } = settings;
  const { repeatsWithinMs = usualRepeatsWithinMs } = settings;
  return {
    clock,
    paceClock,
    pace: { ...usualPace, ...pace },
    repeatsWithinMs,
    outages: new Outages(catchUpMs),
    watch,
  };
}
