/** Wake-ups: which machine's time comes next, and whom it is up to this host to wake. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Address, type MachineName, slotOf } from '../../../machines/index.ts';
import type { Activity } from '../activity.ts';
import type { Clock } from '../ports.ts';
import type { Keeper } from './keeper.ts';
import { Rounds } from './rounds.ts';

export interface WakesOptions {
  readonly keeper: Keeper;
  readonly clock: Clock;
  readonly activity: Activity;
  /** Tells a machine what is due; until it ends, the machine is in hand. */
  readonly wake: (to: Address) => Promise<void>;
  readonly failed: (error: unknown, what: string) => void;
}

/** So many are woken at once. */
const atOnce = 32;
/** A machine that cannot be woken is left alone for so long. */
const pauseMs = 1_000;

export class Wakes {
  /** Whose lease holds those that are in hand. */
  holder = '';
  readonly #options: WakesOptions;
  readonly #inHand = new Map<string, Promise<void>>();
  #next: { readonly at: number; readonly callOff: () => void } | undefined;
  readonly #rounds: Rounds;
  #isClosed = false;

  constructor(options: WakesOptions) {
    this.#options = options;
    const { activity, failed } = options;
    this.#rounds = new Rounds(
      {
        activity,
        make: () => this.#take(),
        failed: (error) => failed(error, 'wake-ups are looked for again'),
      },
      true,
    );
  }

  /** Whether nobody is woken any more: what is due is left to the next host. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether it has to look again: an answer was lost. */
  get isBehind(): boolean {
    return this.#rounds.isUnsure;
  }

  /** Somebody's time comes at `at`. */
  expect(at: number) {
    if (this.#isClosed || (this.#next && this.#next.at <= at)) return;
    this.#next?.callOff();
    const callOff = this.#options.clock.wake(at, () => {
      this.#next = undefined;
      this.look();
    });
    this.#next = { at, callOff };
  }

  /** Whose time has come is woken, as far as no other host does so. */
  look() {
    this.#rounds.ask();
  }

  /** Wakes nobody more; ends when those are told that are being told. */
  async close() {
    this.#isClosed = true;
    this.#next?.callOff();
    await this.#rounds.close();
    await Promise.allSettled(this.#inHand.values());
  }

  async #take() {
    const { keeper, clock } = this.#options;
    if (this.#rounds.isUnsure) {
      // Who fails meanwhile is still in hand here: it is freed the next time.
      this.#rounds.isUnsure = false;
      await keeper.ask('unwake', this.holder, [...this.#inHand.keys()]);
    }
    const room = atOnce - this.#inHand.size;
    if (room <= 0) return;
    const found = await keeper.ask('wake', this.holder, clock.now(), room);
    const due = found.filter(({ machine }) => machine !== null);
    const next = found.find(({ machine, wake_at }) => machine === null && wake_at !== null);
    if (next) this.expect(Number(next.wake_at));
    for (const { machine, sid } of due) {
      this.#wake({ machine: machine as MachineName, sid: String(sid) });
    }
  }

  #wake(to: Address) {
    const slot = slotOf(to);
    const { wake, failed, activity } = this.#options;
    const woken = activity
      .during(() => wake(to))
      .catch(async (error: unknown) => {
        failed(error, `the wake-up of ${to.sid}`);
        if (!this.#isClosed) await wait(pauseMs, undefined, { ref: false });
        // Up to here it is in hand; nobody else frees it.
        this.#rounds.isUnsure = true;
      })
      .finally(() => {
        if (this.#inHand.get(slot) === woken) this.#inHand.delete(slot);
        if (!this.#isClosed) this.look();
      });
    this.#inHand.set(slot, woken);
  }
}
