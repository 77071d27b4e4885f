/** Which timers are late: their machines should have heard of them a while ago. */
import type { Snapshot } from '../../engine/index.ts';
import { alarmOf } from '../delivery.ts';
import type { Health } from '../observe.ts';

/** What is later is overdue: what fires right now is not. In milliseconds. */
export const overdueMs = 1_000;

/** Those among machines that a host has in hand. */
export function overdueIn(machines: Iterable<Snapshot>, now: number): Health['overdue'] {
  let [timers, lateMs] = [0, 0];
  for (const machine of machines) {
    const late = now - (alarmOf(machine)?.dueAt ?? now);
    if (late < overdueMs) continue;
    timers += 1;
    lateMs = Math.max(lateMs, late);
  }
  return { timers, lateMs };
}
