/** The end goes on past what fails, and a world gives way only to one that stands. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Change, Closed, Host, SqliteStore, type Store } from '../../src/hosts/index.ts';
import { listen } from '../../src/sandbox/index.ts';
import { inFolder, inMemory, type Keeping } from '../../src/sandbox/state/state-folder.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { Worlds } from '../../src/sandbox/world/worlds.ts';
import { givenUp } from '../house/patience.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});
const open = (keeping: Keeping) =>
  Worlds.open({ keeping, settings: {}, publicUrl: () => 'http://localhost' });
const inbound = {
  from: '+12025550199',
  to: '+12025550100',
  instructions: { texml: '<Response><Record/></Response>' },
};
async function called(worlds: Worlds, account: string): Promise<World> {
  const world = await worlds.open(account);
  await world.freeze();
  await world.receive(inbound);
  await world.advance(2_000);
  return world;
}
const callsIn = (world: World | undefined) => [...(world?.host.machines.all('call') ?? [])].length;

/** What a store does in the place of what it should do. */
type Faults = Partial<Pick<Store, 'load' | 'commit' | 'close'>>;
/** Keeps as another does, but for the stores that are opened while there are faults. */
function faulty(of: Keeping, faultsOf: (accountSid: string) => Faults | undefined): Keeping {
  return {
    ...of,
    async open(accountSid) {
      const store = await of.open(accountSid);
      const faults = faultsOf(accountSid) ?? {};
      return {
        load: () => (faults.load ?? (() => store.load()))(),
        commit: (change: Change) => (faults.commit ?? ((one) => store.commit(one)))(change),
        async close() {
          await store.close();
          await faults.close?.();
        },
      };
    },
  };
}
const failing = (says: string) => () => Promise.reject(new Error(says));

describe('Closing', () => {
  test('goes on past a world that fails, tells it, and lets go of the folder', async () => {
    const faults: Record<string, Faults> = {
      a: { close: failing('a is stuck') },
      c: { close: failing('c is stuck') },
    };
    const worlds = await open(faulty(inFolder(folder), (account) => faults[account]));
    const all: World[] = [];
    for (const account of ['a', 'b', 'c']) all.push(await called(worlds, account));
    const error = await worlds.close().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).message).toBe('Not all was written. a is stuck; c is stuck');
    expect((error as AggregateError).errors).toHaveLength(2);
    for (const world of all) {
      await expect(world.receive(inbound)).rejects.toThrow(Closed);
    }
    const again = await open(inFolder(folder));
    expect(again.accounts).toEqual(['a', 'b', 'c']);
    await again.close();
  });

  test('of a server does not wait for ever', async () => {
    const server = await listen({ port: 0, state: { folder }, graceMs: 0 });
    await fetch(`${server.url}/sandbox/accounts/me/reset`, {
      method: 'POST',
      signal: givenUp(),
    });
    const { promise: never, resolve } = Promise.withResolvers<void>();
    vi.spyOn(Host.prototype, 'close').mockImplementation(() => never);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const closed = expect(server.close()).rejects.toThrow('Not everything has ended within 5 s');
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    await closed;
    resolve();
  });
});

describe('A world that is to be replaced', () => {
  test('goes on if the new one cannot be written', async () => {
    const of = inFolder(folder);
    const keeping = { ...of, replacement: failing('The disk is full.') };
    const worlds = await open(keeping);
    const world = await called(worlds, 'me');
    await expect(worlds.reset('me')).rejects.toThrow('The disk is full.');
    expect(worlds.find('me')).toBe(world);
    await world.receive(inbound);
    expect(callsIn(world)).toBe(2);
    await worlds.close();
  });

  test('leaves no draft behind if the new one cannot be filled', async () => {
    const worlds = await open(inFolder(folder));
    const world = await called(worlds, 'me');
    const dump: unknown = JSON.parse(JSON.stringify(await worlds.dump('me')));
    // The first store only looks whether the dump is one; the second is the draft.
    const commit = vi.spyOn(SqliteStore.prototype, 'commit');
    commit
      .mockImplementationOnce(() => undefined)
      .mockImplementationOnce(() => {
        throw new Error('The disk is full.');
      });
    await expect(worlds.load('me', dump)).rejects.toThrow('The disk is full.');
    commit.mockRestore();
    expect(worlds.find('me')).toBe(world);
    expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
    await world.receive(inbound);
    await worlds.close();
  });

  test.each([
    ['in memory', inMemory],
    ['in a folder', () => inFolder(folder)],
  ])('is taken up again if the new one does not stand (%s)', async (_where, keeping) => {
    let opens = 0;
    const worlds = await open(
      faulty(keeping(), () => {
        opens += 1;
        return opens === 2 ? { load: failing('It cannot be read.') } : undefined;
      }),
    );
    const world = await called(worlds, 'me');
    await expect(worlds.reset('me')).rejects.toThrow('It cannot be read.');
    const again = worlds.find('me') as World;
    expect(again).not.toBe(world);
    expect([...again.host.machines.all('call')].map(({ state }) => state)).toEqual([
      'inProgress.recording',
    ]);
    await again.receive(inbound);
    await worlds.reset('me');
    expect(callsIn(worlds.find('me'))).toBe(0);
    await worlds.close();
  });

  test('is named as unusable if neither stands', async () => {
    let opens = 0;
    const worlds = await open(
      faulty(inFolder(folder), () => {
        opens += 1;
        return opens > 1 ? { load: failing('It cannot be read.') } : undefined;
      }),
    );
    await called(worlds, 'me');
    await expect(worlds.reset('me')).rejects.toThrow('It cannot be read.');
    expect(() => worlds.find('me')).toThrow('The account "me" cannot be used.');
    expect(worlds.unusable[0]?.says).toContain(join(folder, 'me.sqlite'));
    await worlds.close();
    const later = await open(inFolder(folder));
    expect(callsIn(later.find('me'))).toBe(1);
    await later.close();
  });

  test('is shown until the other one stands, and whoever opens it meanwhile gets the other', async () => {
    const worlds = await open(inFolder(folder));
    const world = await called(worlds, 'me');
    const reset = worlds.reset('me');
    const seen: (World | undefined)[] = [];
    const looking = setInterval(() => seen.push(worlds.find('me')), 0);
    await new Promise((resolve) => world.closing.addEventListener('abort', resolve));
    const opened = await worlds.open('me');
    await reset;
    clearInterval(looking);
    expect(opened).not.toBe(world);
    expect(worlds.find('me')).toBe(opened);
    for (const one of seen) expect([world, opened]).toContain(one);
    await worlds.close();
  });
});
