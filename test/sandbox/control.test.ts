/** The control API: everything that a test can see of a world and have happen in it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { machineNames, statesOf } from '../../machines/index.ts';
import type { TimelineEntry } from '../../src/sandbox/stage/timeline.ts';
import type { Summary } from '../../src/wire/resources/summary.ts';
import {
  aCall,
  account_sid,
  api,
  aRecording,
  at,
  From,
  type Handled,
  handled,
  To,
} from './handled.ts';

let sandbox: Handled;
beforeEach(async () => {
  sandbox = await handled();
  return sandbox.close;
});
const get = async <T>(path: string) => (await sandbox.ask<T>('GET', path)).body;
type Machines = Readonly<Record<'calls' | 'legs' | 'conferences' | 'recordings', Summary[]>>;
const machines = () => get<Machines>(`${at}/machines`);

test('it says what the sandbox is: its key, its accounts, its magic numbers, its words', async () => {
  await aCall(sandbox);
  const about = await get<object>('/sandbox');
  expect(about).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    publicKey: sandbox.publicKey,
    accounts: [account_sid],
    numbers: expect.arrayContaining([
      { number: To, says: 'answers at once', script: '100ms answer' },
    ]),
  });
  const { events } = await get<{ events: object }>('/sandbox/words');
  expect(events).toHaveProperty(['media.started', 'says'], 'Capture has started.');
});

test('it says how an account stands', async () => {
  await aRecording(sandbox);
  expect(await get(at)).toEqual({
    accountSid: account_sid,
    clock: { now: expect.any(Number), isFrozen: true },
    settings: {},
    counts: {
      calls: { all: 1, live: 1 },
      legs: { all: 0, live: 0 },
      conferences: { all: 0, live: 0 },
      recordings: { all: 1, live: 1 },
      transcriptions: { all: 0, live: 0 },
    },
  });
});

describe('A machine', () => {
  test('is in the lists, with what people know it by', async () => {
    const { sid, call_sid } = await aRecording(sandbox);
    const { calls, recordings } = await machines();
    expect(calls).toMatchObject([{ sid: call_sid, from: From, to: To, status: 'in-progress' }]);
    expect(recordings).toMatchObject([
      { sid, callSid: call_sid, path: 'call-request', state: 'inProgress', isLive: true },
    ]);
  });

  test('is shown with everything, and with what is open to it', async () => {
    const { sid } = await aRecording(sandbox);
    const detail = await get(`${at}/machines/recording/${sid}`);
    expect(detail).toMatchObject({
      summary: { sid },
      snapshot: { sid, state: 'inProgress' },
      row: { machine: 'recording', accountSid: account_sid },
      open: ['recording.pause', 'recording.resume', 'recording.stop'],
    });
  });

  test('shows no secrets of its callbacks', async () => {
    const secret = (path: string) => `https://me:pw@example.com/${path}?key=secret`;
    const detection = { MachineDetection: 'Enable', AsyncAmdStatusCallback: secret('b') };
    const call = await aCall(sandbox, { StatusCallback: secret('a'), ...detection });
    const detail = await get<{ row: object }>(`${at}/machines/call/${call}`);
    expect(detail.row).toMatchObject({
      subscription: { url: 'https://example.com/a?…' },
      detectionSubscription: { url: 'https://example.com/b?…' },
    });
    expect(JSON.stringify(detail)).not.toMatch(/secret|pw@/);
    expect(JSON.stringify(await get(`${at}/timeline`))).not.toMatch(/secret|pw@/);
  });

  test.each(['recording/x', 'nothing/x', 'call/%00', 'recording/__proto__'])(
    '%s is not there',
    async (path) => {
      await aCall(sandbox);
      expect((await sandbox.ask('GET', `${at}/machines/${path}`)).status).toBe(404);
    },
  );
});

describe('Somebody calls in', () => {
  test('and the call is there', async () => {
    const json = { From, To, ApplicationSid: '7', Texml: '<Response/>' };
    const { status, body } = await sandbox.ask<{ call_sid: string }>('POST', `${at}/calls`, {
      json,
    });
    expect(status).toBe(201);
    expect((await machines()).calls).toMatchObject([{ sid: body.call_sid, from: From, to: To }]);
    const call = await get(`${api}/Calls/${body.call_sid}`);
    expect(call).toMatchObject({ direction: 'inbound' });
  });
});

describe('Anything may happen', () => {
  const tell = (machine: unknown, sid: unknown, event: unknown) =>
    sandbox.ask<object>('POST', `${at}/events`, { json: { machine, sid, event } });

  test('a fact', async () => {
    const { sid } = await aRecording(sandbox);
    const event = { type: 'media.failed', errorCode: 'disk-full' };
    expect((await tell('recording', sid, event)).body).toEqual({ verdict: 'accepted' });
    const shown = await get<{ summary: Summary }>(`${at}/machines/recording/${sid}`);
    expect(shown.summary).toMatchObject({ state: 'absent', errorCode: 'disk-full' });
  });

  test('a command, which may be refused', async () => {
    const { sid } = await aRecording(sandbox);
    const deleted = await tell('recording', sid, { type: 'recording.delete' });
    expect(deleted.body).toEqual({ verdict: 'refused', reason: 'recording-not-completed' });
    expect((await tell('recording', sid, { type: 'recording.pause' })).body).toEqual({
      verdict: 'accepted',
    });
  });

  test('a fact about nothing is answered, and makes nothing', async () => {
    await aCall(sandbox);
    const { status } = await tell('recording', 'nothing', { type: 'media.started', order: 1 });
    expect(status).toBe(200);
    expect((await machines()).recordings).toEqual([]);
  });

  test('but only the API makes machines', async () => {
    await aCall(sandbox);
    const { status } = await tell('call', 'new', { type: 'call.receive' });
    expect(status).toBe(404);
    expect((await machines()).calls).toHaveLength(1);
  });

  test('the far end hangs up, and the recording ends with its call', async () => {
    const { sid, call_sid } = await aRecording(sandbox);
    await tell('call', call_sid, { type: 'call.hungUp' });
    await sandbox.pass('5s');
    expect(await get(`${api}/Recordings/${sid}.json`)).toMatchObject({ status: 'completed' });
  });

  test('keys are pressed and voices heard on lines only', async () => {
    const { sid, call_sid } = await aRecording(sandbox);
    const keys = (of: string) =>
      sandbox.ask('POST', `${at}/keys`, { json: { sid: of, digits: '12#' } });
    const voice = (of: string) =>
      sandbox.ask('POST', `${at}/voice`, { json: { sid: of, speaking: true } });
    expect((await keys(call_sid)).body).toMatchObject({ verdict: expect.any(String) });
    expect((await voice(call_sid)).status).toBe(204);
    for (const got of [await keys(sid), await voice('x')]) {
      expect([got.status, got.body.errors[0]?.source?.pointer]).toEqual([422, '/sid']);
    }
    const entries = await get<{ entries: TimelineEntry[] }>(`${at}/timeline?sid=${call_sid}`);
    const pressed = entries.entries.flatMap((one) =>
      one.kind === 'step' && one.event.type === 'digit.pressed' ? [one.event.digit] : [],
    );
    expect('12#'.startsWith(pressed.join(''))).toBe(true);
    expect(pressed.length).toBeGreaterThan(0);
  });
});

describe('The clock', () => {
  const clock = () => get<{ now: number; isFrozen: boolean }>(`${at}/clock`);
  test('stands, is moved, and runs on from there', async () => {
    await sandbox.freeze();
    const { now } = await clock();
    expect(await clock()).toEqual({ now, isFrozen: true });
    for (const json of [{ ms: 500 }, { by: '1.5s' }, { by: '3m' }, { by: '1h' }]) {
      expect((await sandbox.ask('POST', `${at}/clock/advance`, { json })).status).toBe(200);
    }
    expect((await clock()).now).toBe(now + 500 + 1_500 + 180_000 + 3_600_000);
    await sandbox.ask('PUT', `${at}/clock`, { json: { frozen: false } });
    const running = await clock();
    expect([running.isFrozen, running.now - now > 3_780_000]).toEqual([false, true]);
  });
});

test('settings are given, kept and shown as they were said', async () => {
  const settings = { media: { pause: 'never' }, numbers: { '+1': '1s busy' } };
  const put = await sandbox.ask('PUT', `${at}/settings`, { json: settings });
  expect([put.status, put.body, await get(`${at}/settings`)]).toEqual([200, settings, settings]);
  const { sid, call_sid } = await aRecording(sandbox);
  const path = `${api}/Calls/${call_sid}/Recordings/${sid}.json`;
  await sandbox.ask('POST', path, { form: { Status: 'paused' } });
  await sandbox.pass('1s');
  expect((await machines()).recordings).toMatchObject([{ state: 'pausing' }]);
});

test('a world is written out, begun anew, and taken up again where it was', async () => {
  const { sid, call_sid } = await aRecording(sandbox);
  const dump = await get<Record<string, unknown>>(`${at}/dump`);
  await sandbox.ask('POST', `${at}/reset`);
  expect((await machines()).recordings).toEqual([]);
  const loaded = await sandbox.ask('PUT', `${at}/dump`, { json: dump });
  expect(loaded.status).toBe(200);
  const { rows, notes } = await get<Record<string, unknown>>(`${at}/dump`);
  expect({ rows, notes }).toEqual({ rows: dump.rows, notes: dump.notes });
  expect((await machines()).recordings).toMatchObject([{ sid, state: 'inProgress' }]);
  await sandbox.ask('POST', `${api}/Calls/${call_sid}`, { form: { Status: 'completed' } });
  await sandbox.pass('5s');
  expect((await machines()).recordings).toMatchObject([{ sid, state: 'completed' }]);
});

describe('The timeline', () => {
  test('is asked for in part', async () => {
    const { sid } = await aRecording(sandbox);
    const entries = async (query: string) =>
      (await get<{ entries: TimelineEntry[] }>(`${at}/timeline${query}`)).entries;
    const all = await entries('');
    expect(await entries('?most=2')).toEqual(all.slice(-2));
    expect(await entries(`?behind=${all.at(-2)?.number}`)).toEqual(all.slice(-1));
    const about = await entries(`?sid=${sid}`);
    expect(about).toEqual(all.filter((one) => one.sid === sid));
    expect(about.length).toBeGreaterThan(0);
  });
});

describe('A picture', () => {
  const leaves = machineNames.flatMap((machine) => {
    const paths = statesOf(machine).map(({ path }) => path);
    const isLeaf = (path: string) => !paths.some((one) => one.startsWith(`${path}.`));
    return paths.filter(isLeaf).map((path) => [machine, path] as const);
  });

  test('is drawn of every state', async () => {
    for (const [machine, state] of leaves) {
      const got = await sandbox.send('GET', `/sandbox/pictures/${machine}/${state}`);
      expect([machine, state, got.status]).toEqual([machine, state, 200]);
      expect(got.headers.get('content-type')).toBe('image/svg+xml');
      expect(await got.text()).toContain(`in the state ${state}`);
    }
  });

  test('names what is open, in whatever order it is said', async () => {
    const open = (said: string) =>
      sandbox.send('GET', `/sandbox/pictures/recording/paused?open=${said}`);
    const one = await (await open('recording.resume,recording.stop')).text();
    expect(one).toContain('Open: recording.resume, recording.stop.');
    expect(await (await open('recording.stop,,recording.resume,recording.stop')).text()).toBe(one);
  });

  test.each([
    ['recording/nowhere', 404],
    ['recording/__proto__', 404],
    ['nothing/paused', 404],
    ['call/inProgress', 404],
    ['recording/paused?open=x', 400],
    ['recording/paused?open=constructor', 400],
    ['recording/paused?open=call.hangUp', 400],
    ['recording/paused?open=media.started', 400],
    ['recording/%3Cscript%3E', 404],
  ])('of %s answers %i', async (path, status) => {
    const got = await sandbox.ask('GET', `/sandbox/pictures/${path}`);
    expect(got.status).toBe(status);
    expect(got.headers.get('content-type')).toContain('application/json');
  });
});

test('accounts are listed a part at a time', async () => {
  type Part = { accounts: { accountSid: string }[]; all: number; next: string | null };
  const sids = ['part-1', 'part-2', 'part-3'];
  for (const sid of sids) {
    await sandbox.ask('PUT', `/sandbox/accounts/${sid}/clock`, { json: { frozen: true } });
  }
  const part = async (query: string) => {
    const { accounts, all, next } = await get<Part>(`/sandbox/accounts${query}`);
    return [accounts.map(({ accountSid }) => accountSid), all, next];
  };
  expect(await part('')).toEqual([sids, 3, null]);
  expect(await part('?most=2')).toEqual([sids.slice(0, 2), 3, 'part-2']);
  expect(await part('?most=2&behind=part-2')).toEqual([['part-3'], 3, null]);
  // Where it has ended meanwhile, the list begins anew: nobody is left out.
  expect(await part('?behind=nobody')).toEqual([sids, 3, null]);
  expect((await sandbox.ask('GET', '/sandbox/accounts?most=1001')).status).toBe(422);
});

test('whom the network brings is said as the network writes it, with its +', async () => {
  const told = async (From: string) => {
    const { status, body } = await sandbox.ask('POST', `${at}/calls`, { json: { From, To } });
    return status === 201 || body.errors?.map(({ code, detail }) => `${code} ${detail}`);
  };
  expect(await told('sip:anna@example.com')).toBe(true);
  expect(await told('client:anna')).toBe(true);
  expect(await told('1001')).toBe(true);
  expect(await told('+1 (202) 555-0199')).toBe(true);
  expect(await told('  ')).toEqual([expect.stringMatching(/E\.164/)]);
  expect(await told(' 12025550199')).toEqual([expect.stringMatching(/^10016 .*the \+ was lost/)]);
});

/** What cannot be: the request, the HTTP status, the fields that are named. */
const wrong: readonly (readonly [
  string,
  string,
  unknown,
  number,
  readonly (string | undefined)[],
])[] = [
  ['POST', '/calls', {}, 422, ['/From', '/To']],
  ['POST', '/calls', { From: 1, To }, 422, ['/From']],
  ['POST', '/calls', { From, To: '' }, 422, ['/To']],
  ['POST', '/calls', { From: ' 12025550199', To: ' 12025550101' }, 422, ['/From', '/To']],
  ['POST', '/calls', { From, To, to: 1 }, 422, ['/to']],
  ['POST', '/calls', { From, To, Url: 'file:///etc/passwd' }, 422, ['/Url']],
  ['POST', '/calls', { From, To, Method: 'PUT' }, 422, ['/Method']],
  ['POST', '/calls', [], 422, ['/']],
  ['POST', '/calls', null, 422, ['/']],
  ['POST', '/events', {}, 422, ['/machine', '/sid', '/event']],
  ['POST', '/events', { machine: 'x', sid: 'a', event: { type: 'call.rang' } }, 422, ['/machine']],
  ['POST', '/events', { machine: 'call', sid: '', event: { type: 'call.rang' } }, 422, ['/sid']],
  ['POST', '/events', { machine: 'call', sid: 5, event: { type: 'call.rang' } }, 422, ['/sid']],
  [
    'POST',
    '/events',
    { machine: 'recording', sid: 'a', event: { type: 'call.rang' } },
    422,
    ['/machine'],
  ],
  [
    'POST',
    '/events',
    { machine: 'recording', sid: 'a', event: { type: 'media.started' } },
    422,
    ['/event/order'],
  ],
  [
    'POST',
    '/events',
    { machine: 'call', sid: 'a', event: { type: 'call.rang', x: 1 } },
    422,
    ['/event/x'],
  ],
  [
    'POST',
    '/events',
    { machine: 'call', sid: 'a', event: { type: 'call.rang', at: 1 } },
    422,
    ['/event/at'],
  ],
  [
    'POST',
    '/events',
    { machine: 'call', sid: 'a', event: { type: 'xstate.init' } },
    404,
    [undefined],
  ],
  ['POST', '/events', { machine: 'call', sid: 'a', event: 'call.rang' }, 422, ['/event']],
  ['POST', '/keys', { sid: 'a' }, 422, ['/digits']],
  ['POST', '/keys', { sid: 'a', digits: '1a' }, 422, ['/digits']],
  ['POST', '/voice', { sid: 'a', speaking: 'yes' }, 422, ['/speaking']],
  ['PUT', '/clock', { frozen: 1 }, 422, ['/frozen']],
  ['PUT', '/clock', {}, 422, ['/frozen']],
  ['POST', '/clock/advance', {}, 422, ['/']],
  ['POST', '/clock/advance', { ms: -1 }, 422, ['/ms']],
  ['POST', '/clock/advance', { ms: 1.5 }, 422, ['/ms']],
  ['POST', '/clock/advance', { ms: 1, by: '1s' }, 422, ['/']],
  ['POST', '/clock/advance', { by: '10' }, 422, ['/by']],
  ['POST', '/clock/advance', { by: '9000000h' }, 422, ['/by']],
  ['PUT', '/settings', { chaos: { late: 2 } }, 422, ['/chaos/late']],
  ['PUT', '/settings', { media: { pause: 'maybe' } }, 422, ['/media/pause']],
  ['PUT', '/settings', { nonsense: 1 }, 422, ['/nonsense']],
  ['PUT', '/settings', [], 422, ['/']],
  ['PUT', '/dump', {}, 422, ['/format']],
  ['GET', '/timeline?most=0', undefined, 422, ['/most']],
  ['GET', '/timeline?behind=-1', undefined, 422, ['/behind']],
  ['GET', '/timeline?most=1&what=2', undefined, 422, ['/what']],
  ['GET', '/nowhere', undefined, 404, [undefined]],
  ['GET', '/calls', undefined, 405, [undefined]],
  ['DELETE', '/clock', undefined, 405, [undefined]],
];
test.each(wrong)('%s %s %j answers %i', async (method, path, json, status, pointers) => {
  await aCall(sandbox);
  const before = await sandbox.worlds.dump(account_sid);
  const got = await sandbox.ask(method, at + path, json === undefined ? {} : { json });
  const { errors } = got.body;
  expect([got.status, errors.map(({ source }) => source?.pointer)]).toEqual([status, pointers]);
  for (const { detail } of errors) expect(detail.length).toBeGreaterThan(5);
  expect(await sandbox.worlds.dump(account_sid)).toEqual(before);
});

