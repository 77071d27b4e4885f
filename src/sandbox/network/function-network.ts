/**
 * Functions in the place of all servers: nothing leaves the process. Who waits for an answer rests,
 * and who answers is at work unless it sleeps: so time that stands can pass while nobody answers.
 */
import { type Activity, type Clock, longestTimerMs } from '../../hosts/index.ts';
import type { HttpRequest } from '../../wire/index.ts';
import type { Arrived, Outside } from './network.ts';

/** The time of the account that asks. */
export interface AskersTime {
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends when so many milliseconds of it have passed; `Infinity`: never. */
  readonly sleep: (ms: number) => Promise<void>;
}
/**
 * Answers a request in the place of a server. The signal of the request is aborted when nobody
 * waits for the answer any more. What it throws is answered 500, as servers do.
 */
export type Answers = (request: Request, time: AskersTime) => Response | Promise<Response>;

/** A sandbox that is driven by the process that it is in. */
export interface InProcess {
  /** Who is asked, in the place of all servers. */
  readonly answers: Answers;
  /** What the clock of an account shows at first, in milliseconds since the epoch: it stands. */
  readonly frozenAt: number;
  /**
   * How long, on the wall, an answer may be waited for before time goes on without it; in
   * milliseconds, and `Infinity` for as long as it takes.
   */
  readonly patienceMs: number;
}
/** What is around it: the world that asks. */
interface Asking {
  readonly clock: Clock;
  readonly activity: Activity;
  /** Hears what should be known of a request. */
  readonly warn: (url: string, says: string) => void;
}

export class FunctionNetwork implements Outside {
  readonly #inProcess: InProcess;
  readonly #asking: Asking;

  constructor(inProcess: InProcess, asking: Asking) {
    this.#inProcess = inProcess;
    this.#asking = asking;
  }

  ask(request: HttpRequest, signal: AbortSignal): Promise<Arrived> {
    const { activity } = this.#asking;
    const { promise, resolve, reject } = Promise.withResolvers<Arrived>();
    let isWaiting = true;
    const goOn = () => {
      if (isWaiting) activity.begin();
      isWaiting = false;
    };
    const giveUp = () => {
      goOn();
      reject(signal.reason as Error);
    };
    const work = new Work(activity);
    activity.end();
    signal.addEventListener('abort', giveUp, { once: true });
    void this.#answered(request, signal, work).then((arrived) => {
      signal.removeEventListener('abort', giveUp);
      goOn();
      work.end();
      resolve(arrived);
    });
    return promise;
  }

  async #answered(request: HttpRequest, signal: AbortSignal, work: Work): Promise<Arrived> {
    const { url, method, headers, body } = request;
    const { answers, patienceMs } = this.#inProcess;
    const { clock, warn } = this.#asking;
    const says = `has not answered ${method} for ${patienceMs} ms: time goes on without it.`;
    const impatient = setTimeout(
      () => {
        if (work.rest()) warn(url, says);
      },
      Math.min(patienceMs, longestTimerMs),
    );
    impatient.unref();
    const time: AskersTime = { now: () => clock.now(), sleep: (ms) => work.sleep(clock, ms) };
    try {
      const init = { method, headers: { accept: '*/*', ...headers }, signal };
      const asked = new Request(url, body === undefined ? init : { ...init, body });
      return await arrivedAs(await answers(asked, time));
    } catch (error) {
      warn(url, `throws at ${method}, which is answered 500: ${error}`);
      return await arrivedAs(new Response(null, { status: 500 }));
    } finally {
      clearTimeout(impatient);
    }
  }
}

/** Somebody who answers: counted while it is at work, and not while it sleeps. */
class Work {
  readonly #activity: Activity;
  #state: 'at work' | 'at rest' | 'over' = 'at work';
  #sleeping = 0;

  constructor(activity: Activity) {
    this.#activity = activity;
    activity.begin();
  }

  /** Whether it was at work until now. */
  rest(): boolean {
    if (this.#state !== 'at work') return false;
    this.#state = 'at rest';
    this.#activity.end();
    return true;
  }

  sleep(clock: Clock, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#sleeping += 1;
    this.rest();
    const wakeUp = () => {
      this.#sleeping -= 1;
      this.#goOn();
      resolve();
      // Whoever waits for another sleep as well goes on with nothing.
      setImmediate(() => this.#sleeping > 0 && this.rest());
    };
    if (ms !== Number.POSITIVE_INFINITY) clock.wake(clock.now() + ms, wakeUp);
    return promise;
  }

  end() {
    this.rest();
    this.#state = 'over';
  }

  #goOn() {
    if (this.#state !== 'at rest') return;
    this.#state = 'at work';
    this.#activity.begin();
  }
}

/** More of a body than anybody reads. */
const mostBytes = 2 ** 20;

/** An answer as it would come from a server, read as far as anybody would. */
export async function arrivedAs({ body, status, headers }: Response): Promise<Arrived> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > mostBytes) break;
  }
  return {
    statusCode: status,
    headers: Object.fromEntries(headers),
    destroy: () => undefined,
    async *[Symbol.asyncIterator]() {
      yield* chunks;
    },
  };
}
