/** Files of older versions: brought up to this one in the transaction that opens them. */
import type { DatabaseSync } from 'node:sqlite';
import { effectOfNow } from './older.ts';
import { readAll } from './sqlite-rows.ts';

/** Whose a file is, if anybody has said so. Version 1 had no such table. */
export const ownerTable = 'CREATE TABLE owner (account TEXT NOT NULL) STRICT;';

/**
 * Changes what an older version has written; snapshots are read as they are. Whoever calls it
 * rolls back what it throws, so that a file in which something is wrong stays what it was.
 * @throws BadFile for a row that is not what it should be.
 */
export function upgrade(file: string, database: DatabaseSync, version: number) {
  if (version < 2) database.exec(ownerTable);
  if (version < 3) upgradeOutbox(database);
  readAll(file, database);
}

/** What is not JSON is refused by its name when everything is read. */
function upgradeOutbox(database: DatabaseSync) {
  const kept = database.prepare(
    "SELECT snapshot FROM machines WHERE machine = 'recording' AND sid = ? AND json_valid(snapshot)",
  );
  const write = database.prepare('UPDATE outbox SET effect = ? WHERE number = ?');
  const recordingOf = (sid: string): unknown => {
    const found = kept.get(sid);
    return found && JSON.parse(String(found.snapshot));
  };
  const entries = database.prepare('SELECT number, effect FROM outbox WHERE json_valid(effect)');
  for (const { number, effect } of entries.all()) {
    const before: unknown = JSON.parse(String(effect));
    const after = effectOfNow(before, recordingOf);
    if (after !== before) write.run(JSON.stringify(after), number as number);
  }
}
