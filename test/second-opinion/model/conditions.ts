/** Conditions of offers: what each is read from, so that SPIN can ask whether it holds. */
import { addressIn, machineNames, slotOf } from '../../../machines/index.ts';
import type { System } from '../../../properties/generators/system.ts';
import { emptyWorld, type ModelWorld } from '../../../properties/generators/world.ts';
import { originalMachines, statesIn } from '../../../properties/mutants/written.ts';
import type { Snapshot } from '../../../src/engine/index.ts';
import type { Parties } from './parties.ts';

/** A condition is read from one machine, and from how often one other offer was made. */
export interface Condition {
  /** Which offer has it. */
  readonly offer: number;
  readonly place: number;
  readonly other: number | undefined;
}

/** Every state of every machine: in one of them each condition reads all that it ever reads. */
const states = machineNames.flatMap((machine) =>
  statesIn(originalMachines[machine].config).map(([path]) => path),
);

/**
 * What the conditions are read from, found out by asking them of worlds that note what is read.
 * @throws Error if one reads more than can be exported, or holds before anybody is there
 */
export const conditionsOf = (system: System, parties: Parties): Condition[] =>
  system.offers.flatMap(({ when }, offer) => {
    if (!when) return [];
    if (when(emptyWorld)) throw new Error(`offer ${offer} of ${system.name} waits for nobody`);
    const slots = new Set<string>();
    const offers = new Set<string>();
    const noting = <T>(names: Set<string>, value: T) =>
      new Proxy({} as Record<string, T>, {
        get: (_, name) => {
          names.add(String(name));
          return value;
        },
      });
    for (const state of states) {
      const machines = noting(slots, { state } as Snapshot);
      when({ ...emptyWorld, machines, spent: noting(offers, 1) });
    }
    const [slot = ''] = slots;
    const [other] = offers;
    if (slots.size !== 1 || offers.size > 1) {
      throw new Error(
        `offer ${offer} of ${system.name} is not read from one machine and one offer`,
      );
    }
    return {
      ...{ offer, place: parties.placeOf(addressIn(slot)) },
      other: other === undefined ? undefined : Number(other.replace('offer ', '')),
    };
  });

/** Whether a condition holds of a snapshot, after so many uses of the other offer. */
export function isMet(
  { offers }: System,
  { machines }: Parties,
  { offer, place, other }: Condition,
  snapshot: Snapshot | undefined,
  used: number,
): boolean {
  const to = machines[place];
  const world: ModelWorld = {
    ...emptyWorld,
    machines: snapshot && to ? { [slotOf(to)]: snapshot } : {},
    spent: other === undefined || used === 0 ? {} : { [`offer ${other}`]: used },
  };
  return offers[offer]?.when?.(world) === true;
}
