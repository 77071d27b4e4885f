/** What is inside of the application and what outside: who asks it waits for it, and it for nobody. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Answers } from '../sandbox/index.ts';

/** A request that the application got. */
export interface AppRequest {
  /** How long after the beginning. */
  readonly atMs: number;
  /** In capitals. */
  readonly method: string;
  /** As it was asked for: that of a GET has the parameters in it. */
  readonly url: string;
  /** That of the URL, without its query. */
  readonly path: string;
  /** The form, or the query of a GET. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What runs because the application was asked. */
const inside = new AsyncLocalStorage<Around>();

export class Around {
  readonly requests: AppRequest[] = [];
  readonly #app: Answers;
  readonly #beganAt: number;
  readonly #thrown: unknown[] = [];

  constructor(app: Answers, beganAt: number) {
    this.#app = app;
    this.#beganAt = beganAt;
  }

  /** Whether the application asks. */
  get isInside(): boolean {
    return inside.getStore() === this;
  }

  /** The application; what it is asked and what it throws is remembered. */
  readonly answers: Answers = (request, time) =>
    inside.run(this, async () => {
      const { method, url } = request;
      const { pathname: path, searchParams } = new URL(url);
      const said = method === 'GET' ? searchParams : new URLSearchParams(await textOf(request));
      const parameters = Object.fromEntries(said);
      this.requests.push({ atMs: time.now() - this.#beganAt, method, url, path, parameters });
      try {
        return await this.#app(request, time);
      } catch (error) {
        this.#thrown.push(error);
        throw error;
      }
    });

  /** What a test does; whatever the application throws meanwhile, the test is told. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    if (this.isInside) {
      throw new Error('The application waits for its own answer. To be late, it sleeps.');
    }
    const came = await work();
    this.throwWhatWasThrown();
    return came;
  }

  /** The first; all of them are in the story. */
  throwWhatWasThrown() {
    const [first, ...others] = this.#thrown.splice(0);
    if (first instanceof Error) throw first;
    if (first !== undefined || others.length > 0) {
      throw new Error(`The application has thrown ${String(first)}.`);
    }
  }
}

const textOf = (request: Request) => request.clone().text();
