/** What the tables hold, taken back only if it is what it should be. */
import type { DatabaseSync } from 'node:sqlite';
import type { Effect, MachineName, Verdict } from '../../../machines/index.ts';
import type { NewRow, Row } from '../../wire/index.ts';
import type { Answer, Errand, Note, Stored, StoredMachine } from '../ports.ts';
import { flawInEffect, flawInRow, flawInVerdict } from './kept.ts';
import { KeptRecord } from './sqlite-record.ts';

/** What a table of each kind holds: its key, and how a record is read. */
const tables = {
  machines: [
    'sid',
    (one: KeptRecord): StoredMachine => ({
      snapshot: one.snapshot(one.text('machine') as MachineName),
      revision: one.number('revision'),
    }),
  ],
  resources: [
    'sid',
    (one: KeptRecord): NewRow => ({ sid: one.key, row: one.checked<Row>('row', flawInRow) }),
  ],
  notes: ['key', (one: KeptRecord): Note => ({ key: one.key, value: one.json('value') })],
  outbox: ['key', errandIn],
  answers: [
    'id',
    (one: KeptRecord): Answer => ({
      id: one.key,
      at: one.number('at'),
      verdict: one.checked<Verdict>('verdict', flawInVerdict),
    }),
  ],
} as const;

/** The records of a table, in the order in which they came. */
function* each<T>(
  file: string,
  database: DatabaseSync,
  table: keyof typeof tables,
  read: (record: KeptRecord) => T,
) {
  const [key] = tables[table];
  for (const columns of database.prepare(`SELECT * FROM ${table} ORDER BY number`).iterate()) {
    yield read(new KeptRecord(file, table, key, columns));
  }
}

/** Everything, in the order in which it came. */
export function readAll(file: string, database: DatabaseSync): Stored {
  return {
    machines: [...each(file, database, 'machines', tables.machines[1])],
    rows: [...each(file, database, 'resources', tables.resources[1])],
    notes: [...each(file, database, 'notes', tables.notes[1])],
    outbox: [...each(file, database, 'outbox', tables.outbox[1])],
    answers: [...each(file, database, 'answers', tables.answers[1])],
  };
}

/**
 * Reads everything, and keeps nothing of it.
 * @throws BadFile for a record that is not what it should be.
 */
export function checkAll(file: string, database: DatabaseSync) {
  for (const table of Object.keys(tables) as (keyof typeof tables)[]) {
    for (const _ of each<unknown>(file, database, table, tables[table][1]));
  }
}

/** An effect that is to be performed, with its machine as it was when it asked. */
export function errandIn(one: KeptRecord): Errand {
  const { key } = one;
  const effect = one.checked<Effect>('effect', flawInEffect);
  if (one.isNull('snapshot')) return { key, effect };
  return { key, effect, snapshot: one.snapshot(effect.machine, effect.sid) };
}
