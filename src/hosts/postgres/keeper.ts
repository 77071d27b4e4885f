/** Reads machines and keeps changes: one statement each. */
import {
  type Address,
  addressIn,
  type MachineName,
  portOf,
  slotOf,
  type Verdict,
} from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { Row } from '../../wire/index.ts';
import type { Considered, ReadMachine } from '../delivery.ts';
import { Conflict } from '../errors.ts';
import { overdueMs } from '../operating/overdue.ts';
import type { Backlog } from '../operating/watch.ts';
import type { Outages } from '../outages.ts';
import type { Kept } from '../ports.ts';
import { columnsByName } from '../shelves/cards.ts';
import type { Database, PostgresResult } from './tables/database.ts';
import { aboutWhat, codeOf, isAway } from './tables/errors.ts';
import { Records } from './tables/records.ts';
import { conflictCode } from './tables/schema-commit.ts';
import { type StatementName, statements } from './tables/statements.ts';

/** A change, as it is kept in one piece. */
export interface Undivided extends Kept {
  readonly id: string | undefined;
  /** Until then the answer to it is known, in milliseconds since the epoch. */
  readonly forgetAt: number;
  readonly considered: Considered | undefined;
  /** What was read for it, by slot. */
  readonly read: ReadonlyMap<string, ReadMachine>;
  /** Whether other hosts are to be called: there is more to do than this one begins at once. */
  readonly calls: boolean;
}

const texts = new Map<string, string>();
const none: readonly never[] = [];
/** A list as the database takes it; nothing for an empty one, which is asked about there. */
const list = <T>(of: readonly T[]) => (of.length === 0 ? null : of);

/** Asks by one of the statements. */
type Asks = (name: StatementName, ...values: unknown[]) => Promise<PostgresResult['rows']>;

export class Keeper {
  readonly records: Records;
  readonly #database: Database;
  readonly #now: () => number;
  readonly #outages: Outages;

  /** `outages` are told of what is answered, and of what is not. */
  constructor(database: Database, now: () => number, outages: Outages) {
    this.#database = database;
    this.#now = now;
    this.#outages = outages;
    this.records = new Records(database.schema);
  }

  /** Asks by one of the statements. */
  ask: Asks = (name, ...values) =>
    this.#watched(() => this.#database.ask(name, this.#text(name), values));

  /** Asks by several of the statements: all that they do is kept, or nothing. */
  together<T>(work: (ask: Asks) => Promise<T>): Promise<T> {
    const database = this.#database;
    return this.#watched(() =>
      database.transaction((ask) =>
        work((name, ...values) => ask(database.prepared(name, this.#text(name), values))),
      ),
    );
  }

  #text(name: StatementName): string {
    const key = `${this.#database.schema} ${name}`;
    let text = texts.get(key);
    if (text === undefined) {
      text = this.#database.text(statements[name]);
      texts.set(key, text);
    }
    return text;
  }
  async #watched<T>(asked: () => Promise<T>): Promise<T> {
    const askedAt = this.#now();
    try {
      const found = await asked();
      this.#outages.end(this.#now());
      return found;
    } catch (error) {
      if (isAway(error)) this.#outages.begin(askedAt);
      throw error;
    }
  }

  /** Reads machines, and puts them by slot among those that were read before. */
  async read(those: readonly Address[], into: Map<string, ReadMachine>) {
    for (const one of those) into.set(slotOf(one), { revision: 0 });
    const machines = those.map(({ machine }) => machine);
    const sids = those.map(({ sid }) => sid);
    for (const found of await this.ask('read', machines, sids)) {
      const machine = found.machine as MachineName;
      const sid = String(found.sid);
      const snapshot = this.records.snapshot(machine, sid, found.snapshot);
      into.set(slotOf({ machine, sid }), { snapshot, revision: Number(found.revision) });
    }
  }

