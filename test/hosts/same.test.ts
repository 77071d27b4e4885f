/** A host is a switchboard that lasts: the same messages come to the same, whatever comes between. */
import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import { type Effect, machineNames, type Verdict } from '../../machines/index.ts';
import { type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { type Change, MemoryStore, SqliteStore, type Store } from '../../src/hosts/index.ts';
import { stored } from '../engine/freeze.ts';
import type { Sent } from '../engine/mixed-life.ts';
import { anyWorld, fixed } from '../engine/worlds.ts';
import { folder, staged } from './stage.ts';
import { rest } from './still-clock.ts';

/** What happens beside a message: it comes again, one from before does, or the store fails first. */
const chances = ['nothing', 'nothing', 'again', 'an old one', 'no disk', 'another host'] as const;
const anyChances = fc.array(fc.constantFrom(...chances), { minLength: 5, maxLength: 30 });

/** What a life comes to: answers, machines, and what is performed by whom, in order. */
interface Lived {
  readonly verdicts: readonly Verdict[];
  readonly machines: readonly Snapshot[];
  readonly performed: Readonly<Partial<Record<string, readonly Effect[]>>>;
}
/** The effects of each sid and port: only their order is promised. */
const byLane = (effects: readonly Effect[]) =>
  Object.groupBy(effects, ({ type, sid }) => `${sid} ${type.split('.')[0]}`);
const allOf = (board: Pick<Switchboard, 'all'>) =>
  machineNames.flatMap((name): Snapshot[] => [...board.all(name)]);

function onSwitchboard(world: readonly Sent[]): Lived {
  const board = new Switchboard();
  const delivered = world.map(({ to, event }) => board.deliver(to, event));
  const effects = delivered.flatMap((one) => one.effects);
  return {
    verdicts: delivered.map(({ verdict }) => verdict),
    machines: allOf(board),
    performed: byLane(effects.filter(({ type }) => !type.startsWith('timer.'))),
  };
}

/** A store that opens again, and fails when told. */
function openable(open: () => Store) {
  let isFull = false;
  return {
    next: (): Store => {
      const store = open();
      return {
        load: () => store.load(),
        commit: (change: Change) => {
          if (isFull) throw new Error('The disk is full.');
          return store.commit(change);
        },
        close: () => store.close(),
      };
    },
    withoutDisk: async (run: () => Promise<void>) => {
      isFull = true;
      await run();
      isFull = false;
    },
  };
}

async function onHosts(
  world: readonly Sent[],
  happens: readonly (typeof chances)[number][],
  open: () => Store,
): Promise<Lived> {
  const place = openable(open);
  const performed = new Map<string, Effect>();
  const verdicts: Verdict[] = [];
  const opened = () =>
    staged({ store: place.next() }, ({ key, effect }) => {
      performed.set(key, effect);
    });
  let { host } = await opened();
  for (const [i, sent] of world.entries()) {
    const message = { id: `m${i}`, ...sent };
    const chance = happens[i % happens.length];
    if (chance === 'another host') {
      await host.close();
      ({ host } = await opened());
    }
    if (chance === 'no disk') {
      await place.withoutDisk(() => expect(host.take(message)).rejects.toThrow('disk'));
    }
    verdicts.push(await host.take(message));
    const old = chance === 'an old one' ? Math.floor(i / 2) : i;
    if (chance === 'again' || old < i) {
      const again = host.take({ id: `m${old}`, ...(world[old] as Sent) });
      expect(await again).toEqual(verdicts[old]);
    }
  }
  await rest();
  await host.close();
  const last = place.next();
  const { machines, outbox } = await last.load();
  await last.close();
  expect(outbox).toEqual([]);
  const board = new Switchboard(machines.map(({ snapshot }) => snapshot));
  return { verdicts, machines: allOf(board), performed: byLane([...performed.values()]) };
}

/** What fails is shown as it is: to shrink it would take minutes. */
const few = { ...fixed, endOnFailure: true };

property.prop([anyWorld, anyChances], { ...few, numRuns: 20 })(
  'in memory, with repeats, without a disk, and from one host to the next',
  async (world, happens) => {
    const store = new MemoryStore();
    expect(await onHosts(world, happens, () => store)).toEqual(onSwitchboard(world));
  },
);

property.prop([anyWorld, anyChances], { ...few, numRuns: 2 })(
  'in a file, with repeats, without a disk, and from one host to the next',
  async (world, happens) => {
    using place = folder();
    const lived = await onHosts(world, happens, () => new SqliteStore(place.file('calls.db')));
    expect(lived).toEqual(stored(onSwitchboard(world)));
  },
);
