/** A delivery among machines in the database: read by need, considered, and kept in one piece. */
import {
  type Address,
  type EventTo,
  type MachineName,
  slotOf,
  type Verdict,
} from '../../../machines/index.ts';
import type { To } from '../../engine/index.ts';
import { type Considered, considered, firedBy, type ReadMachine } from '../delivery.ts';
import type { Watch } from '../operating/watch.ts';
import type { Outages } from '../outages.ts';
import type { Clock, Message } from '../ports.ts';
import type { Keeper } from './keeper.ts';

export interface DeliveriesOptions {
  readonly keeper: Keeper;
  readonly clock: Clock;
  readonly watch: Watch;
  readonly outages: Outages;
  readonly repeatsWithinMs: number;
  /** How long a message waits for a database that is away. */
  readonly patienceMs: number;
  /** Whether something may wait here for a place, so that others are to be called. */
  readonly isFull: () => boolean;
  /** Something is to be performed. */
  readonly posted: () => void;
  /** A machine is to be woken. */
  readonly expected: (at: number) => void;
}

/**
 * How much longer than its message waits an answer is known that nobody else can ask for: what is
 * unclear is repeated here.
 */
const ownKnownMs = 120_000;
/** A timer that changes nothing when it fires would fire for ever. */
const vainPauseMs = 60_000;

export class Deliveries {
  readonly #options: DeliveriesOptions;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /**
   * Gives a machine an event; `id` is that of the message, or one made for it. If it is unclear
   * whether that was kept before, its first answer is asked for even if nothing is to be kept now.
   */
  async deliver<M extends MachineName>(
    message: Message<M>,
    id: string,
    isUnclear: boolean,
  ): Promise<Verdict> {
    const { to, rows = [], notes = [] } = message;
    const { keeper, clock } = this.#options;
    const now = clock.now();
    const event = { at: now, ...(message.event as object) } as EventTo<M>;
    const read = await this.#read(to);
    const found = await this.#consider(to, event, read);
    const { verdict, changed, errands } = found;
    const kept = verdict.verdict === 'accepted' ? { rows, notes } : { rows: [], notes: [] };
    const all = [changed, errands, kept.rows, kept.notes];
    if (message.id !== undefined || isUnclear || all.some((part) => part.length > 0)) {
      const forgetAt = now + this.#knownMs(message as Message);
      const calls = this.#calls(found);
      const keeping = { ...kept, id, forgetAt, considered: found, read, calls };
      const known = await keeper.commit(keeping);
      if (known) return known;
    }
    this.#follow(found, message as Message);
    return verdict;
  }

  /** Tells a machine that its timer has fired; or it is woken again when that may fire. */
  async fire(to: Address): Promise<void> {
    const { keeper, clock, outages } = this.#options;
    const read = await this.#read(to);
    const { snapshot, revision = 0 } = read.get(slotOf(to)) ?? {};
    const alarm = outages.alarmOf(snapshot);
    const now = clock.now();
    const event = firedBy(alarm, now);
    if (!event) return await this.#settle(to, revision, alarm?.firesAt);
    const found = await this.#consider(to, event, read);
    if (found.delivery.steps[0]?.snapshot?.context.timers[event.timer] === alarm?.dueAt) {
      return await this.#settle(to, revision, now + vainPauseMs);
    }
    const keeping = { id: undefined, forgetAt: 0, considered: found, read };
    await keeper.commit({ ...keeping, calls: this.#calls(found) });
    this.#follow(found, { to, event });
  }

  async #read(to: Address) {
    const read = new Map<string, ReadMachine>();
    await this.#options.keeper.read([to], read);
    return read;
  }

  async #consider<M extends MachineName>(
    to: To<M>,
    event: EventTo<M>,
    read: Map<string, ReadMachine>,
  ): Promise<Considered> {
    for (;;) {
      const found = considered((one) => read.get(slotOf(one)), to, event);
      if (!('unread' in found)) return found;
      await this.#options.keeper.read(found.unread, read);
    }
  }

  /** How long the answer is known: for as long as the message may come again. */
  #knownMs({ id, untilKept = false }: Message): number {
    const { patienceMs, repeatsWithinMs } = this.#options;
    if (id !== undefined) return repeatsWithinMs;
    const ownMs = patienceMs + ownKnownMs;
    return untilKept ? Math.max(ownMs, repeatsWithinMs) : ownMs;
  }

  #calls({ errands }: Considered) {
    return errands.length > 0 && this.#options.isFull();
  }

  /** What was kept is performed, waited for and shown. */
  #follow(found: Considered, message: Message) {
    const { errands, wakeUps } = found;
    const { posted, expected, watch } = this.#options;
    watch.kept(found, message);
    if (errands.length > 0) posted();
    for (const { at } of wakeUps) if (at !== undefined) expected(at);
  }

  async #settle({ machine, sid }: Address, revision: number, at: number | undefined) {
    const { keeper, expected } = this.#options;
    await keeper.ask('settle', machine, sid, revision, at ?? null);
    if (at !== undefined) expected(at);
  }
}
