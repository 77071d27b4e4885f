/** The wake-ups of all machines, one each: set as their snapshots say, and sounded when due. */
import { type Address, slotOf } from '../../../machines/index.ts';
import type { Switchboard } from '../../engine/index.ts';
import { firedBy, type WakeUp } from '../delivery.ts';
import { Closed } from '../errors.ts';
import type { Outages } from '../outages.ts';
import type { Clock } from '../ports.ts';
import { Reminders } from '../reminders.ts';

/** What a machine hears that is woken. */
type Fired = NonNullable<ReturnType<typeof firedBy>>;

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
        this.#set(to, at);
      }
    }
  }

  /** Calls all of them off. */
  close() {
    this.#reminders.close();
  }

  #set(to: Address, at: number) {
    const slot = slotOf(to);
    this.#reminders.set(slot, at, () => {
      this.#noted.delete(slot);
      this.#sound(to, at).catch(() => {
        if (!this.#reminders.has(slot)) this.#set(to, this.#options.clock.now() + pauseMs);
      });
    });
  }

  /** The machine hears that its timer has fired, or is woken again when that may fire. */
  async #sound(to: Address, at: number) {
    const { outages, inTurn, probe, deliver, failed } = this.#options;
    try {
      await inTurn(async () => {
        // That a store which failed is back has to show before somebody gives up because of it.
        if (outages.isOn && this.#firedBy(to, at)) await probe();
        const event = this.#firedBy(to, at);
        if (event) await deliver(to, event);
        else this.follow([{ to, at: this.#alarmOf(to)?.firesAt }]);
      });
    } catch (error) {
      if (error instanceof Closed) return;
      failed(error, to);
      throw error;
    }
  }

  #alarmOf({ machine, sid }: Address) {
    return this.#options.outages.alarmOf(this.#options.machines.find(machine, sid));
  }
  /** A clock that was set meanwhile may show less than what was waited for. */
  #firedBy(to: Address, at: number) {
    return firedBy(this.#alarmOf(to), Math.max(at, this.#options.clock.now()));
  }
}
