/** As much of Restate as an object sees, in memory: what it keeps, what it sends, what time it is. */
import type { ObjectContext } from '@restatedev/restate-sdk';

/** What was sent, and how much later it is to be delivered. */
export interface SmallSent {
  readonly service: string;
  readonly method: string;
  readonly key: string | undefined;
  readonly parameter: unknown;
  readonly delay: number | undefined;
  readonly id: string | undefined;
}

/** One object under its key. */
export class SmallRestate {
  readonly state = new Map<string, string>();
  readonly sent: SmallSent[] = [];
  now = 0;
  #invocations = 0;
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** What a handler sees of one invocation. */
  context(): ObjectContext {
    this.#invocations += 1;
    const invocation = `inv_${this.#invocations}`;
    const seen: Partial<ObjectContext> = {
      key: this.#key,
      get: (name: string) => Promise.resolve(JSON.parse(this.state.get(name) ?? 'null')),
      set: (name: string, value: unknown) => {
        this.state.set(name, JSON.stringify(value));
      },
      clear: (name: string) => void this.state.delete(name),
      date: {
        now: () => Promise.resolve(this.now),
        toJSON: () => Promise.resolve(new Date(this.now).toJSON()),
      },
      request: () => ({ id: invocation }) as ReturnType<ObjectContext['request']>,
      genericSend: ({ service, method, key, parameter, delay, idempotencyKey }) => {
        const after = delay === undefined ? undefined : Number(delay);
        this.sent.push({ service, method, key, parameter, delay: after, id: idempotencyKey });
        return {} as ReturnType<ObjectContext['genericSend']>;
      },
    };
    return seen as ObjectContext;
  }
}
