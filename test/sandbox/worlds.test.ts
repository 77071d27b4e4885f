/** Worlds are apart, survive a restart, begin anew, and can be taken away and brought back. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { snapshotVersion } from '../../src/engine/index.ts';
import { accountOf, endedIn, machinesAtFirst } from '../../src/sandbox/http/views.ts';
import { DumpError, fillingOf } from '../../src/sandbox/state/dump.ts';
import { inFolder, inMemory, type Keeping } from '../../src/sandbox/state/state-folder.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { Worlds } from '../../src/sandbox/world/worlds.ts';

const inbound = {
  from: '+12025550199',
  to: '+12025550100',
  instructions: { texml: '<Response><Record/></Response>' },
};
let folder: string;
const opened: Worlds[] = [];
/** Where one account gives way to the next, again and again. */
const inOneFile = (where: string) => inFolder(where, 1);
const open = async (keeping: Keeping, settings: unknown = {}) => {
  const worlds = await Worlds.open({ keeping, settings, publicUrl: () => 'http://localhost' });
  opened.push(worlds);
  return worlds;
};
/** A caller who is being recorded, at a time that stands still. */
async function recorded(worlds: Worlds, account = 'me'): Promise<World> {
  const world = await worlds.open(account);
  await world.freeze();
  await world.receive(inbound);
  await world.advance(2_000);
  return world;
}
const statesIn = (world: World | undefined) =>
  (['call', 'recording'] as const).flatMap((machine) =>
    [...(world?.host.machines.all(machine) ?? [])].map(({ state }) => `${machine} ${state}`),
  );