  async find(machine: MachineName, sid: string): Promise<Snapshot | undefined> {
    const read = new Map<string, ReadMachine>();
    await this.read([{ machine, sid }], read);
    return read.get(slotOf({ machine, sid }))?.snapshot;
  }

  async row(sid: string): Promise<Row | undefined> {
    const [found] = await this.ask('row', sid);
    return found && this.records.row(sid, found.row);
  }

  async note(key: string): Promise<unknown> {
    const [found] = await this.ask('note', key);
    return found?.value;
  }

  /** What waits to be performed or woken, whichever host will do it. */
  async behind(): Promise<Backlog> {
    const now = this.#now();
    const [found] = await this.ask('behind', now - overdueMs);
    const { size, lag_ms: lagMs, timers, earliest } = found ?? {};
    return {
      outbox: { size: Number(size), lagMs: Math.max(0, Math.round(Number(lagMs))) },
      overdue: { timers: Number(timers), lateMs: now - Number(earliest ?? now) },
    };
  }

  /**
   * Keeps a change, or gives the verdict that a message of this id was given before.
   * @throws Conflict if something was changed since it was read, or two waited for each other.
   */
  async commit(keeping: Undivided): Promise<Verdict | undefined> {
    try {
      const [answer] = await this.ask('commit', ...valuesOf(keeping));
      const known = answer?.known;
      return known ? this.records.verdict(keeping.id ?? '', known) : undefined;
    } catch (error) {
      const code = codeOf(error);
      const isConflict = code === conflictCode || code === '40001' || code === '40P01';
      if (!isConflict) throw error;
      const [machine = 'machine', ...sid] = aboutWhat(error).split(' ');
      throw new Conflict(machine, sid.join(' '));
    }
  }
}

/** What a machine is found by, as far as its snapshot says it; a leg that is handed over has no row. */
const cardIn = (snapshot: Snapshot | undefined) =>
  snapshot === undefined
    ? null
    : JSON.stringify({ ...columnsByName(snapshot, undefined), state: snapshot.state });

/** In the order in which everybody takes locks. */
function valuesOf({ id, forgetAt, considered, read, rows = [], notes = [], calls }: Undivided) {
  const { verdict, changed = none, errands = none, wakeUps = none } = considered ?? {};
  const changes = new Map(changed.map((one) => [slotOf(one.snapshot), one]));
  const wakes = new Map(wakeUps.map(({ to, at }) => [slotOf(to), at ?? null]));
  const isAlone = read.size <= 1 || changed.length === 0;
  const slots = (isAlone ? [...changes.keys()] : [...read.keys()]).sort();
  const sorted = <T>(of: readonly T[], by: (one: T) => string) =>
    of.toSorted((a, b) => (by(a) < by(b) ? -1 : 1));
  const rowsInOrder = sorted(rows, ({ sid }) => sid);
  const notesInOrder = sorted(notes, ({ key }) => key);
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  return [
    id ?? null,
    json(verdict),
    forgetAt,
    list(slots.map((slot) => addressIn(slot).machine)),
    list(slots.map((slot) => addressIn(slot).sid)),
    list(slots.map((slot) => changes.get(slot)?.read ?? read.get(slot)?.revision ?? 0)),
    list(slots.map((slot) => json(changes.get(slot)?.snapshot))),
    list(slots.map((slot) => wakes.get(slot) ?? null)),
    list(slots.map((slot) => cardIn(changes.get(slot)?.snapshot))),
    list(errands.map(({ key }) => key)),
    list(errands.map(({ effect }) => portOf(effect))),
    list(errands.map(({ effect }) => effect.sid)),
    list(errands.map(({ effect }) => JSON.stringify(effect))),
    list(errands.map(({ snapshot }) => json(snapshot))),
    list(rowsInOrder.map(({ sid }) => sid)),
    list(rowsInOrder.map(({ row }) => JSON.stringify(row))),
    list(notesInOrder.map(({ key }) => key)),
    list(notesInOrder.map(({ value }) => json(value))),
    calls,
  ];
}
