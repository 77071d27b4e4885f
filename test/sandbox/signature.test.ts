/** The signature of callbacks: Telnyx's own client knows the sender by it, and nobody else. */
import { fc, test as property } from '@fast-check/vitest';
import Telnyx from 'telnyx';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newSigner } from '../../src/sandbox/network/signature.ts';
import { type Callback, httpRequestFor } from '../../src/wire/callbacks/delivery.ts';

const signer = newSigner();
const verifier = new TelnyxWebhook(signer.publicKey);
const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** The request that carries a callback, signed. */
function signed(method: Callback['method'], parameters: Callback['parameters'], at = now) {
  const { body = '' } = httpRequestFor({ url: 'https://example.com/done', method, parameters });
  return { body, headers: signer.headersFor(body, at) };
}
const parameters = fc.dictionary(
  fc.string({ unit: 'grapheme' }),
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()),
);
const runs = { seed: 7, numRuns: 100 };

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("Telnyx's own client accepts", () => {
  property.prop([parameters], runs)('any form', async (said) => {
    const { body, headers } = signed('POST', said);
    await expect(verifier.verify(body, headers)).resolves.toBeUndefined();
  });

  property.prop([fc.jsonValue({ stringUnit: 'grapheme' })], runs)(
    'any JSON, and unwraps it',
    async (said) => {
      const client = new Telnyx({ apiKey: 'key', publicKey: signer.publicKey });
      const body = JSON.stringify(said);
      const headers = signer.headersFor(body, now);
      expect(await client.webhooks.unwrap(body, { headers })).toEqual(JSON.parse(body));
    },
  );

  test('a GET, which signs an empty body', async () => {
    const { headers } = signed('GET', { RecordingStatus: 'completed' });
    expect(headers).toEqual(signer.headersFor(undefined, now));
    await expect(verifier.verify('', headers)).resolves.toBeUndefined();
  });

  test.each([-300, 0, 300])('a signature made %i seconds from now', async (aside) => {
    const { body, headers } = signed('POST', { RecordingSid: 'recording-1' }, now + aside * 1_000);
    await expect(verifier.verify(body, headers)).resolves.toBeUndefined();
  });
});

const form = signed('POST', { RecordingSid: 'recording-1', RecordingStatus: 'completed' });
const stranger = new TelnyxWebhook(newSigner().publicKey);
const { 'telnyx-timestamp': timestamp, ...unstamped } = form.headers;
const unmatched = 'signature does not match payload';

describe("Telnyx's own client refuses", () => {
  test.each([
    ['a changed body', verifier, `${form.body}&a=b`, form.headers, unmatched],
    ['a body that is gone', verifier, '', form.headers, unmatched],
    [
      'a changed time',
      verifier,
      form.body,
      { ...form.headers, 'telnyx-timestamp': String(Number(timestamp) + 1) },
      unmatched,
    ],
    ['no time', verifier, form.body, unstamped, 'Missing required header: Telnyx-Timestamp'],
    ['the key of another signer', stranger, form.body, form.headers, unmatched],
  ])('%s', async (_, reader, body, headers, says) => {
    await expect(reader.verify(body, headers)).rejects.toThrow(says);
  });

  test.each([-301, 301])('a signature made %i seconds from now', async (aside) => {
    const { body, headers } = signed('POST', {}, now + aside * 1_000);
    await expect(verifier.verify(body, headers)).rejects.toThrow('too old or too new');
  });

  property.prop([parameters, fc.nat(), fc.integer({ min: 1, max: 127 })], runs)(
    'a form with any one character changed',
    async (said, place, change) => {
      const { body, headers } = signed('POST', { RecordingSid: 'recording-1', ...said });
      const at = place % body.length;
      const other = String.fromCharCode(body.charCodeAt(at) ^ change);
      const changed = body.slice(0, at) + other + body.slice(at + 1);
      await expect(verifier.verify(changed, headers)).rejects.toThrow(unmatched);
    },
  );
});

test('a signature says the second in which it was made', () => {
  expect(form.headers['telnyx-timestamp']).toBe('1767323045');
});
