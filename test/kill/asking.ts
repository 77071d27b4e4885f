/** Requests to a server that may be gone at any moment: what was answered, and what was not. */
import { setTimeout as wait } from 'node:timers/promises';
import { APIConnectionError, APIError } from 'telnyx';

/** An answer: its status, what it says, and whether the same was asked before without an answer. */
export interface Answer<T> {
  readonly status: number;
  readonly body?: T;
  readonly code?: string;
  readonly isAgain: boolean;
}
/** How a server is, for those who ask it. */
export interface Health {
  /** Resolves while it listens. */
  readonly up: () => Promise<unknown>;
  /** Whether it may refuse for want of a disk, now. */
  readonly mayFail: () => boolean;
  /** When the last trouble ended, of `performance.now()`; infinity while more may come. */
  readonly calmSince: () => number;
}
/** The requests that were acknowledged, in all. */
export interface Count {
  acknowledged: number;
}

const restMs = 100;
/**
 * How long something may take to come once there are no troubles: while they go on, how much a server
 * gets done between two of them is a matter of the machine.
 */
const patienceMs = 90_000;
function patienceFor({ calmSince }: Health): { readonly isOver: () => boolean } {
  const began = performance.now();
  return { isOver: () => performance.now() - Math.max(began, calmSince()) > patienceMs };
}

/** Something that was acknowledged and does not hold, or that does not come. */
export class Broken extends Error {}

/** The answer to one request; undefined if there was none, so that nobody knows what came of it. */
export async function once<T>(
  { up, mayFail }: Health,
  count: Count,
  ask: () => PromiseLike<T>,
): Promise<Answer<T> | undefined> {
  await up();
  try {
    const body = await ask();
    count.acknowledged += 1;
    return { status: 200, body, isAgain: false };
  } catch (error) {
    if (error instanceof APIConnectionError || isCutOff(error)) return undefined;
    if (!(error instanceof APIError)) throw error;
    const status = error.status ?? 0;
    if (status >= 500 && mayFail()) return undefined;
    if (status >= 500) throw new Broken(`answered ${status}: ${error.message}`);
    const { errors } = (error.error ?? {}) as { errors?: { code?: string }[] };
    return { status, code: errors?.[0]?.code ?? '', isAgain: false };
  }
}

/** An answer that broke off, as whoever gave it was killed. */
const isCutOff = (error: unknown) =>
  error instanceof TypeError && /terminated|fetch failed/.test(error.message);

/** Asks until there is an answer. */
export async function answered<T>(
  health: Health,
  count: Count,
  ask: () => PromiseLike<T>,
): Promise<Answer<T>> {
  const patience = patienceFor(health);
  for (let isAgain = false; ; isAgain = true) {
    const answer = await once(health, count, ask);
    if (answer) return { ...answer, isAgain };
    if (patience.isOver()) throw new Broken(`not answered within ${patienceMs} ms`);
    await wait(restMs);
  }
}

/** Asks until something is so; `now` says how it is instead. */
export async function until<T>(
  health: Health,
  says: string,
  look: () => Promise<T | undefined>,
  now: () => Promise<unknown> = () => Promise.resolve(''),
): Promise<T> {
  const patience = patienceFor(health);
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (patience.isOver())
      throw new Broken(`${says}: not within ${patienceMs} ms ${JSON.stringify(await now())}`);
    await wait(restMs);
  }
}
