/** A staged world that tells customers, and customers who listen; all of it ends with its test. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { AnyEvent } from '../../machines/index.ts';
import { Callbacks } from '../../src/sandbox/world/callbacks.ts';
import { type Answers, application } from './served.ts';
import { addressOf, lineRow, type StageOptions, signer, staged } from './stage.ts';

export type Customer = Awaited<ReturnType<typeof application>>;

/** What is to be ended after the test, the latest first. */
export const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
export async function customerOf(
  answers?: Answers,
  publicKey = () => signer.publicKey,
): Promise<Customer> {
  const customer = await application(publicKey, answers);
  ends.push(() => customer[Symbol.asyncDispose]());
  return customer;
}

/** A staged world that has callbacks and nothing else: what happens to its calls, a test says. */
export async function telling({ settings, ...options }: StageOptions = {}) {
  const world = await staged({
    settings,
    pace: { firstPauseMs: 10, longestPauseMs: 1_000 },
    performers: (stage) => ({ callbacks: new Callbacks(stage).perform }),
    ...options,
  });
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await world.close();
    isClosed = true;
  };
  ends.push(close);
  const all = ['initiated', 'ringing', 'answered', 'completed'];
  return {
    ...world,
    close,
    begin: async (url: string, sid = 'call-1', events: readonly string[] = all) => {
      const row = lineRow({ subscription: { url, method: 'POST', events } });
      await world.host.take({
        to: addressOf(sid),
        event: { type: 'call.dialOut' },
        rows: [{ sid, row }],
      });
      return sid;
    },
    /** The network tells of a call, and nobody waits for what follows. */
    happen: async (sid: string, ...facts: readonly (keyof typeof happenings)[]) => {
      for (const fact of facts) {
        await world.host.take({
          to: addressOf(sid),
          event: { type: happenings[fact] } as Happening,
        });
      }
    },
    warnings: () =>
      world.stage.timeline.latest().flatMap((one) => (one.kind === 'warning' ? one.says : [])),
    attempts: () =>
      world.stage.timeline
        .latest({ most: 5_000 })
        .flatMap((one) => (one.kind === 'callback' ? [[one.about, one.attempt, one.came]] : [])),
  };
}
type Happening = Extract<AnyEvent, { type: 'call.hungUp' }>;
const happenings = {
  initiated: 'call.initiated',
  rang: 'call.rang',
  answered: 'call.answered',
  hungUp: 'call.hungUp',
} as const;
export const statuses = ({ heard }: Customer) => heard.map(({ said }) => said.CallStatus);

/** A server that takes requests and never says anything. */
export async function mute() {
  let asked = 0;
  const server = createServer(() => {
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, asked: () => asked };
}
