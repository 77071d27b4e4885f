/**
 * A shift: what one host has in hand under one lease. A lease that has run out is not renewed:
 * others have taken over what was in hand, so it is let go of, and the next shift begins.
 */
import { type Port, portOf, ports } from '../../../machines/index.ts';
import type { Activity } from '../activity.ts';
import type { Pace } from '../courier.ts';
import { Outbox } from '../courier.ts';
import type { Observer } from '../observe.ts';
import type { Clock, Errand, Performers, Task } from '../ports.ts';
import type { Keeper } from './keeper.ts';
import { Rounds } from './rounds.ts';
import type { Records } from './tables/records.ts';

export interface ShiftOptions {
  readonly keeper: Keeper;
  readonly performers: Performers;
  readonly activity: Activity;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly failed: (error: unknown, what: string) => void;
  readonly watch: Observer;
}

/** An errand that was taken in hand. */
type InHand = Errand & {
  /** Where it stands in its lane. */
  readonly number: number;
};

const portNames = Object.keys(ports) as Port[];

export class Shift {
  /** Whoever holds something is known by that. */
  readonly id = crypto.randomUUID();
  readonly #options: ShiftOptions;
  readonly #outbox: Outbox;
  readonly #inHand = new Map<string, InHand>();
  /** Those that failed and wait for their next attempt: others may be performed meanwhile. */
  readonly #resting = new Set<string>();
  readonly #rounds: Rounds;
  #done: InHand[] = [];

  constructor(options: ShiftOptions) {
    this.#options = options;
    const { activity, clock, pace, performers, failed, watch } = options;
    this.#rounds = new Rounds(
      {
        activity,
        make: () => this.#look(),
        failed: (error) => failed(error, 'errands are looked for again'),
      },
      false,
    );
    const named = Object.fromEntries(
      portNames.map((port) => [port, (task: Task) => this.#perform(performers, port, task)]),
    ) as Performers;
    this.#outbox = new Outbox(named, {
      activity,
      clock,
      pace,
      watch,
      done: ({ key }) => this.#noteDone(key),
      failed: (error, { key, effect }, attempt) => {
        this.#resting.add(key);
        failed(error, `${effect.type} of ${effect.sid}, attempt ${attempt}`);
        this.ask();
      },
    });
  }

  /** Whether something may wait here for a place: so much is begun as one port begins at once. */
  get isFull(): boolean {
    return this.#inHand.size - this.#resting.size >= this.#options.pace.atOnce;
  }

  /** Whether it has to ask again: what is done was not told yet, or an answer was lost. */
  get isBehind(): boolean {
    return this.#rounds.isUnsure || this.#done.length > 0;
  }

  /** Its lease has begun. */
  begin() {
    this.#rounds.open();
    this.ask();
  }

  /** There may be something to do. */
  ask() {
    this.#rounds.ask();
  }

  /** Begins nothing more; what is at work has this grace. Then what is done is taken out. */
  async end(graceMs: number) {
    await this.#rounds.close();
    await this.#outbox.close(graceMs);
    if (this.#done.length > 0) await this.#claim([]);
  }

  async #look() {
    const { keeper } = this.#options;
    if (this.#rounds.isUnsure) {
      const numbers = [...this.#inHand.values()].map(({ number }) => number);
      await keeper.ask('unclaim', this.id, numbers);
      this.#rounds.isUnsure = false;
    }
    const places = this.#places();
    const taken = await this.#claim(places);
    const isFilled = ([port, room]: readonly [Port, number]) =>
      taken.filter((one) => portOf(one.effect) === port).length === room;
    if (places.some(isFilled)) this.ask();
  }

  #places(): (readonly [Port, number])[] {
    const { atOnce } = this.#options.pace;
    const begun = new Map<string, number>();
    for (const { key, effect } of this.#inHand.values()) {
      if (this.#resting.has(key)) continue;
      const port = portOf(effect);
      begun.set(port, (begun.get(port) ?? 0) + 1);
    }
    return portNames
      .map((port) => [port, atOnce - (begun.get(port) ?? 0)] as const)
      .filter(([, room]) => room > 0);
  }

  /** Takes out what is done and takes in hand what is first of its lane, in one statement. */
  async #claim(places: readonly (readonly [Port, number])[]): Promise<InHand[]> {
    const done = this.#done;
    this.#done = [];
    const { keeper } = this.#options;
    try {
      const found = await keeper.ask(
        'claim',
        this.id,
        done.map(({ effect }) => portOf(effect)),
        done.map(({ effect }) => effect.sid),
        done.map(({ number }) => number),
        places.map(([port]) => port),
        places.map(([, room]) => room),
      );
      for (const { key } of done) this.#inHand.delete(key);
      const taken = found.flatMap((columns) => this.#read(columns));
      taken.sort((a, b) => a.number - b.number);
      for (const one of taken) this.#inHand.set(one.key, one);
      this.#outbox.post(taken);
      return taken;
    } catch (error) {
      this.#done = [...done, ...this.#done];
      throw error;
    }
  }

  /** What is not what it should be stays in hand, so that only its lane waits. */
  #read(columns: Parameters<Records['errand']>[0]): InHand[] {
    try {
      return [this.#options.keeper.records.errand(columns)];
    } catch (error) {
      this.#options.failed(error, 'an errand is left alone');
      return [];
    }
  }

  #perform(performers: Performers, port: Port, task: Task): void | Promise<void> {
    this.#resting.delete(task.key);
    return performers[port](task as never);
  }

  #noteDone(key: string) {
    const one = this.#inHand.get(key);
    if (one) this.#done.push(one);
    this.ask();
  }
}
