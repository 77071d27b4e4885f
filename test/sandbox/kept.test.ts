/**
 * What older versions have kept is opened, goes on, and is kept as this version keeps it. The
 * folders and dumps in `kept` are of those versions' own making: see `kept/make.ts`.
 */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Address,
  type MachineName,
  type RecordingContext,
  settingNames,
  slotOf,
} from '../../machines/index.ts';
import { snapshotVersion } from '../../src/engine/index.ts';
import { noChange, SqliteStore, type Stored } from '../../src/hosts/index.ts';
import { MapShelf } from '../../src/hosts/shelves/map-shelf.ts';
import { Network } from '../../src/sandbox/network/network.ts';
import { DumpError } from '../../src/sandbox/state/dump.ts';
import { inFolder, inMemory, type Keeping } from '../../src/sandbox/state/state-folder.ts';
import { Worlds } from '../../src/sandbox/world/worlds.ts';
import { until } from '../house/patience.ts';
import { application } from './served.ts';

type Data = Readonly<Record<string, unknown>>;
interface OldDump {
  readonly version: number;
  readonly machines: readonly {
    readonly snapshot: { machine: MachineName; sid: string; state: string; context: Data };
  }[];
  readonly rows: Stored['rows'];
  readonly notes: Stored['notes'];
  readonly outbox: readonly { readonly effect: Data & { readonly sid: string } }[];
  readonly answers: Stored['answers'];
}
const versions = [1, 2, 3] as const;
type Version = (typeof versions)[number];
const fileOf = (version: Version, name: string) =>
  new URL(`kept/version-${version}/${name}`, import.meta.url);
const oldDump = (version: Version): OldDump =>
  JSON.parse(readFileSync(fileOf(version, 'dump.json'), 'utf8'));

/** The customer that they were made with refused everything; this one listens elsewhere. */
const thenCustomer = 'http://127.0.0.1:49999';
class Redirecting extends Network {
  readonly #to: string;

