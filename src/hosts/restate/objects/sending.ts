/** What one object says to another: JSON, to a handler of an object under its key. */
import type { Context } from '@restatedev/restate-sdk';

/** As the SDK has it, but that what is sent may be anything. */
export const json = {
  contentType: 'application/json',
  serialize: (value: unknown) => new TextEncoder().encode(JSON.stringify(value)),
  /** No bytes are no answer. */
  deserialize: (bytes: Uint8Array): never =>
    (bytes.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(bytes))) as never,
};

/** Whom something is for. */
export interface Receiver {
  readonly service: string;
  readonly key: string;
  readonly method: string;
}
/** What was sent, as whoever waits for it asks for it. */
export interface SentOn extends Receiver {
  readonly id: string;
}
interface How {
  /** It is delivered so much later. */
  readonly delay?: number;
  /** Under which whoever waits for it asks what became of it. */
  readonly idempotencyKey?: string;
}
export type SendingContext = Pick<Context, 'genericSend' | 'request'>;

/** Sends something one way: it is delivered once what was done here is kept, in this order. */
export function sendOn(ctx: SendingContext, to: Receiver, parameter: unknown, how: How = {}) {
  ctx.genericSend<unknown>({ ...to, ...how, parameter, inputSerde: json });
}

/** What one invocation sends that somebody may wait for: each under an id of its own. */
export class Sendings {
  readonly sent: SentOn[] = [];
  readonly #ctx: SendingContext;

  constructor(ctx: SendingContext) {
    this.#ctx = ctx;
  }

  send(to: Receiver, parameter: unknown) {
    const id = `${this.#ctx.request().id}.${this.sent.length}`;
    sendOn(this.#ctx, to, parameter, { idempotencyKey: id });
    this.sent.push({ ...to, id });
  }
}
