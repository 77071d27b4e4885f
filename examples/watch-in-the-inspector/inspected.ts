/** What a switchboard delivers, shown in Stately's inspector: an actor for each machine. */
import type { createInspector } from '@statelyai/inspect';
import { type Delivery, machines, type Snapshot } from 'texml-recordings';

type Inspector = Pick<ReturnType<typeof createInspector>, 'actor' | 'event' | 'snapshot'>;

/** Gives what is to be told every delivery. */
export function inspected(inspector: Inspector): (delivery: Delivery) => void {
  const known = new Set<string>();
  const shown = ({ state, context }: Snapshot) => ({
    status: 'active' as const,
    value: state.split('.').reduceRight<unknown>(nested, undefined),
    context,
  });
  return ({ steps }) => {
    for (const { to, event, before, snapshot, signals } of steps) {
      const id = idOf(to);
      const definition = JSON.stringify(machines[to.machine].config);
      if (!known.has(id)) inspector.actor(id, before && shown(before), { definition, rootId: id });
      known.add(id);
      if (snapshot) inspector.snapshot(id, shown(snapshot), { event });
      for (const signal of signals) inspector.event(idOf(signal.to), signal.event, { source: id });
    }
  };
}

const idOf = ({ machine, sid }: { readonly machine: string; readonly sid: string }) =>
  `${machine} ${sid}`;
/** `inProgress.dialing` is `{ inProgress: 'dialing' }` for XState. */
const nested = (inner: unknown, name: string): unknown =>
  inner === undefined ? name : { [name]: inner };
