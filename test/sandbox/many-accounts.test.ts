/** Thousands of accounts do not hurt: of their files only some are open, and nobody notices which. */
import { mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Switchboard, type To } from '../../src/engine/index.ts';
import { BadFile, Closed, noChange, SqliteStore, type StoreShelf } from '../../src/hosts/index.ts';
import { OpenFiles } from '../../src/sandbox/state/open-files.ts';
import { inFolder } from '../../src/sandbox/state/state-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string) => join(folder, `${name}.sqlite`);
/** Whether nobody has the file open: who has it, has locked it. */
function rests(name: string): boolean {
  const database = new DatabaseSync(fileOf(name));
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; ROLLBACK');
    return true;
  } catch {
    return false;
  } finally {
    database.close();
  }
}
const note = (value: string) => ({ ...noChange, notes: [{ key: 'said', value }] });

describe('Of three accounts, where two files may be open,', () => {
  const stores = () => {
    const files = new OpenFiles(2, (file, options) => new SqliteStore(file, options));
    return ['a', 'b', 'c'].map((name) => files.store(fileOf(name), name)) as [Kept, Kept, Kept];
  };
  type Kept = ReturnType<OpenFiles['store']>;

  test('the one that was used first rests, and is opened again when it is needed', async () => {
    const [a, b, c] = stores();
    expect(['a', 'b', 'c'].map(rests)).toEqual([true, false, false]);
    b.commit(note('b'));
    a.commit(note('a'));
    expect(['a', 'b', 'c'].map(rests)).toEqual([false, false, true]);
    for (const one of [c, b, a]) one.commit(note('again'));
    expect(['a', 'b', 'c'].map(rests)).toEqual([false, false, true]);
    for (const one of [a, b, c]) {
      expect((await one.load()).notes).toEqual([{ key: 'said', value: 'again' }]);
      await one.close();
      expect(() => one.load()).toThrow(Closed);
    }
    expect(['a', 'b', 'c'].map(rests)).toEqual([true, true, true]);
  });

  test('what lives is read while its file rests, all else opens it, however much is read at once', () => {
    const [a, b, c] = stores();
    const board = new Switchboard();
    const calls = ['over', 'live', 'new'].map((sid) => ({ machine: 'call', sid }) as const);
    for (const to of calls) board.deliver(to, { type: 'call.receive', at: 0 });
    board.deliver({ machine: 'call', sid: 'over' }, { type: 'call.hungUp', at: 1 });
    const machines = [...board.all('call')].map((snapshot) => ({ snapshot, read: 0 }));
    a.commit({ ...noChange, machines });
    const { shelf } = a as { readonly shelf: StoreShelf };
    const live = () => Array.from(shelf.live(), ({ sid }) => sid);
    expect(live()).toEqual(['live', 'new']);
    expect(shelf.count('call')).toBe(3);
    for (const one of [b, c]) one.commit(note('used'));
    expect([live(), shelf.count('call'), shelf.machine(calls[1] as To)?.revision]).toEqual([
      ['live', 'new'],
      3,
      1,
    ]);
    expect(rests('a')).toBe(true);
    expect(shelf.row('over')).toBeUndefined();
    expect(rests('a')).toBe(false);
    const read: string[] = [];
    for (const { sid } of shelf.machines('call')) {
      for (const one of [b, c]) one.commit(note('used'));
      read.push(sid);
    }
    expect(read).toEqual(['over', 'live', 'new']);
    expect(shelf.sids('call')).toEqual(['new', 'live', 'over']);
    for (const one of [a, b, c]) one.close();
  });

  test('one that is closed makes room', async () => {
    const [a, b, c] = stores();
    await c.close();
    a.commit(note('a'));
    b.commit(note('b'));
    expect(['a', 'b', 'c'].map(rests)).toEqual([false, false, true]);
    for (const one of [a, b]) await one.close();
  });

  test('one that cannot be opened takes no room', async () => {
    const files = new OpenFiles(2, (file, options) => {
      if (options.owner === 'bad') throw new BadFile(file, 'It is damaged.');
      return new SqliteStore(file, options);
    });
    const good = ['a', 'b'].map((name) => files.store(fileOf(name), name));
    expect(() => files.store(fileOf('bad'), 'bad')).toThrow('It is damaged.');
    expect(['a', 'b'].map(rests)).toEqual([false, false]);
    for (const one of good) await one.close();
  });

  test.each(['removed', 'replaced'])('one that was %s while it rested is not written', (how) => {
    const [a, b, c] = stores();
    c.close();
    rmSync(fileOf('a'));
    if (how === 'replaced') renameSync(fileOf('c'), fileOf('a'));
    const says = 'It was removed or replaced while it was in use.';
    expect(() => a.commit(note('late'))).toThrow(new BadFile(fileOf('a'), says));
    expect(rests('b')).toBe(false);
    b.commit(note('in time'));
    for (const one of [a, b]) one.close();
  });
});

/** The handles that this process has of files in the folder. */
const handles = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;

test.runIf(process.platform === 'linux')(
  'a folder has as many handles as some accounts need, however many there are',
  async () => {
    const keeping = inFolder(folder, 4);
    const names = Array.from({ length: 12 }, (_, i) => `account-${i}`);
    const stores = await Promise.all(names.map((name) => keeping.open(name)));
    for (const store of stores) await store.commit(note('one'));
    expect(handles()).toBeLessThanOrEqual(2 * 4 + 2);
    for (const store of stores) await store.close();
    keeping.close();
    expect(handles()).toBe(0);
  },
);
