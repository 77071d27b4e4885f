/**
 * A host: machines that outlive their process. It takes messages one after another, answers when
 * what they come to is kept, and then performs it: every message counts once, every effect is
 * performed at least once.
 */
import type { Address, AnyEvent, Verdict } from '../../machines/index.ts';
import type { Delivery, Switchboard } from '../engine/index.ts';
import type { NewRow, Row } from '../wire/index.ts';
import { type Alarm, Alarms } from './alarms.ts';
import { systemClock } from './clock.ts';
import { type Pace, usualPace } from './courier.ts';
import { Closed } from './errors.ts';
import { Ledger, type Writing } from './ledger.ts';
import { entriesOf, Outbox } from './outbox.ts';
import type { Clock, Note, Performers, Store, Stored } from './ports.ts';

export type Timeless<E extends AnyEvent> = E extends AnyEvent ? Omit<E, 'at'> : never;
/** What else is to be kept, in the same piece as what the machines come to. */
export interface Kept {
  readonly rows?: readonly NewRow[];
  readonly notes?: readonly Note[];
}
/** An event for a machine. */
export interface Message extends Kept {
  /** Whoever may send it twice names it: a repeat gets the first answer and changes nothing. */
  readonly id?: string;
  readonly to: Address;
  /** Happens now unless it says `at`. Its rows and notes are kept if it is accepted. */
  readonly event: AnyEvent | Timeless<AnyEvent>;
  /** Asked when its turn has come: if false, it is out of date, nobody hears it, and it is ignored. */
  readonly isStill?: () => boolean;
}

/** Looks on; what it throws is nobody's to catch. */
export interface Watch {
  /** A message was delivered, and what it came to is kept. */
  readonly delivered?: (delivery: Delivery, message: Message) => void;
  /** Something failed and will be tried again. */
  readonly failed?: (error: unknown, what: string) => void;
}
export interface HostOptions {
  readonly store: Store;
  /** Who performs effects; what comes of that, they tell the host, which takes it from then on. */
  readonly performers: (host: Host) => Performers;
  readonly clock?: Clock;
  /** What limits and pauses of attempts go by; the clock when left out. */
  readonly paceClock?: Clock;
  /** How every port is used, where it is not as usual. */
  readonly pace?: Partial<Pace>;
  /** How long after a message its repeats are known; a day when left out. */
  readonly repeatsWithinMs?: number;
  readonly watch?: Watch;
}

const dayMs = 86_400_000;
const nothing: Writing = {
  changed: [],
  rows: [],
  notes: [],
  outbox: [],
  done: [],
  answers: [],
};

export class Host {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #watch: Watch;
  readonly #repeatsWithinMs: number;
  readonly #alarms: Alarms;
  readonly #outbox: Outbox;
  /** Ends when the work that was asked for so far has ended: one at a time changes something. */
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** Entries that are done, while the store does not know. */
  #done: number[] = [];
  #isClosed = false;

  /** Opens a host on what its store holds: sets the timers again, and goes on performing. */
  static async open(options: HostOptions): Promise<Host> {
    return new Host(options, await options.store.load());
  }

