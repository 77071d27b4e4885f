/** Files of older versions: brought up to this one in the transaction that opens them. */
import type { DatabaseSync } from 'node:sqlite';
import { effectOfNow, keyOfOlder } from './older.ts';
import { checkAll } from './sqlite-rows.ts';

/** Whose a file is, if anybody has said so. Version 1 had no such table. */
export const ownerTable = 'CREATE TABLE owner (account TEXT NOT NULL) STRICT;';

/** What is to be performed. Until version 3 its number was its name, too. */
export const outboxTable = `CREATE TABLE outbox (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    effect TEXT NOT NULL,
    snapshot TEXT
  ) STRICT;`;

/**
 * Changes what an older version has written; snapshots are read as they are. Whoever calls it
 * rolls back what it throws, so that a file in which something is wrong stays what it was.
 * @throws BadFile for a row that is not what it should be.
 */
export function upgrade(file: string, database: DatabaseSync, version: number) {
  if (version < 2) database.exec(ownerTable);
  upgradeOutbox(database);
  checkAll(file, database);
}

/** What is not JSON stays what it is, and is refused by its name when everything is read. */
function upgradeOutbox(database: DatabaseSync) {
  const kept = database.prepare(
    "SELECT snapshot FROM machines WHERE machine = 'recording' AND sid = ? AND json_valid(snapshot)",
  );
  database.exec(`ALTER TABLE outbox RENAME TO older; ${outboxTable}`);
  const write = database.prepare('INSERT INTO outbox (key, effect, snapshot) VALUES (?, ?, ?)');
  const recordingOf = (sid: string): unknown => {
    const found = kept.get(sid);
    return found && JSON.parse(String(found.snapshot));
  };
  const entries = database.prepare(
    'SELECT number, effect, snapshot, json_valid(effect) AS isJson FROM older ORDER BY number',
  );
  for (const { number, effect, snapshot, isJson } of entries.all()) {
    const before: unknown = isJson === 1 ? JSON.parse(String(effect)) : undefined;
    const after = effectOfNow(before, recordingOf);
    const text = after === before ? String(effect) : JSON.stringify(after);
    write.run(keyOfOlder(before, number), text, snapshot as string | null);
  }
  database.exec('DROP TABLE older');
}
