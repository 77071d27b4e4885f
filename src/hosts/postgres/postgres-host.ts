/**
 * A host in Postgres: machines that any number of processes share. Each reads what a message needs,
 * works out what it comes to, and keeps that if nobody has changed it meanwhile.
 */
import { type Address, type MachineName, slotOf, type Verdict } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { Directory, Row } from '../../wire/index.ts';
import { Activity, type Ending, usualGraceMs } from '../activity.ts';
import type { Health } from '../observe.ts';
import { Watch } from '../operating/watch.ts';
import type { Outages } from '../outages.ts';
import type { Clock, Kept, Message, Performers, Taking } from '../ports.ts';
import { settingsFor, usualPatienceMs } from '../settings.ts';
import { Deliveries } from './deliveries.ts';
import { Keeper } from './keeper.ts';
import { Lease } from './lease.ts';
import {
  checkSettings,
  type PostgresPlace,
  type PostgresSettings,
  usualLeaseMs,
  usualSchema,
} from './options.ts';
import { Shift } from './shift.ts';
import { Slots } from './slots.ts';
import { Database, openPool } from './tables/database.ts';
import { PostgresDirectory } from './tables/lists.ts';
import { prepareSchema } from './tables/schema.ts';
import { Tidying } from './tidying.ts';
import { Wakes } from './wakes.ts';

/** What a host in Postgres is opened with. */
export type PostgresHostOptions = PostgresSettings &
  PostgresPlace & {
    /** Who performs effects; what comes of that, they tell the host, which takes it from then on. */
    readonly performers: (host: PostgresHost) => Performers;
  };

/**
 * Machines in a database that several hosts share: it takes messages, keeps what they come to, and
 * performs it. When a host dies, the others go on with what it had in hand.
 */
export class PostgresHost {
  /** What is being taken or performed here; what failed and waits for its next attempt rests. */
  readonly activity = new Activity();
  readonly #database: Database;
  readonly #keeper: Keeper;
  readonly #clock: Clock;
  readonly #watch: Watch;
  readonly #outages: Outages;
  readonly #patienceMs: number;
  readonly #slots: Slots;
  readonly #deliveries: Deliveries;
  readonly #newShift: () => Shift;
  readonly #wakes: Wakes;
  readonly #lease: Lease;
  #shift: Shift;
  readonly #tidying: Tidying;
  #closed: Promise<void> | undefined;

