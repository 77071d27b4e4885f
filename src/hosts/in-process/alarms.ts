/** The wake-ups of all machines, one each: set as their snapshots say, and sounded when due. */
import { type Address, slotOf } from '../../../machines/index.ts';
import type { Switchboard } from '../../engine/index.ts';
import { firedIn, type WakeUp } from '../delivery.ts';
import { Closed } from '../errors.ts';
import type { Outages } from '../outage.ts';
import type { Clock } from '../ports.ts';
import { Reminders } from '../reminders.ts';

/** A wake-up that is set. */
type SetWakeUp = WakeUp & { readonly at: number };
/** What a machine hears that is woken. */
type Fired = NonNullable<ReturnType<typeof firedIn>>;

export interface AlarmsOptions {
  readonly clock: Clock;
  readonly machines: Pick<Switchboard, 'find'>;
  readonly outages: Outages;
  /** Does work in its turn, and again as long as the store fails. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  /** In a turn: ends when the store keeps something. */
  readonly probe: () => Promise<void>;
  /** In a turn: has a machine hear that its timer has fired. */
  readonly deliver: (to: Address, event: Fired) => Promise<unknown>;
  readonly failed: (error: unknown, to: Address) => void;
}

/** What a wake-up that could not be delivered waits for before it sounds again. */
const pauseMs = 1_000;

export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #reminders: Reminders;
  /** For when each is set, by machine and sid, until it sounds. */
  readonly #noted = new Map<string, number>();

  constructor(options: AlarmsOptions) {
    this.#options = options;
    this.#reminders = new Reminders(options.clock);
  }

  /** Sets wake-ups and calls them off, each in the place of what was noted before. */
  follow(wakeUps: readonly WakeUp[]) {
    for (const { to, at } of wakeUps) {
      const slot = slotOf(to);
      if (this.#noted.get(slot) === at) continue;
      if (at === undefined) {
        this.#noted.delete(slot);
        this.#reminders.callOff(slot);
      } else {
        this.#noted.set(slot, at);
        this.#set({ to, at }, this.#soundsAt({ to, at }));
      }
    }
  }

  /** Calls all of them off. */
  close() {
    this.#reminders.close();
  }

  #set(wakeUp: SetWakeUp, at: number) {
    const slot = slotOf(wakeUp.to);
    this.#reminders.set(slot, at, () => {
      this.#noted.delete(slot);
      this.#sound(wakeUp).catch(() => {
        if (this.#reminders.has(slot)) return;
        this.#set(wakeUp, this.#options.clock.now() + pauseMs);
      });
    });
  }

  #find({ machine, sid }: Address) {
    return this.#options.machines.find(machine, sid);
  }
  #soundsAt({ to, at }: SetWakeUp): number {
    return this.#options.outages.fires(this.#find(to), at);
  }

  /** The machine hears that its timer has fired, unless that is out of date by its turn. */
  async #sound(wakeUp: SetWakeUp) {
    const { clock, outages, inTurn, probe, deliver, failed } = this.#options;
    const { to, at } = wakeUp;
    try {
      await inTurn(async () => {
        const event = firedIn(this.#find(to), at, clock.now());
        if (!event) return;
        // That a store which failed is back has to show before somebody gives up because of it.
        if (outages.isOn) await probe();
        if (this.#soundsAt(wakeUp) > event.at) this.follow([wakeUp]);
        else await deliver(to, event);
      });
    } catch (error) {
      if (error instanceof Closed) return;
      failed(error, to);
      throw error;
    }
  }
}
