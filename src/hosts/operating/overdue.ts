/** Which timers are late: their machines should have heard of them a while ago. */
import type { Snapshot } from '../../engine/index.ts';
import type { Health } from '../observe.ts';
import type { Outages } from '../outages.ts';

/** What is later is overdue: what fires right now is not. In milliseconds. */
export const overdueMs = 1_000;

/** Those among machines that a host has in hand; what an outage keeps back is not late. */
export function overdueIn(
  machines: Iterable<Snapshot>,
  now: number,
  outages: Outages,
): Health['overdue'] {
  let [timers, lateMs] = [0, 0];
  for (const machine of machines) {
    const late = now - (outages.alarmOf(machine)?.firesAt ?? now);
    if (late < overdueMs) continue;
    timers += 1;
    lateMs = Math.max(lateMs, late);
  }
  return { timers, lateMs };
}
