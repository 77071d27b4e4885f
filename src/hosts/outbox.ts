/** The outbox: a courier for each port, and what is posted there. */
import { type Effect, type Port, portOf, ports } from '../../machines/index.ts';
import type { Delivery } from '../engine/index.ts';
import { Courier, type Errands } from './courier.ts';
import type { OutboxEntry, Perform, Performers } from './ports.ts';

const portNames = Object.keys(ports) as Port[];

export class Outbox {
  readonly #couriers: Readonly<Record<Port, Courier>>;

  constructor(performers: Performers, errands: Omit<Errands, 'perform'>) {
    const courier = (port: Port) =>
      new Courier({ ...errands, perform: performers[port] as Perform<Effect> });
    this.#couriers = Object.fromEntries(portNames.map((port) => [port, courier(port)])) as Record<
      Port,
      Courier
    >;
  }

  /** Has entries performed; they are kept already. */
  post(entries: readonly OutboxEntry[]) {
    for (const entry of entries) {
      const port = portOf(entry.effect);
      if (port !== 'clock') this.#couriers[port].post(entry);
    }
  }

  /** Begins nothing more; what is at work has this grace. */
  async close(graceMs: number) {
    await Promise.all(Object.values(this.#couriers).map((courier) => courier.close(graceMs)));
  }
}

/** What a delivery asks of the ports, in order; timers the host keeps itself. */
export function entriesOf({ steps }: Delivery): Omit<OutboxEntry, 'number'>[] {
  return steps.flatMap(({ effects, snapshot }) =>
    effects.flatMap((effect) => {
      const port = portOf(effect);
      if (port === 'clock') return [];
      return ports[port].asItWas && snapshot ? [{ effect, snapshot }] : [{ effect }];
    }),
  );
}
