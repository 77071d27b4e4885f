/**
 * A host: machines that outlive their process. It takes messages one after another, answers when
 * what they come to is kept, and then performs it: every message counts once, every effect is
 * performed at least once.
 */
import {
  type EventTo,
  type MachineName,
  machineNames,
  type Verdict,
} from '../../machines/index.ts';
import type { Switchboard } from '../engine/index.ts';
import type { Row } from '../wire/index.ts';
import { Activity } from './activity.ts';
import { Alarms } from './alarms.ts';
import { SteadyClock } from './clock.ts';
import { Outbox, type Pace, usualPace } from './courier.ts';
import { type Considered, considered, wakeUpOf } from './delivery.ts';
import { NotKept } from './errors.ts';
import { type Ending, usualGraceMs } from './grace.ts';
import { Ledger, type Writing } from './ledger.ts';
import { type Observer, tellObserver } from './observe.ts';
import { Outages, usualCatchUpMs } from './outage.ts';
import type { Clock, Kept, Message, Performers, Store, Stored, Taking } from './ports.ts';
import { Turns } from './turns.ts';

/** What a host is opened with. */
export interface HostOptions {
  /** Where machines are kept: used by no other host, and closed with this one. */
  readonly store: Store;
  /** Who performs effects; what comes of that, they tell the host, which takes it from then on. */
  readonly performers: (host: Host) => Performers;
  /** A `SteadyClock` when left out. */
  readonly clock?: Clock;
  /** What limits and pauses of attempts go by; the clock when left out. */
  readonly paceClock?: Clock;
  /** How every port is used, where it is not as usual. */
  readonly pace?: Partial<Pace>;
  /** How long after a message its repeats are known; a day when left out. */
  readonly repeatsWithinMs?: number;
  /**
   * How long what happened while no host was there, or its store failed, has at most to come in
   * before deadlines that ran then give up on it; a minute when left out. It has as long as that
   * lasted: whoever doubles pauses tries again within that.
   */
  readonly catchUpMs?: number;
  /** Who looks on; nobody when left out. */
  readonly watch?: Observer;
}

const dayMs = 86_400_000;
const nothing: Writing = {
  machines: [],
  rows: [],
  notes: [],
  outbox: [],
  answers: [],
};

/**
 * Machines that outlive their process: it takes messages, keeps what they come to, and performs it.
 * @example
 * ```ts
 * import { Host, MemoryStore } from 'texml-recordings/hosts';
 *
 * const perform = ({ effect }: { effect: { type: string } }) => console.log(effect.type); // network.dial
 * const performers = () => ({
 *   network: perform, // what comes of it, tell the host: host.take({ to, event })
 *   media: perform,
 *   callbacks: perform,
 *   instructions: perform,
 *   orphans: perform,
 * });
 * const host = await Host.open({ store: new MemoryStore(), performers });
 * await host.take({ to: { machine: 'call', sid: 'call-1' }, event: { type: 'call.dialOut' } });
 * await host.close();
 * ```
 */
export class Host {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #watch: Observer;
  readonly #repeatsWithinMs: number;
  readonly #outages: Outages;
  readonly #alarms: Alarms;
  readonly #outbox: Outbox;
  readonly #turns: Turns;
  /** What is being taken or performed; what failed and waits for its next attempt rests. */
  readonly activity = new Activity();
  /** Whether the store is about to be told of errands that are done. */
  #isWritingDone = false;
  #closed: Promise<void> | undefined;

  /** Opens a host on what its store holds: sets the timers again, and goes on performing. */
  static async open(options: HostOptions): Promise<Host> {
    return new Host(options, await options.store.load());
  }

