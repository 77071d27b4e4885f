/** What a host shows of what it keeps: machines, rows and notes, read from its store when asked for. */
import type { Address, MachineName } from '../../../machines/index.ts';
import { recordingsMeant, type Snapshot } from '../../engine/index.ts';
import type { Row } from '../../wire/index.ts';
import type { Note, StoreShelf } from '../ports.ts';

/** The machines of a host, as they are kept, to be looked at. */
export class MachinesAtHand {
  readonly #shelf: StoreShelf;

  constructor(shelf: StoreShelf) {
    this.#shelf = shelf;
  }

  /** The machine of this name and sid, or undefined. */
  find<M extends MachineName>(machine: M, sid: string): Snapshot<M> | undefined {
    return this.#shelf.machine({ machine, sid })?.snapshot as Snapshot<M> | undefined;
  }
  /** A call or a dialled leg: to REST both are calls. */
  line(sid: string): Snapshot<'call'> | Snapshot<'dialLeg'> | undefined {
    return this.find('call', sid) ?? this.find('dialLeg', sid);
  }
  /** A recording by its sid, or undefined. */
  recording(sid: string): Snapshot<'recording'> | undefined {
    return this.find('recording', sid);
  }
  /** The recordings of a call or leg, oldest first, as `Switchboard` finds them. */
  recordingsOfCall(
    sid: string,
    machine: 'call' | 'dialLeg' | undefined = this.line(sid)?.machine,
  ): Snapshot<'recording'>[] {
    const all = [...this.#shelf.recordings('callSid', sid)];
    return recordingsMeant(all, this.find('call', sid), machine);
  }
  /** The recordings of a conference, oldest first. */
  recordingsOfConference(sid: string): Snapshot<'recording'>[] {
    return [...this.#shelf.recordings('conferenceSid', sid)];
  }
  /** The machines of these sids, and those that name one of them, in the order in which they came. */
  belonging(sids: ReadonlySet<string>): readonly Snapshot[] {
    return this.#shelf.belonging(sids);
  }
  /** What has ended and has all these words, in small letters, the newest first: none is read. */
  searched(words: readonly string[]): readonly Address[] {
    return this.#shelf.searched(words);
  }
  /** Every machine of a name, ended ones too: all that is kept is read. */
  *all<M extends MachineName>(machine: M): IterableIterator<Snapshot<M>> {
    yield* this.#shelf.machines(machine);
  }
  /** The sids of the machines of a name, ended ones too, the newest first: none of them is read. */
  sids(machine: MachineName): readonly string[] {
    return this.#shelf.sids(machine);
  }
  /** How many machines of a name there are, ended ones too. */
  count(machine: MachineName): number {
    return this.#shelf.count(machine);
  }
  /** When something was kept last, in milliseconds since the epoch; undefined: nothing ever was. */
  get keptAt(): number | undefined {
    return this.#shelf.keptAt();
  }
  /** Every machine that is not over: it lives, or a timer of it runs. */
  live(): Iterable<Snapshot> {
    return this.#shelf.live();
  }
}

/** The rows of a host, by the sid of what they are about. */
export class RowsAtHand {
  readonly #shelf: StoreShelf;

  constructor(shelf: StoreShelf) {
    this.#shelf = shelf;
  }

  /** The row of a sid, or undefined. */
  get(sid: string): Row | undefined {
    return this.#shelf.row(sid);
  }
  /** Every row with its sid: all that is kept is read. */
  *[Symbol.iterator](): IterableIterator<readonly [sid: string, row: Row]> {
    for (const { sid, row } of this.#shelf.rows()) yield [sid, row];
  }
  /** How many there are. */
  get size(): number {
    return [...this].length;
  }
}

/** The notes of a host, by key. */
export class NotesAtHand {
  readonly #shelf: StoreShelf;

  constructor(shelf: StoreShelf) {
    this.#shelf = shelf;
  }

  /** What is kept under a key, or undefined. */
  get(key: string): unknown {
    return this.#shelf.note(key);
  }
  /** Whether something is kept under a key. */
  has(key: string): boolean {
    return this.#shelf.note(key) !== undefined;
  }
  /** The notes whose keys begin so, in the order in which they came. */
  from(beginning: string): Iterable<Note> {
    return this.#shelf.notes(beginning);
  }
  /** How many there are. */
  get size(): number {
    return [...this.keys()].length;
  }
  /** Every key: all that is kept is read. */
  *keys(): IterableIterator<string> {
    for (const { key } of this.#shelf.notes('')) yield key;
  }
}
