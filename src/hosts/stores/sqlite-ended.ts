/** What a file finds those machines by that have ended: the text of a search, and whom they name. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { type Address, type MachineName, machineNames } from '../../../machines/index.ts';
import { hasEnded, type Snapshot } from '../../engine/index.ts';
import type { Row } from '../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { searchedText, sidsNamed } from '../../wire/resources/summary.ts';
import { flawInRow } from './kept.ts';
import { KeptRecord } from './sqlite-record.ts';
import { Statements } from './statements.ts';

/** What lives is held in memory: it has none of these. They go with their machine. */
export const endedSchema = `
  CREATE TABLE ended (
    number INTEGER PRIMARY KEY REFERENCES machines ON DELETE CASCADE,
    machine TEXT NOT NULL,
    sid TEXT NOT NULL,
    said TEXT NOT NULL
  ) STRICT;
  CREATE TABLE named (
    sid TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES machines ON DELETE CASCADE,
    PRIMARY KEY (sid, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX named_by ON named (number);
`;
export const hasEndedOnes = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'ended'").get() !== undefined;

const own = 'FROM machines WHERE machine = ? AND sid = ?';
const writeSaid = `INSERT INTO ended (number, machine, sid, said) SELECT number, machine, sid, ? ${own}
  ON CONFLICT DO UPDATE SET said = excluded.said`;
const writeNamed = `INSERT INTO named (sid, number) SELECT ?, number ${own} ON CONFLICT DO NOTHING`;
const names = machineNames.map((name) => `'${name}'`).join(', ');
const ofSid = `SELECT number, machine, sid FROM machines WHERE machine IN (${names}) AND sid = ?`;
const namingSid = `SELECT number, machine, machines.sid FROM named JOIN machines USING (number)
  WHERE named.sid = ?`;
/** One word is looked for first: the others only where that is. */
const withWords = `SELECT machine, sid FROM ended WHERE instr(said, ?) > 0
  AND (? OR NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(said, value) = 0))
  ORDER BY number DESC`;

/** What is written of a machine that has ended. */
export interface EndedOne {
  readonly said: string;
  readonly named: readonly string[];
}
/** Undefined: it has not ended. */
export function endedOne(
  snapshot: Snapshot,
  rowOfSid: (sid: string) => Row | undefined,
): EndedOne | undefined {
  if (!hasEnded(snapshot)) return undefined;
  const beside = { rows: { get: rowOfSid } };
  return { said: searchedText(beside, snapshot), named: sidsNamed(beside, snapshot) };
}

export class EndedOnes {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  write({ machine, sid }: Address, { said, named }: EndedOne) {
    this.#statements.of(writeSaid).run(said, machine, sid);
    for (const one of named) this.#statements.of(writeNamed).run(one, machine, sid);
  }

  /** Those that have all these words, newest first. */
  searched(words: readonly string[]): Address[] {
    const [first = '', ...others] = words.toSorted((a, b) => b.length - a.length);
    const found = this.#statements
      .of(withWords)
      .all(first, Number(others.length === 0), JSON.stringify(others));
    return found.map(addressIn);
  }

  /** Of these sids, of those of `live` that name one, and of those ended that do, in order. */
  belonging(sids: Iterable<string>, live: readonly Address[]): Address[] {
    const found = new Map<number, Address>();
    const add = (sql: string, sid: string, is = (_: Address) => true) => {
      for (const one of this.#statements.of(sql).all(sid)) {
        if (is(addressIn(one))) found.set(Number(one.number), addressIn(one));
      }
    };
    for (const sid of sids) for (const sql of [ofSid, namingSid]) add(sql, sid);
    for (const { machine, sid } of live) add(ofSid, sid, (one) => one.machine === machine);
    return [...found].toSorted(([a], [b]) => a - b).map(([, to]) => to);
  }
}
const addressIn = ({ machine, sid }: Record<string, SQLOutputValue>): Address => ({
  machine: machine as MachineName,
  sid: String(sid),
});

/** Gives every machine of an older file that has ended what it is found by. */
export function makeEndedOnes(file: string, database: DatabaseSync) {
  database.exec(endedSchema);
  const ended = new EndedOnes(new Statements(() => database));
  const rowAt = database.prepare('SELECT * FROM resources WHERE sid = ?');
  const rowOfSid = (sid: string) => {
    const kept = rowAt.get(sid);
    return kept && new KeptRecord(file, 'resources', 'sid', kept).checked<Row>('row', flawInRow);
  };
  const machineAt = database.prepare('SELECT * FROM machines WHERE number = ?');
  for (const { number } of database.prepare('SELECT number FROM machines').all()) {
    const found = machineAt.get(number as number) ?? {};
    const machine = found.machine as MachineName;
    const snapshot = new KeptRecord(file, 'machines', 'sid', found).snapshot(machine);
    const one = endedOne(snapshot, rowOfSid);
    if (one) ended.write(snapshot, one);
  }
}
