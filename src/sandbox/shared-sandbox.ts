/**
 * A sandbox that several processes serve, on one database: one of them runs it, and the others send
 * on to it what they are asked. When it dies, another takes over from what is kept.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Database, PostgresConnection } from '../hosts/postgres/tables/database.ts';
import { failure, replyTo } from './http/edge/errors.ts';
import { signerOf } from './network/signature.ts';
import { checkedUrl, openSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
import {
  type Forwarded,
  forward,
  forwardable,
  forwardedBy,
  NotForwarded,
  notLeading,
} from './shared/forwarding.ts';
import { inDatabase } from './shared/in-database.ts';
import { type Leader, Leading } from './shared/leading.ts';
import { prepareTables, usualSandboxSchema } from './shared/tables.ts';
import { limits } from './stage/limits.ts';

/** Where a sandbox is kept that several processes serve. */
export interface SharedState {
  /** The address of a database, `postgres://…`, or what the package `pg` takes. */
  readonly postgres: PostgresConnection;
  /** The schema that holds the tables, made if there is none; `texml_sandbox` when left out. */
  readonly schema?: string;
  /** Where the other processes reach this one; where it listens when left out. */
  readonly reachedAt?: string;
  /** For how long it is missed before another takes over, in milliseconds; 4,000 when left out. */
  readonly leaseMs?: number;
}
/** A sandbox that several processes serve. */
export type SharedSandbox = Omit<Sandbox, 'worlds'>;

const usualLeaseMs = 4_000;
/** After so long it is looked again who runs the sandbox. */
const lookMs = 100;

/**
 * Opens a sandbox on a database, and ends when it is known who runs it. `listensAt` is where this
 * process listens, `told` hears who runs the sandbox whenever that changes, and what goes wrong.
 * @throws BadDatabase for a database that cannot be used, or what the driver throws if there is none.
 */
export async function openShared(
  { postgres, schema = usualSandboxSchema, reachedAt, leaseMs = usualLeaseMs }: SharedState,
  options: Omit<SandboxOptions, 'state'>,
  listensAt: string,
  told: (says: string) => void,
): Promise<SharedSandbox> {
  const { Database, openPool } = await import('../hosts/postgres/tables/database.ts');
  const opened = async () => new Database(schema, await openPool(schema, postgres), true);
  const database = await opened();
  try {
    const privateKey = await prepareTables(database);
    const shared = new Shared(options, privateKey, told, database, {
      // What keeps the lease waits for no connection that something else uses.
      database: await opened(),
      leaseMs,
      address: reachedAt === undefined ? listensAt : checkedUrl(reachedAt),
    });
    await shared.begin();
    return shared;
  } catch (error) {
    await database.close();
    throw error;
  }
}

type Place = Pick<ConstructorParameters<typeof Leading>[0], 'database' | 'leaseMs' | 'address'>;

class Shared implements SharedSandbox {
  readonly publicKey: string;
  readonly notices: readonly string[];
  readonly #options: Omit<SandboxOptions, 'state'>;
  readonly #privateKey: string;
  readonly #told: (says: string) => void;
  readonly #database: Database;
  readonly #place: Place;
  readonly #leading: Leading;
  /** What this process runs, while it does. */
  #running: Promise<Sandbox> | undefined;
  #leaderTold: string | undefined;
  #failure: string | undefined;

