/** What one object says to another: JSON, to a handler of an object under its key. */
import type { ObjectContext } from '@restatedev/restate-sdk';

/** As the SDK has it, but that what is sent may be anything. */
export const json = {
  contentType: 'application/json',
  serialize: (value: unknown) => new TextEncoder().encode(JSON.stringify(value)),
  deserialize: (bytes: Uint8Array): never => JSON.parse(new TextDecoder().decode(bytes)) as never,
};

/** Whom something is for. */
export interface Receiver {
  readonly service: string;
  readonly key: string;
  readonly method: string;
}
interface How {
  /** It is delivered so much later. */
  readonly delay?: number;
  /** Under which whoever waits for it asks what became of it. */
  readonly idempotencyKey?: string;
}

/** Sends something one way: it is delivered once what was done here is kept, in this order. */
export function sendOn(ctx: ObjectContext, to: Receiver, parameter: unknown, how: How = {}) {
  ctx.genericSend<unknown>({ ...to, ...how, parameter, inputSerde: json });
}
