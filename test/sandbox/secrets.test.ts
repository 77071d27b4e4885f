/** What lets somebody in is neither kept in the log nor shown, however it is spelled. */
import { describe, expect, test } from 'vitest';
import { bodyKept, headersKept } from '../../src/sandbox/traffic/exchange.ts';
import { account_sid, at, handled } from './handled.ts';

describe('of a body, no password is kept', () => {
  const sip = (attribute: string) =>
    `<Response><Dial><Sip ${attribute}>sip:a@b</Sip></Dial></Response>`;
  const document = sip(`username="me" password="hush"`);
  test.each([
    ['a form', 'To=1&SipAuthPassword=hush&From=2'],
    ['JSON', '{"SipAuthPassword": "hush", "To": "1"}'],
    ['JSON, of digits', '{"SipAuthPassword":4711}'],
    ['JSON that is cut off', '{"SipAuthPassword":"hush'],
    ['a document', document],
    ['a document, in JSON', JSON.stringify({ Texml: document })],
    ['a document, in a form', `${new URLSearchParams({ Texml: document })}`],
    ['a document, in a form with %20', `Texml=${encodeURIComponent(document)}&To=1`],
    [
      'a document with a line break before it',
      `Texml=${encodeURIComponent(sip("\npassword = 'hush'"))}`,
    ],
    ['the other quote in it', sip(`password="it's hush"`)],
    ['the other quote in it, in a form', `Texml=${encodeURIComponent(sip(`password="it'hush"`))}`],
    ['a backslash in it', sip('password="a\\hush"')],
    ['a backslash in it, in JSON', JSON.stringify({ Texml: sip('password="a\\hush\\"') })],
  ])('%s', (_, text) => {
    const { body = '', isMasked } = bodyKept(text);
    expect(body).not.toMatch(/hush|4711/);
    expect(body).toContain('…');
    expect(isMasked).toBe(true);
  });

  test.each([
    ['none is there', sip('username="me"')],
    ['it is empty', sip('password="" username="me"')],
    ['it is empty, in JSON', '{"SipAuthPassword":"","To":"1"}'],
  ])('and all is kept where %s', (_, text) => {
    expect(bodyKept(text)).toEqual({ body: text });
  });

  test('also of one that is as long as can be', () => {
    const long = 'x'.repeat(262_000);
    expect(bodyKept(`{"SipAuthPassword":"${long}"}`).body).toBe('{"SipAuthPassword":"…"}');
    expect(bodyKept(sip(`password="${long}"`)).body).toBe(sip('password="…"'));
  });
});

test('of headers by which somebody signs in, the way to do so is kept', () => {
  const secret = [
    'Cookie',
    'Set-Cookie',
    'X-API-Key',
    'Apikey',
    'X-Auth-Token',
    'X-Amz-Security-Token',
  ];
  const kept = headersKept([
    ['Authorization', 'Bearer hush'],
    ['Proxy-Authorization', 'hush'],
    ...secret.map((name) => [name, 'my hush'] as const),
    ['Content-Type', 'text/xml'],
    ['telnyx-signature-ed25519', 'shown'],
  ]);
  expect(kept).toEqual({
    authorization: 'Bearer …',
    'proxy-authorization': '…',
    ...Object.fromEntries(secret.map((name) => [name.toLowerCase(), '…'])),
    'content-type': 'text/xml',
    'telnyx-signature-ed25519': 'shown',
  });
});

describe('the inbox', () => {
  const sent = async (path: string, form: Record<string, string>) => {
    const sandbox = await handled();
    await sandbox.worlds.open(account_sid);
    await sandbox.send('POST', `/inbox/${account_sid}${path}`, { form });
    const { body } = await sandbox.ask<{ entries: Line[] }>('GET', `${at}/timeline`);
    const [line] = body.entries;
    const { body: shown } = await sandbox.ask<{ request: { url: string } }>(
      'GET',
      `${at}/exchanges/${line?.number}`,
    );
    await sandbox[Symbol.asyncDispose]();
    return { line, shown };
  };
  interface Line {
    readonly number: number;
    readonly kind: string;
    readonly path: string;
    readonly about: string;
    readonly sid?: string;
  }

  test('tells no secret of its URL', async () => {
    const path = '/calls?room=7&api_key=hush&X-Amz-Signature=hush';
    const { line, shown } = await sent(path, { CallSid: 'call-1', CallStatus: 'completed' });
    expect(line).toMatchObject({ kind: 'inbox', path: `/inbox/${account_sid}/calls?…` });
    expect(shown.request.url).toMatch(
      /\/calls\?room=7&api_key=%E2%80%A6&X-Amz-Signature=%E2%80%A6$/,
    );
    expect(JSON.stringify([line, shown])).not.toContain('hush');
  });

  test('takes long words, and its line stays short', async () => {
    const CallStatus = 'x'.repeat(100_000);
    const { line, shown } = await sent('', { CallSid: 'y'.repeat(100_000), CallStatus });
    expect(JSON.stringify(line).length).toBeLessThan(500);
    expect(line).not.toHaveProperty('sid');
    expect(JSON.stringify(shown)).toContain(CallStatus);
  });
});
