/** Moves what each call does on, one step after another, until it waits for something. */
import { Activity, type Clock, endedWithin, Reminders } from '../../hosts/index.ts';

/** One step of a call; whether there may be another at once. */
export type MoverStep = (sid: string, signal: AbortSignal) => Promise<boolean>;

/** What is being moved on: what gives up its step, and whether something came meanwhile. */
interface Going {
  readonly aborting: AbortController;
  goesOn: boolean;
}
/** Hears that a step failed, before the call is moved on by another. */
type Failed = (sid: string, error: unknown) => void | Promise<void>;

export class Mover {
  readonly #clock: Clock;
  readonly #step: MoverStep;
  readonly #failed: Failed;
  readonly #activity: Activity;
  readonly #going = new Map<string, Going>();
  readonly #moves = new Set<Promise<void>>();
  /** When each call goes on, by its sid. */
  readonly #reminders: Reminders;
  #isClosed = false;

  constructor(clock: Clock, step: MoverStep, failed: Failed, activity = new Activity()) {
    this.#clock = clock;
    this.#reminders = new Reminders(clock);
    this.#step = step;
    this.#failed = failed;
    this.#activity = activity;
  }

  /** Whether nothing is being moved on. */
  get isIdle(): boolean {
    return this.#going.size === 0;
  }

  /** Something has changed about a call. */
  go(sid: string) {
    const before = this.#going.get(sid);
    if (before) {
      before.goesOn = true;
      return;
    }
    const going: Going = { aborting: new AbortController(), goesOn: false };
    this.#going.set(sid, going);
    const move = this.#activity.during(async () => {
      try {
        await this.#moved(sid, going.aborting.signal);
      } catch (error) {
        if (!this.#isClosed) await this.#failed(sid, error);
      } finally {
        this.#going.delete(sid);
        this.#moves.delete(move);
        if (going.goesOn && !this.#isClosed) this.go(sid);
      }
    });
    this.#moves.add(move);
  }

  /** Gives up the step that a call is at. */
  giveUp(sid: string) {
    this.#going.get(sid)?.aborting.abort();
  }

  /** Whether a time has come; otherwise the call goes on then, and not at an earlier one. */
  isDue(sid: string, at: number): boolean {
    this.#reminders.callOff(sid);
    if (this.#clock.now() >= at) return true;
    this.#reminders.set(sid, at, () => this.go(sid));
    return false;
  }

  /** Begins nothing more; the step that a call is at has a grace to come to its end. */
  async close(graceMs = 0) {
    this.#isClosed = true;
    this.#reminders.close();
    await endedWithin(this.#moves, graceMs);
    for (const { aborting } of this.#going.values()) aborting.abort();
  }

  async #moved(sid: string, signal: AbortSignal) {
    while (!this.#isClosed && !signal.aborted && (await this.#step(sid, signal)));
  }
}