  constructor(
    options: Omit<SandboxOptions, 'state'>,
    privateKey: string,
    told: (says: string) => void,
    database: Database,
    place: Place,
  ) {
    this.#options = options;
    this.#privateKey = privateKey;
    this.#told = told;
    this.#database = database;
    this.#place = place;
    this.publicKey = signerOf(privateKey).publicKey;
    this.notices = [];
    this.#leading = new Leading({
      ...place,
      began: (epoch) => this.#run(epoch),
      ended: (why) => this.#stop(why),
      failed: (error) => {
        const says = error instanceof Error ? error.message : String(error);
        if (says !== this.#failure) told(`The database could not be asked: ${says}`);
        this.#failure = says;
      },
    });
  }

  async begin() {
    await this.#leading.begin();
    await this.#running;
    const { leader } = this.#leading;
    if (leader !== undefined) this.#tellLeader(leader.address);
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    // One that could not be opened is no longer run in a moment, and another process may do better.
    const sandbox = this.#leading.isSure ? await this.#running?.catch(() => undefined) : undefined;
    if (sandbox) return sandbox.fetch(request);
    if (request.headers.has(forwardedBy)) {
      return replyTo(failure('notKept', nobodyRuns, { [notLeading]: '1' }));
    }
    return await this.#forward(await forwardable(request));
  };

  endStreams() {
    void this.#running?.then((sandbox) => sandbox.endStreams()).catch(() => undefined);
  }

  async close() {
    const running = this.#running;
    try {
      await (await running)?.close();
    } finally {
      await this.#leading.close().catch(() => undefined);
      await Promise.all([this.#database.close(), this.#place.database.close()]);
    }
  }

  #run(epoch: number) {
    this.#told('This process runs the sandbox.');
    const opening = inDatabase({
      database: this.#database,
      epoch,
      privateKey: this.#privateKey,
      lost: (why) => this.#leading.resign(why),
    }).then((keeping) => openSandbox(() => keeping, this.#options));
    this.#running = opening;
    opening.then(
      ({ notices }) => {
        for (const notice of notices) this.#told(notice);
      },
      (error: unknown) =>
        this.#leading.resign(error instanceof Error ? error.message : String(error)),
    );
  }

  /** What it has in memory may be out of date; what it would write is refused. */
  async #stop(why: string) {
    const running = this.#running;
    this.#running = undefined;
    this.#told(`This process runs the sandbox no longer: ${why}.`);
    const sandbox = await running?.catch(() => undefined);
    await sandbox?.close(0).catch(() => undefined);
  }

  /** Sends a request on, and waits for a while until somebody runs the sandbox. */
  async #forward(forwarded: Forwarded): Promise<Response> {
    const began = performance.now();
    for (;;) {
      const { leader } = this.#leading;
      const sandbox = this.#leading.isSure && (await this.#running?.catch(() => undefined));
      if (sandbox) return sandbox.fetch(copyOf(forwarded));
      if (leader !== undefined) {
        this.#tellLeader(leader.address);
        const answer = await this.#sent(forwarded, leader);
        if (answer) return answer;
      }
      if (performance.now() - began > limits.requestMs) {
        return replyTo(failure('notKept', nobodyRuns, this.#later));
      }
      await wait(lookMs);
      await this.#leading.lookAgain();
    }
  }

  /** The answer, or undefined if the request may be sent once more. */
  async #sent(forwarded: Forwarded, leader: Leader): Promise<Response | undefined> {
    const { request, isRepeatable } = forwarded;
    try {
      const answer = await forward(forwarded, leader);
      if (!answer.headers.has(notLeading) || !isRepeatable) return answer;
      await answer.body?.cancel();
    } catch (error) {
      if (!(error instanceof NotForwarded)) throw error;
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      if (!isRead && !(error.isUntouched && isRepeatable)) {
        return replyTo(failure('notKept', diedMeanwhile, this.#later));
      }
    }
    return undefined;
  }

  /** When it is worth while to ask again: somebody runs the sandbox by then. */
  get #later() {
    return { 'retry-after': String(Math.ceil(this.#place.leaseMs / 1_000)) };
  }

  #tellLeader(leader: string) {
    if (leader === this.#leaderTold) return;
    this.#leaderTold = leader;
    this.#told(
      `The sandbox is run by the process at ${leader}: what this one is asked goes there.`,
    );
  }
}

/** What was read of a request can be read again. */
function copyOf({ request, body }: Forwarded): Request {
  if (body === undefined) return request;
  const { url, method, headers } = request;
  return new Request(url, { method, headers: [...headers], body });
}

const nobodyRuns = 'No process runs the sandbox at the moment; ask again.';
const diedMeanwhile =
  'The process that ran the sandbox ended or stopped while it was asked. Whether it took the ' +
  'request is not known: look, and ask again.';
