/** The outbox: which port performs an effect, and a courier for each. */
import type { Effect, EffectType } from '../../machines/index.ts';
import type { Delivery, Snapshot } from '../engine/index.ts';
import { Courier, type Errands } from './courier.ts';
import type { OutboxEntry, Perform, Performers, Port } from './ports.ts';

/** Which port performs an effect; timers the host keeps itself. */
const portOf = {
  'network.dial': 'network',
  'network.answer': 'network',
  'network.hangUp': 'network',
  'network.bridge': 'network',
  'network.join': 'network',
  'network.leave': 'network',
  'media.start': 'media',
  'media.pause': 'media',
  'media.resume': 'media',
  'media.stop': 'media',
  'media.erase': 'media',
  announced: 'callbacks',
  'instructions.requested': 'instructions',
  'instructions.resumed': 'instructions',
  'recording.orphaned': 'orphans',
  'timer.set': null,
  'timer.cancel': null,
} as const satisfies Record<EffectType, Port | null>;
/** Ports that tell what was so when they were asked, not what has become of it. */
const telling: readonly (Port | null)[] = ['callbacks', 'instructions'];

export class Outbox {
  readonly #couriers: Readonly<Record<Port, Courier>>;

  constructor(performers: Performers, errands: Omit<Errands, 'perform'>) {
    const courier = (port: Port) =>
      new Courier({ ...errands, perform: performers[port] as Perform<Effect> });
    this.#couriers = {
      network: courier('network'),
      media: courier('media'),
      callbacks: courier('callbacks'),
      instructions: courier('instructions'),
      orphans: courier('orphans'),
    };
  }

  /** Has entries performed; they are kept already. */
  post(entries: readonly OutboxEntry[]) {
    for (const entry of entries) {
      const port = portOf[entry.effect.type];
      if (port) this.#couriers[port].post(entry);
    }
  }

  /** Begins nothing more; what is at work has this grace. */
  async close(graceMs: number) {
    await Promise.all(Object.values(this.#couriers).map((courier) => courier.close(graceMs)));
  }
}

/** What a delivery asks of the ports, in order. */
export function entriesOf({ steps }: Delivery): Omit<OutboxEntry, 'number'>[] {
  return steps.flatMap(({ effects, snapshot }) =>
    effects
      .filter(({ type }) => portOf[type] !== null)
      .map((effect) => ({ effect, ...asItWas(effect, snapshot) })),
  );
}

const asItWas = ({ type }: Effect, snapshot: Snapshot | undefined) =>
  snapshot && telling.includes(portOf[type]) ? { snapshot } : {};
