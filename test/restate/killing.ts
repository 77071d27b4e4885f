/** Restate as hosts stand on it while they are killed, and its nodes with them, one after another. */
import { setTimeout as wait } from 'node:timers/promises';
import { addressIn } from '../../machines/index.ts';
import { type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { AskingRestate } from '../../src/hosts/restate/asking.ts';
import { RestateDirectory } from '../../src/hosts/restate/directory.ts';
import { Ingress } from '../../src/hosts/restate/ingress.ts';
import { namesOf } from '../../src/hosts/restate/objects/names.ts';
import {
  directoryOf,
  type ListName,
  type ListPage,
  type ListQuery,
  type Row,
} from '../../src/wire/index.ts';
import type { EngineOfHosts } from '../hosts/ordeal/ordeal.ts';
import { patienceMs } from '../house/patience.ts';
import { freePort } from '../load/server.ts';
import type { MortalOnRestate } from './mortal.ts';
import { openServers, type Shape } from './server.ts';

const name = 'ordeal';

/** Servers of their own, and hosts that listen at one port. */
export async function restateEngine(path: string, shape: Shape): Promise<EngineOfHosts> {
  const servers = await openServers(path, shape);
  const { ingress, admin } = servers;
  const told: Omit<MortalOnRestate, 'journal'> = { ingress, admin, port: await freePort(), name };
  const [hosts, looking] = [new Ingress(ingress, ignored), new Ingress(admin, ignored)];
  let next = 0;
  const asking = new AskingRestate({
    ingress: hosts,
    names: namesOf(name),
    patienceMs,
    failed: ignored,
  });
  const directory = new RestateDirectory('A', asking);
  const judged: string[] = [];
  /** What lists show otherwise than machines are, in words. */
  const misplaced = async () => {
    const all = await Promise.all(judged.map((slot) => asking.known(addressIn(slot))));
    const machines = new Switchboard(all.flatMap(({ snapshot }) => snapshot ?? []));
    const rows = new Map<string, Row>();
    for (const { snapshot, row } of all) if (snapshot && row) rows.set(snapshot.sid, row);
    const expected = directoryOf({ machines, rows }, 'A');
    const wrong: string[] = [];
    for (const list of ['calls', 'recordings'] as const) {
      for (const only of [{}, { isLive: true } as const, { words: { status: 'completed' } }]) {
        const query: ListQuery = { list, part: { size: 10_000 }, ...only };
        const sids = ({ items }: ListPage<ListName>) => items.map(({ snapshot: { sid } }) => sid);
        const [shown, there] = [sids(await directory.page(query)), sids(expected.page(query))];
        const more = shown.filter((sid) => !there.includes(sid));
        const less = there.filter((sid) => !shown.includes(sid));
        const about = `${JSON.stringify(query)} of ${there.length}`;
        wrong.push(...more.map((sid) => `${sid} is in ${about}`));
        wrong.push(...less.map((sid) => `${sid} is not in ${about}`));
      }
    }
    return wrong;
  };
  const find = (slot: string, ms: number) =>
    hosts.ask<Snapshot | null>({ service: `${name}.machine`, key: slot, handler: 'find' }, { ms });
  /** Nothing while nobody answers. */
  const asked = async (query: string) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify({ query }) };
    try {
      const { rows } = await looking.fetch<{ rows: Record<string, unknown>[] }>('/query', request, {
        ms: 2_000,
      });
      return rows;
    } catch {
      return undefined;
    }
  };
  const open = "FROM sys_invocation WHERE status <> 'completed'";
  return {
    program: new URL('mortal.ts', import.meta.url),
    told,
    killed: async (pauseMs) => {
      const node = next % ingress.length;
      next += 1;
      await servers.kill(node);
      await wait(pauseMs);
      await servers.start(node);
    },
    timers: async ({ machine, sid }) => {
      const found = await find(`${machine} ${sid}`, 2_000).catch(() => undefined);
      return found ? JSON.stringify(found.context.timers) : undefined;
    },
    states: async (slots) => {
      const found = new Map<string, string>();
      judged.splice(0, judged.length, ...slots);
      for (const slot of slots) {
        const state = (await find(slot, patienceMs))?.state;
        if (state !== undefined) found.set(slot, state);
      }
      return found;
    },
    errands: async () => {
      const found = await asked(
        `SELECT count(*) AS n ${open} AND target_service_name = '${name}.lane'`,
      );
      return found && Number(found[0]?.n);
    },
    left: async () => {
      const late = new Date(Date.now() - 5_000).toISOString();
      const found = await asked(
        `SELECT target, status ${open} AND target_service_name <> '${name}.outage'
        AND target_handler_name <> 'forget' AND (status <> 'scheduled' OR scheduled_start_at < TIMESTAMP '${late}')`,
      );
      if (!found) return ['unknown'];
      const left = found.map(({ target, status }) => `${target} is ${status}`);
      return [...left, ...(await misplaced())];
    },
    [Symbol.asyncDispose]: () => servers[Symbol.asyncDispose](),
  };
}

const ignored = () => undefined;
