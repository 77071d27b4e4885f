/** What went to and fro: kept whole, shown without secrets, sent once more, taken elsewhere. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { storyStep } from '../../src/scenarios/format/format.ts';
import { account_sid, api, at, type Handled, handled } from './handled.ts';

interface Heard {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}
interface Shown {
  readonly number: number;
  readonly kind: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly body?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly parameters?: readonly (readonly string[])[];
  };
  readonly response?: { readonly status: number; readonly body?: string };
  readonly warnings: readonly { readonly line: number; readonly message: string }[];
  readonly attempts: readonly { readonly came: number | string }[];
  readonly as: { readonly curl: string; readonly scenario?: string; readonly test?: string };
  readonly onlyOnce?: string;
  readonly again?: number;
}
interface Entry {
  readonly sid?: string;
  readonly number: number;
  readonly kind: string;
  readonly about?: string;
  readonly status?: number;
  readonly says?: string;
}

const heard: Heard[] = [];
/** What the application answers callbacks with. */
let taking = 200;
const document =
  '<Response>\n  <Dial><Sip password="deep">sip:a@b.test</Sip></Dial>\n  <Pause length="600"/>\n</Response>';
const answers = async (request: Request) => {
  const { url, headers } = request;
  heard.push({ url, body: await request.text(), headers: Object.fromEntries(headers) });
  if (!url.includes('/voice')) return new Response('noted', { status: taking });
  return new Response(document, { headers: { 'content-type': 'text/xml', 'set-cookie': 'a=b' } });
};
const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
const options = {
  state: { folder },
  inProcess: { answers, frozenAt: Date.parse('2026-01-31T12:00:00Z'), patienceMs: 2_000 },
};
let sandbox: Handled;
const callback = 'http://user:pass@app.test/told?token=secret&room=7';
const asked = {
  ...{ ApplicationSid: '1', From: '+12025550199', To: '+12025550112' },
  ...{ Url: 'http://app.test/voice', StatusCallback: callback, SipAuthPassword: 'known to few' },
};

const timeline = async () =>
  (await sandbox.ask<{ entries: Entry[] }>('GET', `${at}/timeline?most=5000`)).body.entries;
const exchange = async (number: number) =>
  (await sandbox.ask<Shown>('GET', `${at}/exchanges/${number}`)).body;
/** The latest of a kind. */
async function latest(kind: string, about?: string): Promise<Shown> {
  const all = await timeline();
  const found = all.findLast((one) => one.kind === kind && (about ?? one.about) === one.about);
  if (!found) throw new Error(`There is no ${kind}.`);
  return exchange(found.number);
}

/** A call whose end is told and not taken. */
beforeAll(async () => {
  sandbox = await handled(options);
  await sandbox.ask('POST', `${api}/Calls`, { form: asked });
  taking = 503;
  await sandbox.pass('10m');
});
afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test('a request is kept as it came and as it was answered, without what lets somebody in', async () => {
  const { request, response, onlyOnce } = await latest('request');
  expect(request).toMatchObject({ method: 'POST', url: `${api}/Calls` });
  expect(request.headers).toMatchObject({ authorization: 'Bearer …' });
  expect(Object.fromEntries(request.parameters as [string, string][])).toEqual({
    ...asked,
    SipAuthPassword: '…',
  });
  expect(response).toMatchObject({ status: 200, body: expect.stringContaining('"call_sid"') });
  expect(onlyOnce).toContain('password');
});

test('a document is kept as it came, with its warnings at their lines', async () => {
  const { request, response, warnings } = await latest('instructions');
  expect(request.url).toBe('http://app.test/voice');
  expect(request.headers).toHaveProperty('telnyx-signature-ed25519');
  expect(response).toMatchObject({
    ...{ status: 200, headers: { 'content-type': 'text/xml', 'set-cookie': '…' } },
    body: document.replace('deep', '…'),
  });
  expect(warnings).toMatchObject([{ line: 3, message: expect.stringContaining('600') }]);
});

test('a callback is kept with all attempts, and its URL tells no secret', async () => {
  const { request, response, attempts } = await latest('callback', 'completed');
  expect(request.url).toBe('http://app.test/told?token=%E2%80%A6&room=7');
  expect(request.body).toBe(heard.findLast(({ url }) => url.includes('/told'))?.body);
  expect(Object.fromEntries(request.parameters as [string, string][])).toMatchObject({
    CallStatus: 'completed',
  });
  expect(response).toMatchObject({ status: 503, body: 'noted' });
  expect(attempts.map(({ came }) => came)).toEqual([503, 503, 503, 503, 503]);
});

