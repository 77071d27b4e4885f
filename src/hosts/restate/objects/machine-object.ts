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
} from '../../../../machines/index.ts';
import { InvalidInput, isHandedOver, type Snapshot, type To } from '../../../engine/index.ts';
import type { Row } from '../../../wire/index.ts';
import { alarmOf, type Considered, consideredAlone, firedBy } from '../../delivery.ts';
import type { Message, Note } from '../../ports.ts';
import { checkTold } from './checked.ts';
import { asBadRestate } from './errors.ts';
import type { ForgettingObject } from './forgetting-object.ts';
import { keptNote, receiverOfNote, receiverOfRow } from './keeping.ts';
import { type ReadObject, readIn, writeObject } from './kept-machine.ts';
import { sendListChanges } from './listed.ts';
import type { ServiceNames } from './names.ts';
import { json, Sendings, type SentOn, sendOn } from './sending.ts';
import type { KnownMachine, MachineReply, ToldMachine } from './told.ts';

export interface MachineObjectOptions {
  readonly names: ServiceNames;
  readonly forgetting: ForgettingObject;
  /** Hears what a message comes to, again in an attempt that is made again. */
  readonly delivered: (considered: Considered, message: Message) => void;
  /** What is left of outages for a deadline that was due then. */
  readonly aftermath: (ctx: ObjectContext, dueAt: number) => Promise<Aftermath>;
}

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

  /**
   * Takes what somebody outside tells it.
   * @throws InvalidInput for what is no message, or an event that the machine does not understand.
   */
  async take(ctx: ObjectContext, given: unknown): Promise<MachineReply> {
    const told = checkTold(given);
    const before = await readIn(ctx);
    return await this.#taken(ctx, before, told, { at: notBefore(before, told.at), ...told.event });
  }

  /**
   * Takes the signal of another machine.
   * @throws BadRestate for one that it does not understand: a later version may, and it waits.
   */
  async hear(ctx: ObjectContext, told: ToldMachine): Promise<MachineReply> {
    const before = await readIn(ctx);
    const event = { ...told.event, at: notBefore(before, told.at) };
    try {
      return await this.#taken(ctx, before, told, event);
    } catch (error) {
      throw error instanceof InvalidInput ? asBadRestate(ctx.key, error) : error;
    }
  }

  async #taken(ctx: ObjectContext, before: ReadObject, told: ToldMachine, event: object) {
    const to = addressIn(ctx.key);
    const timed = event as AnyEvent;
    const found = consideredAlone(before, to, timed as never);
    const isKept = found.verdict.verdict === 'accepted';
    const { row, rows = [], notes = [] } = told;
    if (isKept) await this.#note(ctx, notes);
    const beside = { ...(row && { row }), rows: isKept ? rows : [] };
    const sent = this.#keep(ctx, before, found, timed.at, beside);
    this.#options.delivered(found, { to, event: timed } as Message);
    return { verdict: found.verdict, at: told.at, sent };
  }

  /** Keeps a row beside the machine. */
  async keep(ctx: ObjectContext, row: Row): Promise<Pick<MachineReply, 'sent'>> {
    const before = await readIn(ctx);
    const sendings = new Sendings(ctx);
    if (isHandedOver(before.snapshot)) {
      const { sid } = addressIn(ctx.key);
      const key = slotOf({ machine: 'call', sid });
      sendings.send({ service: this.#options.names.machine, key, method: 'keep' }, row);
    }
    this.#settle(ctx, before, { ...before, row }, sendings);
    return { sent: sendings.sent };
  }

  /** Tells the machine that its timer has fired; or it is woken again when that may fire. */
  async wake(ctx: ObjectContext, at: number): Promise<void> {
    const to = addressIn(ctx.key);
    const before = await readIn(ctx);
    if (before.wakeAt !== at) return;
    const now = await ctx.date.now();
    const alarm = await this.#alarmOf(ctx, before.snapshot, now);
    const woken: ReadObject = { ...before, wakeAt: undefined };
    const event = firedBy(alarm, now);
    if (!event) return this.#expectAnew(ctx, woken, alarm?.firesAt);
    const found = consideredAlone(before, to as To, event);
    if (found.delivery.steps[0]?.snapshot?.context.timers[event.timer] === alarm?.dueAt) {
      return this.#expectAnew(ctx, woken, now + vainPauseMs);
    }
    this.#keep(ctx, woken, found, now);
    this.#options.delivered(found, { to, event });
  }

  /** The machine as it is kept. */
  async find(ctx: Pick<ObjectContext, 'get' | 'key'>): Promise<Snapshot | null> {
    return (await readIn(ctx)).snapshot ?? null;
  }
  /** The same, with its row. */
  async known(ctx: Pick<ObjectContext, 'get' | 'key'>): Promise<KnownMachine> {
    const { snapshot, row } = await readIn(ctx);
    return { snapshot, row };
  }

  /** Notes are there before anything is performed or told that the message leads to. */
  async #note(ctx: ObjectContext, notes: readonly Note[]) {
    for (const note of notes) {
      const to = receiverOfNote(this.#options.names, note);
      const parameter = keptNote(note);
      await ctx.genericCall({ ...to, parameter, inputSerde: json, outputSerde: json });
    }
  }

  /** Outages are asked about only if a deadline is due. */
  async #alarmOf(ctx: ObjectContext, snapshot: Snapshot | undefined, now: number) {
    const alarm = alarmOf(snapshot);
    if (!alarm || alarm.dueAt > now || !isDeadline(alarm.timer)) return alarm;
    return alarmOf(snapshot, await this.#options.aftermath(ctx, alarm.dueAt));
  }

  /** Keeps what a message comes to, and sends on what follows from it. */
  #keep(
    ctx: ObjectContext,
    before: ReadObject,
    found: Considered,
    now: number,
    { row, rows = [] }: Pick<ToldMachine, 'row' | 'rows'> = {},
  ): readonly SentOn[] {
    const { names } = this.#options;
    const sendings = new Sendings(ctx);
    // Errands first: what others do because of a signal comes later in a lane that they share.
    for (const errand of found.errands) {
      const key = names.laneOf(errand.effect);
      sendOn(ctx, { service: names.lane, key, method: 'perform' }, errand);
    }
    const [change] = found.changed;
    let after = change ? this.#changed(ctx, before, change.snapshot, found, now) : before;
    if (change && row && !after.row) after = { ...after, row };
    for (const one of rows) {
      const receiver = receiverOfRow(names, one);
      if (receiver.key === ctx.key) after = { ...after, row: one.row };
      else sendings.send(receiver, one.row);
    }
    for (const { to, event } of found.delivery.steps[0]?.signals ?? []) {
      const receiver = { service: names.machine, key: slotOf(to), method: 'hear' };
      const goesOn = to.sid === addressIn(ctx.key).sid && after.row ? { row: after.row } : {};
      sendings.send(receiver, { event, at: event.at, ...goesOn } satisfies ToldMachine);
    }
    if (after !== before) this.#settle(ctx, before, after, sendings);
    return sendings.sent;
  }

  #changed(
    ctx: ObjectContext,
    before: ReadObject,
    snapshot: Snapshot,
    found: Considered,
    now: number,
  ) {
    const wakeAt = this.#expect(ctx, before.wakeAt, found.wakeUps[0]?.at, now);
    return { ...before, snapshot, revision: before.revision + 1, wakeAt };
  }

  /** Keeps a machine that has changed, or its row; its lists hear of it. */
  #settle(ctx: ObjectContext, before: ReadObject, after: ReadObject, sendings: Sendings) {
    sendListChanges(sendings, this.#options.names, before, after);
    writeObject(ctx, this.#options.forgetting.expecting(ctx, after));
  }

  /** Sends a wake-up, unless one that is on its way comes soon enough. */
  #expect(ctx: ObjectContext, before: number | undefined, at: number | undefined, now: number) {
    if (at === undefined) return before;
    if (before !== undefined && before <= at && before > now - lostMs) return before;
    const receiver = { service: this.#options.names.machine, key: ctx.key, method: 'wake' };
    sendOn(ctx, receiver, at, { delay: Math.max(1, at - Date.now()) });
    return at;
  }

  #expectAnew(ctx: ObjectContext, read: ReadObject, at: number | undefined) {
    writeObject(ctx, { ...read, wakeAt: this.#expect(ctx, undefined, at, 0) });
  }
}

/** Whoever tells a machine something may have a clock that is behind. */
const notBefore = ({ snapshot }: ReadObject, at: number) =>
  Math.max(at, snapshot?.context.updatedAt ?? 0);
