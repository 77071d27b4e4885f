/** What the store of an account asks of its tables; $1 is its world, `@` stands for the schema. */
import { machineNames } from '../../../machines/index.ts';
import type { Change } from '../../hosts/index.ts';

const listed = (table: string, order: string) => `(
  SELECT json_agg(one ORDER BY one.${order}) FROM @.${table} AS one WHERE world = $1)`;
/** Everything, in the order in which it came. */
export const loading = `SELECT ${listed('machines', 'number')} AS machines,
  ${listed('resources', 'number')} AS rows, ${listed('notes', 'number')} AS notes,
  ${listed('errands', 'number')} AS outbox, ${listed('answers', 'number')} AS answers`;

/**
 * Looks at the epoch, which nobody counts on before this transaction has ended, and says which change
 * comes last.
 */
export const marking = `WITH mine AS (SELECT epoch FROM @.leader WHERE epoch = $1 FOR KEY SHARE)
  UPDATE @.worlds SET last_change = $3 FROM mine WHERE world = $2 RETURNING world`;
export const keepingMachines = `WITH given AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])
      AS given(machine, sid, read, revision, snapshot)
  ), changed AS (
    UPDATE @.machines AS m SET revision = given.revision, snapshot = given.snapshot::json
    FROM given WHERE m.world = $1 AND m.machine = given.machine AND m.sid = given.sid
      AND m.revision = given.read AND given.read > 0
    RETURNING m.machine, m.sid
  ), made AS (
    INSERT INTO @.machines (world, machine, sid, revision, snapshot)
    SELECT $1, machine, sid, revision, snapshot::json FROM given WHERE read = 0
    ON CONFLICT DO NOTHING RETURNING machine, sid
  ) SELECT * FROM changed UNION ALL SELECT * FROM made`;
const keepingRows = `INSERT INTO @.resources (world, sid, "row")
  SELECT $1, sid, given::json FROM unnest($2::text[], $3::text[]) AS rows(sid, given)
  ON CONFLICT (world, sid) DO UPDATE SET "row" = excluded."row"`;
const keepingNotes = `WITH given AS (SELECT * FROM unnest($2::text[], $3::text[]) AS given(name, said)
  ), gone AS (
    DELETE FROM @.notes USING given WHERE world = $1 AND key = name AND said IS NULL
  ) INSERT INTO @.notes (world, key, value)
  SELECT $1, name, said::json FROM given WHERE said IS NOT NULL
  ON CONFLICT (world, key) DO UPDATE SET value = excluded.value`;
const keepingErrands = `INSERT INTO @.errands (world, key, effect, snapshot)
  SELECT $1, key, effect::json, asked::json
  FROM unnest($2::text[], $3::text[], $4::text[]) AS given(key, effect, asked)
  ON CONFLICT DO NOTHING`;
const keepingAnswers = `INSERT INTO @.answers (world, id, at, verdict)
  SELECT $1, id, at, verdict::json
  FROM unnest($2::text[], $3::bigint[], $4::text[]) AS given(id, at, verdict)`;
const removingMachines = `DELETE FROM @.machines AS m
  USING unnest($2::text[], $3::text[]) AS gone(machine, sid)
  WHERE m.world = $1 AND m.machine = gone.machine AND m.sid = gone.sid`;
/** A row goes with its machine, unless another has the same sid. */
const removingRows = `DELETE FROM @.resources AS r
  WHERE r.world = $1 AND r.sid = ANY ($2::text[]) AND NOT EXISTS (
    SELECT FROM @.machines AS m WHERE m.world = $1 AND m.sid = r.sid
      AND m.machine IN (${machineNames.map((name) => `'${name}'`).join(', ')}))`;
const removing = (table: string, key: string) =>
  `DELETE FROM @.${table} WHERE world = $1 AND ${key} = ANY ($2::text[])`;

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
/** The last of those that have one key. */
const lastOf = <T>(of: readonly T[], key: (one: T) => string): readonly T[] => [
  ...new Map(of.map((one) => [key(one), one])).values(),
];

/** What is kept beside machines: each part is a statement, with a list for each of its columns. */
export function partsOf(change: Change) {
  const { outbox, done, answers, forgotten, gone = [] } = change;
  const rows = lastOf(change.rows, ({ sid }) => sid);
  const notes = lastOf(change.notes, ({ key }) => key);
  const part = <T>(of: readonly T[], text: string, ...columns: ((one: T) => unknown)[]) => ({
    many: of.length,
    text,
    columns: columns.map((column) => of.map(column)),
  });
  return [
    part(
      rows,
      keepingRows,
      ({ sid }) => sid,
      ({ row }) => json(row),
    ),
    part(
      notes,
      keepingNotes,
      ({ key }) => key,
      ({ value }) => json(value),
    ),
    part(
      outbox,
      keepingErrands,
      ({ key }) => key,
      ({ effect }) => json(effect),
      ({ snapshot }) => json(snapshot),
    ),
    part(done, removing('errands', 'key'), (key) => key),
    part(
      answers,
      keepingAnswers,
      ({ id }) => id,
      ({ at }) => at,
      ({ verdict }) => json(verdict),
    ),
    part(forgotten, removing('answers', 'id'), (id) => id),
    part(
      gone,
      removingMachines,
      ({ machine }) => machine,
      ({ sid }) => sid,
    ),
    part(gone, removingRows, ({ sid }) => sid),
  ];
}