test('a callback that was given up is sent once more, signed anew, and counts as delivered', async () => {
  const before = await latest('callback', 'completed');
  taking = 200;
  const again = () => sandbox.ask<Shown>('POST', `${at}/exchanges/${before.number}/again`);
  const { status, body } = await again();
  expect(status).toBe(201);
  const shown = await exchange(body.number);
  expect(shown).toMatchObject({ again: before.number, response: { status: 200 } });
  expect(shown.request.body).toBe(before.request.body);
  expect(shown.attempts.map(({ came }) => came)).toEqual([503, 503, 503, 503, 503, 200]);
  const came = heard.at(-1);
  expect(came?.url).toBe('http://app.test/told?token=secret&room=7');
  expect(came?.headers.authorization).toBe(`Basic ${btoa('user:pass')}`);
  await new TelnyxWebhook(sandbox.publicKey).verify(came?.body ?? '', came?.headers ?? {});
  const { data } = await sandbox.client.webhookDeliveries.list();
  expect(data?.find(({ id }) => id)).toMatchObject({ status: 'delivered' });
});

test('a document is asked for once more, and nobody runs it', async () => {
  const { number } = await latest('instructions');
  const machines = await sandbox.ask('GET', `${at}/machines`);
  const { body } = await sandbox.ask<Shown>('POST', `${at}/exchanges/${number}/again`);
  expect(await exchange(body.number)).toMatchObject({ again: number, response: { status: 200 } });
  expect(await sandbox.ask('GET', `${at}/machines`)).toMatchObject({ body: machines.body });
});

test('a request is asked once more; one that lacks its password, or is not there, is not', async () => {
  const { number: masked } = await latest('request');
  expect(await sandbox.ask('POST', `${at}/exchanges/${masked}/again`)).toMatchObject({
    status: 409,
    body: { errors: [{ detail: 'A password stood in it, which is not kept.' }] },
  });
  expect((await sandbox.ask('POST', `${at}/exchanges/99999/again`)).status).toBe(404);
  const { SipAuthPassword: _, ...open } = asked;
  await sandbox.ask('POST', `${api}/Calls`, { json: open });
  const { number } = await latest('request');
  const { body } = await sandbox.ask<Shown>('POST', `${at}/exchanges/${number}/again`);
  const { request, response, again } = await exchange(body.number);
  expect([again, response?.status]).toEqual([number, 200]);
  expect(JSON.parse(request.body ?? '')).toEqual(open);
});

