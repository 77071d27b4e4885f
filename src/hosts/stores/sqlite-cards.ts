/** What a file finds machines by: columns beside their snapshots, and indexes on those. */
import type { DatabaseSync } from 'node:sqlite';
import type { Address, MachineName } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { ListQuery, Page, Row } from '../../wire/index.ts';
import type { MachineChange } from '../ports.ts';
import {
  type CardColumns,
  cardIndexes,
  changingColumns,
  columnsOf,
  isNumber,
  lastingColumns,
  listStatement,
  pageRead,
} from '../shelves/cards.ts';
import { flawInRow } from './kept.ts';
import type { EndedOne } from './sqlite-ended.ts';
import { KeptRecord } from './sqlite-record.ts';
import { Statements } from './statements.ts';

const columns = [...lastingColumns, ...changingColumns];

/** Until version 4 a file had none of these. */
export const cardSchema = `
  ${columns.map((name) => `ALTER TABLE machines ADD COLUMN ${name} ${isNumber(name) ? 'INTEGER' : 'TEXT'};`).join('\n  ')}
  ${Object.entries(cardIndexes)
    .map(([name, of]) => {
      const last = of.at(-1);
      return `CREATE INDEX ${name} ON machines (${of.join(', ')}, newness, sid)
        WHERE account IS NOT NULL AND ${last} IS NOT NULL;`;
    })
    .join('\n  ')}
  CREATE INDEX recordings_of_call ON machines (call_sid) WHERE call_sid IS NOT NULL;
  CREATE INDEX recordings_of_conference ON machines (conference_sid)
    WHERE conference_sid IS NOT NULL;
  CREATE INDEX machines_live ON machines (number) WHERE over_at IS NULL;
  CREATE INDEX machines_over ON machines (over_at, number) WHERE over_at IS NOT NULL;
`;
export const hasCards = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM pragma_table_info('machines') WHERE name = 'over_at'").get() !==
  undefined;

/** What a machine is found by, before a change and then. */
export interface CardChange {
  readonly to: Address;
  /** Undefined: it is new. */
  readonly before: CardColumns | undefined;
  readonly after: CardColumns;
  /** Undefined: it has not ended. */
  readonly ended: EndedOne | undefined;
}

const isAlike = (before: CardColumns, after: CardColumns) =>
  after.changing.every((value, i) => value === before.changing[i]);
const assigned = (names: readonly string[]) => names.map((name) => `${name} = ?`).join(', ');
const own = 'WHERE machine = ? AND sid = ?';
const updateAll = `UPDATE machines SET ${assigned(columns)} ${own}`;
const updateChanging = `UPDATE machines SET ${assigned(changingColumns)} ${own}`;
const kept = ['revision', 'snapshot'];
const insertMachine = `INSERT INTO machines (machine, sid, ${[...kept, ...columns].join(', ')})
  VALUES (?, ?, ${[...kept, ...columns].map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`;
const updateMachine = `UPDATE machines SET ${assigned(kept)} ${own} AND revision = ?`;
const updateMachineAndCard = `UPDATE machines SET ${assigned([...kept, ...changingColumns])}
  ${own} AND revision = ?`;

/** Writes what machines are found by, as far as it is not so already. */
export class Cards {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** `before`: what was written of it; undefined: nothing. */
  write({ machine, sid }: Address, before: CardColumns | undefined, after: CardColumns) {
    if (!before) {
      this.#statements.of(updateAll).run(...after.lasting, ...after.changing, machine, sid);
    } else if (!isAlike(before, after)) {
      this.#statements.of(updateChanging).run(...after.changing, machine, sid);
    }
  }

  /** A machine with its card, in one statement: whether it was what had been read. */
  writeMachine({ snapshot, read, revision = read + 1 }: MachineChange, card: CardChange): boolean {
    const { machine, sid } = snapshot;
    const text = JSON.stringify(snapshot);
    const { before, after } = card;
    const { lasting, changing } = after;
    const kept = [revision, text];
    const did = (sql: string, ...values: readonly (string | number | null)[]) =>
      this.#statements.of(sql).run(...values).changes === 1;
    if (read === 0) return did(insertMachine, machine, sid, ...kept, ...lasting, ...changing);
    if (before && isAlike(before, after)) return did(updateMachine, ...kept, machine, sid, read);
    return did(updateMachineAndCard, ...kept, ...changing, machine, sid, read);
  }

  /** A part of a list. Without statistics SQLite cannot choose an index, so it is named. */
  page(accountSid: string, query: ListQuery): Page<Address> {
    const statement = listStatement(accountSid, query);
    const { meant, within, order, limit, offset, beyond, index } = statement;
    const from = `FROM machines INDEXED BY ${index} WHERE ${meant.sql}`;
    const rows = this.#statements
      .of(`SELECT machine, sid ${from} AND ${within.sql} ORDER BY ${order} LIMIT ? OFFSET ?`)
      .all(...meant.values, ...within.values, limit, offset);
    const isBeyond =
      beyond !== undefined &&
      this.#statements
        .of(`SELECT 1 ${from} AND ${beyond.sql} LIMIT 1`)
        .get(...meant.values, ...beyond.values) !== undefined;
    const found = rows.map(({ machine, sid }) => ({
      machine: machine as MachineName,
      sid: String(sid),
    }));
    return pageRead(statement, found, isBeyond);
  }
}

/** Gives every machine of an older file what it is found by. */
export function makeCards(file: string, database: DatabaseSync) {
  database.exec(cardSchema);
  const statements = new Statements(() => database);
  const cards = new Cards(statements);
  const all = database.prepare('SELECT number FROM machines').all();
  const machineAt = database.prepare('SELECT * FROM machines WHERE number = ?');
  const rowOfSid = database.prepare('SELECT * FROM resources WHERE sid = ?');
  for (const { number } of all) {
    const found = machineAt.get(number as number) ?? {};
    const machine = found.machine as MachineName;
    const snapshot: Snapshot = new KeptRecord(file, 'machines', 'sid', found).snapshot(machine);
    const { sid } = snapshot;
    const kept = rowOfSid.get(sid);
    const row =
      kept && new KeptRecord(file, 'resources', 'sid', kept).checked<Row>('row', flawInRow);
    cards.write({ machine, sid }, undefined, columnsOf(snapshot, row));
  }
}