const capturing = ['call inProgress.recording', 'recording inProgress'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
});
afterEach(async () => {
  for (const worlds of opened.splice(0)) await worlds.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('A world', () => {
  test('has nothing of another one', async () => {
    const worlds = await open(inMemory());
    await recorded(worlds);
    const other = await worlds.open('other');
    expect(statesIn(other)).toEqual([]);
    expect(other.clock.isFrozen).toBe(false);
  });

  test('is made once, however many ask at the same time', async () => {
    const worlds = await open(inMemory());
    const made = await Promise.all([1, 2, 3].map(() => worlds.open('me')));
    expect(new Set(made).size).toBe(1);
  });

  test('in a folder holds what lives, and reads what is over when it is asked for', async () => {
    const one = await open(inOneFile(folder));
    const world = await recorded(one);
    const [call] = world.host.machines.all('call');
    await world.tell({ machine: 'call', sid: call?.sid ?? '' }, { type: 'call.hungUp' });
    await world.advance(3_600_000);
    await recorded(one);
    await one.close();

    const keeping = inOneFile(folder);
    const load = () => {
      throw new Error('Everything is loaded.');
    };
    const opening = async (accountSid: string) => ({ ...(await keeping.open(accountSid)), load });
    const worldsAgain = await open({ ...keeping, open: opening });
    const again = worldsAgain.find('me') as World;
    expect([...again.host.machines.all('recording')].map(({ state }) => state)).toEqual([
      'completed',
      'inProgress',
    ]);
    const { recordings } = machinesAtFirst(again);
    expect(recordings.map(({ status }) => status)).toEqual(['completed', 'in-progress']);
    expect(accountOf(again).counts.recordings).toEqual({ all: 2, live: 1 });
    expect(endedIn(again, {}).recordings).toEqual({ all: 1, machines: [recordings[0]] });
    const found = again.directory.known('recording', recordings[0]?.sid ?? '');
    expect(found?.snapshot.state).toBe('completed');
  });

  test('goes on after a restart: machines, clock, settings, and the key that signs', async () => {
    const one = await open(inOneFile(folder));
    const world = await recorded(one);
    await world.change({ media: { stop: '7s' } });
    const now = world.clock.now();
    await one.close();

    const two = await open(inOneFile(folder));
    const again = two.find('me') as World;
    expect(statesIn(again)).toEqual(capturing);
    expect([again.clock.isFrozen, again.clock.now()]).toEqual([true, now]);
    expect(again.settings.media.stop).toBe(7_000);
    expect(two.publicKey).toBe(one.publicKey);
    await again.advance(4_000_000);
    expect(statesIn(again).at(-1)).toBe('recording completed');
  });

  test('begins anew when it is reset, and others stay as they are', async () => {
    const worlds = await open(inOneFile(folder));
    const world = await recorded(worlds);
    await recorded(worlds, 'other');
    await worlds.reset('me');
    expect(world.closing.aborted).toBe(true);
    expect(statesIn(worlds.find('me'))).toEqual([]);
    expect(statesIn(worlds.find('other'))).toEqual(capturing);
  });

  test('leaves nothing when it is ended, also for those who start later, and can begin again', async () => {
    const worlds = await open(inOneFile(folder));
    const world = await recorded(worlds);
    await recorded(worlds, 'other');
    expect(await worlds.end('me')).toBe(true);
    expect([world.closing.aborted, worlds.find('me')]).toEqual([true, undefined]);
    expect(await worlds.end('me')).toBe(false);
    // Beside it stands another, as long as it is open.
    const left = readdirSync(folder).filter((name) => /^(me|other)/.test(name));
    expect(left.filter((name) => name !== 'other.sqlite-wal')).toEqual(['other.sqlite']);
    expect(statesIn(worlds.find('other'))).toEqual(capturing);
    await worlds.close();
    const later = await open(inOneFile(folder));
    expect(later.accounts).toEqual(['other']);
    expect(statesIn(await later.open('me'))).toEqual([]);
  });

  test('is ended also if it cannot be used, and its file with it', async () => {
    writeFileSync(join(folder, 'me.sqlite'), 'This is no database.');
    const worlds = await open(inOneFile(folder));
    expect(() => worlds.find('me')).toThrow(/cannot be used/);
    expect(await worlds.end('me')).toBe(true);
    expect(statesIn(await worlds.open('me'))).toEqual([]);
  });

  test('is ended or replaced by nobody once the sandbox has let go of the folder', async () => {
    writeFileSync(join(folder, 'me.sqlite'), 'This is no database.');
    const worlds = await open(inOneFile(folder));
    await worlds.open('other');
    const dump = await worlds.dump('other');
    await worlds.close();
    const files = readdirSync(folder);
    await expect(worlds.end('me')).rejects.toThrow('The sandbox');
    await expect(worlds.reset('other')).rejects.toThrow('The sandbox');
    await expect(worlds.load('other', dump)).rejects.toThrow('The sandbox');
    expect(readdirSync(folder)).toEqual(files);
  });

  test('is one of a thousand that came and went, of which none counts', async () => {
    const worlds = await Worlds.open({
      keeping: inMemory(),
      settings: {},
      publicUrl: () => 'http://localhost',
      most: 1,
    });
    opened.push(worlds);
    for (let i = 0; i < 1_000; i += 1) {
      await worlds.open(`account-${i}`);
      await worlds.end(`account-${i}`);
    }
    expect(worlds.accounts).toEqual([]);
  });

  test.each([
    ['Acme', 'acme'],
    ['a.b', 'a_b'],
    ['..', '.'],
  ])('of the account %s and one of %s have different files', async (a, b) => {
    const one = await open(inOneFile(folder));
    await recorded(one, a);
    await one.open(b);
    await one.close();
    const two = await open(inOneFile(folder));
    expect([...two.accounts].sort()).toEqual([a, b].sort());
    expect([statesIn(two.find(a)), statesIn(two.find(b))]).toEqual([capturing, []]);
  });
});

describe('A dump', () => {
  test.each([
    ['in memory', inMemory],
    ['in a folder', () => inOneFile(folder)],
  ])('brings back what was, and it goes on from there (%s)', async (_where, keeping) => {
    const worlds = await open(keeping());
    const world = await recorded(worlds);
    const dump: unknown = JSON.parse(JSON.stringify(await worlds.dump('me')));
    await world.advance(4_000_000);
    expect(statesIn(world).at(-1)).toBe('recording completed');
    await worlds.load('me', dump);
    const again = worlds.find('me') as World;
    expect(statesIn(again)).toEqual(capturing);
    await again.advance(4_000_000);
    expect(statesIn(again).at(-1)).toBe('recording completed');
  });

  test('goes on with its revisions, so that nothing new is taken for a repeat', async () => {
    const worlds = await open(inMemory());
    await recorded(worlds);
    const revisions = async () =>
      (await worlds.dump('me'))?.machines.map(({ revision }) => revision) ?? [];
    const before = await revisions();
    expect(Math.max(...before)).toBeGreaterThan(1);
    await worlds.load('me', JSON.parse(JSON.stringify(await worlds.dump('me'))));
    expect(await revisions()).toEqual(before);
    expect((await worlds.dump('me'))?.outbox).toEqual([]);
  });

  test.each([
    ['machines', '"machines":[', '"machines":1,"was":['],
    ['version', `"version":${snapshotVersion}`, `"version":${snapshotVersion + 1}`],
    ['accountSid', '"accountSid":"me"', '"accountSid":"other"'],
    ['machines.1.snapshot.state', '"state":"inProgress"', '"state":"asleep"'],
    [
      'rows.0.row.accountSid',
      '"machine":"call","accountSid":"me"',
      '"machine":"call","accountSid":"b"',
    ],
  ])(
    'with a wrong %s is refused by that field, and nothing changes',
    async (field, right, wrong) => {
      const worlds = await open(inMemory());
      await recorded(worlds);
      const text = JSON.stringify(await worlds.dump('me'));
      expect(text).toContain(right);
      const dump: unknown = JSON.parse(text.replace(right, wrong));
      const error = await worlds.load('me', dump).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DumpError);
      expect((error as DumpError).field).toBe(field);
      expect(statesIn(worlds.find('me'))).toEqual(capturing);
    },
  );
});

test('a dump may hold as many effects that are due as there is room for', () => {
  const effect = { type: 'network.hangUp', machine: 'call', sid: 'nobody' };
  const outbox = Array.from({ length: 130_000 }, (_, i) => ({ key: `call nobody@${i}.0`, effect }));
  const nothing = { machines: [], rows: [], notes: [], answers: [] };
  const dump = {
    format: 'texml-recordings/world',
    version: snapshotVersion,
    accountSid: 'me',
    ...nothing,
  };
  expect(() => fillingOf('me', { ...dump, outbox })).not.toThrow();
});

describe('The folder', () => {
  test('keeps its key to itself and out of source control', () => {
    inOneFile(folder).close();
    expect(statSync(join(folder, 'signing-key.pem')).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('is made if it is not there', () => {
    inFolder(join(folder, 'a/b')).close();
    expect(existsSync(join(folder, 'a/b'))).toBe(true);
  });

  test('that another process uses is refused, whatever is in it', async () => {
    const one = await open(inOneFile(folder));
    expect(() => inOneFile(folder)).toThrow(/in-use\.lock: .*Another process uses it/);
    await one.close();
    opened.length = 0;
    inOneFile(folder).close();
  });
});
