/**
 * What a host on Restate takes beside a raw handler on the same server, which reads, writes and sends
 * as much and knows nothing of what it means. The same messages, asked for in the same way.
 */
import { createServer } from 'node:http2';
import * as restate from '@restatedev/restate-sdk';
import { portOf, slotOf } from '../../machines/index.ts';
import { restore, type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { consideredAlone, type Message } from '../../src/hosts/index.ts';
import { RestateHost } from '../../src/hosts/restate/index.ts';
import { Ingress } from '../../src/hosts/restate/ingress.ts';
import { sendOn } from '../../src/hosts/restate/objects/sending.ts';
import { performing } from '../hosts/stage.ts';
import { freePort } from '../load/server.ts';
import { openServers, type Servers } from '../restate/server.ts';
import { sidOf } from './lives.ts';
import { median } from './measure.ts';
import { give, pausedAgain } from './pauses.ts';

export interface RestateBench {
  readonly path: string;
  /** How many machines are told something, each by one that waits for the answer. */
  readonly keys: number;
  /** How many messages are given in each round. */
  readonly messages: number;
  readonly rounds: number;
  /** Whether Restate waits for the disk. */
  readonly isSynced: boolean;
}
/** Messages a second, the median of all rounds; and what a host does by itself for one message. */
export interface RestateRates {
  readonly host: number;
  readonly raw: number;
  /** Of which part of the raw rate that is: the median of what it was in each round. */
  readonly share: number;
  readonly microsecondsOfStep: number;
}

type Contender = (run: number) => Promise<void>;
const patience = { ms: 60_000, mayPass: (status: number) => status === 404 };

export async function benchRestate(bench: RestateBench): Promise<RestateRates> {
  const { path, rounds, messages, isSynced } = bench;
  await using servers = await openServers(path, { isSynced });
  await using host = await hostContender(servers, bench);
  await using raw = await rawContender(servers, bench);
  const rates = { host: [] as number[], raw: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const turns = [['host', host.run] as const, ['raw', raw.run] as const];
    // Who is first in one round is second in the next.
    for (const [name, run] of round % 2 === 0 ? turns : turns.reverse()) {
      const began = performance.now();
      await run(round);
      // The first round warms up.
      if (round > 0) rates[name].push(messages / ((performance.now() - began) / 1_000));
    }
  }
  return {
    host: Math.round(median(rates.host)),
    raw: Math.round(median(rates.raw)),
    share: median(rates.host.map((rate, i) => rate / (rates.raw[i] ?? rate))),
    microsecondsOfStep: microsecondsOfStep(1_000),
  };
}

interface Running extends AsyncDisposable {
  readonly run: Contender;
}

async function hostContender(servers: Servers, { keys, messages }: RestateBench): Promise<Running> {
  const { ingress, admin } = servers;
  const listen = { port: await freePort() };
  const performers = () => performing(() => undefined);
  const host = await RestateHost.open({ ingress, listen, register: { admin }, performers });
  return {
    run: async (run) => {
      const lives = Array.from({ length: keys }, (_, n) => pausedAgain(sidOf(`H${run}`, n)));
      await give(keys, messages, async (line, i) => {
        const { value } = (lives[line] as Generator<Message>).next();
        await host.take({ ...value, id: `${run} ${line} ${i}` });
      });
    },
    [Symbol.asyncDispose]: () => host.close(),
  };
}

/** What one message comes to, worked out before: the program only has to keep and send it. */
interface Planned {
  readonly snapshot: Snapshot;
  readonly sends: readonly { readonly key: string; readonly errand: object }[];
}

async function rawContender(servers: Servers, { keys, messages }: RestateBench): Promise<Running> {
  const plans = new Map<string, Planned>();
  const take = async (ctx: restate.ObjectContext, { id }: { readonly id: string }) => {
    const { snapshot, sends } = plans.get(id) as Planned;
    const kept = await ctx.get<{ revision: number }>('machine');
    for (const { key, errand } of sends) {
      sendOn(ctx, { service: 'raw.lane', key, method: 'perform' }, errand);
    }
    ctx.set('machine', { snapshot, revision: (kept?.revision ?? 0) + 1, wakeAt: 0 });
    return { verdict: { verdict: 'accepted' }, at: Date.now(), sent: [] };
  };
  const { exclusive } = restate.handlers.object;
  const known = { idempotencyRetention: 86_400_000, journalRetention: 0 };
  const services = [
    restate.object({
      name: 'raw.machine',
      options: { journalRetention: 0 },
      handlers: { take: exclusive(known, take) },
    }),
    restate.object({
      name: 'raw.lane',
      options: { journalRetention: 0 },
      handlers: { perform: (_: restate.ObjectContext, __: object) => Promise.resolve() },
    }),
  ];
  const handler = restate.createEndpointHandler({ services, logger: () => undefined });
  const port = await freePort();
  const server = createServer(handler).listen(port, '127.0.0.1');
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (one) => sessions.add(one));
  const admin = new Ingress(servers.admin, () => undefined);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ uri: `http://127.0.0.1:${port}` });
  await admin.fetch('/deployments', { method: 'POST', headers, body }, patience);
  const ingress = new Ingress(servers.ingress, () => undefined);
  return {
    run: async (run) => {
      const boards = Array.from({ length: keys }, () => new Switchboard());
      const lives = Array.from({ length: keys }, (_, n) => pausedAgain(sidOf(`R${run}`, n)));
      await give(keys, messages, async (line, i) => {
        const { value } = (lives[line] as Generator<Message>).next();
        const { to, event } = value as Message;
        const id = `${run} ${line} ${i}`;
        plans.set(id, planned(boards[line] as Switchboard, { to, event }));
        const asked = { service: 'raw.machine', key: slotOf(to), handler: 'take', id };
        await ingress.ask({ ...asked, body: { id, event, at: Date.now() } }, patience);
        plans.delete(id);
      });
    },
    [Symbol.asyncDispose]: () => {
      server.close();
      for (const one of sessions) one.destroy();
      return Promise.resolve();
    },
  };
}

function planned(board: Switchboard, { to, event }: Message): Planned {
  const delivery = board.deliver(to, { at: Date.now(), ...event } as never);
  const [snapshot] = delivery.changed;
  const sends = delivery.effects
    .filter((effect) => portOf(effect) !== 'clock')
    .map((effect, i) => {
      const errand = { key: `${slotOf(to)}@1.${i}`, effect };
      const key = `${portOf(effect)}/${effect.sid}`;
      return { key, errand: effect.type === 'announced' ? { ...errand, snapshot } : errand };
    });
  return { snapshot: snapshot as Snapshot, sends };
}

/** What of a message is not Restate's: reading the machine, and working out what it comes to. */
function microsecondsOfStep(messages: number): number {
  const life = pausedAgain('R');
  let kept = { snapshot: undefined as unknown, revision: 0 };
  const began = performance.now();
  for (let i = 0; i < messages; i += 1) {
    const { to, event } = life.next().value;
    const { snapshot: stored, revision } = JSON.parse(JSON.stringify(kept)) as typeof kept;
    const read =
      stored === undefined ? { revision } : { snapshot: restore('recording', stored), revision };
    const found = consideredAlone(read, to, { at: i, ...event } as never);
    kept = { snapshot: found.changed[0]?.snapshot ?? stored, revision: revision + 1 };
  }
  return Math.round(((performance.now() - began) * 1_000) / messages);
}
