/** The hosts that come with a store of their own keep the contract, on a clock that stands still. */
import { DatabaseSync } from 'node:sqlite';
import { restore } from '../../src/engine/index.ts';
import {
  type Change,
  type Clock,
  Host,
  MemoryStore,
  noChange,
  SqliteStore,
  type Store,
} from '../../src/hosts/index.ts';
import { contract, type HostUnderTest, type Place, type RunningHost } from './contract.ts';
import { folder, performing } from './stage.ts';
import { rest, StillClock } from './still-clock.ts';

/** Where hosts open one after another, on stores that fail when told; what is killed does nothing. */
function placeOn(openStore: () => Store, putOlder: Place['putOlder'], tidyUp = () => {}): Place {
  const clock = new StillClock(1_000);
  const open = new Set<RunningHost>();
  let fails = false;
  return {
    now: () => clock.now(),
    pass: (ms) => clock.until(clock.now() + ms),
    outage: (isOn) => {
      fails = isOn;
    },
    putOlder,
    open: async ({ perform = () => undefined, catchUpMs = 0 } = {}) => {
      const store = openStore();
      let isDead = false;
      const itsClock: Clock = {
        now: () => clock.now(),
        wake: (at, run) => clock.wake(at, () => isDead || run()),
      };
      const commit = (change: Change) => {
        if (isDead) return new Promise<void>(() => undefined);
        if (fails) throw new Error('Nothing can be kept.');
        return store.commit(change);
      };
      const host = await Host.open({
        store: { load: () => store.load(), commit, close: () => store.close() },
        clock: itsClock,
        catchUpMs,
        pace: { firstPauseMs: 10, longestPauseMs: 10 },
        performers: () =>
          performing((task) => (isDead ? new Promise(() => undefined) : perform(task))),
      });
      const running: RunningHost = {
        take: (message) => host.take(message),
        find: ({ machine, sid }) => host.machines.find(machine, sid),
        close: async () => {
          open.delete(running);
          await host.close();
        },
        kill: async () => {
          open.delete(running);
          isDead = true;
          await store.close();
          await rest();
        },
      };
      open.add(running);
      return running;
    },
    [Symbol.asyncDispose]: async () => {
      for (const one of open) await one.kill();
      tidyUp();
    },
  };
}

const kinds: readonly HostUnderTest[] = [
  {
    name: 'memory',
    isShared: false,
    place: () => {
      const store = new MemoryStore();
      // What a store in memory holds was never older; it is brought up where it comes from.
      const putOlder: Place['putOlder'] = (older) =>
        store.commit({ ...noChange, machines: [{ snapshot: restore('call', older), read: 0 }] });
      return placeOn(() => store, putOlder);
    },
  },
  {
    name: 'SQLite',
    isShared: false,
    place: () => {
      const { file, [Symbol.dispose]: tidyUp } = folder();
      const path = file('calls.db');
      const putOlder: Place['putOlder'] = (older) => {
        new SqliteStore(path).close();
        const database = new DatabaseSync(path);
        database
          .prepare(
            "INSERT INTO machines (machine, sid, revision, snapshot) VALUES ('call', ?, 1, ?)",
          )
          .run(older.sid, JSON.stringify(older));
        database.close();
      };
      return placeOn(() => new SqliteStore(path), putOlder, tidyUp);
    },
  },
];
for (const kind of kinds) contract(kind);
