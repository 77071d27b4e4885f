/** Receiver mode: a right receiver passes, and each fault of a copy of it is found. */
import { expect, test } from 'vitest';
import {
  type ConformReceiverOptions,
  conformExitCode,
  conformReceiver,
  publicKeyOf,
  receiverChecks,
} from '../../src/conform/index.ts';
import { newPrivateKey } from '../../src/sandbox/network/signature.ts';
import { read } from '../house/tree.ts';
import { type Receiver, receiverFaults, receiverWith } from './receivers.ts';

const key = newPrivateKey();
const account = 'b7e4f3c2';
const owned = { account, publicKey: publicKeyOf(key) };
const url = 'http://app.test/recordings';
const testing = (receiver: Receiver, more: Partial<ConformReceiverOptions> = {}) =>
  conformReceiver({ url, ...receiver, key, account, settleMs: 0, strict: true, ...more });
const idOf = (name: string) => `receiver/${name}`;

test('a receiver that is written with the kit of webhooks passes everything', async () => {
  const result = await testing(receiverWith(owned)).all();
  const others = result.results.filter(({ outcome }) => outcome !== 'passed');
  expect(others.map(({ check, because }) => `${check.id}: ${because}`)).toEqual([
    'receiver/refuses-without-token: the profile has no token',
  ]);
  expect(conformExitCode(result)).toBe(0);
});

test.each(receiverFaults)('$says', async ({ found, otherwise, url: own = url }) => {
  const limits = found[0] === 'answers-in-time' ? { limitMs: 30 } : {};
  const more = { ...limits, url: own, only: found.map(idOf) };
  const { results } = await testing(receiverWith(owned, otherwise), more).all();
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  const ids = failed.map(({ check }) => check.id);
  expect(ids).toEqual(expect.arrayContaining(found.map(idOf)));
  for (const { check, exchanges, because } of failed) {
    expect(exchanges.length, check.id).toBeGreaterThan(0);
    expect(because, check.id).toMatch(/\.$/);
  }
});

test('for every check a fault is planted that it finds', () => {
  const found = new Set<string>(receiverFaults.flatMap((one) => one.found.map(idOf)));
  expect(receiverChecks.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});

test('the page has every fault, and the check that is said to find it', () => {
  const page = read('docs/test-your-own.md');
  for (const { says, found } of receiverFaults)
    expect(page).toContain(`| ${says} | \`${found[0]}\` |`);
});

test('a receiver that goes by a token in its URL passes, too', async () => {
  const token = 'a-secret-of-the-application';
  const receiver = receiverWith(owned, { options: () => ({ verify: { token } }) });
  const more = { url: `${url}?token=${token}`, without: ['key'] as const };
  const { key: _, ...unsigned } = { key, ...more };
  const { results } = await conformReceiver({
    ...unsigned,
    ...receiver,
    account,
    settleMs: 0,
  }).all();
  const others = results.filter(
    ({ outcome }) => outcome !== 'passed' && outcome !== 'not-selected',
  );
  expect(others).toEqual([]);
});

test.each<[Partial<ConformReceiverOptions>, string]>([
  [{ url: 'localhost:3000' }, 'The url is localhost:3000; expected one of HTTP'],
  [{ probe: 'GET http://127.0.0.1/recordings' }, '{RecordingSid}'],
  [{ only: ['receiver/x'] }, 'No check is called receiver/x.'],
  [{ key: 'none' }, ''],
])('%j is refused', (wrong, says) => {
  expect(() => testing(receiverWith(owned), wrong)).toThrow(says);
});