describe('An account that nobody has used', () => {
  test.each(['', '/machines', '/clock', '/settings', '/dump', '/timeline', '/machines/call/x'])(
    '%s is not there, and looking makes none',
    async (path) => {
      expect((await sandbox.ask('GET', at + path)).status).toBe(404);
      expect(sandbox.worlds.accounts).toEqual([]);
    },
  );

  test('is made by whoever has something happen there', async () => {
    await sandbox.ask('POST', `${at}/calls`, { json: { From } });
    await sandbox.ask('PUT', `${at}/settings`, { json: { nonsense: 1 } });
    await sandbox.ask('PUT', `${at}/dump`, { json: {} });
    expect(sandbox.worlds.accounts).toEqual([]);
    await sandbox.freeze();
    expect(sandbox.worlds.accounts).toEqual([account_sid]);
  });

  test('is not made where there are as many as there can be, and that is said', async () => {
    await using full = await handled({ accounts: 2 });
    for (const other of ['other-0', 'other-1']) await full.worlds.open(other);
    const dump = await full.worlds.dump('other-0');
    const json = { ...dump, accountSid: account_sid };
    for (const [method, path, sent] of [
      ['POST', '/calls', { json: { From, To } }],
      ['PUT', '/clock', { json: { frozen: true } }],
      ['POST', '/reset', {}],
      ['PUT', '/dump', { json }],
    ] as const) {
      const got = await full.ask(method, at + path, sent);
      expect([path, got.status]).toEqual([path, 403]);
      expect(got.body.errors[0]?.detail).toMatch(
        /^There are 2 accounts already.*DELETE .*--accounts/,
      );
    }
    expect((await full.ask('DELETE', '/sandbox/accounts/other-0')).status).toBe(204);
    expect((await full.ask('POST', `${at}/calls`, { json: { From, To } })).status).toBe(201);
  });

  test('is listed with what is in it, and ended: then it is unknown', async () => {
    await sandbox.ask('POST', `${at}/calls`, { json: { From, To } });
    const listed = await sandbox.ask('GET', '/sandbox/accounts');
    expect(listed.body).toMatchObject({
      accounts: [{ accountSid: account_sid, counts: { calls: { all: 1, live: 1 } } }],
    });
    expect((await sandbox.ask('DELETE', at)).status).toBe(204);
    expect((await sandbox.ask('GET', '/sandbox/accounts')).body).toEqual({
      accounts: [],
      all: 0,
      next: null,
    });
    for (const method of ['GET', 'DELETE']) {
      expect((await sandbox.ask(method, at)).status).toBe(404);
    }
  });

  test.each(['a b', 'a%2Fb', 'a'.repeat(65)])('cannot be called %s', async (name) => {
    const got = await sandbox.ask('POST', `/sandbox/accounts/${name}/reset`);
    expect(got.status).toBe(404);
    expect(sandbox.worlds.accounts).toEqual([]);
  });
});

test('forms are not taken here: no page of another site can send JSON unasked', async () => {
  const got = await sandbox.ask('POST', `${at}/calls`, { form: { From, To } });
  expect([got.status, got.body.errors[0]?.code]).toEqual([415, '10014']);
});
