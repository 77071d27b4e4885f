/**
 * The virtual object of each machine. It takes one message at a time, keeps what that comes to, and
 * sends on what follows: signals to other machines, errands to their lanes, and wake-ups to itself.
 */
import type { ObjectContext } from '@restatedev/restate-sdk';
import {
  type Aftermath,
  type AnyEvent,
  addressIn,
  isDeadline,
  slotOf,
  type Verdict,
} from '../../../machines/index.ts';
import { InvalidInput, restore, type Snapshot, type To } from '../../engine/index.ts';
import {
  alarmOf,
  type Considered,
  consideredAlone,
  firedBy,
  type ReadMachine,
} from '../delivery.ts';
import type { Message } from '../ports.ts';
import { BadRestate } from './errors.ts';
import type { ServiceNames } from './names.ts';
import { sendOn } from './sending.ts';

/** What the object keeps of its machine. */
export interface KeptMachine {
  readonly snapshot: unknown;
  readonly revision: number;
  /** For when a wake-up is on its way: the only one that counts. */
  readonly wakeAt?: number;
}
/** A message as it is sent to an object. */
export interface ToldMachine {
  readonly event: object;
  /** When it was given, in milliseconds since the epoch. */
  readonly at: number;
}
/** A signal that was sent, as whoever waits for it asks for it. */
export interface Sent {
  readonly slot: string;
  readonly id: string;
}
/** What became of a message: the signals it led to are on their way. */
export interface MachineReply {
  readonly verdict: Verdict;
  /** When it was given first. */
  readonly at: number;
  readonly sent: readonly Sent[];
}

/** A machine as it was read, and the wake-up that is on its way. */
interface Read extends ReadMachine {
  readonly wakeAt: number | undefined;
}

export interface MachineObjectOptions {
  readonly names: ServiceNames;
  /** Hears what a message comes to, again in an attempt that is made again. */
  readonly delivered: (considered: Considered, message: Message) => void;
  /** What is left of outages. */
  readonly aftermath: (ctx: ObjectContext) => Promise<Aftermath>;
}

const stateKey = 'machine';
/** A wake-up that should have come so long ago has been lost. */
const lostMs = 60_000;
/** A timer that changes nothing when it fires would fire for ever. */
const vainPauseMs = 60_000;

/** What such an object does. */
export class MachineObject {
  readonly #options: MachineObjectOptions;

  constructor(options: MachineObjectOptions) {
    this.#options = options;
  }

  /** Takes what somebody outside tells it, or another machine. */
  async take(ctx: ObjectContext, { event, at }: ToldMachine): Promise<MachineReply> {
    const to = addressIn(ctx.key);
    const read = await readIn(ctx, to);
    // Whoever told it may have a clock that is behind.
    const now = Math.max(at, read.snapshot?.context.updatedAt ?? 0);
    const timed = { at: now, ...event } as AnyEvent;
    const found = consideredAlone(read, to, timed as never);
    const sent = this.#keep(ctx, read, found, timed.at);
    this.#options.delivered(found, { to, event: timed } as Message);
    return { verdict: found.verdict, at, sent };
  }

  /** Tells the machine that its timer has fired; or it is woken again when that may fire. */
  async wake(ctx: ObjectContext, at: number): Promise<void> {
    const to = addressIn(ctx.key);
    const read = await readIn(ctx, to);
    if (read.wakeAt !== at) return;
    const now = await ctx.date.now();
    const alarm = await this.#alarmOf(ctx, read.snapshot, now);
    const woken: Read = { ...read, wakeAt: undefined };
    const event = firedBy(alarm, now);
    if (!event) return this.#settle(ctx, woken, alarm?.firesAt);
    const found = consideredAlone(read, to as To, event);
    if (found.delivery.steps[0]?.snapshot?.context.timers[event.timer] === alarm?.dueAt) {
      return this.#settle(ctx, woken, now + vainPauseMs);
    }
    this.#keep(ctx, woken, found, now);
    this.#options.delivered(found, { to, event });
  }

  /** The machine as it is kept. */
  async find(ctx: Pick<ObjectContext, 'get' | 'key'>): Promise<Snapshot | null> {
    return (await readIn(ctx, addressIn(ctx.key))).snapshot ?? null;
  }

  /** Outages are asked about only if a deadline is due. */
  async #alarmOf(ctx: ObjectContext, snapshot: Snapshot | undefined, now: number) {
    const alarm = alarmOf(snapshot);
    if (!alarm || alarm.dueAt > now || !isDeadline(alarm.timer)) return alarm;
    return alarmOf(snapshot, await this.#options.aftermath(ctx));
  }

  /** Keeps what a message comes to, and sends on what follows from it. */
  #keep(ctx: ObjectContext, read: Read, found: Considered, now: number): Sent[] {
    const { names } = this.#options;
    const [change] = found.changed;
    // Errands first: what others do because of a signal comes later in a lane that they share.
    for (const errand of found.errands) {
      const key = names.laneOf(errand.effect);
      sendOn(ctx, { service: names.lane, key, method: 'perform' }, errand);
    }
    const signals = found.delivery.steps[0]?.signals ?? [];
    const sent = signals.map(({ to, event }, i) => {
      const one = { slot: slotOf(to), id: `${ctx.request().id}.${i}` };
      const told: ToldMachine = { event, at: event.at };
      const receiver = { service: names.machine, key: one.slot, method: 'hear' };
      sendOn(ctx, receiver, told, { idempotencyKey: one.id });
      return one;
    });
    if (change) {
      const { snapshot } = change;
      const wakeAt = this.#expect(ctx, read.wakeAt, found.wakeUps[0]?.at, now);
      set(ctx, { snapshot, revision: change.read + 1, wakeAt });
    }
    return sent;
  }

  /** Sends a wake-up, unless one that is on its way comes soon enough. */
  #expect(ctx: ObjectContext, before: number | undefined, at: number | undefined, now: number) {
    if (at === undefined) return before;
    if (before !== undefined && before <= at && before > now - lostMs) return before;
    const receiver = { service: this.#options.names.machine, key: ctx.key, method: 'wake' };
    sendOn(ctx, receiver, at, { delay: Math.max(1, at - Date.now()) });
    return at;
  }

  #settle(ctx: ObjectContext, { snapshot, revision }: Read, at: number | undefined) {
    const wakeAt = this.#expect(ctx, undefined, at, 0);
    if (snapshot) set(ctx, { snapshot, revision, wakeAt });
  }
}

function set(ctx: ObjectContext, kept: { readonly [K in keyof KeptMachine]: unknown }) {
  ctx.set(stateKey, kept);
}

async function readIn(ctx: Pick<ObjectContext, 'get' | 'key'>, { machine }: To): Promise<Read> {
  const kept = await ctx.get<KeptMachine>(stateKey);
  if (!kept) return { revision: 0, wakeAt: undefined };
  const { snapshot, revision, wakeAt } = kept;
  try {
    return { snapshot: restore(machine, snapshot), revision, wakeAt };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    // It is left as it is, and whoever is told something waits: a later version may read it.
    throw new BadRestate(ctx.key, error.message, { cause: error });
  }
}
