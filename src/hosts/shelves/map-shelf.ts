/** Everything that was kept, in maps. */
import { type Address, type MachineName, machineNames, slotOf } from '../../../machines/index.ts';
import { hasEnded, type Snapshot } from '../../engine/index.ts';
import type { ListQuery, NewRow, Page, Row } from '../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { lookThrough } from '../../wire/resources/held.ts';
import { searchedText, sidsNamed } from '../../wire/resources/summary.ts';
import { isAtRest } from '../delivery.ts';
import type { Answer, Change, Errand, Note, Stored, StoredMachine, StoreShelf } from '../ports.ts';
import { OrderedCards } from './ordered-cards.ts';

const noMachines = () =>
  Object.fromEntries(
    machineNames.map((name) => [name, new Map<string, StoredMachine>()]),
  ) as Readonly<Record<MachineName, Map<string, StoredMachine>>>;

/** Holds all of it; changes come from whoever keeps them. */
export class MapShelf implements StoreShelf {
  readonly #machines = noMachines();
  /** By slot, in the order in which they came. */
  readonly #slots = new Map<string, Address>();
  /** The sids of recordings by that of what they name. */
  readonly #byCall = new Map<string, string[]>();
  readonly #byConference = new Map<string, string[]>();
  readonly #live = new Map<string, Snapshot>();
  readonly #rows = new Map<string, Row>();
  readonly #ordered = new OrderedCards();
  readonly #notes = new Map<string, unknown>();
  /** Their keys by the first word: most who ask for several mean one kind. */
  readonly #keys = new Map<string, Set<string>>();
  readonly #outbox = new Map<string, Errand>();
  /** Oldest first. */
  readonly #answers = new Map<string, Answer>();
  #keptAt: number | undefined;

  constructor(stored?: Stored) {
    if (!stored) return;
    const machines = stored.machines.map((one) => ({ ...one, read: 0 }));
    this.keep({ ...stored, machines, done: [], forgotten: [] });
  }

