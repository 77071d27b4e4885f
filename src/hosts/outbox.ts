/** The outbox: a courier for each port, and what is posted there. */
import { type Effect, type Port, portOf, ports } from '../../machines/index.ts';
import { Courier, type CourierOptions } from './courier.ts';
import type { Errand, Perform, Performers } from './ports.ts';

const portNames = Object.keys(ports) as Port[];

export class Outbox {
  readonly #couriers: Readonly<Record<Port, Courier>>;

  constructor(performers: Performers, options: Omit<CourierOptions, 'perform'>) {
    const courier = (port: Port) =>
      new Courier({ ...options, perform: performers[port] as Perform<Effect> });
    this.#couriers = Object.fromEntries(portNames.map((port) => [port, courier(port)])) as Record<
      Port,
      Courier
    >;
  }

  /** Has errands performed; they are kept already. */
  post(errands: readonly Errand[]) {
    for (const errand of errands) {
      const port = portOf(errand.effect);
      if (port !== 'clock') this.#couriers[port].post(errand);
    }
  }

  /** Begins nothing more; what is at work has this grace. */
  async close(graceMs: number) {
    await Promise.all(Object.values(this.#couriers).map((courier) => courier.close(graceMs)));
  }
}
