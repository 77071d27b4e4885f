/**
 * Who runs the sandbox: one of the processes on a database, as long as it renews its lease. When it
 * has not for so long, whoever looks first takes over, and what the other still writes is refused.
 */
import type { Database } from '../../hosts/postgres/tables/database.ts';

export interface LeadingOptions {
  readonly database: Database;
  /** How long a process is taken to be alive after it was last heard of, in milliseconds. */
  readonly leaseMs: number;
  /** Where other processes reach this one. */
  readonly address: string;
  /** This process leads from now on; what it writes, it writes under this number. */
  readonly began: (epoch: number) => void;
  /** It does not any more; ends when all is let go of. */
  readonly ended: (why: string) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Another process that leads. */
export interface Leader {
  /** Where it is reached. */
  readonly address: string;
  /** Aborted once it leads no longer, as far as is known: what it has not answered it does not keep. */
  readonly over: AbortSignal;
}
interface Term {
  readonly epoch: number;
  readonly leader: Leader;
  readonly end: AbortController;
}

/** It is looked so many times in a lease. */
const looksInLease = 4;

export class Leading {
  readonly #options: LeadingOptions;
  #epoch: number | undefined;
  /** Until then nobody else can have taken over, by the clock of `performance`. */
  #sureUntil = 0;
  /** Another that leads, as far as is known, and until when that can be relied on. */
  #term: Term | undefined;
  #knownUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  /** The look that is under way. */
  #round: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: LeadingOptions) {
    this.#options = options;
  }

  /** Whether this process leads, beyond doubt. */
  get isSure(): boolean {
    return this.#epoch !== undefined && performance.now() < this.#sureUntil;
  }
  /** Another process that leads; undefined: none is known. */
  get leader(): Leader | undefined {
    return this.#epoch === undefined ? this.#term?.leader : undefined;
  }

  /** Looks for the first time, and from then on by itself. */
  async begin() {
    await this.lookAgain();
    this.#wait();
  }

  /** Looks now: somebody could not be reached. However many ask, there is one look at a time. */
  lookAgain(): Promise<void> {
    this.#round ??= this.#look().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /** Leads no longer, and looks again: maybe it will. */
  resign(why: string) {
    void this.#end(why);
  }

  /** Lets others lead, at once. Everything is to be let go of before. */
  async close() {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#round;
    this.#follow(undefined);
    if (this.#epoch === undefined) return;
    const { database } = this.#options;
    await database.ask('leave', database.text(leaving), [this.#epoch]);
  }

  #wait() {
    if (this.#isClosed) return;
    this.#timer = setTimeout(
      () => void this.lookAgain().finally(() => this.#wait()),
      this.#options.leaseMs / looksInLease,
    );
  }

  async #look() {
    if (this.#isClosed) return;
    const { leaseMs, failed } = this.#options;
    try {
      await within(leaseMs / 2, this.#epoch === undefined ? this.#stand() : this.#renew());
    } catch (error) {
      failed(error);
    }
    if (this.#epoch !== undefined && !this.isSure) {
      await this.#end('the database has not answered for too long');
    }
    if (this.#term && performance.now() >= this.#knownUntil) this.#follow(undefined);
  }

  async #renew() {
    const { database, leaseMs } = this.#options;
    const epoch = this.#epoch;
    const askedAt = performance.now();
    const [found] = await database.ask('lead', database.text(renewing), [epoch, leaseMs]);
    if (this.#epoch !== epoch) return;
    if (found) this.#sureUntil = askedAt + leaseMs;
    else await this.#end('another process has taken over');
  }

  async #stand() {
    const { database, leaseMs, address, began } = this.#options;
    const askedAt = performance.now();
    const [taken] = await database.ask('stand', database.text(standing), [address, leaseMs]);
    const sureUntil = askedAt + leaseMs;
    if (taken) {
      // An answer that nobody waits for any more may come when others lead, or this one again.
      if (this.#isClosed || this.#epoch !== undefined || performance.now() >= sureUntil) return;
      this.#epoch = Number(taken.epoch);
      this.#sureUntil = sureUntil;
      this.#follow(undefined);
      return began(this.#epoch);
    }
    const [found] = await database.ask('leader', database.text(leading));
    this.#knownUntil = sureUntil;
    this.#follow(found && { epoch: Number(found.epoch), address: String(found.address) });
  }

  /** Another leads from now on, or nobody: whoever waits for the one before waits in vain. */
  #follow(found: { readonly epoch: number; readonly address: string } | undefined) {
    const before = this.#term;
    if (found && before?.epoch === found.epoch) return;
    const end = new AbortController();
    const { epoch = 0, address = '' } = found ?? {};
    this.#term = found && { epoch, end, leader: { address, over: end.signal } };
    before?.end.abort();
  }

  async #end(why: string) {
    if (this.#epoch === undefined) return;
    this.#epoch = undefined;
    await this.#options.ended(why);
  }
}

const alive = "clock_timestamp() + $2 * interval '1 ms'";
/** Two who stand at once wait for each other here, and the second finds that the first is alive. */
const standing = `UPDATE @.leader SET epoch = epoch + 1, address = $1, alive_until = ${alive}
  WHERE alive_until < clock_timestamp() RETURNING epoch`;
const renewing = `UPDATE @.leader SET alive_until = ${alive} WHERE epoch = $1 RETURNING epoch`;
const leaving = 'UPDATE @.leader SET alive_until = clock_timestamp() WHERE epoch = $1';
const leading = 'SELECT epoch, address FROM @.leader WHERE alive_until >= clock_timestamp()';

/** A database that says nothing for so long is not there. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