  constructor(to: string) {
    super(['any']);
    this.#to = to;
  }
  override ask(...[request, signal]: Parameters<Network['ask']>) {
    return super.ask({ ...request, url: request.url.replace(thenCustomer, this.#to) }, signal);
  }
}

let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});
async function opened(keeping: Keeping) {
  const customer = await application(() => worlds.publicKey);
  const network = new Redirecting(customer.url);
  const worlds: Worlds = await Worlds.open({
    keeping,
    settings: {},
    publicUrl: () => 'http://localhost',
    network,
  });
  closing.push(
    () => customer[Symbol.asyncDispose](),
    async () => network.close(),
    () => worlds.close(),
  );
  return { worlds, customer };
}
const put = (version: Version) =>
  copyFileSync(fileOf(version, 'me.sqlite'), join(folder, 'me.sqlite'));
const ways = {
  folder: (version: Version) => {
    put(version);
    return opened(inFolder(folder));
  },
  dump: async (version: Version) => {
    const all = await opened(inMemory());
    await all.worlds.load('me', oldDump(version));
    return all;
  },
} as const;
type Opened = Awaited<ReturnType<typeof opened>>;
const world = ({ worlds }: Opened) => {
  const found = worlds.find('me');
  if (!found) throw new Error(`It is not there: ${worlds.unusable.map(({ says }) => says)}`);
  return found;
};
const recordings = (all: Opened) => [...world(all).host.machines.all('recording')];
/** What the customer is told and asked while nobody touches the clock: what was due already. */
const due = [
  '/calls initiated',
  '/calls ringing',
  '/calls in-progress',
  '/recordings in-progress',
  '/after ',
];
async function performed(all: Opened) {
  const said = () =>
    all.customer.heard.map(
      ({ path, said: { CallStatus, RecordingStatus } }) =>
        `${path} ${path === '/after' ? '' : (RecordingStatus ?? CallStatus)}`,
    );
  await until(() => due.every((one) => said().includes(one)));
  return said();
}

const cases = versions.flatMap((version) =>
  (['folder', 'dump'] as const).map((from) => ({ version, from })),
);
describe.each(cases)('A $from of version $version', ({ version, from }) => {
  const then = oldDump(version);

  test('is opened with all that was in it, and kept as of this version', async () => {
    const all = await ways[from](version);
    const dump = await all.worlds.dump('me');
    expect(dump?.version).toBe(snapshotVersion);
    for (const [i, { snapshot: was }] of then.machines.entries()) {
      const is = dump?.machines[i]?.snapshot;
      expect(is).toMatchObject({ machine: was.machine, sid: was.sid, version: snapshotVersion });
      const { settings, ...context } = { ...is?.context } as Data;
      const { timers: _, lastRedirection: __, ...remembered } = was.context;
      // Of version 3 on a recording's settings stand in one place; before, beside everything else.
      const flat = 'settings' in was.context ? { settings } : settings;
      expect({ ...context, ...(flat ?? {}) }).toMatchObject(remembered);
    }
    expect(dump?.machines).toHaveLength(then.machines.length);
    expect(dump?.rows).toEqual(expect.arrayContaining([...then.rows]));
    expect(dump?.answers).toEqual(expect.arrayContaining([...then.answers]));
    const over = then.machines.filter(({ snapshot }) => snapshot.state === 'completed');
    const isOver = (key: string) => over.some(({ snapshot }) => key.endsWith(` ${snapshot.sid}`));
    const keys = then.notes.flatMap(({ key }) => (isOver(key) ? [] : [key]));
    expect(dump?.notes.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  });

  test('is taken away again, and brought back, as it is', async () => {
    const all = await ways[from](version);
    const dump = JSON.parse(JSON.stringify(await all.worlds.dump('me')));
    const other = await opened(inMemory());
    await other.worlds.load('me', dump);
    const machines = async ({ worlds }: Opened) => (await worlds.dump('me'))?.machines.length;
    expect(await machines(other)).toBe(await machines(all));
    expect(recordings(other)).toEqual(recordings(all));
  });

  test('has its outbox performed: callbacks, requests for instructions, orders', async () => {
    const all = await ways[from](version);
    const heard = await performed(all);
    for (const one of due) expect(heard.filter((said) => said === one)).toHaveLength(1);
    const starts = then.outbox.filter(({ effect }) => effect.type === 'media.start');
    expect(starts.length).toBeGreaterThan(0);
    for (const { effect } of starts) {
      const state = () => world(all).host.machines.recording(effect.sid)?.state;
      expect(state()).toBe('starting');
      await world(all).advance(2_000);
      expect(state()).toBe('inProgress');
    }
  });

  test('answers a message that comes again as it did', async () => {
    const all = await ways[from](version);
    const { host } = world(all);
    const before = (await all.worlds.dump('me'))?.machines;
    expect(then.answers.length).toBeGreaterThan(30);
    for (const { id, verdict } of then.answers) {
      const to = { machine: 'call', sid: 'whoever' } as const;
      const event = { type: 'call.dialOut' } as const;
      expect(await host.take({ id, to, event })).toEqual(verdict);
    }
    expect((await all.worlds.dump('me'))?.machines).toEqual(before);
  });

  test('has its timers fire, and all that lives comes to its end', async () => {
    const all = await ways[from](version);
    await performed(all);
    await world(all).advance(4 * 3_600_000 + 60_000);
    const ends = recordings(all).map(
      ({ state, context: { path, endReason, durationSeconds } }) =>
        `${path} ${state} ${endReason} ${durationSeconds}`,
    );
    const starting = then.machines.filter(({ snapshot }) => snapshot.state === 'starting').length;
    expect(ends).toEqual([...asTheyEnd, ...Array(starting).fill(asTheLastEnd)]);
  });
});
/** Recordings in the order of their making, once all has come to its end. */
const asTheyEnd = [
  'record-verb completed call-ended 20',
  'record-verb completed max-length 120',
  'conference-verb completed conference-ended 14410',
  'call-request completed call-ended 120',
  'record-verb deleted max-length 2',
  'record-verb absent media-failed null',
  'dial-verb completed max-length 900',
  'outbound-call completed call-ended 180',
  'participant-request completed leg-ended 14400',
  'record-verb completed call-ended 10',
];
/** Those that were about to begin when the server was killed. */
const asTheLastEnd = 'call-request completed call-ended 153';

test.each(versions)('A file of version %i is one of this version once it was opened', (version) => {
  put(version);
  const file = join(folder, 'me.sqlite');
  new SqliteStore(file).close();
  const database = new DatabaseSync(file);
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: snapshotVersion });
  database.close();
  const store = new SqliteStore(file);
  const { machines, outbox } = store.load();
  store.close();
  const starts = outbox.filter(({ effect }) => effect.type === 'media.start');
  expect(starts).toHaveLength(1);
  for (const { effect } of starts) {
    const [recording] = machines.filter(({ snapshot }) => snapshot.sid === effect.sid);
    const context = recording?.snapshot.context as RecordingContext | undefined;
    expect(effect).toMatchObject({ order: 1, settings: context?.settings });
    expect(Object.keys(context?.settings ?? {}).toSorted()).toEqual(settingNames.toSorted());
  }
});

