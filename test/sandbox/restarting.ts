/** A world whose time stands still, a customer's application, and calls that run its documents. */
import { documentCommands } from '../../machines/index.ts';
import {
  type Clock,
  MemoryStore,
  type Store,
  type Stored,
  systemClock,
} from '../../src/hosts/index.ts';
import { newSigner } from '../../src/sandbox/network/signature.ts';
import type { TimelineEntry } from '../../src/sandbox/stage/timeline.ts';
import { dumpOf, fillingOf } from '../../src/sandbox/state/dump.ts';
import { World } from '../../src/sandbox/world/world.ts';
import type { InstructionSource } from '../../src/wire/index.ts';
import { type Answers, application } from './served.ts';

export const from = '+12025550199';
export const to = '+12025550100';
const connectionId = '1';
const signer = newSigner();

export interface CallingOptions {
  readonly answers?: Answers;
  /** As in a config file, once it is known where the application is. */
  readonly settings?: (url: string) => object;
  readonly store?: Store;
  readonly mediaLink?: (sid: string) => string;
  /** What the pauses of a store that fails go by. */
  readonly paceClock?: Clock;
}
type Of<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { readonly kind: Kind }>;

export async function calling({
  answers = {},
  settings = () => ({}),
  store = new MemoryStore(),
  mediaLink = (sid) => `https://media.test/${sid}`,
  paceClock = systemClock,
}: CallingOptions = {}) {
  const customer = await application(() => signer.publicKey, answers);
  /** All that happened, across restarts. */
  const entries: TimelineEntry[] = [];
  const open = async () => {
    const opened = await World.open({
      accountSid: 'account-1',
      store,
      paceClock,
      settings: settings(customer.url),
      signer,
      mediaLink,
    });
    opened.timeline.listen((entry) => entries.push(entry));
    return opened;
  };
  let world = await open();
  await world.freeze();
  const of = <K extends TimelineEntry['kind']>(kind: K) =>
    entries.filter((one): one is Of<K> => one.kind === kind);
  return {
    customer,
    get world() {
      return world;
    },
    entries,
    of,
    /** Somebody calls, and is answered at once; gives the sid of the call. */
    call: async (instructions?: InstructionSource | string, who = from) => {
      const sid = await world.receive({
        from: who,
        to,
        connectionId,
        ...(instructions === undefined
          ? {}
          : {
              instructions:
                typeof instructions === 'string' ? { texml: texml(instructions) } : instructions,
            }),
      });
      await world.clock.advance(100, () => world.settled());
      return sid;
    },
    /** Gives a call another document, as the API does. */
    redirect: (sid: string, source: InstructionSource) =>
      world.command(
        { machine: 'call', sid },
        { type: 'call.redirect' },
        { notes: world.sourceNotes(sid, source) },
      ),
    press: (sid: string, digit: string, id?: string) =>
      world.tell({ machine: 'call', sid }, { type: 'digit.pressed', digit } as never, id),
    hangUp: (sid: string) => world.tell({ machine: 'call', sid }, { type: 'call.hungUp' }),
    pass: (ms: number) => world.advance(ms),
    /** Ends the process, as far as that is possible in one, and begins another. */
    restart: async () => {
      await world.close();
      world = await open();
    },
    state: (sid: string) => world.host.machines.find('call', sid)?.state,
    /** What the call was given to do, as far as it took it. */
    verbs: (sid: string) =>
      of('step')
        .filter((one) => one.sid === sid && one.verdict.verdict === 'accepted')
        .map(({ event }) => event.type)
        .filter((type) => verbs.includes(type)),
    warnings: () => of('warning').map(({ says }) => says),
    /** What was asked of the application, and how that went. */
    asked: () => of('instructions').map(({ about, came }) => `${about} ${came}`),
    paths: () => customer.heard.map(({ path }) => path),
    [Symbol.asyncDispose]: async () => {
      await world.close();
      await customer[Symbol.asyncDispose]();
    },
  };
}
export type Calling = Awaited<ReturnType<typeof calling>>;

const verbs = [...Object.keys(documentCommands), 'call.redirect', 'call.hangUp'];
/** A store that holds this, as it would be read back from a file. */
export async function storeOf<S extends Store>(held: Stored, store: S): Promise<S> {
  const dump: unknown = JSON.parse(JSON.stringify(dumpOf('account-1', held)));
  await fillingOf('account-1', dump)(store);
  return store;
}

export const texml = (inside: string) => `<Response>${inside}</Response>`;
