/** A file of the SQLite store says what is wrong with it: which file, what in it, and which field. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { snapshotVersion } from '../../src/engine/index.ts';
import { BadFile, Host, SqliteStore } from '../../src/hosts/index.ts';
import { patienceMs } from '../house/patience.ts';
import { folder, performing, recorded } from './stage.ts';
import { StillClock } from './still-clock.ts';

/** A file in which a call is being recorded, changed by hand. */
async function changed(path: string, sql: string) {
  const host = await Host.open({
    store: new SqliteStore(path),
    clock: new StillClock(),
    performers: () => performing(() => new Promise(() => undefined)),
  });
  for (const message of recorded) await host.take(message);
  await host.close({ graceMs: 0 });
  const database = new DatabaseSync(path);
  const { changes } = database.prepare(sql).run();
  database.close();
  return Number(changes);
}
function thrownBy(run: () => unknown): BadFile {
  try {
    run();
  } catch (error) {
    if (error instanceof BadFile) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('A row that is not what it should be is named by file, sid and field:', () => {
  const set = (table: string, column: string, value: string, where: string) =>
    `UPDATE ${table} SET ${column} = ${value} WHERE ${where}`;
  const within = (column: string, path: string, value: string) =>
    `json_set(${column}, '$.${path}', ${value})`;
  const first = 'call c1@1.0';
  const rows = [
    ['machines', 'snapshot', "'{'", "sid = 'r1'", 'r1', 'snapshot'],
    ['machines', 'snapshot', within('snapshot', 'state', "'lost'"), "sid = 'r1'", 'r1', 'state'],
    ['machines', 'snapshot', within('snapshot', 'version', '99'), "sid = 'c1'", 'c1', 'version'],
    [
      'machines',
      'snapshot',
      "json_remove(snapshot, '$.context.order')",
      "sid = 'r1'",
      'r1',
      'context.order',
    ],
    ['machines', 'machine', "'recorder'", "sid = 'r1'", 'r1', 'machine'],
    ['outbox', 'effect', within('effect', 'type', "'sing'"), 'number = 1', first, 'effect.type'],
    ['outbox', 'effect', "'null'", 'number = 1', first, 'effect'],
    ['outbox', 'effect', within('effect', 'sid', "''"), 'number = 1', first, 'effect.sid'],
    ['outbox', 'effect', within('effect', 'until', '1'), 'number = 1', first, 'effect.until'],
    [
      'machines',
      'snapshot',
      within('snapshot', 'context.updatedAt', '9e15'),
      "sid = 'r1'",
      'r1',
      'context.updatedAt',
    ],
    [
      'machines',
      'snapshot',
      within('snapshot', 'context.recordings[0].kind', "'song'"),
      "sid = 'c1'",
      'c1',
      'context.recordings[0].kind',
    ],
    ['machines', 'sid', "'r8'", "sid = 'r1'", 'r8', 'sid'],
    ['outbox', 'snapshot', "'{}'", 'snapshot IS NOT NULL', 'call c1@2.0', 'machine'],
    ['answers', 'verdict', "'{}'", "id = 'm2'", 'm2', 'verdict.verdict'],
  ] as const;
  test.each(rows)('%s, %s = %s where %s', async (table, column, value, where, sid, field) => {
    using place = folder();
    const path = place.file('calls.db');
    expect(await changed(path, set(table, column, value, where))).toBeGreaterThan(0);
    const store = new SqliteStore(path);
    const error = thrownBy(() => store.load());
    store.close();
    expect(error).toMatchObject({ file: path, sid, field });
    expect(error.message).toContain(path);
    expect(error.message).toContain(sid);
  });

  test('a resource', () => {
    using place = folder();
    const path = place.file('calls.db');
    new SqliteStore(path).close();
    const database = new DatabaseSync(path);
    database.exec("INSERT INTO resources (sid, row) VALUES ('r7', '[]')");
    database.close();
    const store = new SqliteStore(path);
    expect(thrownBy(() => store.load())).toMatchObject({ sid: 'r7', field: 'row' });
    store.close();
  });
});

describe('A file is refused', () => {
  test('when it is of a newer version, and says what to do', async () => {
    using place = folder();
    const path = place.file('calls.db');
    await changed(path, 'PRAGMA user_version = 99');
    expect(thrownBy(() => new SqliteStore(path)).message).toBe(
      `${path}: It is of version 99, and this release knows 1 to ${snapshotVersion}. ` +
        'Use the release that wrote it, or a newer one.',
    );
  });

  test('when it is a database of something else, and is left as it was', () => {
    using place = folder();
    const path = place.file('other.db');
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE songs (title TEXT)');
    database.close();
    const before = readFileSync(path);
    expect(thrownBy(() => new SqliteStore(path)).message).toContain('something else');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('when it is no database, or there is no such folder', () => {
    using place = folder();
    const text = place.file('notes.txt');
    const words = 'Call me back. '.repeat(100);
    writeFileSync(text, words);
    expect(thrownBy(() => new SqliteStore(text)).message).toContain('not an SQLite database');
    expect(readFileSync(text, 'utf8')).toBe(words);
    const nowhere = place.file('no/such/folder.db');
    expect(thrownBy(() => new SqliteStore(nowhere)).message).toContain('is there such a folder');
  });

  test('while another store uses it, and not afterwards', () => {
    using place = folder();
    const path = place.file('calls.db');
    const first = new SqliteStore(path);
    expect(thrownBy(() => new SqliteStore(path)).message).toContain('Another process uses it');
    first.close();
    new SqliteStore(path).close();
  });
});

test('whoever has a file checked hears what whoever reads it would', async () => {
  using place = folder();
  const path = place.file('calls.db');
  await changed(path, "UPDATE machines SET snapshot = '{' WHERE sid = 'r1'");
  const store = new SqliteStore(path);
  expect(thrownBy(() => store.check()).message).toBe(thrownBy(() => store.load()).message);
  store.close();
});

test('before anything is asked of a file it is told to be used', () => {
  let times = 0;
  const used = () => {
    times += 1;
  };
  const store = new SqliteStore(':memory:', { used });
  const before = times;
  store.load();
  expect(times).toBeGreaterThan(before);
  store.close();
});

test('a file is written ahead: its header says so', () => {
  using place = folder();
  const path = place.file('calls.db');
  new SqliteStore(path).close();
  expect([...readFileSync(path).subarray(18, 20)]).toEqual([2, 2]);
});

test('nothing is printed when the store is opened', () => {
  using place = folder();
  const { href } = new URL('../../src/hosts/index.ts', import.meta.url);
  const code = `const { SqliteStore } = await import('${href}');
    new SqliteStore(process.argv[1]).close();`;
  const { stderr, stdout, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code, place.file('calls.db')],
    { encoding: 'utf8', timeout: patienceMs },
  );
  expect({ stderr, stdout, status }).toEqual({ stderr: '', stdout: '', status: 0 });
});
