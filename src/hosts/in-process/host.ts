/**
 * A host: machines that outlive their process. It takes messages one after another, answers when
 * what they come to is kept, and then performs it: every message counts once, every effect is
 * performed at least once.
 */
import type { Address, MachineName, Verdict } from '../../../machines/index.ts';
import type { ListQuery, Page } from '../../wire/index.ts';
import { Activity, type Ending, usualGraceMs } from '../activity.ts';
import { Outbox } from '../courier.ts';
import { wakeUpOf } from '../delivery.ts';
import { asTheStoreSays, NotKept } from '../errors.ts';
import type { Health } from '../observe.ts';
import { overdueIn } from '../operating/overdue.ts';
import { Watch } from '../operating/watch.ts';
import type { Outages } from '../outages.ts';
import type { Clock, Kept, Message, Performers, Store, Stored, Taking } from '../ports.ts';
import { type HostSettings, settingsFor } from '../settings.ts';
import { partKept } from '../shelves/part.ts';
import { Alarms } from './alarms.ts';
import type { MachinesAtHand, NotesAtHand, RowsAtHand } from './at-hand.ts';
import { Done } from './done.ts';
import { Ledger, nothing, type Writing } from './ledger.ts';
import { Sweep } from './sweep.ts';
import { Together } from './together.ts';
import { Turns, type Waiting } from './turns.ts';