  /**
   * Opens a host on a database: makes the tables if they are not there, and takes its part of what
   * is to be done.
   * @throws InvalidInput for settings that cannot be, BadDatabase for a database that cannot be used,
   * or what the driver throws if there is none.
   */
  static async open(options: PostgresHostOptions): Promise<PostgresHost> {
    const { schema = usualSchema, leaseMs = usualLeaseMs, policy = 'telnyx' } = options;
    checkSettings({ schema, leaseMs, policy });
    const { pool, connection = '' } = options;
    const database = new Database(
      schema,
      pool ?? (await openPool(schema, connection)),
      pool === undefined,
    );
    try {
      await prepareSchema(database);
      const host = new PostgresHost(options, database, leaseMs);
      await host.#begin();
      host.#watch.opened();
      return host;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private constructor(options: PostgresHostOptions, database: Database, leaseMs: number) {
    const { performers, patienceMs = usualPatienceMs } = options;
    const { clock, paceClock, pace, repeatsWithinMs, outages, watch } = settingsFor(options);
    const { activity } = this;
    this.#watch = new Watch(watch, this, () => clock.now());
    const { failed } = this.#watch;
    const keeper = new Keeper(database, () => clock.now(), outages);
    this.#outages = outages;
    this.#database = database;
    this.#keeper = keeper;
    this.#clock = clock;
    this.#tidying = new Tidying(keeper, options.forgets, this.#watch.failed);
    this.#patienceMs = patienceMs;
    this.#slots = new Slots({ activity, failed });
    this.#deliveries = new Deliveries({
      keeper,
      clock,
      watch: this.#watch,
      outages,
      repeatsWithinMs,
      patienceMs,
      isFull: () => this.#shift.isFull,
      posted: () => this.#shift.ask(),
      expected: (at) => this.#wakes.expect(at),
    });
    const at = { clock: paceClock, pace };
    const shift = { keeper, performers: performers(this), activity, ...at, failed, watch };
    this.#newShift = () => new Shift(shift);
    this.#shift = this.#newShift();
    const wake = (to: Address) =>
      this.#slots.next(slotOf(to), () =>
        this.#slots.untilKept(
          () => !this.#wakes.isClosed,
          () => this.#deliveries.fire(to),
        ),
      );
    this.#wakes = new Wakes({ keeper, clock, activity, wake, failed });
    this.#lease = new Lease({
      database,
      keeper,
      leaseMs,
      now: () => clock.now(),
      found: (what) => this.#find(what),
      lost: () => this.#beginAnew(),
      failed,
    });
  }

  /** The machine of this name and sid, as it is kept now; undefined if there is none. */
  find<M extends MachineName>(machine: M, sid: string): Promise<Snapshot<M> | undefined> {
    return this.#keeper.find(machine, sid) as Promise<Snapshot<M> | undefined>;
  }
  /** The resource row of a sid, or undefined. */
  row(sid: string): Promise<Row | undefined> {
    return this.#keeper.row(sid);
  }
  /** What an account has, for `serve` and `reading` of the wire. */
  directory(accountSid: string): Directory {
    return new PostgresDirectory(accountSid, this.#database);
  }
  /** What the rooms above keep under a key, or undefined. */
  note(key: string): Promise<unknown> {
    return this.#keeper.note(key);
  }

  /**
   * Gives a machine an event, and answers once what it comes to is kept. What is given here to one
   * machine is taken in that order.
   * @throws InvalidInput for an event that the machine does not understand; or what the database
   * threw, when it was away for too long. Then it is not known whether a message without an id was
   * kept; one that has an id may come again.
   */
  take<M extends MachineName>(message: Message<M>): Promise<Verdict> {
    const { to, id = ` ${crypto.randomUUID()}`, untilKept = false } = message;
    const work = async (): Promise<Verdict> => {
      if (message.isStill?.() === false) return { verdict: 'ignored' };
      return await this.#slots.untilKept(this.#goesOn(untilKept), (isUnclear) =>
        this.#deliveries.deliver(message, id, isUnclear),
      );
    };
    return this.#watch.taking(message as Message, () => this.#slots.next(slotOf(to), work));
  }

  /** Keeps rows and notes that no machine is asked about, unless they are out of date by then. */
  keep({ rows = [], notes = [], isStill, untilKept = false }: Kept & Taking): Promise<void> {
    return this.#slots.next('', async () => {
      if (isStill?.() === false) return;
      const kept = { rows, notes, id: undefined, forgetAt: 0, considered: undefined };
      const keeping = { ...kept, read: new Map(), calls: false };
      await this.#slots.untilKept(this.#goesOn(untilKept), () => this.#keeper.commit(keeping));
    });
  }
  /** How long the database may be away before whoever asked is told so. */
  #goesOn(isForEver: boolean): (forMs: number) => boolean {
    return (forMs) => isForEver || forMs <= this.#patienceMs;
  }

  /** Whether nothing is being taken or performed here. */
  get isIdle(): boolean {
    return this.activity.isIdle;
  }

  /**
   * How it is: whether its database answers, and what waits there to be performed or woken, whichever
   * host will do it.
   */
  health(): Promise<Health> {
    return this.#watch.health(() => this.#keeper.behind());
  }

  /** Ends what was begun, and gives back what is in hand: other hosts go on with it. */
  close(ending: Ending = {}): Promise<void> {
    this.#closed ??= this.#close(ending);
    return this.#closed;
  }

  async #close({ graceMs = usualGraceMs, after }: Ending) {
    this.#watch.closes();
    await Promise.allSettled([this.#wakes.close(), this.#shift.end(graceMs), after]);
    await Promise.all([this.#slots.close(), this.#tidying.close()]);
    // A database that is away is told nothing: the lease runs out.
    await this.#lease.end().catch(() => undefined);
    await this.#database.close();
  }

  async #begin() {
    const shift = this.#shift;
    const seenAt = await this.#lease.begin(shift.id);
    if (seenAt !== undefined) this.#outages.over(seenAt, this.#clock.now());
    shift.begin();
    this.#wakes.holder = shift.id;
    this.#find();
  }

  /** Lets go of what others have taken over. */
  async #beginAnew() {
    if (this.#closed !== undefined) return;
    const before = this.#shift;
    this.#shift = this.#newShift();
    this.#watch.failed(new Error('The lease ran out.'), 'a new one is begun');
    before.end(0).catch(() => undefined);
    try {
      await this.#begin();
    } catch (error) {
      this.#watch.failed(error, 'a lease is begun again in a moment');
    }
  }

  #find(
    what: { readonly waits: boolean; readonly wakeAt: number | undefined } | undefined = undefined,
  ) {
    if (what === undefined || what.waits || this.#shift.isBehind) this.#shift.ask();
    if (what === undefined || this.#wakes.isBehind) this.#wakes.look();
    else if (what.wakeAt !== undefined) this.#wakes.expect(what.wakeAt);
    this.#tidying.look(this.#clock.now());
  }
}
