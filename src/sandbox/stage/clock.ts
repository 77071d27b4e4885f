/** A clock that can be frozen and moved forward: what it wakes is woken in order, as if time passed. */
import { type Clock, SteadyClock } from '../../hosts/index.ts';
import { Dues } from './dues.ts';

/** How a clock stands; plain data, so that it survives a restart. */
export interface ClockState {
  /** What it shows while it stands; null while it runs. */
  readonly frozenAt: number | null;
  /** How far it is ahead of the clock on the wall while it runs. */
  readonly aheadMs: number;
  /** Where it is being moved to, while it is. */
  readonly movingTo?: number;
}

export class MovableClock implements Clock {
  /** What it goes by while it runs: an hour takes an hour, whatever the clock on the wall does. */
  readonly #steady: SteadyClock;
  #state: ClockState = { frozenAt: null, aheadMs: 0 };
  readonly #dues = new Dues();
  /** Calls off the waking for the first that is due. */
  #callOff = () => {};
  #isClosed = false;

  constructor(steady = new SteadyClock()) {
    this.#steady = steady;
  }

  get state(): ClockState {
    return this.#state;
  }
  get isFrozen(): boolean {
    return this.#state.frozenAt !== null;
  }
  /** When it wakes somebody next. */
  get nextAt(): number | undefined {
    return this.#dues.first?.at;
  }
  now(): number {
    return this.#state.frozenAt ?? this.#steady.now() + this.#state.aheadMs;
  }
  /** How far it is from where the clock on the wall would have it; 0 while it is frozen. */
  get astrayMs(): number {
    return this.isFrozen ? 0 : this.#steady.astrayMs;
  }

  wake(at: number, run: () => void): () => void {
    if (this.#isClosed) return () => undefined;
    const { first } = this.#dues;
    const takeOut = this.#dues.add({ at, run });
    if (!first || at < first.at) this.#arm();
    return takeOut;
  }

  /** Takes up how a clock stood. */
  set(state: ClockState) {
    this.#state = state;
    this.#arm();
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
  /** Goes astray: shows so much more than the clock on the wall would have it show. */
  stray(byMs: number) {
    this.#steady.shift(byMs);
    this.#arm();
  }
  /** Goes by the clock on the wall again. */
  setByWall() {
    this.#steady.setByWall();
    this.#arm();
  }
  freeze() {
    this.set({ frozenAt: this.now(), aheadMs: 0 });
  }
  /** Goes on from what it shows. */
  run() {
    this.set({ frozenAt: null, aheadMs: this.now() - this.#steady.now() });
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
    for (let { first } = this.#dues; first && first.at <= until; { first } = this.#dues) {
      this.#state = { frozenAt: Math.max(first.at, this.now()), aheadMs: 0 };
      this.#dues.take();
      first.run();
      await settled();
    }
    this.#state = { frozenAt: until, aheadMs: 0 };
    if (!isFrozen) this.run();
  }

  /** Wakes nobody any more. */
  close() {
    this.#isClosed = true;
    this.#callOff();
    this.#dues.clear();
  }

  /** Sees to it that it rings when the first is due, as long as it runs. */
  #arm() {
    this.#callOff();
    const { first } = this.#dues;
    if (!first || this.isFrozen || this.#isClosed) return;
    this.#callOff = this.#steady.wake(first.at - this.#state.aheadMs, () => this.#ring());
  }

  #ring() {
    try {
      for (let { first } = this.#dues; first && first.at <= this.now(); { first } = this.#dues) {
        this.#dues.take();
        first.run();
      }
    } finally {
      this.#arm();
    }
  }
}
