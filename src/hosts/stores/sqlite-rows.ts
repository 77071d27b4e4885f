/** What the tables hold, taken back only if it is what it should be. */
import type { DatabaseSync } from 'node:sqlite';
import type { Effect, MachineName, Verdict } from '../../../machines/index.ts';
import type { Row } from '../../wire/index.ts';
import type { Errand, Stored } from '../ports.ts';
import { flawInEffect, flawInRow, flawInVerdict } from './kept.ts';
import { KeptRecord } from './sqlite-record.ts';

/** Everything, in the order in which it came. */
export function readAll(file: string, database: DatabaseSync): Stored {
  const all = <T>(table: string, key: string, read: (record: KeptRecord) => T): T[] =>
    database
      .prepare(`SELECT * FROM ${table} ORDER BY number`)
      .all()
      .map((columns) => read(new KeptRecord(file, table, key, columns)));
  return {
    machines: all('machines', 'sid', (one) => ({
      snapshot: one.snapshot(one.text('machine') as MachineName),
      revision: one.number('revision'),
    })),
    rows: all('resources', 'sid', (one) => ({
      sid: one.key,
      row: one.checked<Row>('row', flawInRow),
    })),
    notes: all('notes', 'key', (one) => ({ key: one.key, value: one.json('value') })),
    outbox: all('outbox', 'key', errandIn),
    answers: all('answers', 'id', (one) => ({
      id: one.key,
      at: one.number('at'),
      verdict: one.checked<Verdict>('verdict', flawInVerdict),
    })),
  };
}

/** An effect that is to be performed, with its machine as it was when it asked. */
export function errandIn(one: KeptRecord): Errand {
  const { key } = one;
  const effect = one.checked<Effect>('effect', flawInEffect);
  if (one.isNull('snapshot')) return { key, effect };
  return { key, effect, snapshot: one.snapshot(effect.machine, effect.sid) };
}
