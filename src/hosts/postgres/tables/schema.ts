/** The tables of a host in Postgres: made, recognised by their version, and brought up to it. */
import { snapshotVersion } from '../../../engine/index.ts';
import type { Asking, Database } from './database.ts';
import { BadDatabase } from './errors.ts';
import { cardTables, fillCards } from './schema-cards.ts';
import { commitFunction, commitOfBefore } from './schema-commit.ts';

/**
 * What leads from each form of the tables to the next, the first from nothing. `@` stands for the
 * schema. A change of the tables, or of the function that commits, is one more of them.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE @.hosts (
    id uuid PRIMARY KEY,
    alive_until timestamptz NOT NULL,
    seen_at bigint NOT NULL
  );
  CREATE TABLE @.departures (seen_at bigint NOT NULL);
  CREATE TABLE @.machines (
    machine text NOT NULL,
    sid text NOT NULL,
    revision bigint NOT NULL,
    snapshot json NOT NULL,
    wake_at bigint,
    waker uuid,
    PRIMARY KEY (machine, sid)
  ) WITH (fillfactor = 70);
  CREATE INDEX machines_wake_at ON @.machines (wake_at) WHERE wake_at IS NOT NULL;
  CREATE TABLE @.resources (sid text PRIMARY KEY, "row" json NOT NULL);
  CREATE TABLE @.notes (key text PRIMARY KEY, value json NOT NULL);
  CREATE SEQUENCE @.errand_numbers;
  CREATE TABLE @.errands (
    port text NOT NULL,
    sid text NOT NULL,
    number bigint NOT NULL DEFAULT nextval('@.errand_numbers'),
    key text NOT NULL,
    effect json NOT NULL,
    snapshot json,
    holder uuid,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (port, sid, number)
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
  CREATE TABLE @.answers (id text PRIMARY KEY, verdict json NOT NULL, forget_at bigint NOT NULL);
  CREATE INDEX answers_forget_at ON @.answers (forget_at);
  `,
  `${commitOfBefore}
  ${cardTables}
  ${commitFunction}`,
];
/** The form of the tables that this release knows. */
const tablesVersion = migrations.length;

/**
 * Makes the tables, or brings them up to this version; one host does so at a time.
 * @throws BadDatabase for tables of a newer release, or a database that cannot hold them.
 */
export async function prepareSchema(database: Database): Promise<void> {
  const { schema } = database;
  await database.transaction(async (ask) => {
    await ask({ text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', values: [schema] });
    const { encoding } = await checkServer(schema, ask);
    if (encoding !== 'UTF8') {
      throw new BadDatabase(schema, `Its encoding is ${encoding}; expected UTF8.`);
    }
    const found = await versionsIn(database, ask);
    for (const migration of migrations.slice(found.tables)) {
      await ask({ text: database.text(migration) });
    }
    if (found.tables === 1) await fillCards(database, ask);
    if (found.tables === tablesVersion && found.snapshots === snapshotVersion) return;
    await ask({ text: database.text('DELETE FROM @.about') });
    await ask({
      text: database.text('INSERT INTO @.about (tables, snapshots) VALUES ($1, $2)'),
      values: [tablesVersion, snapshotVersion],
    });
  });
}

async function checkServer(schema: string, ask: Asking): Promise<{ readonly encoding: string }> {
  const [found] = await ask({
    text: "SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding",
  });
  const { version, encoding } = found as { readonly version: string; readonly encoding: string };
  if (Number(version) < 130_000) {
    throw new BadDatabase(schema, `The server is Postgres ${version}; expected 13 or later.`);
  }
  return { encoding };
}

/** What is there, 0 of what is new. */
async function versionsIn(database: Database, ask: Asking) {
  const { schema } = database;
  const [there] = await ask({
    text: 'SELECT to_regnamespace($1) AS schema',
    values: [`"${schema}"`],
  });
  if (there?.schema === null) await ask({ text: database.text('CREATE SCHEMA @') });
  await ask({
    text: database.text(
      'CREATE TABLE IF NOT EXISTS @.about (tables integer NOT NULL, snapshots integer NOT NULL)',
    ),
  });
  const [kept] = await ask({ text: database.text('SELECT tables, snapshots FROM @.about') });
  const { tables = 0, snapshots = 0 } = (kept ?? {}) as { tables?: number; snapshots?: number };
  if (tables <= tablesVersion && snapshots <= snapshotVersion) return { tables, snapshots };
  throw new BadDatabase(
    schema,
    `Its tables are of version ${tables} and its snapshots of ${snapshots}; this release knows ` +
      `${tablesVersion} and ${snapshotVersion}. Use the release that wrote them, or a newer one.`,
  );
}
