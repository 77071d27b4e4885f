/**
 * Pieces of a file, read when they are asked for. What is live is held in memory once it was read,
 * with its rows, and a few notes: whoever looks up the same gets the same, as long as it is so.
 */
import {
  type Address,
  type MachineName,
  machineNames,
  slotOf,
  type Verdict,
} from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { ListQuery, NewRow, Page, Row } from '../../wire/index.ts';
import { isAtRest } from '../delivery.ts';
import type { Answer, Change, Errand, Note, StoredMachine, StoreShelf } from '../ports.ts';
import { type CardColumns, columnsOf } from '../shelves/cards.ts';
import { flawInRow, flawInVerdict } from './kept.ts';
import { Cards } from './sqlite-cards.ts';
import { KeptRecord } from './sqlite-record.ts';
import { errandIn } from './sqlite-rows.ts';
import type { Statements } from './statements.ts';

/** Without statistics SQLite cannot choose an index, so each is named. */
const liveOnes = 'INDEXED BY machines_live WHERE over_at IS NULL ORDER BY number';
const lastOver = `SELECT max(over_at) AS over FROM machines INDEXED BY machines_over
  WHERE over_at IS NOT NULL`;
const longOver = `SELECT machine, sid FROM machines INDEXED BY machines_over
  WHERE over_at <= ? ORDER BY over_at, number LIMIT ?`;
const overBeyond = `SELECT over_at FROM machines INDEXED BY machines_over
  WHERE over_at IS NOT NULL ORDER BY over_at DESC, number DESC LIMIT 1 OFFSET ?`;
const recordingsBy = {
  callSid: 'INDEXED BY recordings_of_call WHERE call_sid = ? AND line IS NOT NULL ORDER BY number',
  conferenceSid: 'INDEXED BY recordings_of_conference WHERE conference_sid = ? ORDER BY number',
} as const;
/** So many notes are held, those that were used last. */
const mostNotes = 500;

export class SqliteShelf implements StoreShelf {
  readonly #file: string;
  readonly #sql: Statements;
  readonly #cards: Cards;
  readonly #live = new Map<string, StoredMachine>();
  /** Of what is live; null: there is none. */
  readonly #rows = new Map<string, Row | null>();
  /** Least lately used first. */
  readonly #notes = new Map<string, unknown>();

  constructor(file: string, statements: Statements) {
    this.#file = file;
    this.#sql = statements;
    this.#cards = new Cards(statements);
  }

  machine(to: Address): StoredMachine | undefined {
    const slot = slotOf(to);
    const held = this.#live.get(slot);
    if (held) return held;
    const found = this.#one('machines', 'sid', 'machine = ? AND sid = ?', to.machine, to.sid);
    return found && this.#hold(heldIn(found, to.machine));
  }
  *machines<M extends MachineName>(machine: M): Iterable<Snapshot<M>> {
    for (const one of this.#each('machines', 'sid', 'WHERE machine = ? ORDER BY number', machine)) {
      const live = this.#live.get(slotOf({ machine, sid: one.key }));
      yield (live ?? heldIn(one, machine)).snapshot as Snapshot<M>;
    }
  }
  *live(): Iterable<Snapshot> {
    for (const one of this.#each('machines', 'sid', liveOnes)) {
      const machine = one.text('machine') as MachineName;
      const live = this.#live.get(slotOf({ machine, sid: one.key }));
      yield (live ?? this.#hold(heldIn(one, machine))).snapshot;
    }
  }
  recordings(of: 'callSid' | 'conferenceSid', sid: string): readonly Snapshot<'recording'>[] {
    return Array.from(this.#each('machines', 'sid', recordingsBy[of], sid), (one) => {
      const live = this.#live.get(slotOf({ machine: 'recording', sid: one.key }));
      return (live ?? heldIn(one, 'recording')).snapshot as Snapshot<'recording'>;
    });
  }
  page(accountSid: string, query: ListQuery): Page<Address> {
    return this.#cards.page(accountSid, query);
  }

