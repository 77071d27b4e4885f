/** What an account's directory asks its tables: by name, and for parts of its lists. */
import type { MachineName } from '../../../../machines/index.ts';
import type { Snapshot } from '../../../engine/index.ts';
import type {
  Directory,
  Known,
  ListName,
  ListPage,
  ListQuery,
  MachineIn,
} from '../../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { knownOf } from '../../../wire/resources/directory.ts';
import { type Condition, listStatement, pageRead } from '../../shelves/cards.ts';
import type { Database } from './database.ts';
import { Records } from './records.ts';

export class PostgresDirectory implements Directory {
  readonly accountSid: string;
  readonly #database: Database;
  readonly #records: Records;

  constructor(accountSid: string, database: Database) {
    this.accountSid = accountSid;
    this.#database = database;
    this.#records = new Records(database.schema);
  }

  async known<M extends MachineName>(machine: M, sid: string): Promise<Known<M> | undefined> {
    const [found] = await this.#ask(
      `SELECT machine, sid, snapshot, "row" FROM @.machines JOIN @.resources USING (sid)
        WHERE machine = ? AND sid = ?`,
      [machine, sid],
    );
    return found && this.#known(found);
  }

  async page<L extends ListName>(query: ListQuery<L>): Promise<ListPage<L>> {
    const statement = listStatement(this.accountSid, query);
    const { meant, within, order, limit, offset, beyond } = statement;
    const [rows, isBeyond] = await Promise.all([
      this.#ask(
        `SELECT page.machine, page.sid, page.snapshot, "row" FROM (
          SELECT machine, sid, snapshot, newness FROM @.machines
          WHERE ${meant.sql} AND ${sorted(within.sql)} ORDER BY ${sorted(order)}
          LIMIT ? OFFSET ?
        ) AS page JOIN @.resources ON resources.sid = page.sid
        ORDER BY ${sorted(order).replaceAll(/newness|sid/g, 'page.$&')}`,
        [...meant.values, ...within.values, limit, offset],
      ),
      beyond !== undefined && this.#isAny({ meant, beyond }),
    ]);
    const items = rows.map((found) => this.#known<MachineIn<L>>(found));
    const page = pageRead(statement, items, isBeyond);
    return { ...page, items: page.items.flatMap((one) => one ?? []) };
  }

  async #isAny({ meant, beyond }: { readonly meant: Condition; readonly beyond: Condition }) {
    const where = `${meant.sql} AND ${sorted(beyond.sql)}`;
    const [found] = await this.#ask(
      `SELECT EXISTS (SELECT FROM @.machines WHERE ${where}) AS there`,
      [...meant.values, ...beyond.values],
    );
    return found?.there === true;
  }

  #ask(sql: string, values: readonly unknown[]) {
    const name = nameOf(sql);
    const [first = '', ...more] = this.#database.text(sql).split('?');
    const text = first + more.map((after, i) => `$${i + 1}${after}`).join('');
    return this.#database.ask(name, text, [...values]);
  }

  #known<M extends MachineName>(found: { readonly [column: string]: unknown }) {
    const sid = String(found.sid);
    const snapshot = this.#records.snapshot(found.machine as M, sid, found.snapshot);
    return knownOf(this.accountSid, snapshot as Snapshot<M>, this.#records.row(sid, found.row));
  }
}

/** Sids are compared by their bytes, whatever language the database speaks. */
const sorted = (sql: string) => sql.replaceAll(/\bsid\b/g, 'sid COLLATE "C"');

const names = new Map<string, string>();
/** A name to prepare a statement under: its text is too long for one. */
function nameOf(sql: string): string {
  const name = names.get(sql) ?? `list ${names.size}`;
  names.set(sql, name);
  return name;
}
