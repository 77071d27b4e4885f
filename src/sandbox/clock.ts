/** A clock that can be frozen and moved forward: what it wakes is woken in order, as if time passed. */
import { type Clock, systemClock } from '../hosts/index.ts';

/** How a clock stands; plain data, so that it survives a restart. */
export interface ClockState {
  /** What it shows while it stands; null while it runs. */
  readonly frozenAt: number | null;
  /** How far it is ahead of the clock on the wall while it runs. */
  readonly aheadMs: number;
}

interface Alarm {
  readonly at: number;
  readonly run: () => void;
  callOff: () => void;
}

export class MovableClock implements Clock {
  #state: ClockState = { frozenAt: null, aheadMs: 0 };
  /** In the order in which they were set. */
  readonly #alarms = new Set<Alarm>();

  get state(): ClockState {
    return this.#state;
  }
  get isFrozen(): boolean {
    return this.#state.frozenAt !== null;
  }
  now(): number {
    return this.#state.frozenAt ?? systemClock.now() + this.#state.aheadMs;
  }

  wake(at: number, run: () => void): () => void {
    const alarm: Alarm = { at, run, callOff: () => undefined };
    this.#alarms.add(alarm);
    if (!this.isFrozen) this.#arm(alarm);
    return () => {
      alarm.callOff();
      this.#alarms.delete(alarm);
    };
  }

  /** Takes up how a clock stood. */
  set(state: ClockState) {
    this.#state = state;
    for (const alarm of this.#alarms) {
      alarm.callOff();
      if (!this.isFrozen) this.#arm(alarm);
    }
  }
  /** Sees to it that it shows no less. */
  notBefore(at: number) {
    const lackMs = at - this.now();
    if (lackMs <= 0) return;
    const { frozenAt, aheadMs } = this.#state;
    this.set(
      frozenAt === null ? { frozenAt, aheadMs: aheadMs + lackMs } : { frozenAt: at, aheadMs },
    );
  }
  freeze() {
    this.set({ frozenAt: this.now(), aheadMs: 0 });
  }
  /** Goes on from what it shows. */
  run() {
    this.set({ frozenAt: null, aheadMs: this.now() - systemClock.now() });
  }

  /**
   * Moves forward, from one alarm to the next; each is followed by whatever `settled` waits for
   * before the clock moves on.
   */
  async advance(byMs: number, settled: () => Promise<void>) {
    const { isFrozen } = this;
    const until = this.now() + byMs;
    this.freeze();
    await settled();
    for (let next = this.#next(); next && next.at <= until; next = this.#next()) {
      this.#state = { frozenAt: Math.max(next.at, this.now()), aheadMs: 0 };
      this.#ring(next);
      await settled();
    }
    this.#state = { frozenAt: until, aheadMs: 0 };
    if (!isFrozen) this.run();
  }

  /** Wakes nobody any more. */
  close() {
    for (const { callOff } of this.#alarms) callOff();
    this.#alarms.clear();
  }

  #next(): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) if (!first || alarm.at < first.at) first = alarm;
    return first;
  }

  #arm(alarm: Alarm) {
    alarm.callOff = systemClock.wake(alarm.at - this.#state.aheadMs, () => this.#ring(alarm));
  }

  #ring(alarm: Alarm) {
    this.#alarms.delete(alarm);
    alarm.run();
  }
}