  private constructor(options: HostOptions, stored: Stored) {
    const { store, performers, clock = systemClock, pace, watch = {} } = options;
    const { paceClock = clock } = options;
    this.#ledger = new Ledger(store, stored);
    this.#clock = clock;
    this.#watch = watch;
    this.#repeatsWithinMs = options.repeatsWithinMs ?? dayMs;
    this.#alarms = new Alarms(clock, (alarm) => this.#sound(alarm));
    this.#outbox = new Outbox(performers(this), {
      clock: paceClock,
      pace: { ...usualPace, ...pace },
      done: ({ number }) => this.#noteDone(number),
      failed: (error, { effect }, attempt) =>
        watch.failed?.(error, `${effect.type} of ${effect.sid}, attempt ${attempt}`),
    });
    for (const { snapshot } of stored.machines) this.#alarms.restore(snapshot);
    this.#outbox.post(stored.outbox);
  }

  /** The machines as they are kept, to be looked at. */
  get machines(): Omit<Switchboard, 'deliver' | 'keep'> {
    return this.#ledger.board;
  }
  /** The resource rows by sid. */
  get rows(): ReadonlyMap<string, Row> {
    return this.#ledger.rows;
  }
  get notes(): ReadonlyMap<string, unknown> {
    return this.#ledger.notes;
  }

  /**
   * Gives a machine an event, and answers once what it comes to is kept. Messages are taken in the
   * order in which they are given.
   * @throws InvalidInput for an event that the machine does not understand; or what the store threw,
   * when it could not keep the change. Nothing has changed then, and the message may come again.
   */
  take(message: Message): Promise<Verdict> {
    return this.#next(() => this.#deliver(message));
  }

  /** Keeps rows and notes that no machine is asked about, unless they are out of date by then. */
  keep({ rows = [], notes = [], isStill }: Kept & Pick<Message, 'isStill'>): Promise<void> {
    return this.#next(async () => {
      if (isStill?.() !== false) await this.#commit({ ...nothing, rows, notes });
    });
  }

  /** Whether nothing is being taken or performed; what failed and waits for its next attempt rests. */
  get isIdle(): boolean {
    return this.#waiting === 0 && this.#outbox.isIdle;
  }

  /** Ends what was begun, and closes the store. What is not performed yet stays in the outbox. */
  async close() {
    if (this.#isClosed) return;
    this.#alarms.close();
    this.#outbox.close();
    const last = this.#next(() => this.#writeDone());
    this.#isClosed = true;
    try {
      await last;
    } finally {
      await this.#ledger.close();
    }
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Closed('The host'));
    this.#waiting += 1;
    const turn = this.#turn.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #deliver(message: Message): Promise<Verdict> {
    const { id, to, rows = [], notes = [] } = message;
    const before = id === undefined ? undefined : this.#ledger.answerTo(id);
    if (before) return before.verdict;
    if (message.isStill?.() === false) return { verdict: 'ignored' };
    const now = this.#clock.now();
    const delivery = this.#ledger.board.consider(to, { at: now, ...message.event } as AnyEvent);
    const { verdict, changed, effects } = delivery;
    const isAccepted = verdict.verdict === 'accepted';
    const outbox = this.#ledger.numbered(entriesOf(delivery));
    const writing = {
      changed,
      outbox,
      rows: isAccepted ? rows : [],
      notes: isAccepted ? notes : [],
      answers: id === undefined ? [] : [{ id, at: now, verdict }],
      done: [],
    };
    if (!isEmpty(writing)) await this.#commit(writing);
    this.#alarms.follow(effects);
    this.#outbox.post(outbox);
    const { delivered } = this.#watch;
    if (delivered) queueMicrotask(() => delivered(delivery, message));
    return verdict;
  }

  /** Keeps a change, together with what was performed meanwhile. */
  async #commit(writing: Writing) {
    const done = this.#done;
    this.#done = [];
    try {
      await this.#ledger.commit({ ...writing, done }, this.#clock.now() - this.#repeatsWithinMs);
    } catch (error) {
      this.#done = [...done, ...this.#done];
      throw error;
    }
  }

  /** The next change will say so too; if none comes, this does. */
  #noteDone(number: number) {
    this.#done.push(number);
    if (this.#done.length > 1 || this.#isClosed) return;
    this.#next(() => this.#writeDone()).catch((error: unknown) =>
      this.#watch.failed?.(error, 'writing down what is done'),
    );
  }

  async #writeDone() {
    if (this.#done.length > 0) await this.#commit(nothing);
  }

  async #sound({ to, timer, dueAt }: Alarm) {
    const at = Math.max(dueAt, this.#clock.now());
    try {
      await this.take({ to, event: { type: 'timer.fired', at, timer } });
    } catch (error) {
      this.#watch.failed?.(error, `timer ${timer} of ${to.sid}`);
      throw error;
    }
  }
}

const isEmpty = ({ changed, outbox, rows, notes, answers }: Writing) =>
  [changed, outbox, rows, notes, answers].every((part) => part.length === 0);
