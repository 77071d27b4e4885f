/** Whatever happens to a world, its server or its stream: what the page shows is what the API says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Summary } from '../../src/wire/resources/summary.ts';
import { patienceMs } from '../house/patience.ts';
import { chromiumPath, openBrowser } from './browser.ts';
import { type Served, served } from './served.ts';

const account = 'account-1';
const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
let server: Served;
let browser: Browser;
let page: Page;

interface Detail {
  readonly summary: Summary;
  readonly snapshot: object;
}
type Machines = Readonly<Record<string, readonly Summary[]>>;
const machines = async () =>
  Object.values(await server.control<Machines>('GET', '/machines')).flat();
const live = async (machine: Summary['machine']) =>
  (await machines()).filter((one) => one.machine === machine && one.isLive);
const detail = ({ machine, sid }: Pick<Summary, 'machine' | 'sid'>) =>
  server.control<Detail>('GET', `/machines/${machine}/${sid}`);

const record = '<Response><Start><Recording/></Start><Pause length="120"/></Response>';
const meet = '<Response><Dial><Conference>room</Conference></Dial></Response>';
/** Somebody calls in. */
const call = (Texml: string) =>
  server.control('POST', '/calls', {
    From: '+12025550199',
    To: '+12025550100',
    ApplicationSid: '1',
    Texml,
  });

/** Looks at one machine. */
async function choose({ machine, sid }: Pick<Summary, 'machine' | 'sid'>) {
  await page.goto(`${server.url}/?${sid}#${account}/${machine}/${sid}`, { waitUntil: 'commit' });
}
/** Waits until the page shows the chosen machine as the API does, and as many of each kind. */
async function isTrue(chosen: Pick<Summary, 'machine' | 'sid'>) {
  await expect
    .poll(
      async () => {
        const shown =
          (await page.locator('#chosen .snapshot pre').textContent({ timeout: patienceMs })) ?? '';
        return shown === '' ? undefined : JSON.parse(shown);
      },
      { timeout: patienceMs, interval: 20 },
    )
    .toEqual((await detail(chosen)).snapshot);
}
/** The sandbox ends, and begins again on what it has kept. */
async function restart() {
  const port = Number(new URL(server.url).port);
  await server.close();
  server = await served({ port, state: { folder } });
}

/** Things that happen, by name; each finds by itself whom it happens to. */
const happenings: Readonly<Record<string, () => Promise<unknown>>> = {
  'a call': () => call(record),
  'a call to a conference': () => call(meet),
  time: () => server.pass('3s'),
  speech: async () => {
    const [line] = await live('call');
    if (line?.status !== 'in-progress') return;
    const speaking = !JSON.stringify(await detail(line)).includes('"speaking"');
    await server.control('POST', '/voice', { sid: line.sid, speaking });
  },
  'a participant': async () => {
    const [room] = await live('conference');
    if (!room) return;
    const { participants } = server.conferences;
    const parties = { From: '+12025550199', To: '+12025550101' };
    await participants.participants(room.sid, { account_sid: account, ...parties });
  },
  'a pause': async () => {
    const [one] = await live('recording');
    if (one?.status !== 'in-progress') return;
    await server.control('POST', '/events', {
      machine: 'recording',
      sid: one.sid,
      event: { type: 'recording.pause' },
    });
  },
  'a restart': restart,
};

describe.runIf(chromiumPath !== undefined)('The page shows what is so', () => {
  beforeAll(async () => {
    server = await served({ state: { folder } });
    browser = await openBrowser(chromiumPath ?? '');
    page = await browser.newPage();
    page.setDefaultTimeout(patienceMs);
    await server.freeze();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true });
  });

  test('of a conference, who is being dialled into it', async () => {
    await call(meet);
    await server.pass('6s');
    const [room] = await live('conference');
    if (!room) throw new Error('no conference');
    await choose(room);
    await isTrue(room);
    await happenings['a participant']?.();
    await isTrue(room);
    expect(await page.locator('#chosen .snapshot pre').textContent()).toContain('"legSid"');
  });

  test('also when it was asked while the sandbox did not answer', async () => {
    const [room] = await live('conference');
    if (!room) throw new Error('no conference');
    const details = '**/sandbox/accounts/*/machines/**';
    await page.route(details, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await happenings['a participant']?.();
    await failed;
    await page.unroute(details);
    await isTrue(room);
  });

  test('and what it reads for that is no part of what has happened', async () => {
    await call(record);
    await server.pass('130s');
    const done = (await machines()).find((one) => one.status === 'completed' && one.path);
    if (!done) throw new Error('no file');
    await choose(done);
    await page.locator('#chosen audio[src*="/media/"]').waitFor();
    interface Told {
      readonly entries: readonly { readonly kind: string; readonly method?: string }[];
    }
    const { entries } = await server.control<Told>('GET', '/timeline?most=1000');
    expect(entries.filter(({ kind }) => kind === 'request').length).toBeGreaterThan(0);
    expect(entries.filter(({ method }) => method === 'GET')).toEqual([]);
  });

  test('whatever happens, to it or to its server', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(happenings)), { minLength: 8, maxLength: 12 }),
        fc.nat(),
        async (names, pick) => {
          await call(record);
          const all = (await machines()).filter(({ isLive }) => isLive);
          const chosen = all[pick % all.length];
          if (!chosen) throw new Error('nothing is there');
          await choose(chosen);
          // A page that was not there yet when its server went is no page.
          await isTrue(chosen);
          for (const name of names) {
            await happenings[name]?.();
            await isTrue(chosen);
          }
        },
      ),
      { numRuns: 2, endOnFailure: true },
    );
  });
});
