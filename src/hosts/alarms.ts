/** The wake-ups of all machines, one each: set as their snapshots say, and sounded when due. */
import { slotOf } from '../../machines/index.ts';
import type { WakeUp } from './delivery.ts';
import type { Clock } from './ports.ts';
import { Reminders } from './reminders.ts';

/** A wake-up that is set. */
type SetWakeUp = WakeUp & { readonly at: number };

/** What a wake-up that could not be delivered waits for before it sounds again. */
const pauseMs = 1_000;

export class Alarms {
  readonly #clock: Clock;
  readonly #sound: (wakeUp: SetWakeUp) => Promise<void>;
  readonly #reminders: Reminders;
  /** For when each is set, by machine and sid, until it sounds. */
  readonly #noted = new Map<string, number>();

  /** `sound` delivers what is due; if it rejects, the wake-up sounds again. */
  constructor(clock: Clock, sound: (wakeUp: SetWakeUp) => Promise<void>) {
    this.#clock = clock;
    this.#sound = sound;
    this.#reminders = new Reminders(clock);
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
        this.#set({ to, at }, at);
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
        if (!this.#reminders.has(slot)) this.#set(wakeUp, this.#clock.now() + pauseMs);
      });
    });
  }
}
