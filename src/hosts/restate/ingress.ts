/** Restate as a host asks it: messages in, answers out, again until the patience is over. */
import { setTimeout as wait } from 'node:timers/promises';
import { BadRestate } from './objects/errors.ts';

/** Pauses before what failed is tried again; they double, up to the longest. */
const firstPauseMs = 20;
const longestPauseMs = 1_000;
/** An answer that does not come for so long is asked for again, of another node if there is one. */
const attemptMs = 30_000;

export interface Inquiry {
  readonly service: string;
  /** Of an object. */
  readonly key?: string;
  readonly handler: string;
  readonly body?: unknown;
  /** Inquiry again with it, Restate gives the first answer. */
  readonly id?: string;
}
export interface Patience {
  /** How long Restate may be away; without end when left out. */
  readonly ms: number | undefined;
  /** Whether an answer of this status may be another one later. */
  readonly mayPass?: (status: number) => boolean;
}

export class Ingress {
  readonly #addresses: readonly string[];
  readonly #failed: (error: unknown, what: string) => void;
  /** Whose turn it is: the one that answered last. */
  #turn = 0;

  constructor(
    addresses: string | readonly string[],
    failed: (error: unknown, what: string) => void,
  ) {
    this.#addresses = [addresses].flat().map((one) => one.replace(/\/$/, ''));
    this.#failed = failed;
  }

  /** What a handler answers. */
  ask<T>({ service, key, handler, body, id }: Inquiry, patience: Patience): Promise<T> {
    const path = pathOf([service, key, handler]);
    const headers = { 'content-type': 'application/json' };
    const request: RequestInit = {
      method: 'POST',
      headers: id === undefined ? headers : { ...headers, 'idempotency-key': inHeader(id) },
      ...(body === undefined ? { headers: {} } : { body: JSON.stringify(body) }),
    };
    return this.fetch<T>(`/${path}`, request, patience);
  }

  /** What became of something that is being sent, under the id that it has. */
  attach<T>({ service, key, handler, id }: Required<Omit<Inquiry, 'body'>>, patience: Patience) {
    const path = pathOf([service, key, handler, id]);
    return this.fetch<T>(`/restate/invocation/${path}/attach`, {}, patience);
  }

  /** What is answered at a path, by any of the nodes. */
  async fetch<T>(path: string, request: RequestInit, { ms, mayPass }: Patience): Promise<T> {
    const end = performance.now() + (ms ?? Number.POSITIVE_INFINITY);
    for (let failures = 0; ; failures += 1) {
      const left = end - performance.now();
      const signal = AbortSignal.timeout(Math.ceil(Math.max(1, Math.min(left, attemptMs))));
      try {
        return await this.#once<T>(path, { ...request, signal });
      } catch (error) {
        const status = error instanceof BadRestate ? error.status : undefined;
        const isWrong = status !== undefined && status < 500 && !isBusy(status);
        if (isWrong && !mayPass?.(status)) throw error;
        const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
        if (performance.now() + pauseMs > end) throw error;
        if (!isWrong) {
          this.#turn += 1;
          this.#failed(error, `Restate is asked again in ${pauseMs} ms`);
        }
        await wait(pauseMs);
      }
    }
  }

  async #once<T>(path: string, request: RequestInit): Promise<T> {
    const address = this.#addresses[this.#turn % this.#addresses.length] as string;
    const unanswered = (cause: unknown): never => {
      throw new BadRestate(address, 'It does not answer.', { cause });
    };
    const response = await fetch(address + path, request).catch(unanswered);
    const text = await response.text().catch(unanswered);
    const { status } = response;
    if (!response.ok) throw new BadRestate(address, `${status} ${messageIn(text)}`, { status });
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch (cause) {
      throw new BadRestate(address, 'What it answers is not JSON.', { cause });
    }
  }
}

const pathOf = (parts: readonly (string | undefined)[]) =>
  parts.flatMap((part) => (part === undefined ? [] : encodeURIComponent(part))).join('/');

/** A header takes few characters. */
const inHeader = (id: string) => encodeURIComponent(id.toWellFormed());

const isBusy = (status: number) => status === 408 || status === 425 || status === 429;

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
