/** Stands in until the pure middle of hosts is there. */
import {
  type AnyEvent,
  type Effect,
  type EventTo,
  portOf,
  ports,
  slotOf,
  type TimerName,
  type Verdict,
} from '../../../machines/index.ts';
import { type Delivery, type Snapshot, Switchboard, type To } from '../../engine/index.ts';

export interface ReadMachine {
  readonly snapshot?: Snapshot;
  readonly revision: number;
}
export type ReadMachines = ReadonlyMap<string, ReadMachine>;
export interface Errand {
  readonly key: string;
  readonly effect: Effect;
  readonly snapshot?: Snapshot;
}
export interface Considered {
  readonly verdict: Verdict;
  readonly changed: readonly { readonly snapshot: Snapshot; readonly read: number }[];
  readonly errands: readonly Errand[];
  readonly wakeUps: readonly { readonly to: To; readonly at: number | undefined }[];
  readonly delivery: Delivery;
}
class Reading extends Switchboard {
  readonly unread: To[] = [];
  readonly read: ReadMachines;
  constructor(read: ReadMachines) {
    super();
    this.read = read;
  }
  override find(machine: never, sid: string): never {
    const found = this.read.get(slotOf({ machine, sid }));
    if (!found) this.unread.push({ machine, sid });
    return found?.snapshot as never;
  }
}
export const earliest = ({ context }: Snapshot): readonly [TimerName, number] | undefined =>
  (Object.entries(context.timers) as [TimerName, number][]).sort((a, b) => a[1] - b[1])[0];
export function considered(
  read: ReadMachines,
  to: To,
  event: AnyEvent,
): Considered | { readonly unread: readonly To[] } {
  const board = new Reading(read);
  const delivery = board.consider(to, event as EventTo<typeof to.machine>);
  if (board.unread.length > 0) return { unread: board.unread };
  const revision = (one: Snapshot) => read.get(slotOf(one))?.revision ?? 0;
  const counts = new Map<string, number>();
  const errands = delivery.steps.flatMap(({ effects, snapshot }) =>
    effects.flatMap((effect): Errand[] => {
      const port = portOf(effect);
      if (port === 'clock') return [];
      const slot = slotOf(effect);
      const i = counts.get(slot) ?? 0;
      counts.set(slot, i + 1);
      const key = `${slot}@${(read.get(slot)?.revision ?? 0) + 1}.${i}`;
      return ports[port].asItWas && snapshot ? [{ key, effect, snapshot }] : [{ key, effect }];
    }),
  );
  return {
    verdict: delivery.verdict,
    changed: delivery.changed.map((snapshot) => ({ snapshot, read: revision(snapshot) })),
    errands,
    delivery,
    wakeUps: delivery.changed.map((snapshot) => ({ to: snapshot, at: earliest(snapshot)?.[1] })),
  };
}
