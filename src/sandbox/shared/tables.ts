/** The tables of a sandbox in Postgres: every account in the same ones, and who runs them. */
import { snapshotVersion } from '../../engine/index.ts';
import type { Asking, Database } from '../../hosts/postgres/tables/database.ts';
import { BadDatabase } from '../../hosts/postgres/tables/errors.ts';
import { newPrivateKey } from '../network/signature.ts';

/** The schema that holds them, if nobody says otherwise. */
export const usualSandboxSchema = 'texml_sandbox';

/**
 * What leads from each form of the tables to the next, the first from nothing. `@` stands for the
 * schema. A world is all that an account has; an account may have two while one replaces the other.
 * The epoch is a key, so that to count it waits for all who look at it, and to renew a lease does not.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE @.leader (
    epoch bigint PRIMARY KEY,
    address text NOT NULL,
    alive_until timestamptz NOT NULL
  );
  INSERT INTO @.leader VALUES (0, '', clock_timestamp());
  CREATE TABLE @.worlds (
    world bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account text NOT NULL,
    is_current boolean NOT NULL,
    last_change uuid
  );
  CREATE UNIQUE INDEX worlds_current ON @.worlds (account) WHERE is_current;
  CREATE TABLE @.machines (
    world bigint NOT NULL REFERENCES @.worlds ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    machine text NOT NULL,
    sid text NOT NULL,
    revision bigint NOT NULL,
    snapshot json NOT NULL,
    PRIMARY KEY (world, machine, sid)
  ) WITH (fillfactor = 70);
  CREATE TABLE @.resources (
    world bigint NOT NULL REFERENCES @.worlds ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    sid text NOT NULL,
    "row" json NOT NULL,
    PRIMARY KEY (world, sid)
  );
  CREATE TABLE @.notes (
    world bigint NOT NULL REFERENCES @.worlds ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    key text NOT NULL,
    value json NOT NULL,
    PRIMARY KEY (world, key)
  );
  CREATE TABLE @.errands (
    world bigint NOT NULL REFERENCES @.worlds ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    key text NOT NULL,
    effect json NOT NULL,
    snapshot json,
    PRIMARY KEY (world, key)
  );
  CREATE TABLE @.answers (
    world bigint NOT NULL REFERENCES @.worlds ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    id text NOT NULL,
    at bigint NOT NULL,
    verdict json NOT NULL,
    PRIMARY KEY (world, id)
  );
  `,
];
const tablesVersion = migrations.length;

/**
 * Makes the tables, or brings them up to this version; one process does so at a time. Gives the key,
 * in PEM, with which all processes sign.
 * @throws BadDatabase for tables of a newer release.
 */
export async function prepareTables(database: Database): Promise<string> {
  const { schema } = database;
  return await database.transaction(async (ask) => {
    await ask({ text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', values: [schema] });
    const [there] = await ask({
      text: 'SELECT to_regnamespace($1) AS schema',
      values: [`"${schema}"`],
    });
    if (there?.schema === null) await ask({ text: database.text('CREATE SCHEMA @') });
    const about = `CREATE TABLE IF NOT EXISTS @.about
      (tables integer NOT NULL, snapshots integer NOT NULL, private_key text NOT NULL)`;
    await ask({ text: database.text(about) });
    return await broughtUp(database, ask);
  });
}

async function broughtUp(database: Database, ask: Asking): Promise<string> {
  const [kept] = await ask({ text: database.text('SELECT * FROM @.about') });
  const { tables = 0, snapshots = 0 } = (kept ?? {}) as { tables?: number; snapshots?: number };
  if (tables > tablesVersion || snapshots > snapshotVersion) {
    throw new BadDatabase(
      database.schema,
      `Its tables are of version ${tables} and its snapshots of ${snapshots}; this release knows ` +
        `${tablesVersion} and ${snapshotVersion}. Use the release that wrote them, or a newer one.`,
    );
  }
  for (const migration of migrations.slice(tables)) await ask({ text: database.text(migration) });
  const privateKey = kept ? String(kept.private_key) : newPrivateKey();
  if (tables === tablesVersion && snapshots === snapshotVersion) return privateKey;
  await ask({ text: database.text('DELETE FROM @.about') });
  await ask({
    text: database.text('INSERT INTO @.about (tables, snapshots, private_key) VALUES ($1, $2, $3)'),
    values: [tablesVersion, snapshotVersion, privateKey],
  });
  return privateKey;
}
