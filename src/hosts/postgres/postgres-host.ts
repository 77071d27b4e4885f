/**
 * A host in Postgres: machines that any number of processes share. Each reads what a message needs,
 * works out what it comes to, and keeps that if nobody has changed it meanwhile.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type AnyEvent, type MachineName, slotOf, type Verdict } from '../../../machines/index.ts';
import type { Snapshot, To } from '../../engine/index.ts';
import type { Row } from '../../wire/index.ts';
import { Activity } from '../activity.ts';
import { SteadyClock } from '../clock.ts';
import { usualPace } from '../courier.ts';
import { Closed, Conflict } from '../errors.ts';
import { type Ending, usualGraceMs } from '../grace.ts';
import { type Observer, tellObserver } from '../observe.ts';
import type { Clock, Kept, Message, Performers, Taking } from '../ports.ts';
import { Database, openPool } from './database.ts';
import { considered, earliest, type ReadMachine } from './delivery-draft.ts';
import { mayPass } from './errors.ts';
import { Keeper } from './keeper.ts';
import { Lease } from './lease.ts';
import {
  checkSettings,
  type PostgresPlace,
  type PostgresSettings,
  usualLeaseMs,
  usualSchema,
} from './options.ts';
import { prepareSchema } from './schema.ts';
import { Shift } from './shift.ts';
import { Wakes } from './wakes.ts';

/** What a host in Postgres is opened with. */
export type PostgresHostOptions = PostgresSettings &
  PostgresPlace & {
    /** Who performs effects; what comes of that, they tell the host, which takes it from then on. */
    readonly performers: (host: PostgresHost) => Performers;
  };

const dayMs = 86_400_000;
const minuteMs = 60_000;
const usualPatienceMs = 10_000;
/** Pauses before what failed is tried again; they double, up to the longest. */
const firstPauseMs = 20;
const longestPauseMs = 1_000;

/**
 * Machines in a database that several hosts share: it takes messages, keeps what they come to, and
 * performs it. When a host dies, the others go on with what it had in hand.
 * @example
 * ```ts
 * import { PostgresHost } from 'texml-recordings/postgres';
 *
 * const perform = ({ effect }: { effect: { type: string } }) => console.log(effect.type);
 * const performers = () => ({
 *   network: perform, // what comes of it, tell the host: host.take({ to, event })
 *   media: perform,
 *   callbacks: perform,
 *   instructions: perform,
 *   orphans: perform,
 * });
 * const host = await PostgresHost.open({ connection: 'postgres://localhost/calls', performers });
 * await host.take({ to: { machine: 'call', sid: 'call-1' }, event: { type: 'call.dialOut' } });
 * await host.close();
 * ```
 */