  /** Takes in a change: nothing of it fails. */
  keep({ machines, rows, notes, outbox, done, answers, forgotten, gone = [] }: Change) {
    for (const { snapshot, read, revision = read + 1 } of machines) this.#put(snapshot, revision);
    for (const { sid, row } of rows) this.#rows.set(sid, row);
    this.#order(machines, rows);
    for (const note of notes) this.#putNote(note);
    for (const errand of outbox) {
      if (!this.#outbox.has(errand.key)) this.#outbox.set(errand.key, errand);
    }
    for (const key of done) this.#outbox.delete(key);
    for (const answer of answers) {
      this.#answers.set(answer.id, answer);
      this.#wasKept(answer.at);
    }
    for (const id of forgotten) this.#answers.delete(id);
    for (const to of gone) this.#forget(to);
  }

  /** All of it. */
  get stored(): Stored {
    return {
      machines: [...this.#slots.values()].map((to) => this.machine(to) as StoredMachine),
      rows: [...this.rows()],
      notes: [...this.notes('')],
      outbox: this.outbox(),
      answers: [...this.#answers.values()],
    };
  }

  machine({ machine, sid }: Address): StoredMachine | undefined {
    return this.#machines[machine].get(sid);
  }
  *machines<M extends MachineName>(machine: M): Iterable<Snapshot<M>> {
    for (const { snapshot } of this.#machines[machine].values()) yield snapshot as Snapshot<M>;
  }
  sids(machine: MachineName): readonly string[] {
    return [...this.#machines[machine].keys()].reverse();
  }
  count(machine: MachineName): number {
    return this.#machines[machine].size;
  }
  live(): Iterable<Snapshot> {
    return this.#live.values();
  }
  recordings(of: 'callSid' | 'conferenceSid', sid: string): readonly Snapshot<'recording'>[] {
    const sids = (of === 'callSid' ? this.#byCall : this.#byConference).get(sid) ?? [];
    return sids.map((one) => this.#machines.recording.get(one)?.snapshot as Snapshot<'recording'>);
  }
  belonging(sids: ReadonlySet<string>): readonly Snapshot[] {
    const rows = this.#rows;
    return [...this.#each()].filter(
      (one) => sids.has(one.sid) || sidsNamed({ rows }, one).some((sid) => sids.has(sid)),
    );
  }
  searched(words: readonly string[]): readonly Address[] {
    const found = [...this.#each()].filter((one) => {
      const text = hasEnded(one) ? searchedText({ rows: this.#rows }, one) : undefined;
      return text !== undefined && words.every((word) => text.includes(word));
    });
    return found.map(({ machine, sid }) => ({ machine, sid })).reverse();
  }
  page(accountSid: string, query: ListQuery): Page<Address> {
    const { callSid, conferenceSid } = query.words ?? {};
    if (callSid === undefined && conferenceSid === undefined) {
      return this.#ordered.page(accountSid, query);
    }
    const find = <M extends MachineName>(machine: M, sid: string) =>
      this.#machines[machine].get(sid)?.snapshot as Snapshot<M> | undefined;
    const machines = {
      find,
      all: <M extends MachineName>(machine: M) => this.machines(machine),
      recordingsOfCall: (sid: string) => this.recordings('callSid', sid),
      recordingsOfConference: (sid: string) => this.recordings('conferenceSid', sid),
    };
    return lookThrough({ machines, rows: this.#rows }, accountSid, query);
  }
  row(sid: string): Row | undefined {
    return this.#rows.get(sid);
  }
  *rows(): Iterable<NewRow> {
    for (const [sid, row] of this.#rows) yield { sid, row };
  }
  note(key: string): unknown {
    return this.#notes.get(key);
  }
  *notes(beginning: string): Iterable<Note> {
    const keys = beginning.includes(' ') ? this.#keys.get(wordOf(beginning)) : this.#notes.keys();
    for (const key of keys ?? []) {
      if (key.startsWith(beginning)) yield { key, value: this.#notes.get(key) };
    }
  }
  answer(id: string): Answer | undefined {
    return this.#answers.get(id);
  }
  answersOutside(from: number, until: number): readonly string[] {
    const ids: string[] = [];
    for (const { id, at } of this.#answers.values()) {
      if (at >= from && at <= until) break;
      ids.push(id);
    }
    return ids;
  }
  outbox(): readonly Errand[] {
    return [...this.#outbox.values()];
  }
  keptAt(): number | undefined {
    return this.#keptAt;
  }
  over(until: number, most: number): readonly Address[] {
    const old = this.#over().filter(({ at }) => at <= until);
    return old.slice(0, most).map(({ to }) => to);
  }
  overBeyond(newer: number): number | undefined {
    return this.#over().at(-1 - newer)?.at;
  }

  *#each(): Iterable<Snapshot> {
    for (const to of this.#slots.values()) yield (this.machine(to) as StoredMachine).snapshot;
  }
  /** Oldest first. */
  #over() {
    const found: { readonly to: Address; readonly at: number }[] = [];
    for (const to of this.#each()) {
      if (isAtRest(to)) found.push({ to, at: to.context.updatedAt });
    }
    return found.toSorted((a, b) => a.at - b.at);
  }

  /** A row may change what each machine of its sid is found by. */
  #order(machines: Change['machines'], rows: Change['rows']) {
    for (const { snapshot } of machines) {
      this.#ordered.put(snapshot, this.#rows.get(snapshot.sid));
    }
    for (const { sid, row } of rows) {
      for (const name of machineNames) {
        const held = this.#machines[name].get(sid);
        if (held) this.#ordered.put(held.snapshot, row);
      }
    }
  }
  #putNote({ key, value }: Note) {
    const word = wordOf(key);
    const keys = this.#keys.get(word) ?? new Set();
    if (value === undefined) {
      this.#notes.delete(key);
      keys.delete(key);
    } else {
      this.#notes.set(key, value);
      keys.add(key);
    }
    if (keys.size > 0) this.#keys.set(word, keys);
    else this.#keys.delete(word);
  }
  #wasKept(at: number) {
    this.#keptAt = Math.max(this.#keptAt ?? at, at);
  }
  #put(snapshot: Snapshot, revision: number) {
    const { machine, sid } = snapshot;
    const slot = slotOf(snapshot);
    const kept = this.#machines[machine];
    if (!kept.has(sid)) {
      this.#slots.set(slot, { machine, sid });
      for (const [by, about] of this.#named(snapshot))
        by.set(about, [...(by.get(about) ?? []), sid]);
    }
    kept.set(sid, { snapshot, revision });
    if (isAtRest(snapshot)) this.#live.delete(slot);
    else this.#live.set(slot, snapshot);
    this.#wasKept(snapshot.context.updatedAt);
  }

  /** A row goes with its machine, unless another has the same sid. */
  #forget(to: Address) {
    const held = this.machine(to);
    if (!held) return;
    const { machine, sid } = to;
    this.#machines[machine].delete(sid);
    this.#slots.delete(slotOf(to));
    this.#live.delete(slotOf(to));
    this.#ordered.take(to);
    for (const [by, about] of this.#named(held.snapshot)) {
      const left = by.get(about)?.filter((one) => one !== sid) ?? [];
      if (left.length > 0) by.set(about, left);
      else by.delete(about);
    }
    if (machineNames.some((name) => this.#machines[name].has(sid))) return;
    this.#rows.delete(sid);
  }

  /** What a recording names, and where that is looked up. */
  #named(snapshot: Snapshot): readonly (readonly [Map<string, string[]>, string])[] {
    if (snapshot.machine !== 'recording') return [];
    const { callSid, conferenceSid } = (snapshot as Snapshot<'recording'>).context;
    const ofCall = [this.#byCall, callSid] as const;
    return conferenceSid === null ? [ofCall] : [ofCall, [this.#byConference, conferenceSid]];
  }
}

const wordOf = (key: string) => key.split(' ', 1).join();
