/**
 * Messages that wait are kept together (D-29): each comes to what it would come to if those before
 * it were kept already, and one change has all of it.
 */
import { type Address, type EventTo, slotOf, type Verdict } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { type Considered, considered, type ReadMachine } from '../delivery.ts';
import type { Answer, Errand, Message, Note } from '../ports.ts';
import type { Ledger, Writing } from './ledger.ts';

/** What a message comes to; one that is a repeat, or out of date, comes to a verdict alone. */
export interface Planned {
  readonly verdict: Verdict;
  readonly considered?: Considered;
}
/** A machine that several messages may change: at first it was read, and now it is this. */
interface Changing {
  readonly read: number;
  snapshot: Snapshot;
  revision: number;
}

export class Together {
  readonly #ledger: Ledger;
  readonly #machines = new Map<string, Changing>();
  readonly #rows: NonNullable<Message['rows']>[number][] = [];
  readonly #notes: Note[] = [];
  readonly #outbox: Errand[] = [];
  readonly #answers = new Map<string, Answer>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /**
   * Works out what a message comes to after those that were planned before it.
   * @throws InvalidInput for an event that the machine does not understand; the others stay planned.
   */
  plan(message: Message, now: number): Planned {
    const { id, to, rows = [], notes = [] } = message;
    const before = id === undefined ? undefined : this.#answerTo(id);
    if (before) return { verdict: before.verdict };
    if (message.isStill?.() === false) return { verdict: { verdict: 'ignored' } };
    const event = { at: now, ...(message.event as object) } as EventTo<Address['machine']>;
    // The ledger finds all there are, so nobody is left unread.
    const answer = considered((one) => this.#read(one), to, event) as Considered;
    const { verdict, changed, errands } = answer;
    for (const { snapshot, read } of changed) this.#change(snapshot, read);
    this.#outbox.push(...errands);
    if (verdict.verdict === 'accepted') {
      this.#rows.push(...rows);
      this.#notes.push(...notes);
    }
    if (id !== undefined) this.#answers.set(id, { id, at: now, verdict });
    return { verdict, considered: answer };
  }

  /** All of it; undefined if there is nothing to be kept. */
  get writing(): Writing | undefined {
    const writing: Writing = {
      machines: [...this.#machines.values()],
      rows: this.#rows,
      notes: this.#notes,
      outbox: this.#outbox,
      answers: [...this.#answers.values()],
    };
    return Object.values(writing).some(({ length }) => length > 0) ? writing : undefined;
  }

  #answerTo(id: string): Answer | undefined {
    return this.#answers.get(id) ?? this.#ledger.answerTo(id);
  }
  #read(to: Address): ReadMachine {
    return (this.#machines.size > 0 && this.#machines.get(slotOf(to))) || this.#ledger.read(to);
  }
  #change(snapshot: Snapshot, read: number) {
    const slot = slotOf(snapshot);
    const before = this.#machines.get(slot);
    if (before) {
      before.snapshot = snapshot;
      before.revision = read + 1;
    } else this.#machines.set(slot, { snapshot, read, revision: read + 1 });
  }
}