  private constructor(options: HostOptions, stored: Stored) {
    const { store, performers, clock = new SteadyClock(), pace, watch = {} } = options;
    const { paceClock = clock } = options;
    const { activity } = this;
    this.#ledger = new Ledger(store, stored);
    this.#clock = clock;
    this.#watch = watch;
    this.#repeatsWithinMs = options.repeatsWithinMs ?? dayMs;
    this.#turns = new Turns({
      activity,
      clock: paceClock,
      failed: (error, pauseMs) =>
        tellObserver(watch.failed, error, `what was to be kept is tried again in ${pauseMs} ms`),
    });
    this.#outages = new Outages(options.catchUpMs ?? usualCatchUpMs);
    this.#outages.opens(stored, clock.now());
    this.#alarms = new Alarms({
      clock,
      machines: this.#ledger.board,
      outages: this.#outages,
      inTurn: (work) => this.#turns.untilKept(work),
      probe: () => this.#commit(nothing),
      deliver: (to, event) => this.#deliver({ to, event }),
      failed: (error, { machine, sid }) =>
        tellObserver(watch.failed, error, `a timer of ${machine} ${sid}`),
    });
    this.#outbox = new Outbox(performers(this), {
      activity,
      clock: paceClock,
      pace: { ...usualPace, ...pace },
      done: ({ key }) => this.#noteDone(key),
      failed: (error, { effect }, attempt) =>
        tellObserver(watch.failed, error, `${effect.type} of ${effect.sid}, attempt ${attempt}`),
    });
    this.#alarms.follow(stored.machines.map(wakeUpOf));
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
  /** What the rooms above keep, by key. */
  get notes(): ReadonlyMap<string, unknown> {
    return this.#ledger.notes;
  }

  /**
   * Gives a machine an event, and answers once what it comes to is kept. Messages are taken in the
   * order in which they are given.
   * @throws InvalidInput for an event that the machine does not understand; or what the store threw,
   * when it could not keep the change. Nothing has changed then, and the message may come again.
   */
  take<M extends MachineName>(message: Message<M>): Promise<Verdict> {
    return this.#next(message, () => this.#deliver(message));
  }

  /** Keeps rows and notes that no machine is asked about, unless they are out of date by then. */
  keep({ rows = [], notes = [], ...taking }: Kept & Taking): Promise<void> {
    return this.#next(taking, async () => {
      if (taking.isStill?.() !== false) await this.#commit({ ...nothing, rows, notes });
    });
  }

  /** Whether nothing is being taken or performed. */
  get isIdle(): boolean {
    return this.activity.isIdle;
  }

  /** Ends what was begun, and closes the store. What is not performed by then stays in the outbox. */
  close(ending: Ending = {}): Promise<void> {
    this.#closed ??= this.#close(ending);
    return this.#closed;
  }

  async #close({ graceMs = usualGraceMs, after }: Ending) {
    this.#alarms.close();
    await Promise.allSettled([this.#outbox.close(graceMs), after]);
    try {
      await this.#turns.close(() => this.#writeDone()).catch(asTheStoreSays);
    } finally {
      await this.#ledger.close();
    }
  }

  #next<T>({ untilKept = false }: Taking, work: () => Promise<T>): Promise<T> {
    return untilKept ? this.#turns.untilKept(work) : this.#turns.next(work).catch(asTheStoreSays);
  }

  async #deliver<M extends MachineName>(message: Message<M>): Promise<Verdict> {
    const { id, to, rows = [], notes = [] } = message;
    const before = id === undefined ? undefined : this.#ledger.answerTo(id);
    if (before) return before.verdict;
    if (message.isStill?.() === false) return { verdict: 'ignored' };
    const now = this.#clock.now();
    const event = { at: now, ...(message.event as object) } as EventTo<M>;
    // The ledger holds all there are, so nobody is left unread.
    const answer = considered((one) => this.#ledger.read(one), to, event) as Considered;
    const { verdict, changed, errands, wakeUps, delivery } = answer;
    const isAccepted = verdict.verdict === 'accepted';
    const writing = {
      machines: changed,
      outbox: errands,
      rows: isAccepted ? rows : [],
      notes: isAccepted ? notes : [],
      answers: id === undefined ? [] : [{ id, at: now, verdict }],
    };
    if (!isEmpty(writing)) await this.#commit(writing);
    this.#alarms.follow(wakeUps);
    this.#outbox.post(errands);
    const { delivered } = this.#watch;
    if (delivered) queueMicrotask(() => tellObserver(delivered, delivery, message));
    return verdict;
  }

  /** Keeps a change, together with what was performed meanwhile. */
  async #commit(writing: Writing) {
    const now = this.#clock.now();
    try {
      await this.#ledger.commit(writing, now, this.#repeatsWithinMs);
      this.#turns.kept();
      this.#outages.end(this.#running(), this.#clock.now());
    } catch (error) {
      this.#outages.begin(now);
      throw new NotKept(error);
    }
  }

  /** The next change will say so too; if none comes, this does. */
  #noteDone(key: string) {
    this.#ledger.noteDone(key);
    if (this.#isWritingDone) return;
    this.#isWritingDone = true;
    const write = () => {
      this.#isWritingDone = false;
      return this.#writeDone();
    };
    // It fails only if the host is closed first, which writes it down itself.
    this.#turns.untilKept(write).catch(() => undefined);
  }

  async #writeDone() {
    if (this.#ledger.owes) await this.#commit(nothing);
  }

  *#running() {
    for (const machine of machineNames) yield* this.machines.all(machine);
  }
}

const isEmpty = ({ machines, outbox, rows, notes, answers }: Writing) =>
  [machines, outbox, rows, notes, answers].every((part) => part.length === 0);

/** Whoever asked is told what the store threw. */
function asTheStoreSays(error: unknown): never {
  throw error instanceof NotKept ? error.cause : error;
}
