/** Pieces of a file, read when they are asked for, as far as they are not held in memory. */
import { type Address, type MachineName, slotOf, type Verdict } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { ListQuery, NewRow, Page, Row } from '../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { sidsNamed } from '../../wire/resources/summary.ts';
import { Conflict } from '../errors.ts';
import type { Answer, Change, Errand, Note, StoredMachine, StoreShelf } from '../ports.ts';
import { type CardColumns, columnsOf } from '../shelves/cards.ts';
import { flawInRow, flawInVerdict } from './kept.ts';
import { type CardChange, Cards } from './sqlite-cards.ts';
import { EndedOnes, endedOne } from './sqlite-ended.ts';
import { HeldPieces } from './sqlite-held.ts';
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
/** Its index has all that is asked: no machine is read. */
const ofName = 'FROM machines INDEXED BY sqlite_autoindex_machines_1 WHERE machine = ?';

export class SqliteShelf implements StoreShelf {
  readonly #file: string;
  readonly #sql: Statements;
  readonly #cards: Cards;
  readonly #ended: EndedOnes;
  readonly #held = new HeldPieces();

  constructor(file: string, statements: Statements) {
    this.#file = file;
    this.#sql = statements;
    this.#cards = new Cards(statements);
    this.#ended = new EndedOnes(statements);
  }