export class PostgresHost {
  /** What is being taken or performed here; what failed and waits for its next attempt rests. */
  readonly activity = new Activity();
  readonly #database: Database;
  readonly #keeper: Keeper;
  readonly #clock: Clock;
  readonly #watch: Observer;
  readonly #repeatsWithinMs: number;
  readonly #patienceMs: number;
  readonly #newShift: () => Shift;
  readonly #wakes: Wakes;
  readonly #lease: Lease;
  /** By slot, what ends when all that was given to it so far has been taken. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #shift: Shift;
  #forgottenAt = 0;
  #isClosed = false;
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
      return host;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private constructor(options: PostgresHostOptions, database: Database, leaseMs: number) {
    const { performers, clock = new SteadyClock(), pace, watch = {} } = options;
    const { paceClock = clock, repeatsWithinMs = dayMs, patienceMs = usualPatienceMs } = options;
    const { activity } = this;
    this.#database = database;
    this.#keeper = new Keeper(database);
    this.#clock = clock;
    this.#watch = watch;
    this.#repeatsWithinMs = repeatsWithinMs;
    this.#patienceMs = patienceMs;
    const keeper = this.#keeper;
    const failed = (error: unknown, what: string) => tellObserver(watch.failed, error, what);
    const performing = performers(this);
    this.#newShift = () =>
      new Shift({
        keeper,
        performers: performing,
        activity,
        clock: paceClock,
        pace: { ...usualPace, ...pace },
        failed,
      });
    this.#shift = this.#newShift();
    this.#wakes = new Wakes({ keeper, clock, activity, wake: (to) => this.#wake(to), failed });
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
    return this.#inTurn(slotOf(to), async () => {
      if (message.isStill?.() === false) return { verdict: 'ignored' };
      return await this.#untilKept(untilKept, () => this.#deliver(message, id));
    });
  }

  /** Keeps rows and notes that no machine is asked about, unless they are out of date by then. */
  keep({ rows = [], notes = [], isStill, untilKept = false }: Kept & Taking): Promise<void> {
    return this.#inTurn('', async () => {
      if (isStill?.() === false) return;
      const kept = { rows, notes, id: undefined, forgetAt: 0, considered: undefined };
      const keeping = { ...kept, read: new Map(), calls: false };
      await this.#untilKept(untilKept, () => this.#keeper.commit(keeping));
    });
  }

  /** Whether nothing is being taken or performed here. */
  get isIdle(): boolean {
    return this.activity.isIdle;
  }

  /** Ends what was begun, and gives back what is in hand: other hosts go on with it. */
  close(ending: Ending = {}): Promise<void> {
    this.#closed ??= this.#close(ending);
    return this.#closed;
  }

  async #close({ graceMs = usualGraceMs, after }: Ending) {
    await Promise.allSettled([this.#wakes.close(), this.#shift.end(graceMs), after]);
    this.#isClosed = true;
    await Promise.allSettled(this.#turns.values());
    // A database that is away is told nothing: the lease runs out.
    await this.#lease.end().catch(() => undefined);
    await this.#database.close();
  }

  async #begin() {
    await this.#lease.begin(this.#shift.id);
    this.#wakes.holder = this.#shift.id;
    this.#find();
  }

  /** Lets go of what others have taken over. */
  #beginAnew() {
    const before = this.#shift;
    this.#shift = this.#newShift();
    tellObserver(this.#watch.failed, new Error('The lease ran out.'), 'a new one is begun');
    before.end(0).catch(() => undefined);
    this.#begin().catch((error: unknown) =>
      tellObserver(this.#watch.failed, error, 'a lease is begun again in a moment'),
    );
  }

  #find(
    what: { readonly waits: boolean; readonly wakeAt: number | undefined } | undefined = undefined,
  ) {
    if (what === undefined || what.waits || this.#shift.hasDone) this.#shift.ask();
    if (what === undefined) this.#wakes.look();
    else if (what.wakeAt !== undefined) this.#wakes.expect(what.wakeAt);
    const now = this.#clock.now();
    if (now - this.#forgottenAt < minuteMs) return;
    this.#forgottenAt = now;
    this.#keeper.ask('forget', now).catch(() => undefined);
  }

  /** What one machine is told goes one after another. */
  #inTurn<T>(slot: string, work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Closed('The host'));
    const before = this.#turns.get(slot) ?? Promise.resolve();
    const turn = this.activity.during(() => before.then(work));
    const ended = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(slot, ended);
    void ended.then(() => {
      if (this.#turns.get(slot) === ended) this.#turns.delete(slot);
    });
    return turn;
  }

  /** Again when somebody was faster, at once, and when the database is away, for a while or for ever. */
  async #untilKept<T>(isForEver: boolean, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    for (let failures = 0, conflicts = 0; ; ) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof Conflict) {
          conflicts += 1;
          if (conflicts > 2) await wait(Math.random() * Math.min(100, 2 ** conflicts));
          continue;
        }
        const isLate = !isForEver && performance.now() - began > this.#patienceMs;
        if (!mayPass(error) || isLate || this.#isClosed) throw error;
        const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
        failures += 1;
        tellObserver(
          this.#watch.failed,
          error,
          `what was to be kept is tried again in ${pauseMs} ms`,
        );
        await wait(pauseMs);
      }
    }
  }

  async #deliver<M extends MachineName>(message: Message<M>, id: string): Promise<Verdict> {
    const { to, rows = [], notes = [] } = message;
    const now = this.#clock.now();
    const event = { at: now, ...(message.event as object) } as AnyEvent;
    const { read, found } = await this.#consider(to, event);
    const { verdict, changed, errands } = found;
    const kept = verdict.verdict === 'accepted' ? { rows, notes } : {};
    const isNothing =
      message.id === undefined &&
      changed.length + errands.length === 0 &&
      (kept.rows ?? []).length + (kept.notes ?? []).length === 0;
    if (isNothing) return verdict;
    const forgetAt = now + (message.id === undefined ? 2 * minuteMs : this.#repeatsWithinMs);
    const calls = errands.length > 0 && this.#shift.isFull;
    const known = await this.#keeper.commit({
      ...kept,
      id,
      forgetAt,
      considered: found,
      read,
      calls,
    });
    if (known) return known;
    this.#follow(found);
    const { delivered } = this.#watch;
    if (delivered) queueMicrotask(() => tellObserver(delivered, found.delivery, message));
    return verdict;
  }

  async #consider(to: To, event: AnyEvent) {
    const read = new Map<string, ReadMachine>();
    let unread: readonly To[] = [to];
    for (;;) {
      await this.#keeper.read(unread, read);
      const found = considered(read, to, event);
      if (!('unread' in found)) return { read, found };
      unread = found.unread;
    }
  }

  #follow({ errands, wakeUps }: Pick<Found, 'errands' | 'wakeUps'>) {
    if (errands.length > 0) this.#shift.ask();
    for (const { at } of wakeUps) if (at !== undefined) this.#wakes.expect(at);
  }

  /** Tells a machine of its earliest timer, if it is due; otherwise its wake-up is set anew. */
  #wake(to: To): Promise<void> {
    return this.#inTurn(slotOf(to), () => this.#untilKept(true, () => this.#fire(to)));
  }

  async #fire(to: To) {
    const read = new Map<string, ReadMachine>();
    await this.#keeper.read([to], read);
    const { snapshot, revision = 0 } = read.get(slotOf(to)) ?? {};
    const next = snapshot && earliest(snapshot);
    const now = this.#clock.now();
    if (!next || next[1] > now) return await this.#settle(to, revision, next?.[1]);
    const [timer, dueAt] = next;
    const event = { type: 'timer.fired', at: Math.max(dueAt, now), timer } as AnyEvent;
    const message = { to, event } as unknown as Message;
    const answer = await this.#consider(to, event);
    const { found } = answer;
    if (!found.changed.some((one) => slotOf(one.snapshot) === slotOf(to))) {
      // It stays as it is, and would be woken for this again and again.
      return await this.#settle(to, revision, laterTimer(snapshot, dueAt));
    }
    const keeping = { id: undefined, forgetAt: 0, considered: found, read: answer.read };
    await this.#keeper.commit({ ...keeping, calls: this.#shift.isFull });
    this.#follow(found);
    const { delivered } = this.#watch;
    if (delivered) queueMicrotask(() => tellObserver(delivered, found.delivery, message));
  }

  async #settle({ machine, sid }: To, revision: number, at: number | undefined) {
    await this.#keeper.ask('settle', machine, sid, revision, at ?? null);
    if (at !== undefined) this.#wakes.expect(at);
  }
}

type Found = Exclude<ReturnType<typeof considered>, { readonly unread: readonly To[] }>;
function laterTimer(snapshot: Snapshot, than: number): number | undefined {
  const dues = Object.values(snapshot.context.timers) as number[];
  return dues.filter((at) => at > than).sort((a, b) => a - b)[0];
}
