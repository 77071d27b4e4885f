/** The timers of all machines: set as their effects and snapshots say, and sounded when due. */
import type { Address, Effect, TimerName } from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import type { Clock } from './ports.ts';
import { Reminders } from './reminders.ts';

/** A timer of a machine, and when it is due. */
export interface Alarm {
  readonly to: Address;
  readonly timer: TimerName;
  readonly dueAt: number;
}

/** What an alarm that could not be delivered waits for before it sounds again. */
const pauseMs = 1_000;

export class Alarms {
  readonly #clock: Clock;
  readonly #sound: (alarm: Alarm) => Promise<void>;
  /** By machine, sid and timer. */
  readonly #set: Reminders;

  /** `sound` delivers what is due; if it rejects, the alarm sounds again. */
  constructor(clock: Clock, sound: (alarm: Alarm) => Promise<void>) {
    this.#clock = clock;
    this.#sound = sound;
    this.#set = new Reminders(clock);
  }

  /** Sets the timers that a snapshot says run. */
  restore({ machine, sid, context }: Snapshot) {
    for (const [timer, dueAt] of Object.entries(context.timers) as [TimerName, number][]) {
      this.#wake({ to: { machine, sid }, timer, dueAt });
    }
  }

  /** Sets and cancels timers as effects say. */
  follow(effects: readonly Effect[]) {
    for (const effect of effects) {
      if (effect.type !== 'timer.set' && effect.type !== 'timer.cancel') continue;
      const { machine, sid, timer } = effect;
      const to = { machine, sid };
      if (effect.type === 'timer.set') this.#wake({ to, timer, dueAt: effect.dueAt });
      else this.#set.callOff(keyOf({ to, timer }));
    }
  }

  /** Calls all of them off. */
  close() {
    this.#set.close();
  }

  #wake(alarm: Alarm, at = alarm.dueAt) {
    const key = keyOf(alarm);
    this.#set.set(key, at, () => {
      this.#sound(alarm).catch(() => {
        if (!this.#set.has(key)) this.#wake(alarm, this.#clock.now() + pauseMs);
      });
    });
  }
}

const keyOf = ({ to, timer }: Pick<Alarm, 'to' | 'timer'>) => `${to.machine} ${to.sid} ${timer}`;