test.each(versions)(
  'What has ended in a file of version %i is found as by looking through it',
  (version) => {
    put(version);
    const file = join(folder, 'me.sqlite');
    const store = new SqliteStore(file);
    const all = store.load();
    const through = new MapShelf(all);
    const sids = all.machines.map(({ snapshot }) => snapshot.sid);
    const words = ['+1', 'completed', 'CALL', 'conference', 'nowhere', ...sids];
    const slots = (machines: readonly Address[]) => machines.map(slotOf);
    const compare = () => {
      for (const sid of [...sids, 'nobody']) {
        const asked = new Set([sid]);
        expect(slots(store.shelf.belonging(asked)), sid).toEqual(slots(through.belonging(asked)));
      }
      for (const word of words) {
        const asked = [word.toLowerCase(), 're'];
        expect(store.shelf.searched(asked), word).toEqual(through.searched(asked));
      }
    };
    compare();
    const belongings = sids.map((sid) => through.belonging(new Set([sid])).length);
    expect(Math.max(...belongings)).toBeGreaterThan(1);
    const recordings = through.searched(['recording']);
    expect(recordings.length).toBeGreaterThan(0);
    const gone = { ...noChange, gone: recordings };
    store.commit(gone);
    through.keep(gone);
    compare();
    store.close();
    const database = new DatabaseSync(file);
    const left = `SELECT count(*) AS count FROM named WHERE number NOT IN (SELECT number FROM machines)`;
    expect(database.prepare(left).get()).toEqual({ count: 0 });
    database.close();
  },
);

describe('What a later version has kept is refused by its version, and left as it is:', () => {
  const later = snapshotVersion + 1;
  const all = () => readdirSync(folder).filter((name) => name.startsWith('me.sqlite'));
  const bytes = () => all().map((name) => readFileSync(join(folder, name)).toString('base64'));

  async function refusal() {
    const before = bytes();
    const { worlds } = await opened(inFolder(folder));
    const [unusable] = worlds.unusable;
    expect(() => worlds.find('me')).toThrow(unusable?.says);
    await closing.pop()?.();
    expect(bytes()).toEqual(before);
    return unusable?.says;
  }
  const changed = (sql: string) => {
    const database = new DatabaseSync(join(folder, 'me.sqlite'));
    database.exec(sql);
    return database;
  };

  test('a folder', async () => {
    put(2);
    changed(`PRAGMA user_version = ${later}`).close();
    expect(await refusal()).toContain(
      `It is of version ${later}, and this release knows 1 to ${snapshotVersion}. ` +
        'Use the release that wrote it, or a newer one.',
    );
  });

  test('a folder of a process that was killed, with what SQLite had written ahead', async () => {
    put(2);
    const database = changed(`PRAGMA user_version = ${later}; PRAGMA wal_checkpoint(TRUNCATE)`);
    database.exec('UPDATE machines SET revision = 7');
    const then = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
    for (const name of all()) copyFileSync(join(folder, name), join(then, name));
    database.close();
    rmSync(folder, { recursive: true });
    folder = then;
    rmSync(join(folder, 'me.sqlite-shm'), { force: true });
    expect(all()).toEqual(['me.sqlite', 'me.sqlite-wal']);
    expect(await refusal()).toContain(`It is of version ${later}`);
  });

  test('a snapshot in a folder of an older version, which stays one', async () => {
    put(1);
    const set = `json_set(snapshot, '$.version', ${later})`;
    changed(`UPDATE machines SET snapshot = ${set} WHERE number = 3`).close();
    expect(await refusal()).toContain(`"version" is ${later}; expected ${snapshotVersion}`);
  });

  test('a dump', async () => {
    const { worlds } = await opened(inMemory());
    await worlds.open('me');
    const before = JSON.stringify(await worlds.dump('me'));
    const error = await worlds
      .load('me', { ...oldDump(2), version: later })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DumpError);
    expect((error as DumpError).field).toBe('version');
    expect((error as DumpError).message).toContain(`expected 1 to ${snapshotVersion}`);
    expect(JSON.stringify(await worlds.dump('me'))).toBe(before);
  });
});
