/** Hosts that share machines on Restate: what each promises alone, and what they promise together. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http2';
import { promisify } from 'node:util';
import * as restate from '@restatedev/restate-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Closed, type Observer, type Task } from '../../src/hosts/index.ts';
import { RestateHost, type RestateSettings } from '../../src/hosts/restate/index.ts';
import { Ingress } from '../../src/hosts/restate/ingress.ts';
import { sendOn } from '../../src/hosts/restate/objects/sending.ts';
import type { ListQuery } from '../../src/wire/index.ts';
import { guidesFolder, shownByAllHosts } from '../guides/written.ts';
import { contract } from '../hosts/contract.ts';
import { performing, tell, wordsOf } from '../hosts/stage.ts';
import { givenUp, patienceMs, until, untilSo } from '../house/patience.ts';
import { project, read } from '../house/tree.ts';
import { freePort } from '../load/server.ts';
import { placeOn } from './place.ts';
import { openServers, restatePath, type Servers } from './server.ts';

if (!restatePath) {
  test('THE HOST ON RESTATE WAS NOT TESTED: there is no server for this machine', () => {
    process.stderr.write('\nTHE TESTS OF THE HOST ON RESTATE WERE NOT RUN: no server found.\n\n');
  });
} else {
  const path = restatePath;
  let servers: Servers;
  beforeAll(async () => {
    servers = await openServers(path);
  });
  afterAll(() => servers[Symbol.asyncDispose]());

  let names = 0;
  const newName = () => {
    names += 1;
    return `test-${names}`;
  };
  contract({
    name: 'Restate',
    isShared: true,
    // `WHOLE=1` in the environment asks all of it.
    isQuick: process.env.WHOLE === undefined,
    place: () => placeOn(servers, newName()),
  });

  /** A host of its own, closed afterwards, and what it performed. */
  async function alone(
    perform: (task: Task) => void | Promise<void> = () => undefined,
    settings: RestateSettings = {},
  ) {
    const tasks: Task[] = [];
    const failures: unknown[] = [];
    const name = newName();
    const host = await RestateHost.open({
      ingress: servers.ingress,
      register: { admin: servers.admin },
      listen: { port: 0 },
      name,
      pace: { firstPauseMs: 1, longestPauseMs: 1 },
      watch: { failed: (error) => failures.push(error) },
      ...settings,
      performers: () =>
        performing((task) => {
          tasks.push(task);
          return perform(task);
        }),
    });
    const said = () => tasks.map(({ effect }) => wordsOf(effect));
    return {
      host,
      name,
      tasks,
      failures,
      said,
      [Symbol.asyncDispose]: () => host.close({ graceMs: 0 }),
    };
  }

  describe('A host on Restate', () => {
    test('refuses what no machine understands, and rows that are none', async () => {
      await using one = await alone();
      const { host } = one;
      const refused = (message: object) => host.take(message as never).catch(String);
      const to = { machine: 'call', sid: 'c1' } as const;
      expect(await refused({ to, event: { type: 'call.sang' } })).toMatch(/"type" is "call.sang"/);
      const dial = tell('c1', { type: 'call.dialOut' });
      const rows = [{ sid: 'c1', row: { machine: 'song' } }];
      expect(await refused({ ...dial, rows })).toMatch(/rows: "0.row.machine" is "song"/);
      const notes = [{ key: 'n\ud800', value: 1 }];
      expect(await refused({ ...dial, notes })).toMatch(/notes: "0.key" is .* whole characters/);
      expect(await refused(tell('c\ud800', { type: 'call.dialOut' }))).toMatch(/"to.sid" is/);
      expect(await host.find('call', 'c1')).toBeUndefined();
      // Whoever asks Restate without a host is refused as well, and not tried again for ever.
      const ingress = new Ingress(servers.ingress, () => undefined);
      const asked = { service: `${one.name}.machine`, key: 'call c1', handler: 'take' };
      const body = { event: { type: 'call.sang' }, at: 0 };
      const refusals = [
        [asked, body, /^\S+ 400 /],
        [asked, null, /^\S+ 400 .*an object/],
        [{ ...asked, key: 'song s1' }, { ...body, event: tell('c1', {} as never) }, /^\S+ 400 /],
        [{ ...asked, service: `${one.name}.list`, handler: 'page' }, {}, /^\S+ 422 /],
      ] as const;
      for (const [whom, said, answer] of refusals) {
        const answered = ingress.ask({ ...whom, body: said }, { ms: patienceMs });
        await expect(answered).rejects.toThrow(answer);
      }
    });

    test('keeps rows and notes, shows lists, and forgets what is over', async () => {
      const notesOf = (sid: string) => [`said ${sid}`];
      const afterMs = 300;
      await using one = await alone(undefined, { forgets: { afterMs, notesOf } });
      const { host } = one;
      const line = { accountSid: 'A', to: '+1', from: '+2', connectionId: '1' } as const;
      const rowOf = (sid: string) => ({ sid, row: { machine: 'call', ...line } as const });
      for (const [at, sid] of ['c1', 'c/2', 'c3'].entries()) {
        const notes = [{ key: `said ${sid}`, value: [at] }];
        const dial = tell(sid, { type: 'call.dialOut', at: Date.now() + at });
        await host.take({ ...dial, rows: [rowOf(sid)], notes });
      }
      await host.keep({ rows: [{ sid: 'c3', row: { ...rowOf('c3').row, to: '+3' } }] });
      const directory = host.directory('A');
      const page = async (query: Omit<ListQuery<'calls'>, 'list'>) => {
        const found = await directory.page({ list: 'calls', ...query });
        return [found.items.map(({ snapshot: { sid } }) => sid), found.isFirst, found.isLast];
      };
      expect(await page({ part: { size: 2 } })).toEqual([['c3', 'c/2'], true, false]);
      const times = { at: { from: 0, until: Infinity } };
      const words = { to: '+1', status: 'ringing' };
      expect(await page({ words, times, part: { size: 5, skip: 1 } })).toEqual([
        ['c1'],
        false,
        true,
      ]);
      expect(await page({ words: { to: '+1' }, times, part: { size: 5 } })).toEqual([
        ['c/2', 'c1'],
        true,
        true,
      ]);
      expect((await directory.known('call', 'c3'))?.row.to).toBe('+3');
      expect(await host.directory('B').known('call', 'c3')).toBeUndefined();
      expect([await host.row('c/2'), await host.note('said c/2')]).toEqual([rowOf('c/2').row, [1]]);
      for (const sid of ['c1', 'c/2']) await host.take(tell(sid, { type: 'call.busy' }));
      await untilSo('both are forgotten', async () => {
        const [[sids]] = [await page({ part: { size: 5 } })];
        return (sids as string[]).join() === 'c3';
      });
      await untilSo('its note is, too', async () => (await host.note('said c/2')) === undefined);
      expect(await host.find('call', 'c1')).toBeUndefined();
      expect(await host.row('c1')).toBeUndefined();
      expect(await host.note('said c3')).toEqual([2]);
    });

    test('says at once of what it cannot read, and goes on when that is put right', async () => {
      await using one = await alone();
      const { host, name } = one;
      await host.take(tell('c1', { type: 'call.dialOut' }));
      const [admin = ''] = servers.admin;
      const put = async (object: object) => {
        const answer = await fetch(`${admin}/services/${name}.machine/state`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            object_key: 'call c1',
            new_state: { machine: [...Buffer.from(JSON.stringify(object))] },
          }),
          signal: givenUp(),
        });
        expect(answer.ok).toBe(true);
      };
      const snapshot = await host.find('call', 'c1');
      await put({ snapshot, revision: -1 });
      const says = /422 call c1: revision is -1/;
      await untilSo('it is read', () =>
        host.find('call', 'c1').then(
          () => false,
          (error) => says.test(String(error)),
        ),
      );
      await put({ snapshot, revision: 1 });
      await untilSo('it is put right', () =>
        host.find('call', 'c1').then(
          () => true,
          () => false,
        ),
      );
      expect(await host.take(tell('c1', { type: 'call.answered' }))).toEqual({
        verdict: 'accepted',
      });
    });

    test('makes an attempt again as often as it takes, and what follows waits', async () => {
      await using one = await alone(({ attempt, effect }) => {
        if (effect.type === 'network.dial' && attempt < 90) throw new Error('Busy.');
      });
      const { host, said } = one;
      await host.take(tell('c1', { type: 'call.dialOut' }));
      await host.take(tell('c1', { type: 'call.hangUp' }));
      await until(() => said().includes('c1 network.hangUp'));
      expect(said().filter((words) => words === 'c1 network.dial').length).toBe(90);
      expect(said().indexOf('c1 network.hangUp')).toBeGreaterThan(
        said().lastIndexOf('c1 network.dial'),
      );
    });

    test('answers when all have heard what follows, whatever their sids are', async () => {
      await using one = await alone();
      const { host, failures } = one;
      const sids = [
        'r1',
        'r/2',
        'r 3',
        'r%2F4',
        'r?5#',
        'r ü 6',
        'r"7\\',
        'r+8&=',
        'r.9/../..',
        'r*',
      ];
      await host.take(tell('c/1', { type: 'call.receive' }));
      await host.take(tell('c/1', { type: 'call.answered' }));
      for (const sid of sids) {
        await host.take(tell('c/1', { type: 'call.startRecording', recording: { sid } }, sid));
        expect((await host.find('recording', sid))?.state).toBe('starting');
      }
      await host.take(tell('c/1', { type: 'call.hungUp' }));
      for (const sid of sids) expect((await host.find('recording', sid))?.state).toBe('stopping');
      expect(failures).toEqual([]);
    });

    test('says how it is, and shows whoever looks on what it does', async () => {
      const seen: string[] = [];
      let isBusy = true;
      const watch: Observer = {
        opened: () => seen.push('opened'),
        taken: (message, { verdict }) => seen.push(`${message.event.type} ${verdict?.verdict}`),
        asked: (_, errands) => seen.push(`asked ${errands.map(({ key }) => key)}`),
        attempted: ({ key }, failed) => seen.push(`${failed ? 'failed' : 'performed'} ${key}`),
        closed: () => seen.push('closed'),
      };
      const fail = () => {
        if (isBusy) throw new Error('Busy.');
      };
      const pace = { firstPauseMs: 200, longestPauseMs: 200 };
      const { host } = await alone(fail, { watch, pace });
      await host.take(tell('c1', { type: 'call.dialOut' }));
      await until(() => seen.includes('failed call c1@1.0'));
      const { isReady, outbox, overdue } = await host.health();
      expect([isReady, outbox.size, overdue]).toEqual([true, 1, { timers: 0, lateMs: 0 }]);
      expect(outbox.lagMs).toBeGreaterThan(0);
      isBusy = false;
      await until(() => seen.includes('performed call c1@1.0'));
      await untilSo('nothing waits', async () => (await host.health()).outbox.size === 0);
      await host.close();
      expect([...new Set(seen)].sort()).toEqual([
        'asked call c1@1.0',
        'call.dialOut accepted',
        'closed',
        'failed call c1@1.0',
        'opened',
        'performed call c1@1.0',
      ]);
      expect(await host.health()).toMatchObject({ isReady: false, reasons: ['It is closed.'] });
    });

    test('is over once it is closed', async () => {
      const one = await alone(() => new Promise(() => undefined));
      const { host, tasks } = one;
      await host.take(tell('c1', { type: 'call.dialOut' }));
      await until(() => tasks.length === 1);
      await host.close({ graceMs: 0 });
      expect(tasks[0]?.signal.aborted).toBe(true);
      await expect(host.take(tell('c1', { type: 'call.hangUp' }))).rejects.toThrow(Closed);
    });

    test.each<[string, RestateSettings, RegExp]>([
      ['a name that Restate would not take', { name: 'a b' }, /"name" is "a b"; expected a name/],
      ['forgetting by number', { forgets: { most: 5 } as never }, /"forgets.most" is 5; .* none/],
      ['beats that notice nothing', { beatMs: 60_000 }, /"beatMs" is 60000; .* 20 to 1000/],
    ])('is not opened with %s', async (_, settings, says) => {
      await expect(alone(undefined, settings)).rejects.toThrow(says);
    });

    test('is not opened where Restate is not there, and says where it was asked', async () => {
      const ingress = `http://127.0.0.1:${await freePort()}`;
      const listen = { port: await freePort() };
      const performers = () => performing(() => undefined);
      const opening = RestateHost.open({ ingress, listen, patienceMs: 50, performers });
      await expect(opening).rejects.toMatchObject({ name: 'BadRestate', place: ingress });
    });
  });

  test('the example prints what its README says', async () => {
    const readme = read('examples/share-on-restate/README.md');
    const [, shown] = readme.match(/^```text\n(.*?)^```$/ms) ?? [];
    const [, file = ''] = readme.match(/^node (\S+)\n```$/m) ?? [];
    const [ingress, admin] = [servers.ingress[0], servers.admin[0]];
    const own = { RESTATE_INGRESS: ingress, RESTATE_ADMIN: admin, PORT: `${await freePort()}` };
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      cwd: project,
      env: { ...process.env, ...own },
      timeout: patienceMs,
    });
    expect(stdout).toBe(shown);
  });

  test('the guide comes to the same on Restate', async () => {
    await using folder = guidesFolder();
    const [ingress, admin] = [servers.ingress[0], servers.admin[0]];
    const own = { RESTATE_INGRESS: ingress, RESTATE_ADMIN: admin, PORT: `${await freePort()}` };
    const { stdout } = await promisify(execFile)(process.execPath, ['restate.ts'], {
      cwd: folder.path,
      env: { ...process.env, ...own },
      timeout: patienceMs,
    });
    expect(stdout).toBe(shownByAllHosts);
  });

  test('what one object sends to others arrives in its order, at each of them', async () => {
    const heard = new Map<string, number[]>();
    const service = 'order';
    const note = (ctx: restate.ObjectContext, [from, n]: [string, number]) => {
      const way = `${from} to ${ctx.key}`;
      const known = heard.get(way) ?? [];
      // What is told again in an attempt that is made again is no news.
      if (!known.includes(n)) heard.set(way, [...known, n]);
      return Promise.resolve();
    };
    const from = async (ctx: restate.ObjectContext, n: number) => {
      for (let i = 0; i < 3; i += 1) {
        for (let to = 0; to < 4; to += 1) {
          const id = { idempotencyKey: `${ctx.request().id}.${i}.${to}` };
          const receiver = { service, key: `to ${to}`, method: 'note' };
          sendOn(ctx, receiver, [ctx.key, 3 * n + i], to % 2 === 0 ? id : {});
        }
      }
      return await Promise.resolve(n);
    };
    const object = restate.object({ name: service, handlers: { from, note } });
    const handler = restate.createEndpointHandler({ services: [object], logger: () => undefined });
    const port = await freePort();
    const server = createServer(handler).listen(port, '127.0.0.1');
    const sessions = new Set<{ destroy(): void }>();
    server.on('session', (one) => sessions.add(one));
    try {
      const headers = { 'content-type': 'application/json' };
      const ask = { ms: patienceMs, mayPass: (status: number) => status === 404 };
      const body = JSON.stringify({ uri: `http://127.0.0.1:${port}` });
      const admin = new Ingress(servers.admin, () => undefined);
      await admin.fetch('/deployments', { method: 'POST', headers, body }, ask);
      const ingress = new Ingress(servers.ingress, () => undefined);
      await Promise.all(
        Array.from({ length: 3 }, async (_, i) => {
          for (let n = 0; n < 5; n += 1) {
            await ingress.ask({ service, key: `from ${i}`, handler: 'from', body: n }, ask);
          }
        }),
      );
      await until(() => [...heard.values()].flat().length === 3 * 5 * 3 * 4);
      const inOrder = Array.from({ length: 15 }, (_, n) => n);
      for (const [way, numbers] of heard) expect([way, numbers]).toEqual([way, inOrder]);
    } finally {
      server.close();
      for (const one of sessions) one.destroy();
    }
  });
}