/** What a host is opened with. */
export interface HostOptions extends HostSettings {
  /** Where machines are kept: used by no other host, and closed with this one. */
  readonly store: Store;
  /** Who performs effects; what comes of that, they tell the host, which takes it from then on. */
  readonly performers: (host: Host) => Performers;
}

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
  readonly #watch: Watch;
  readonly #repeatsWithinMs: number;
  readonly #outages: Outages;
  readonly #alarms: Alarms;
  readonly #outbox: Outbox;
  readonly #turns: Turns;
  readonly #done: Done;
  readonly #sweep: Sweep;
  /** What is being taken or performed; what failed and waits for its next attempt rests. */
  readonly activity = new Activity();
  #closed: Promise<void> | undefined;

  /** Opens a host on what its store holds: sets the timers again, and goes on performing. */
  static async open(options: HostOptions): Promise<Host> {
    return new Host(options, await Ledger.open(options.store));
  }

  private constructor(options: HostOptions, ledger: Ledger) {
    const { performers, forgets } = options;
    const { clock, paceClock, pace, repeatsWithinMs, outages, watch } = settingsFor(options);
    const { activity } = this;
    this.#watch = new Watch(watch, this, () => clock.now());
    const { failed } = this.#watch;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#repeatsWithinMs = repeatsWithinMs;
    this.#turns = new Turns({
      take: (group) => this.#takeAll(group),
      activity,
      clock: paceClock,
      failed: (error, ms) => failed(error, `what was to be kept is tried again in ${ms} ms`),
    });
    const { shelf } = ledger;
    this.#outages = outages;
    outages.opens(shelf.keptAt(), clock.now());
    const inTurn = (work: () => Promise<void>) => this.#turns.untilKept(work);
    const commit = () => this.#commit(nothing);
    this.#alarms = new Alarms({
      clock,
      machines: ledger.machines,
      outages,
      inTurn,
      probe: commit,
      deliver: (to, event) => this.#deliver({ to, event }),
      failed: (error, { machine, sid }) => failed(error, `a timer of ${machine} ${sid}`),
    });
    this.#done = new Done({ ledger, activity, commit, inTurn });
    this.#outbox = new Outbox(performers(this), {
      activity,
      clock: paceClock,
      pace,
      done: ({ key }) => this.#done.note(key),
      failed: (error, { effect }, attempt) =>
        failed(error, `${effect.type} of ${effect.sid}, attempt ${attempt}`),
      watch,
    });
    this.#sweep = new Sweep({
      ledger,
      forgets,
      now: () => clock.now(),
      inTurn: (work) => this.#turns.next(work),
      commit: (gone, notes) => this.#commit({ ...nothing, notes, gone }),
    });
    this.#alarms.follow(Array.from(shelf.live(), (snapshot) => wakeUpOf({ snapshot })));
    this.#outbox.post(shelf.outbox());
    this.#watch.opened();
  }

  /** The machines as they are kept, to be looked at. */
  get machines(): MachinesAtHand {
    return this.#ledger.machines;
  }
  /** The resource rows by sid. */
  get rows(): RowsAtHand {
    return this.#ledger.rows;
  }
  /** What the rooms above keep, by key. */
  get notes(): NotesAtHand {
    return this.#ledger.notes;
  }
  /** A part of an account's list: `directoryOf` asks for it. */
  page(accountSid: string, query: ListQuery): Page<Address> {
    return this.#ledger.shelf.page(accountSid, query);
  }
  /** What is kept of these sids: their machines and rows, and what is not done yet. */
  partOf(sids: ReadonlySet<string>): Pick<Stored, 'machines' | 'rows' | 'outbox'> {
    return partKept(this.#ledger.shelf, sids);
  }

  /**
   * Gives a machine an event, and answers once what it comes to is kept. Messages are taken in the
   * order in which they are given.
   * @throws InvalidInput for an event that the machine does not understand; or what the store threw,
   * when it could not keep the change. Nothing has changed then, and the message may come again.
   */
  take<M extends MachineName>(message: Message<M>): Promise<Verdict> {
    const attempt = () =>
      // What is to be asked in its turn sees only what is kept by then.
      message.isStill ? this.#turns.next(() => this.#deliver(message)) : this.#turns.join(message);
    return this.#watch.taking(message as Message, () =>
      message.untilKept ? this.#turns.again(attempt) : attempt().catch(asTheStoreSays),
    );
  }

  /** Keeps rows and notes that no machine is asked about, unless they are out of date by then. */
  keep({ rows = [], notes = [], isStill, untilKept }: Kept & Taking): Promise<void> {
    const work = async () => {
      if (isStill?.() !== false) await this.#commit({ ...nothing, rows, notes });
    };
    return untilKept ? this.#turns.untilKept(work) : this.#turns.next(work).catch(asTheStoreSays);
  }

  /** Whether nothing is being taken or performed. */
  get isIdle(): boolean {
    return this.activity.isIdle;
  }

  /** How it is: a store that failed last is tried. Waiting is counted since the host is open. */
  health(): Promise<Health> {
    const behind = () => ({
      outbox: this.#outbox.waiting,
      overdue: overdueIn(this.#ledger.shelf.live(), this.#clock.now()),
    });
    const tried = () => (this.#outages.isOn ? this.keep({}) : Promise.resolve());
    return this.#watch.health(() => tried().then(behind), behind());
  }

  /** Ends what was begun, and closes the store. What is not performed by then stays in the outbox. */
  close(ending: Ending = {}): Promise<void> {
    this.#closed ??= this.#close(ending);
    return this.#closed;
  }

  async #close({ graceMs = usualGraceMs, after }: Ending) {
    this.#watch.closes();
    this.#alarms.close();
    await Promise.allSettled([this.#outbox.close(graceMs), after]);
    try {
      await this.#turns.close(() => this.#done.write()).catch(asTheStoreSays);
    } finally {
      await this.#ledger.close();
    }
  }

  /** Takes messages together; if that cannot be kept, each by itself, so that one spoils no other. */
  async #takeAll(group: readonly Waiting[]) {
    const together = new Together(this.#ledger);
    const planned = group.flatMap((one) => {
      try {
        return [{ ...one, ...together.plan(one.message, this.#clock.now()) }];
      } catch (error) {
        one.fail(error);
        return [];
      }
    });
    try {
      if (together.writing) await this.#commit(together.writing);
    } catch (error) {
      if (planned.length === 1) planned[0]?.fail(error);
      else for (const one of planned) await this.#takeAll([one]);
      return;
    }
    for (const { message, verdict, considered, answer } of planned) {
      answer(verdict);
      if (!considered) continue;
      this.#watch.kept(considered, message);
      this.#alarms.follow(considered.wakeUps);
      this.#outbox.post(considered.errands);
    }
  }

  /** In its turn: takes a message by itself. */
  async #deliver(message: Message): Promise<Verdict> {
    const { promise, resolve: answer, reject: fail } = Promise.withResolvers<Verdict>();
    await this.#takeAll([{ message, answer, fail }]);
    return promise;
  }

  /** Keeps a change, together with what was performed meanwhile. */
  async #commit(writing: Writing) {
    const now = this.#clock.now();
    try {
      await this.#ledger.commit(writing, now, this.#repeatsWithinMs);
      this.#turns.kept();
      this.#outages.end(this.#clock.now());
      this.#sweep.kept();
    } catch (error) {
      this.#outages.begin(now);
      throw new NotKept(error);
    }
  }
}
