/**
 * The lease under which a host has things in hand, renewed through a connection of its own, which
 * also hears when another host calls. Whoever dies is noticed when its lease has run out.
 */

import type { Keeper } from './keeper.ts';
import type { Database, PostgresClient } from './tables/database.ts';
import { statements } from './tables/statements.ts';

export interface LeaseOptions {
  readonly database: Database;
  readonly keeper: Keeper;
  readonly leaseMs: number;
  /** What the clock of the machines shows. */
  readonly now: () => number;
  /** Errands wait, and a machine's time comes, if so. Nothing said: look for everything. */
  readonly found: (what?: { readonly waits: boolean; readonly wakeAt: number | undefined }) => void;
  /** Others have taken over what was in hand; ends when another lease was begun, or was not. */
  readonly lost: () => Promise<void>;
  readonly failed: (error: unknown, what: string) => void;
}

export class Lease {
  readonly #options: LeaseOptions;
  readonly #renewal: string;
  readonly #everyMs: number;
  #id = '';
  /** Whether it is known to have begun. */
  #isBegun = false;
  #client: PostgresClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #isAtRest = false;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#renewal = options.database.text(statements.renew);
    this.#everyMs = options.leaseMs / 3;
  }

  /** Begins a lease; gives when a host was last there, undefined if none ever was. */
  async begin(id: string): Promise<number | undefined> {
    this.#id = id;
    this.#isBegun = false;
    const { keeper, leaseMs, now } = this.#options;
    const [found] = await keeper.ask('begin', id, leaseMs, now());
    this.#isBegun = true;
    this.#wait();
    const seenAt = found?.seen_at ?? undefined;
    return seenAt === undefined ? undefined : Number(seenAt);
  }

  /** Gives back what is in hand, and lets others know. */
  async end() {
    this.#isAtRest = true;
    clearTimeout(this.#timer);
    await this.#round;
    this.#hangUp();
    await this.#options.keeper.ask('end', this.#id, this.#options.now());
  }

  #wait() {
    clearTimeout(this.#timer);
    if (this.#isAtRest) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#renew()
        .catch((error: unknown) => {
          this.#hangUp();
          if (!this.#isAtRest) this.#options.failed(error, 'the lease is renewed in a moment');
        })
        .finally(() => this.#wait());
    }, this.#everyMs);
  }

  async #renew() {
    const { database, leaseMs, now, found, lost } = this.#options;
    this.#client ??= await this.#listening();
    const query = {
      name: `${database.schema} renew`,
      text: this.#renewal,
      values: [this.#id, leaseMs, now()],
    };
    const { rows } = await within(leaseMs, this.#client.query(query));
    const { held, waits, wake_at: wakeAt } = rows[0] ?? {};
    if (this.#isAtRest) return;
    if (held !== true || !this.#isBegun) return await lost();
    found({ waits: waits === true, wakeAt: wakeAt === null ? undefined : Number(wakeAt) });
  }

  /** A connection that hears calls. One that breaks is replaced when the lease is renewed. */
  async #listening(): Promise<PostgresClient> {
    const { database, leaseMs, found } = this.#options;
    const client = await database.connect();
    const broken = () => {
      if (this.#client === client) this.#hangUp();
    };
    client.on('notification', () => found());
    client.on('error', broken);
    client.on('end', broken);
    try {
      await within(leaseMs, client.query({ text: database.text('LISTEN @') }));
    } catch (error) {
      client.release(true);
      throw error;
    }
    // A call may have come before.
    found();
    return client;
  }

  /** What listens is of no use to anybody else. */
  #hangUp() {
    const client = this.#client;
    this.#client = undefined;
    client?.release(true);
  }
}

/** A connection that says nothing for so long is broken. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