test('each is taken elsewhere: as curl, as part of a scenario, as part of a test', async () => {
  const request = await latest('request');
  const { curl, scenario = '', test: lines } = request.as;
  expect(curl).toMatch(/^curl -X POST 'http:\/\/127.0.0.1:4010\/v2\/texml.*Bearer any/s);
  const [step] = parse(scenario);
  expect(storyStep.parse(step)).toMatchObject({
    request: { method: 'POST', path: 'Calls' },
    body: { To: '+12025550112' },
    answer: '200',
  });
  expect(lines).toMatch(/^const call = await kit\.dial\(\{/);
  const told = await latest('callback', 'completed');
  expect(told.as.test).toContain('"CallStatus":"completed"');
  expect(told.as.curl).not.toContain('secret');
  const fetched = await latest('instructions');
  expect(parse(fetched.as.scenario ?? '')).toEqual({
    documents: { '/voice': fetched.response?.body },
  });
});

test('all of it survives a restart, and what happens then is counted on', async () => {
  const past = async () => ({
    entries: await timeline(),
    shown: await Promise.all([latest('request'), latest('instructions'), latest('callback')]),
    events: (await sandbox.client.callEvents.list()).data,
    deliveries: (await sandbox.client.webhookDeliveries.list()).data,
  });
  const before = await past();
  await sandbox[Symbol.asyncDispose]();
  sandbox = await handled(options);
  expect(await past()).toEqual(before);
  await sandbox.ask('POST', `${api}/Calls`, { json: {} });
  const last = before.entries.at(-1)?.number ?? 0;
  expect((await timeline()).at(-1)).toMatchObject({ kind: 'request', number: last + 1 });
});

test('lives over time are drawn of what is remembered, of all that belongs together', async () => {
  const { body } = await sandbox.ask<Record<string, readonly { sid: string }[]>>(
    'GET',
    `${at}/machines`,
  );
  const [leg] = body.legs ?? [];
  const response = await sandbox.send('GET', `${at}/lanes/${leg?.sid}`);
  expect(response.headers.get('content-type')).toBe('image/svg+xml');
  const svg = await response.text();
  for (const word of ['+1…199 → +1…112', 'leg ', 'ringing', 'call.answered', 'completed'])
    expect(svg).toContain(word);
  expect((await sandbox.send('GET', `${at}/lanes/nobody`)).status).toBe(404);
  // By itself it follows the theme, and its parts lead to the page.
  expect(response.headers.get('content-security-policy')).toContain("style-src 'unsafe-inline'");
  const entries = await timeline();
  const links = [...svg.matchAll(/ href="\/#([^"]*)"/g)].map(([, hash = '']) => hash.split('/'));
  expect(links.length).toBeGreaterThan(20);
  for (const [, , sid = '', entry] of links) {
    const own = entries.filter((one) => one.sid === decodeURIComponent(sid));
    if (entry === undefined) expect(own).not.toEqual([]);
    else expect(own.map(({ number }) => `${number}`)).toContain(entry);
  }
  // What was told leads to the request that told it.
  const told = entries.find(({ kind }) => kind === 'callback');
  expect(links.map(([, , , entry]) => entry)).toContain(`${told?.number}`);
});

test('lives over time are as wide as asked, or the request says what can be asked', async () => {
  const [{ sid }] = (await sandbox.ask<{ calls: [{ sid: string }] }>('GET', `${at}/machines`)).body
    .calls;
  const asked = (query: string) => sandbox.send('GET', `${at}/lanes/${sid}?${query}`);
  expect(await (await asked('width=500')).text()).toMatch(/^<svg [^>]* width="500"/);
  for (const query of ['width=0', 'width=wide', 'zoom=0.5', 'zoom=65', 'high=1'])
    expect((await asked(query)).status, query).toBe(422);
});

test('it goes with the account: written out, loaded, begun anew', async () => {
  const entries = await timeline();
  const { body: dump } = await sandbox.ask<object>('GET', `${at}/dump`);
  await sandbox.ask('POST', `${at}/reset`);
  expect(await timeline()).toEqual([]);
  expect((await sandbox.ask('PUT', `${at}/dump`, { json: dump })).status).toBe(200);
  expect(await timeline()).toEqual(entries);
});

test('the inbox takes what is signed by this sandbox, and says what is not', async () => {
  await using own = await handled();
  const post = (url: string) =>
    own.send('POST', `/inbox/${account_sid}${url}`, { form: { CallSid: 'call-1' } });
  expect((await post('')).status).toBe(404); // Nobody has used the account.
  await own.ask('PUT', `${at}/clock`, { json: { frozen: true } });
  const form = { ...asked, Url: '', Texml: '<Response/>', StatusCallback: '' };
  const StatusCallback = `http://127.0.0.1:4010/inbox/${account_sid}/calls`;
  const { Url: _, ...call } = form;
  await own.ask('POST', `${api}/Calls`, { form: { ...call, StatusCallback } });
  await own.pass('10s');
  interface Told {
    readonly entries: readonly (Entry & { readonly isVerified?: boolean })[];
  }
  const inbox = async () =>
    (await own.ask<Told>('GET', `${at}/timeline`)).body.entries.filter(
      ({ kind }) => kind === 'inbox',
    );
  expect(await inbox()).toMatchObject([
    { about: 'completed', isVerified: true, path: `/inbox/${account_sid}/calls` },
  ]);
  expect((await post('?any=1')).status).toBe(200);
  const forged = (await inbox()).at(-1);
  expect(forged).toMatchObject({
    isVerified: false,
    says: 'The header telnyx-signature-ed25519 is missing.',
  });
  const { body } = await own.ask<Shown>('GET', `${at}/exchanges/${forged?.number}`);
  expect(body).toMatchObject({ request: { body: 'CallSid=call-1' }, onlyOnce: expect.any(String) });
  await using closed = await handled({ apiKeys: ['key'] });
  await closed.ask('PUT', `${at}/clock`, { json: { frozen: true } });
  const refused = await closed.send('POST', `/inbox/${account_sid}`, { form: { CallSid: '1' } });
  expect(refused.status).toBe(401);
});
