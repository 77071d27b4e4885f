/** `GET /healthz`: what a supervisor of the process asks. */
import { afterEach, expect, test, vi } from 'vitest';
import { aCall, account_sid, handled } from './handled.ts';

afterEach(() => {
  vi.restoreAllMocks();
});
const calm = { outbox: { size: 0, lagMs: 0 }, overdue: { timers: 0, lateMs: 0 } };

test('a sandbox that keeps what it answers is ready, whoever asks, and makes no account by that', async () => {
  await using sandbox = await handled();
  const headers = { authorization: '', 'sec-fetch-site': 'none' };
  const { status, body, headers: got } = await sandbox.ask('GET', '/healthz', { headers });
  const accounts = { accounts: 0, unusable: 0 };
  expect([status, body]).toEqual([200, { isReady: true, reasons: [], ...calm, ...accounts }]);
  expect(got.get('cache-control')).toBe('no-store');
});

test('an account whose store fails makes it not ready, and says which and why', async () => {
  await using sandbox = await handled();
  await aCall(sandbox);
  await sandbox.worlds.open('other');
  const { host } = await sandbox.worlds.open(account_sid);
  vi.spyOn(host, 'health').mockResolvedValue({
    isReady: false,
    reasons: ['Its store cannot be reached: The disk is full.'],
    outbox: { size: 2, lagMs: 70_000 },
    overdue: { timers: 1, lateMs: 5_000 },
    lastFailure: { at: 7, what: 'announced of c1, attempt 3', says: 'HTTP 500' },
  });
  const { status, body } = await sandbox.ask('GET', '/healthz');
  expect(status).toBe(503);
  expect(body).toEqual({
    isReady: false,
    reasons: [`${account_sid}: Its store cannot be reached: The disk is full.`],
    outbox: { size: 2, lagMs: 70_000 },
    overdue: { timers: 1, lateMs: 5_000 },
    lastFailure: { at: 7, what: `${account_sid}: announced of c1, attempt 3`, says: 'HTTP 500' },
    accounts: 2,
    unusable: 0,
  });
});

test('where keys are needed, who has none is told whether it is ready and nothing else', async () => {
  await using sandbox = await handled({ apiKeys: ['key'] });
  const asked = async (authorization: string) =>
    (await sandbox.ask('GET', '/healthz', { headers: { authorization } })).body;
  expect(await asked('')).toEqual({ isReady: true });
  expect(await asked('Bearer other')).toEqual({ isReady: true });
  expect(await asked('Bearer key')).toMatchObject({ isReady: true, ...calm });
});
