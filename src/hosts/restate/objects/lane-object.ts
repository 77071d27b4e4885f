/**
 * The virtual object of each lane: what one port is asked by one sid is performed one after another
 * (D-10). Restate makes an attempt that failed again, until one fulfils: to give up is to fulfil.
 */
import type { ObjectContext } from '@restatedev/restate-sdk';
import { type Port, portOf } from '../../../../machines/index.ts';
import { restore } from '../../../engine/index.ts';
import { Closed } from '../../errors.ts';
import { tellObserver } from '../../observe.ts';
import type { Watch } from '../../operating/watch.ts';
import type { Errand, Performers, Task } from '../../ports.ts';
import { flawInEffect } from '../../stores/kept.ts';
import { BadRestate } from './errors.ts';
import { type Passing, passOn } from './forgetting-object.ts';
import type { ServiceNames } from './names.ts';

export interface LaneObjectOptions {
  readonly names: ServiceNames;
  readonly performers: Performers;
  readonly limitMs: number;
  readonly watch: Watch;
}

/** So many errands are known to have failed here; of others, the count begins anew. */
const knownFailures = 10_000;

/** What such an object does. */
export class LaneObject {
  readonly #options: LaneObjectOptions;
  /** By key, how often it was tried here. */
  readonly #attempts = new Map<string, number>();
  readonly #closing = new AbortController();
  #isStopped = false;

  constructor(options: LaneObjectOptions) {
    this.#options = options;
  }

  /** Performs an errand; `over` says that nobody waits for this attempt any more. */
  async perform(kept: unknown, over: AbortSignal): Promise<void> {
    if (this.#isStopped) throw new Closed('The host');
    const { performers, limitMs, watch } = this.#options;
    const { key, effect, snapshot } = this.#errandIn(kept);
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#note(key, attempt);
    const tooLong = new AbortController();
    const says = `No success within ${limitMs} ms.`;
    const timer = setTimeout(() => tooLong.abort(new Error(says)), limitMs);
    const signal = AbortSignal.any([tooLong.signal, this.#closing.signal, over]);
    const task: Task = { effect, key, snapshot, attempt, signal };
    tellObserver(watch.observer.attempting, task);
    try {
      await unlessAborted(signal, async () => performers[portOf(effect) as Port](task as never));
      this.#attempts.delete(key);
      tellObserver(watch.observer.attempted, task);
    } catch (error) {
      tellObserver(watch.observer.attempted, task, { error });
      if (!this.#closing.signal.aborted) {
        watch.failed(error, `${effect.type} of ${effect.sid}, attempt ${attempt}`);
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** What was asked before is done: a machine that is to be forgotten may go on. */
  pass(ctx: ObjectContext, passing: Passing): Promise<void> {
    passOn(ctx, this.#options.names, passing);
    return Promise.resolve();
  }

  /** Begins nothing more. */
  stop() {
    this.#isStopped = true;
  }

  /** What is being performed is told to stop; another host makes the attempt again. */
  close() {
    this.stop();
    this.#closing.abort(new Closed('The host'));
  }

  /** An errand as it was sent, if it is what it should be; it waits in its lane otherwise. */
  #errandIn(kept: unknown): Errand {
    const errand = (kept ?? {}) as Errand;
    try {
      return errandIn(errand);
    } catch (error) {
      this.#options.watch.failed(error, `errand ${errand.key} waits`);
      throw error;
    }
  }

  #note(key: string, attempt: number) {
    this.#attempts.set(key, attempt);
    if (this.#attempts.size <= knownFailures) return;
    const [oldest] = this.#attempts.keys();
    this.#attempts.delete(oldest as string);
  }
}

function errandIn({ key, effect, snapshot }: Errand): Errand {
  const flaw = flawInEffect(effect);
  if (flaw) {
    const says = `effect.${flaw.path} is ${JSON.stringify(flaw.found)}; expected ${flaw.expected}`;
    throw new BadRestate(`errand ${key}`, says);
  }
  if (!snapshot) return { key, effect };
  return { key, effect, snapshot: restore(effect.machine, snapshot) };
}

/** What the work comes to, or the reason for which it was aborted. */
async function unlessAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([work(), promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
