/** A file of this package: made, recognised by its marks, and locked. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { snapshotVersion } from '../../engine/index.ts';
import { BadFile } from '../errors.ts';
import { cardSchema, hasCards, makeCards } from './sqlite-cards.ts';
import { endedSchema, hasEndedOnes, makeEndedOnes } from './sqlite-ended.ts';
import { outboxTable, ownerTable, upgrade } from './sqlite-upgrade.ts';

/** Marks a file as one of this package: "TXRC". */
const applicationId = 0x54_58_52_43;

/** What holds each thing; a row's number tells what came first. */
const schema = `
  CREATE TABLE machines (
    number INTEGER PRIMARY KEY,
    machine TEXT NOT NULL,
    sid TEXT NOT NULL,
    revision INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    UNIQUE (machine, sid)
  ) STRICT;
  CREATE TABLE resources (
    number INTEGER PRIMARY KEY,
    sid TEXT NOT NULL UNIQUE,
    row TEXT NOT NULL
  ) STRICT;
  CREATE TABLE notes (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
  ) STRICT;
  ${outboxTable}
  CREATE TABLE answers (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    verdict TEXT NOT NULL
  ) STRICT;
`;
const marks = `
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${snapshotVersion};
`;

/**
 * How many pages are written ahead at most, 16 MB: a page that changes often goes into the file itself
 * once for all of these changes.
 */
const walPages = 4_096;

export interface FileOptions {
  /**
   * True: what is committed survives a power cut too, and each commit waits for the disk. False, or
   * left out: it survives the end of the process, however that comes.
   */
  readonly survivesPowerCut?: boolean;
  /**
   * The account that the file is of. It is written into a new one, and a file of another account
   * is refused: a copy under another name is not a second account.
   */
  readonly owner?: string;
  /** Told before anything is asked of the file: who has many lets those rest that nobody uses. */
  readonly used?: () => void;
}

/**
 * Opens a file and locks it, makes the tables if it is new, and brings it up to this version if it
 * is older: from version 3 on, that is the version of snapshots.
 */
export function openDatabase(file: string, { survivesPowerCut, owner }: FileOptions): DatabaseSync {
  const { application, version = 0 } = headerOf(file);
  if (application === applicationId) checkVersion(file, version);
  const database = opened(file);
  try {
    // Whoever dies lets go of the lock. Two hosts on one file would perform everything twice.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    if (isEmpty(database)) database.exec(schema + ownerTable + cardSchema + endedSchema + marks);
    else bringUp(file, database);
    if (owner !== undefined) checkOwner(file, database, owner);
    database.exec(`COMMIT; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = ${walPages}`);
    database.exec(`PRAGMA synchronous = ${survivesPowerCut ? 'FULL' : 'NORMAL'}`);
    return database;
  } catch (error) {
    database.close();
    throw error instanceof BadFile ? error : new BadFile(file, meaningOf(error), { cause: error });
  }
}

function opened(file: string): DatabaseSync {
  try {
    return new sqlite.DatabaseSync(file);
  } catch (error) {
    throw new BadFile(file, meaningOf(error), { cause: error });
  }
}

const isEmpty = (database: DatabaseSync) =>
  database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;

function bringUp(file: string, database: DatabaseSync) {
  const mark = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  if (mark('application_id') !== applicationId) {
    throw new BadFile(file, 'It is a database of something else.');
  }
  const version = Number(mark('user_version'));
  checkVersion(file, version);
  const isOlder = version < snapshotVersion;
  const [isListed, isSearched] = [hasCards(database), hasEndedOnes(database)];
  if (isOlder) upgrade(file, database, version);
  if (!isListed) makeCards(file, database);
  if (!isSearched) makeEndedOnes(file, database);
  // What is as it should be is not written.
  if (isOlder || !isListed || !isSearched) database.exec(marks);
}

/** Refuses what a newer release has written. */
function checkVersion(file: string, version: number) {
  if (version >= 1 && version <= snapshotVersion) return;
  throw new BadFile(
    file,
    `It is of version ${version}, and this release knows 1 to ${snapshotVersion}. ` +
      'Use the release that wrote it, or a newer one.',
  );
}

/**
 * What a file says of itself, read without opening it as a database: that would tidy it up. Nothing
 * for what cannot be read so; it is opened, which says what is wrong. Source: SQLite's file format.
 */
function headerOf(file: string): { readonly application?: number; readonly version?: number } {
  const header = Buffer.alloc(100);
  try {
    const opened = openSync(file, 'r');
    try {
      if (readSync(opened, header) < header.length) return {};
    } finally {
      closeSync(opened);
    }
  } catch {
    return {};
  }
  return { application: header.readUInt32BE(68), version: header.readUInt32BE(60) };
}

/** A file says whose it is; one from before that, by its rows. What has no rows is anybody's. */
function checkOwner(file: string, database: DatabaseSync, owner: string) {
  const kept = database.prepare('SELECT account FROM owner').all();
  const found = kept.length > 0 ? kept : database.prepare(accountsInRows).all();
  const other = found.find(({ account }) => account !== owner)?.account;
  if (other !== undefined) {
    throw new BadFile(file, `It holds the account "${other}", and not "${owner}".`);
  }
  if (kept.length === 0) database.prepare('INSERT INTO owner (account) VALUES (?)').run(owner);
}
const accountsInRows = `
  SELECT DISTINCT json_extract(row, '$.accountSid') AS account FROM resources
  WHERE json_valid(row) AND json_type(row, '$.accountSid') = 'text'
`;

/** What SQLite's result codes mean to whoever chose the file. */
const meanings: Readonly<Record<number, string>> = {
  5: 'Another process uses it.',
  8: 'It cannot be written.',
  10: 'It cannot be read or written: the disk fails.',
  11: 'It is damaged.',
  13: 'The disk is full.',
  14: 'It cannot be opened; is there such a folder?',
  26: 'It is not an SQLite database.',
};
/** What SQLite has thrown, with the file that it is about; anything else as it is. */
export const explained = (file: string, error: unknown): unknown =>
  (error as { code?: unknown }).code === 'ERR_SQLITE_ERROR'
    ? new BadFile(file, meaningOf(error), { cause: error })
    : error;
function meaningOf(error: unknown): string {
  const { errcode, message } = error as { errcode?: number; message?: string };
  return meanings[(errcode ?? 0) % 256] ?? `${message}`;
}

/** Node's SQLite, without the warning of earlier releases that it is experimental. */
const sqlite = quietly(() => process.getBuiltinModule('node:sqlite'));

function quietly<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