  machine(to: Address): StoredMachine | undefined {
    const live = this.#held.machine(to);
    if (live) return live;
    if (this.#held.knows(to)) return this.#held.atRest(to);
    const found = this.#one('machines', 'sid', 'machine = ? AND sid = ?', to.machine, to.sid);
    if (!found) return this.#held.takePlace(slotOf(to), undefined);
    return this.#held.take(heldIn(found, to.machine));
  }
  *machines<M extends MachineName>(machine: M): Iterable<Snapshot<M>> {
    for (const one of this.#each('machines', 'sid', 'WHERE machine = ? ORDER BY number', machine)) {
      const live = this.#held.machine({ machine, sid: one.key });
      yield (live ?? heldIn(one, machine)).snapshot as Snapshot<M>;
    }
  }
  sids(machine: MachineName): readonly string[] {
    const found = this.#sql.of(`SELECT sid ${ofName} ORDER BY number DESC`).all(machine);
    return found.map(({ sid }) => String(sid));
  }
  count(machine: MachineName): number {
    const counted = this.#held.count(machine);
    if (counted !== undefined) return counted;
    const { many } = this.#sql.of(`SELECT count(*) AS many ${ofName}`).get(machine) ?? {};
    return this.#held.takeCount(machine, Number(many));
  }
  *live(): Iterable<Snapshot> {
    if (!this.#held.hasAllLive) {
      for (const one of this.#each('machines', 'sid', liveOnes)) {
        const machine = one.text('machine') as MachineName;
        if (!this.#held.machine({ machine, sid: one.key })) this.#held.take(heldIn(one, machine));
      }
      this.#held.hasAllLive = true;
    }
    for (const { snapshot } of this.#held.live()) yield snapshot;
  }
  recordings(of: 'callSid' | 'conferenceSid', sid: string): readonly Snapshot<'recording'>[] {
    return Array.from(this.#each('machines', 'sid', recordingsBy[of], sid), (one) => {
      const live = this.#held.machine({ machine: 'recording', sid: one.key });
      return (live ?? heldIn(one, 'recording')).snapshot as Snapshot<'recording'>;
    });
  }
  belonging(sids: ReadonlySet<string>): readonly Snapshot[] {
    const rows = { get: (sid: string) => this.row(sid) };
    const live = [...this.live()].filter((one) =>
      sidsNamed({ rows }, one).some((sid) => sids.has(sid)),
    );
    const found = this.#ended.belonging(sids, live);
    return found.flatMap((to) => this.machine(to)?.snapshot ?? []);
  }
  searched(words: readonly string[]): readonly Address[] {
    return this.#ended.searched(words);
  }
  page(accountSid: string, query: ListQuery): Page<Address> {
    return this.#cards.page(accountSid, query);
  }

  row(sid: string): Row | undefined {
    const held = this.#held.row(sid);
    if (held !== undefined) return held ?? undefined;
    const found = this.#one('resources', 'sid', 'sid = ?', sid);
    const row = found?.checked<Row>('row', flawInRow);
    this.#held.takeRow(sid, row);
    return row;
  }

  *rows(): Iterable<NewRow> {
    for (const one of this.#each('resources', 'sid', 'ORDER BY number')) {
      yield { sid: one.key, row: this.#held.row(one.key) ?? one.checked<Row>('row', flawInRow) };
    }
  }

  note(key: string): unknown {
    if (this.#held.hasNote(key)) return this.#held.note(key);
    const found = this.#one('notes', 'key', 'key = ?', key);
    return this.#held.takeNote(key, found?.json('value'));
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
    const known = this.#held.oldestAnswer;
    if (known !== undefined && known >= from && known <= until) return [];
    const ids: string[] = [];
    const oldest = this.#sql.of('SELECT id, at FROM answers ORDER BY number');
    for (const { id, at } of oldest.iterate()) {
      this.#held.oldestAnswer = ids.length === 0 ? Number(at) : undefined;
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
  cards(change: Change): ReadonlyMap<string, CardChange> {
    const rows = new Map(change.rows.map(({ sid, row }) => [sid, row]));
    const rowNow = (sid: string) => rows.get(sid) ?? this.row(sid);
    const cards = new Map<string, CardChange>();
    for (const { snapshot, read } of change.machines) {
      const { machine, sid } = snapshot;
      const to = { machine, sid };
      const after = columnsOf(snapshot, rowNow(sid));
      const before = read === 0 ? undefined : this.#columns(to);
      cards.set(slotOf(to), { to, before, after, ended: endedOne(snapshot, rowNow) });
    }
    // A row alone has changed, or has come behind its machine.
    for (const [sid, row] of rows) {
      for (const machine of machinesBeside(row)) {
        const to = { machine, sid };
        const held = cards.has(slotOf(to)) ? undefined : this.machine(to);
        if (!held) continue;
        const after = columnsOf(held.snapshot, row);
        const ended = endedOne(held.snapshot, rowNow);
        cards.set(slotOf(to), { to, before: this.#columns(to), after, ended });
      }
    }
    return cards;
  }
  /** Writes the machines of a change with these. @throws Conflict */
  write(machines: Change['machines'], cards: ReadonlyMap<string, CardChange>) {
    const written = new Set<string>();
    for (const one of machines) {
      const { machine, sid } = one.snapshot;
      const slot = slotOf({ machine, sid });
      if (!this.#cards.writeMachine(one, cards.get(slot) as CardChange)) {
        throw new Conflict(machine, sid);
      }
      written.add(slot);
    }
    for (const [slot, { to, before, after, ended }] of cards) {
      if (!written.has(slot)) this.#cards.write(to, before, after);
      if (ended) this.#ended.write(to, ended);
    }
  }
  #columns(to: Address): CardColumns | undefined {
    const held = this.machine(to);
    return held && columnsOf(held.snapshot, this.row(to.sid));
  }

  /** It is kept: what is held is as it is now. */
  kept(change: Change) {
    this.#held.kept(change);
  }

  /** Records one after another; what is gone by then is left out, and the file may rest meanwhile. */
  *#each(table: string, key: string, from: string, ...values: readonly (string | number)[]) {
    const numbers = this.#sql.of(`SELECT number FROM ${table} ${from}`).all(...values);
    for (const { number } of numbers) {
      const found = this.#one(table, key, 'number = ?', number as number);
      if (found) yield found;
    }
  }
  #one(table: string, key: string, where: string, ...values: readonly (string | number)[]) {
    const columns = table === 'machines' ? 'machine, sid, revision, snapshot' : '*';
    const read = this.#sql.of(`SELECT ${columns} FROM ${table} WHERE ${where}`);
    const found = read.get(...values);
    return found && new KeptRecord(this.#file, table, key, found);
  }
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
