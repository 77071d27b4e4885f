/** Where hosts on Restate keep the contract: time is that of the wall, and the server can be stopped. */
import { setTimeout as wait } from 'node:timers/promises';
import { RestateHost } from '../../src/hosts/restate/index.ts';
import type { Place, RunningHost } from '../hosts/contract.ts';
import { performing } from '../hosts/stage.ts';
import { freePort } from '../load/server.ts';
import type { Servers } from './server.ts';

/** Services of their own for hosts, one after another or beside each other, on one port. */
export async function placeOn(servers: Servers, name: string): Promise<Place> {
  const port = await freePort();
  const open = new Map<RestateHost, () => void>();
  const [ingress, admin] = [servers.ingress[0] ?? '', servers.admin[0] ?? ''];
  const place: Place = {
    now: () => Date.now(),
    pass: (ms) => wait(ms),
    outage: (isOn) => servers.freeze(isOn),
    putOlder: async (older) => {
      await (await place.open()).close();
      const kept = JSON.stringify({ snapshot: older, revision: 1 });
      const body = {
        object_key: `call ${older.sid}`,
        new_state: { machine: [...Buffer.from(kept)] },
      };
      const answer = await fetch(`${admin}/services/${name}.machine/state`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    open: async ({ perform = () => undefined, catchUpMs = 0 } = {}) => {
      let isDead = false;
      const host = await RestateHost.open({
        ingress,
        listen: { port },
        register: { admin },
        name,
        catchUpMs,
        beatMs: 100,
        pace: { firstPauseMs: 10, longestPauseMs: 10 },
        performers: () =>
          performing((task) => (isDead ? new Promise(() => undefined) : perform(task))),
      });
      const close = () => host.close({ graceMs: 0 });
      open.set(host, () => {
        isDead = true;
      });
      const running: RunningHost = {
        take: (message) => host.take(message),
        find: ({ machine, sid }) => host.find(machine, sid),
        close,
        kill: () => {
          isDead = true;
          return close();
        },
      };
      return running;
    },
    [Symbol.asyncDispose]: async () => {
      servers.freeze(false);
      for (const [host, die] of open) {
        die();
        await host.close({ graceMs: 0 });
      }
    },
  };
  return place;
}
