/**
 * One step: a snapshot and an event in; the next snapshot, a verdict, signals and effects out.
 * Pure, synchronous, JSON in and out.
 */
import { declaredMachines, type EventTo, type MachineName } from '../../machines/index.ts';
import { checkAddress, checkEvent } from './check.ts';
import { stepping } from './compile.ts';
import { InvalidInput } from './errors.ts';
import type { Advance, Snapshot, Step, To } from './snapshot.ts';
import { checkSnapshot } from './stored.ts';

/**
 * Lets one machine answer one event. Without a snapshot there is nothing of this sid yet: events
 * that create make one, and the others are answered as for an unknown sid.
 * @throws InvalidInput for an event that the machine does not understand; nothing changes.
 * @example
 * ```ts
 * import { step } from 'texml-recordings';
 *
 * const call = { machine: 'call', sid: 'call-1' } as const;
 * const { snapshot, effects } = step(call, undefined, { type: 'call.dialOut', at: 0 });
 * console.log(snapshot?.state, effects.map(({ type }) => type)); // queued [ 'timer.set', 'network.dial' ]
 * ```
 */
export function step<M extends MachineName>(
  to: To<M>,
  snapshot: Snapshot<M> | undefined,
  event: EventTo<M>,
): Step<M> {
  checkAddress(to);
  if (snapshot !== undefined && checkSnapshot(to.machine, snapshot).sid !== to.sid) {
    throw new InvalidInput('snapshot', 'sid', snapshot.sid, `"${to.sid}"`);
  }
  return advance(to, snapshot, checkEvent(to.machine, event));
}

/**
 * A step without the check at the edge: for events that a machine has sent. Its machines are those
 * that the gate has checked, so no bundle carries those checks.
 */
export const advance: Advance = stepping(declaredMachines);