  row(sid: string): Row | undefined {
    const held = this.#rows.get(sid);
    if (held !== undefined) return held ?? undefined;
    const found = this.#one('resources', 'sid', 'sid = ?', sid);
    const row = found?.checked<Row>('row', flawInRow);
    if (this.#isLive(sid)) this.#rows.set(sid, row ?? null);
    return row;
  }

  *rows(): Iterable<NewRow> {
    for (const one of this.#each('resources', 'sid', 'ORDER BY number')) {
      yield { sid: one.key, row: this.#rows.get(one.key) ?? one.checked<Row>('row', flawInRow) };
    }
  }

  note(key: string): unknown {
    if (this.#notes.has(key)) return this.#noteUsed(key, this.#notes.get(key));
    const found = this.#one('notes', 'key', 'key = ?', key);
    return this.#noteUsed(key, found?.json('value'));
  }
  *notes(beginning: string): Iterable<Note> {
    const from = 'WHERE key >= ? AND key < ? ORDER BY number';
    const found = this.#each('notes', 'key', from, beginning, `${beginning}\u{10ffff}`);
    for (const one of found) yield { key: one.key, value: one.json('value') };
  }

  answer(id: string): Answer | undefined {
    const found = this.#one('answers', 'id', 'id = ?', id);
    return found && answerIn(found);
  }
  answersOutside(from: number, until: number): readonly string[] {
    const ids: string[] = [];
    const oldest = this.#sql.of('SELECT id, at FROM answers ORDER BY number');
    for (const { id, at } of oldest.iterate()) {
      if (Number(at) >= from && Number(at) <= until) break;
      ids.push(String(id));
    }
    return ids;
  }
  outbox(): readonly Errand[] {
    return Array.from(this.#each('outbox', 'key', 'ORDER BY number'), errandIn);
  }
  keptAt(): number | undefined {
    const { at } = this.#sql.of('SELECT max(at) AS at FROM answers').get() ?? {};
    const { over } = this.#sql.of(lastOver).get() ?? {};
    const times = [at, over].flatMap((one) => (typeof one === 'number' ? [one] : []));
    for (const { context } of this.live()) times.push(context.updatedAt);
    return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b));
  }
  over(until: number, most: number): readonly Address[] {
    const found = this.#sql.of(longOver).all(until, most);
    return found.map(({ machine, sid }) => ({ machine: machine as MachineName, sid: String(sid) }));
  }
  overBeyond(newer: number): number | undefined {
    const { over_at } = this.#sql.of(overBeyond).get(newer) ?? {};
    return typeof over_at === 'number' ? over_at : undefined;
  }

  /** What the machines of a change are found by, before it and then; asked before it is written. */
  cards(change: Change): readonly CardChange[] {
    const rows = new Map(change.rows.map(({ sid, row }) => [sid, row]));
    const cards = new Map<string, CardChange>();
    for (const { snapshot, read } of change.machines) {
      const { machine, sid } = snapshot;
      const to = { machine, sid };
      const after = columnsOf(snapshot, rows.get(sid) ?? this.row(sid));
      cards.set(slotOf(to), { to, before: read === 0 ? undefined : this.#columns(to), after });
    }
    // A row alone has changed, or has come behind its machine.
    for (const [sid, row] of rows) {
      for (const machine of machinesBeside(row)) {
        const to = { machine, sid };
        const held = cards.has(slotOf(to)) ? undefined : this.machine(to);
        if (!held) continue;
        const after = columnsOf(held.snapshot, row);
        cards.set(slotOf(to), { to, before: this.#columns(to), after });
      }
    }
    return [...cards.values()];
  }
  /** Writes them, behind their machines. */
  write(cards: readonly CardChange[]) {
    for (const { to, before, after } of cards) this.#cards.write(to, before, after);
  }
  #columns(to: Address): CardColumns | undefined {
    const held = this.machine(to);
    return held && columnsOf(held.snapshot, this.row(to.sid));
  }

  /** It is kept: what is held is as it is now. */
  kept({ machines, rows, notes, gone = [] }: Change) {
    for (const { snapshot, read, revision = read + 1 } of machines) {
      this.#hold({ snapshot, revision });
    }
    for (const { sid, row } of rows) if (this.#isLive(sid)) this.#rows.set(sid, row);
    for (const { key, value } of notes) this.#noteUsed(key, value);
    for (const to of gone) {
      this.#live.delete(slotOf(to));
      this.#rows.delete(to.sid);
    }
    for (const { snapshot } of machines) {
      if (!this.#isLive(snapshot.sid)) this.#rows.delete(snapshot.sid);
    }
    if (gone.length > 0) this.#notes.clear();
  }

  #hold(held: StoredMachine): StoredMachine {
    const slot = slotOf(held.snapshot);
    if (isAtRest(held.snapshot)) this.#live.delete(slot);
    else this.#live.set(slot, held);
    return held;
  }
  #isLive(sid: string): boolean {
    return machineNames.some((machine) => this.#live.has(slotOf({ machine, sid })));
  }
  #noteUsed(key: string, value: unknown): unknown {
    this.#notes.delete(key);
    this.#notes.set(key, value);
    if (this.#notes.size > mostNotes) {
      const [oldest] = this.#notes.keys();
      this.#notes.delete(oldest as string);
    }
    return value;
  }

  /** Records one after another; what is gone by then is left out. */
  *#each(table: string, key: string, from: string, ...values: readonly (string | number)[]) {
    const numbers = this.#sql.of(`SELECT number FROM ${table} ${from}`).all(...values);
    const read = this.#sql.of(`SELECT * FROM ${table} WHERE number = ?`);
    for (const { number } of numbers) {
      const found = read.get(number as number);
      if (found) yield new KeptRecord(this.#file, table, key, found);
    }
  }
  #one(table: string, key: string, where: string, ...values: readonly string[]) {
    const found = this.#sql.of(`SELECT * FROM ${table} WHERE ${where}`).get(...values);
    return found && new KeptRecord(this.#file, table, key, found);
  }
}

/** What a machine is found by, before a change and then. */
export interface CardChange {
  readonly to: Address;
  /** Undefined: it is new. */
  readonly before: CardColumns | undefined;
  readonly after: CardColumns;
}

/** The machines that a row may be of: that of a leg goes with its line. */
const machinesBeside = ({ machine }: Row): readonly MachineName[] =>
  machine === 'call' || machine === 'dialLeg' ? ['call', 'dialLeg'] : [machine];
const heldIn = (one: KeptRecord, machine: MachineName): StoredMachine => ({
  snapshot: one.snapshot(machine),
  revision: one.number('revision'),
});
const answerIn = (one: KeptRecord): Answer => ({
  id: one.key,
  at: one.number('at'),
  verdict: one.checked<Verdict>('verdict', flawInVerdict),
});
