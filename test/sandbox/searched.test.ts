/** What the page is shown of few machines takes few out of the store, however many have ended. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { KeptRecord } from '../../src/hosts/stores/sqlite-record.ts';
import { accountSid, fill } from '../bench/kept-lives.ts';
import { type Handled, handled } from './handled.ts';

const at = `/sandbox/accounts/${accountSid}`;
const many = 200;
const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
let sandbox: Handled;
beforeAll(async () => {
  const empty = await handled({ state: { folder } });
  await empty.ask('PUT', `${at}/clock`, { json: { frozen: true } });
  await empty.close();
  const file = join(folder, String(readdirSync(folder).find((name) => name.includes(accountSid))));
  fill(file, true, 0, many);
  fill(file, false, many, 3);
  sandbox = await handled({ state: { folder } });
  await sandbox.ask('GET', `${at}/clock`);
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How many machines were taken out of the file for an answer, and what that says. */
async function taken(path: string) {
  const spy = vi.spyOn(KeptRecord.prototype, 'snapshot');
  try {
    const response = await sandbox.send('GET', `${at}${path}`);
    expect(response.status).toBe(200);
    return { machines: spy.mock.calls.length, text: await response.text() };
  } finally {
    spy.mockRestore();
  }
}
interface Part {
  readonly all: number;
  readonly machines: readonly { readonly sid: string }[];
}
const ended = async (query: string) => {
  const { machines, text } = await taken(`/machines/ended?${query}`);
  const { calls, recordings }: Record<'calls' | 'recordings', Part> = JSON.parse(text);
  const sids = (part: Part) => part.machines.map(({ sid }) => sid);
  return { machines, all: [calls.all, recordings.all], sids: [sids(calls), sids(recordings)] };
};

test('a search takes out what it shows of what it finds, newest first, and counts all of it', async () => {
  const nothing = { machines: 0, all: [0, 0], sids: [[], []] };
  expect(await ended('search=nowhere')).toEqual(nothing);
  // What lives is no part of what has ended.
  expect(await ended(`search=CA000000${many}`)).toEqual(nothing);
  expect(await ended('search=RE000000123')).toEqual({
    machines: 1,
    all: [0, 1],
    sids: [[], ['RE000000123']],
  });
  // A recording is found by the numbers of its call; words in any order, large letters or small.
  expect(await ended('search=%2B1+ca0000001+%2B2&most=2&behind=1')).toEqual({
    machines: 4,
    all: [100, 100],
    sids: [
      ['CA000000198', 'CA000000197'],
      ['RE000000198', 'RE000000197'],
    ],
  });
});

test.each([
  ['/lanes/RE000000055', 2],
  ['/sessions/CA000000007/export?as=har', 2],
  // What lives is held.
  [`/sessions/CA000000${many}/export?as=har`, 0],
])('what belongs with one takes out its call and its recording alone: %s', async (path, most) => {
  expect(await taken(path)).toMatchObject({ machines: most });
});
