/** The time of a world: a clock that is moved one after another, and kept with it. */
import { setImmediate } from 'node:timers/promises';
import { endedWithin, type Host, longestTimerMs } from '../../hosts/index.ts';
import type { InProcess } from '../network/function-network.ts';
import { type ClockState, MovableClock } from './clock.ts';
import { arePlanned } from './plans.ts';

const clockKey = 'clock';
/** How long the clock waits for what an alarm brings about, before it moves on. */
const settlingMs = 10_000;
/** How far it may be from the clock on the wall before anybody cares. */
const carelessMs = 1_000;

export class WorldTime {
  readonly clock = new MovableClock();
  #host!: Host;
  #moving: Promise<void> = Promise.resolve();
  #settlingMs = settlingMs;

  /**
   * Takes up how the clock stood. What happened last may be ahead of what it shows: if the clock was
   * being moved when the process was killed, it shows no less; if the clock on the wall was wrong,
   * it goes on from there until nothing of that is under way. Gives how far it is ahead then.
   * Driven by its own process, it stands from the beginning.
   */
  takeUp(host: Host, inProcess?: Pick<InProcess, 'frozenAt'>): number {
    this.#host = host;
    const { clock } = this;
    const kept = host.notes.get(clockKey) as ClockState | undefined;
    if (inProcess) {
      // Whoever is asked is waited for with a patience of its own.
      this.#settlingMs = longestTimerMs;
      clock.set({ frozenAt: inProcess.frozenAt, aheadMs: 0 });
    }
    if (kept) clock.set({ frozenAt: kept.frozenAt, aheadMs: kept.aheadMs });
    const newest = host.machines.keptAt ?? 0;
    clock.notBefore(clock.isFrozen ? newest : Math.min(newest, kept?.movingTo ?? 0));
    const lackMs = newest - clock.now();
    if (lackMs <= 0 || !isUnderWay(host)) return 0;
    clock.stray(lackMs);
    return lackMs < carelessMs ? 0 : lackMs;
  }

  /** Something new begins: if it is alone, it may as well begin by the clock on the wall. */
  keepUp() {
    const { clock } = this;
    if (Math.abs(clock.astrayMs) > carelessMs && !isUnderWay(this.#host)) clock.setByWall();
  }

  freeze(): Promise<void> {
    return this.#move(() => this.clock.freeze());
  }
  run(): Promise<void> {
    return this.#move(() => this.clock.run());
  }
  /** Moves the time forward; whatever is due meanwhile happens in its order. */
  advance(byMs: number): Promise<void> {
    return this.#move(async () => {
      const { clock } = this;
      const movingTo: ClockState = { ...clock.state, movingTo: clock.now() + byMs };
      await this.#host.keep({ notes: [{ key: clockKey, value: movingTo }] });
      await clock.advance(byMs, () => this.settled());
    });
  }

  /** Waits until nothing is under way but time, for ten seconds at most. */
  async settled() {
    const { activity } = this.#host;
    const until = performance.now() + this.#settlingMs;
    while (!activity.isIdle && performance.now() < until) {
      await endedWithin([activity.rest()], until - performance.now());
      // Whoever waited for what has just ended may go on with something else.
      await setImmediate();
    }
  }

  /** One after another, however many ask. */
  #move(move: () => void | Promise<void>): Promise<void> {
    const moved = this.#moving.then(async () => {
      await move();
      // It cannot be undone: whatever was due has happened.
      const notes = [{ key: clockKey, value: this.clock.state }];
      await this.#host.keep({ notes, untilKept: true });
    });
    this.#moving = moved.catch(() => undefined);
    return moved;
  }
}

/** Whether anything is to come by the clock. */
function isUnderWay({ machines, notes }: Host): boolean {
  for (const _ of machines.live()) return true;
  return arePlanned(notes);
}
