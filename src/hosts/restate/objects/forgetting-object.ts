/**
 * How the object of a machine that is over comes to clear itself: it tells itself so, as much later as
 * it is kept, unless somebody who lives names it by then. That goes by its lanes, so that what is to
 * be done for it is done before.
 */
import type { ObjectContext } from '@restatedev/restate-sdk';
import {
  addressIn,
  effectsOf,
  type MachineName,
  type Port,
  portOf,
} from '../../../../machines/index.ts';
import { isAtRest } from '../../delivery.ts';
import { type Forgetting, longAgo } from '../../forgetting.ts';
import { keptNote, receiverOfNote } from './keeping.ts';
import { type ReadObject, readIn, writeObject } from './kept-machine.ts';
import { sendListChanges } from './listed.ts';
import { slotsNamedBy } from './named.ts';
import { laneKey, type ServiceNames } from './names.ts';
import { Sendings, sendOn } from './sending.ts';

/** Somebody who lives names a machine, or does not any more. */
export interface Naming {
  /** The slot of whoever it is. */
  readonly by: string;
  readonly isNamed: boolean;
}
/** A forgetting on its way through the lanes of a machine. */
export interface Passing {
  readonly slot: string;
  readonly at: number;
  /** The ports whose lanes come next. */
  readonly left: readonly Port[];
}

export class ForgettingObject {
  readonly #names: ServiceNames;
  readonly #forgets: Forgetting | undefined;

  /** Left out: nothing is forgotten. */
  constructor(names: ServiceNames, forgets: Forgetting | undefined) {
    this.#names = names;
    this.#forgets = forgets;
  }

  /** What is kept of a machine that has changed: others hear that it names them, and it its own end. */
  expecting(ctx: ObjectContext, read: ReadObject): ReadObject {
    if (!this.#forgets) return read;
    const names = slotsNamedBy(read.snapshot, read.row);
    const tell = (slots: readonly string[], isNamed: boolean) => {
      for (const slot of slots) {
        const naming: Naming = { by: ctx.key, isNamed };
        sendOn(ctx, { service: this.#names.machine, key: slot, method: 'name' }, naming);
      }
    };
    tell(
      names.filter((slot) => !read.names.includes(slot)),
      true,
    );
    tell(
      read.names.filter((slot) => !names.includes(slot)),
      false,
    );
    return this.#timed(ctx, { ...read, names });
  }

  /** Hears that it is named, or is not any more. */
  async name(ctx: ObjectContext, { by, isNamed }: Naming): Promise<void> {
    const read = await readIn(ctx);
    const others = read.namedBy.filter((one) => one !== by);
    writeObject(ctx, this.#timed(ctx, { ...read, namedBy: isNamed ? [...others, by] : others }));
  }

  /** It is time, if that is still so: when its lanes are empty it is gone. */
  async forget(ctx: ObjectContext, at: number): Promise<void> {
    if (!(await this.#isTime(ctx, at))) return;
    const { machine } = addressIn(ctx.key);
    passOn(ctx, this.#names, { slot: ctx.key, at, left: portsOf(machine) });
  }

  /** Nothing is to be done for it: it goes, with its row and its notes, and out of its lists. */
  async clear(ctx: ObjectContext, at: number): Promise<void> {
    const read = await this.#isTime(ctx, at);
    if (!read) return;
    const sendings = new Sendings(ctx);
    const { snapshot: _, ...rest } = read;
    const after: ReadObject = { ...rest, row: undefined, wakeAt: undefined, forgetAt: undefined };
    sendListChanges(sendings, this.#names, read, after);
    const { sid } = addressIn(ctx.key);
    for (const key of this.#forgets?.notesOf?.(sid) ?? []) {
      const note = { key, value: undefined };
      sendings.send(receiverOfNote(this.#names, note), keptNote(note));
    }
    writeObject(ctx, this.expecting(ctx, after));
  }

  /** Whether what was expected is due; if it is not, it is expected anew. */
  async #isTime(ctx: ObjectContext, at: number): Promise<ReadObject | undefined> {
    const read = await readIn(ctx);
    if (read.forgetAt !== at) return undefined;
    const due = this.#dueOf(read);
    if (due !== undefined && due <= at) return read;
    writeObject(ctx, this.#timed(ctx, { ...read, forgetAt: undefined }));
    return undefined;
  }

  /** It is told once, unless what is on its way comes soon enough: that finds out. */
  #timed(ctx: ObjectContext, read: ReadObject): ReadObject {
    const at = this.#dueOf(read);
    if (at === undefined || (read.forgetAt !== undefined && read.forgetAt <= at)) return read;
    const receiver = { service: this.#names.machine, key: ctx.key, method: 'forget' };
    sendOn(ctx, receiver, at, { delay: Math.max(1, at - Date.now()) });
    return { ...read, forgetAt: at };
  }

  #dueOf({ snapshot, namedBy }: ReadObject): number | undefined {
    if (!this.#forgets || !snapshot || !isAtRest(snapshot) || namedBy.length > 0) return undefined;
    return snapshot.context.updatedAt - longAgo(this.#forgets, 0);
  }
}

/** On to the next lane, or back to the machine: whatever a lane has taken before is done by then. */
export function passOn(ctx: ObjectContext, names: ServiceNames, { slot, at, left }: Passing) {
  const [port, ...rest] = left;
  const { sid } = addressIn(slot);
  if (port === undefined) {
    sendOn(ctx, { service: names.machine, key: slot, method: 'clear' }, at);
  } else {
    const passing: Passing = { slot, at, left: rest };
    sendOn(ctx, { service: names.lane, key: laneKey(port, sid), method: 'pass' }, passing);
  }
}

/** Those that it asks for something. */
function portsOf(machine: MachineName): Port[] {
  const all = new Set(effectsOf(machine).map((type) => portOf({ type })));
  all.delete('clock');
  return [...all] as Port[];
}
