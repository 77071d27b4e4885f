/** The page as a developer uses it, in a browser: by click, by key, in the dark, with a thousand rows. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Tone, tones, tonesOnDark } from '../../src/render/formats/tones.ts';
import { listen } from '../../src/sandbox/index.ts';
import { givenUp, patienceMs } from '../house/patience.ts';
import { read } from '../house/tree.ts';
import { chromiumPath, openBrowser } from './browser.ts';
import { application } from './served.ts';

type Server = Awaited<ReturnType<typeof listen>>;
let server: Server;
let browser: Browser;
let page: Page;
const desk = { width: 1240, height: 640 };
/** What the page said where nobody looks. */
const said: string[] = [];
/** What the browser itself notes there when a request of a test fails, as it has to. */
let noted: RegExp | undefined;
/** What a test has opened. */
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A request to the sandbox, past the page. */
async function asked(method: string, path: string, body?: object, from = server) {
  const response = await fetch(from.url + path, {
    method,
    signal: givenUp(),
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}
const control = (account: string, method: string, path: string, body?: object) =>
  asked(method, `/sandbox/accounts/${account}${path}`, body);

/** The page of an account, whose clock stands still. */
async function open(account: string, at = server) {
  await asked('PUT', `/sandbox/accounts/${account}/clock`, { frozen: true }, at);
  // The query makes it another address, which is loaded anew.
  await page.goto(`${at.url}/?${account}#${account}`, { waitUntil: 'commit' });
}
const begin = (path: string) =>
  page.locator(`[data-path="${path}"]`).getByRole('button', { name: 'Start' }).click();
/** Waits for the chosen machine to be of this kind and to have this status. */
const comesTo = (noun: string, status: string) =>
  page
    .locator(`#chosen:has(header .noun:text("${noun}")):has(.now .status:text-is("${status}"))`)
    .waitFor();
/** Goes on by the tabulator until the keyboard is on one of these. */
async function tabTo(selector: string) {
  const isThere = `document.activeElement.matches(${JSON.stringify(selector)})`;
  for (let i = 0; i < 80; i += 1) {
    if (await page.evaluate(isThere)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not come to ${selector}.`);
}
const step = (by: string) => page.getByRole('button', { name: by, exact: true }).click();
/** Run in the browser, on an element. Lines of text need not be whole pixels high. */
const fillOf = (one: Shown) => one.ownerDocument.defaultView.getComputedStyle(one).fill;
/** How deep each row stands, and what it is. */
const depthsOf = (
  all: readonly {
    readonly dataset: { readonly depth?: string };
    readonly children: Iterable<{ readonly textContent: string }>;
  }[],
) =>
  all.map(({ dataset, children }) => {
    const [, noun, title] = Array.from(children, ({ textContent }) => textContent);
    return `${dataset.depth} ${noun} ${title}`;
  });
/** What axe finds. */
interface Looked {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
/** What axe finds in what is seen: nothing. */
async function looks(view: string, rules?: readonly string[], without = '') {
  if (await page.evaluate("!('axe' in window)")) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Looked>(
    `axe.run(${JSON.stringify({
      resultTypes: ['violations'],
      preload: false,
      ...(rules ? { runOnly: rules } : {}),
    })})`,
  );
  const found = violations.filter(({ id }) => id !== without);
  expect(
    found.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`),
    view,
  ).toEqual([]);
}
const withoutTimes = (text: string) => text.replaceAll(/\d\d:\d\d:\d\d/g, '@');
const isInSight = (one: Shown) =>
  Math.floor(one.getBoundingClientRect().bottom) <= one.ownerDocument.defaultView.innerHeight;
const isTooWide = (one: { readonly scrollWidth: number; readonly clientWidth: number }) =>
  one.scrollWidth > one.clientWidth;
const sizeOf = (one: Shown) => {
  const { width, height } = one.getBoundingClientRect();
  return { width, height };
};
/** As much of the browser's own types as is needed here. */
interface Shown {
  readonly ownerDocument: {
    readonly defaultView: {
      readonly innerHeight: number;
      readonly getComputedStyle: (of: Shown) => { readonly fill: string };
    };
  };
  readonly getBoundingClientRect: () => {
    readonly bottom: number;
    readonly width: number;
    readonly height: number;
  };
}
const dial = (account: string, more: object = {}) =>
  asked('POST', `/v2/texml/Accounts/${account}/Calls`, {
    ApplicationSid: '1',
    From: '+12025550199',
    To: '+12025550100',
    Record: true,
    Texml: '<Response><Pause length="120"/></Response>',
    ...more,
  });

/** Has all that is in an account there so many times, as of now. */
async function copied(account: string, times: number) {
  await control(account, 'PUT', '/clock', { frozen: true });
  const dump = await control(account, 'GET', '/dump');
  const sids: string[] = dump.rows.map(({ sid }: { sid: string }) => sid);
  const copy = (list: object[], i: number): object[] =>
    JSON.parse(
      sids.reduce((text, sid) => text.replaceAll(sid, `${sid}-${i}`), JSON.stringify(list)),
    );
  const many = (list: object[]) => Array.from({ length: times }, (_, i) => copy(list, i)).flat();
  const notes = dump.notes.filter(({ key }: { key: string }) => /^(clock|settings)$/.test(key));
  const copies = { machines: many(dump.machines), rows: many(dump.rows), outbox: [], answers: [] };
  await control(account, 'PUT', '/dump', { ...dump, ...copies, notes });
}

if (chromiumPath === undefined) {
  test('THE PAGE WAS NOT TESTED: no Chromium found; install it, or name it in CHROMIUM', () => {
    process.stderr.write('\nTHE PAGE WAS NOT TESTED: no Chromium found.\n\n');
  });
}

test('the page has the tones of the charts, on light paper and dark, and colours charts by them', () => {
  const page = read('src/sandbox/page/tones.css').replaceAll(/\s/g, '');
  const [light = '', dark = ''] = page.split('@media(prefers-color-scheme:dark)');
  for (const [name, tone] of Object.entries(tones)) {
    expect(light).toContain(`--${name}:${tone};`);
    expect(dark).toContain(`--${name}:${tonesOnDark[name as Tone]};`);
    for (const part of ['fill', 'stroke']) {
      expect(page).toContain(`.texml-chart[${part}="${tone}"]{${part}:var(--${name});}`);
    }
  }
});

const six = [
  'outbound-call',
  'record-verb',
  'dial-verb',
  'conference-verb',
  'call-request',
  'participant-request',
];

describe.runIf(chromiumPath !== undefined)('in a browser', () => {
  beforeAll(async () => {
    server = await listen({ port: 0, state: 'memory' });
    browser = await openBrowser(chromiumPath ?? '');
    const context = await browser.newContext({ viewport: desk, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    await page.evaluate('0'); // What was said before has come then.
    expect(said.splice(0).filter((text) => !noted?.test(text))).toEqual([]);
    noted = undefined;
  });

  test('an empty world says what to do', async () => {
    await open('empty');
    await page.getByText('Nothing yet.').waitFor();
    await page.getByText(`${server.url}/v2`, { exact: true }).waitFor();
    expect(await page.locator('[data-path]').count()).toBe(6);
  });

  test('an account that nobody has used is looked at without a word, and made by the first call', async () => {
    await page.goto(`${server.url}/?unused#unused`, { waitUntil: 'commit' });
    await page.getByText('Nothing yet.').waitFor();
    expect((await asked('GET', '/sandbox')).accounts).not.toContain('unused');
    await begin('outbound-call');
    await comesTo('Recording', 'in-progress');
  });

  test('what is due beyond all dates is never, and the page goes on', async () => {
    await open('far');
    const { call_sid: sid } = await dial('far');
    await control('far', 'POST', '/clock/advance', { ms: 5_000 });
    const dump = await control('far', 'GET', '/dump');
    const { snapshot } = dump.machines.find(
      (one: { snapshot: { sid: string } }) => one.snapshot.sid === sid,
    );
    snapshot.context.timers['time-limit'] = Number.MAX_SAFE_INTEGER;
    await control('far', 'PUT', '/dump', dump);
    await page.goto(`${server.url}/?far-on#far/call/${sid}`, { waitUntil: 'commit' });
    await page.locator('#chosen').getByText('never', { exact: true }).waitFor();
  });

  test('an account that cannot be used is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
    closing.push(async () => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'bad.sqlite'), 'words '.repeat(100));
    const at = await listen({ port: 0, state: { folder } });
    closing.push(() => at.close());
    // The page does not see its server go.
    closing.push(() => page.goto('about:blank'));
    await open('good', at);
    await page.getByText(`Not loaded: ${join(folder, 'bad.sqlite')}`).waitFor();
    await page.getByText('Nothing yet.').waitFor();
  });

  test('each of the six ways is begun with a click, and its recordings come to be completed', async () => {
    await open('six');
    for (const path of six) {
      await page.getByRole('button', { name: 'Start a recording' }).click();
      await begin(path);
      await comesTo(path === 'participant-request' ? 'Dialled leg' : 'Call', 'ringing');
    }
    await page.getByText('Filter', { exact: true }).click();
    await page.getByLabel('Kind').selectOption('recording');
    // The last of them records two: its leg, and its conference.
    const recordings = [...six, 'participant-request'].sort();
    const listed = (status: string) =>
      page
        .locator(`[data-machine="recording"]:has(.status:text-is("${status}")) .way`)
        .allTextContents();
    await step('+10 s');
    await expect
      .poll(async () => (await listed('in-progress')).sort(), { timeout: patienceMs })
      .toEqual(recordings);
    await comesTo('Recording', 'in-progress');
    await step('+1 min');
    await expect
      .poll(async () => (await listed('completed')).sort(), { timeout: patienceMs })
      .toEqual(recordings);
    await page.locator('.chart .here', { hasText: 'completed' }).waitFor();
  });

  test('the buttons pause, resume and stop, the chart follows, and the file plays', async () => {
    const customer = await application(() => server.publicKey);
    closing.push(() => customer[Symbol.asyncDispose]());
    await open('buttons');
    await dial('buttons', {
      RecordingStatusCallback: `${customer.url}/told?token=secret`,
      RecordingStatusCallbackEvent: 'in-progress completed',
    });
    await control('buttons', 'POST', '/clock/advance', { by: '5s' });
    await page.locator('#list').getByRole('option', { name: 'outbound-call' }).click();
    const commands = page.getByLabel('Commands');
    await commands.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await commands.locator('button:not(.idle)').allTextContents()).toEqual([
      'Pause',
      'Stop',
    ]);
    expect(await commands.locator('button.idle').allTextContents()).toEqual(['Resume']);
    const zoom = page.getByRole('group', { name: 'Zoom: Chart' });
    // Whatever face the machine has, words stay within their states.
    for (const text of await page.locator('.chart .here text').all()) {
      const [own, state] = [
        await text.boundingBox(),
        await page.locator('.chart .here path').first().boundingBox(),
      ];
      const ends = [own, state].map((one) => (one?.x ?? 0) + (one?.width ?? 0));
      expect(ends[0]).toBeLessThan(ends[1] ?? 0);
    }
    const drawn = () => page.locator('.chart svg').evaluate(sizeOf);
    const first = await drawn();
    await zoom.getByRole('button', { name: 'Zoom in' }).click();
    expect((await drawn()).width).toBeCloseTo(first.width * 1.25, -1);
    const view = page.locator('.chart .drawing');
    const left = () => view.evaluate((one: { readonly scrollTop: number }) => one.scrollTop);
    const [top, box] = [await left(), await view.boundingBox()];
    const middle = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 60 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x, middle.y - 40, { steps: 4 });
    await page.mouse.up();
    expect(await left()).toBe(top + 40);
    await zoom.getByRole('button', { name: 'Fit' }).click();
    expect((await drawn()).height).toBeLessThanOrEqual(box?.height ?? 0);
    for (const [label, before, then] of [
      ['Pause', 'pausing', 'paused'],
      ['Resume', 'resuming', 'inProgress'],
    ] as const) {
      await commands.getByRole('button', { name: label }).click();
      await page.locator('.chart .here', { hasText: before }).waitFor();
      await step('+1 s');
      await page.locator('.chart .here', { hasText: then }).waitFor();
    }
    await commands.getByRole('button', { name: 'Stop' }).click();
    await step('+10 s');
    await comesTo('Recording', 'completed');
    const audio = page.locator('audio');
    await expect
      .poll(() => audio.evaluate((one: { readonly duration: number }) => one.duration), {
        timeout: patienceMs,
      })
      .toBeGreaterThan(2);

    await looks('a recording that can be heard');

    const told = page.locator('.entry.callback', { hasText: 'completed' });
    expect(await told.textContent()).toContain(`POST ${customer.url}/told?…`);
    expect(await told.textContent()).toContain('200');
  });

  test('three clicks lead to a verified callback, and one more to all that it said', async () => {
    await open('inbox');
    await begin('record-verb');
    await comesTo('Call', 'ringing');
    await step('+10 s');
    await comesTo('Recording', 'in-progress');
    await step('+1 min');
    const arrived = page.locator('.entry.inbox', { hasText: 'completed' });
    await arrived.getByText('verified', { exact: true }).waitFor();
    await arrived.locator('button.what').click();
    const dialog = page.getByRole('dialog', { name: 'Callback received by the inbox: completed' });
    await dialog.getByRole('row', { name: 'RecordingStatus completed' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.entry.callback', { hasText: 'completed' }).locator('button.what').click();
    await page.getByRole('button', { name: 'Resend callback' }).click();
    await page.getByText('This is the new exchange.').waitFor();
    await page.getByRole('button', { name: '1: 200' }).waitFor();
    await page.getByRole('dialog').getByText('Raw').click();
    await page.locator('.body pre', { hasText: 'RecordingStatus=completed' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => arrived.count(), { timeout: patienceMs }).toBe(2);

    // All of it is over, and its lives lead to what happened, and to each other.
    await page.getByText('Over time').click();
    const bar = page.locator('.lanes .stretch', { hasText: 'inProgress' }).last();
    await bar.hover();
    await page
      .locator('.lanes .readout', { hasText: /^\d\d:.* · inProgress · 0:.* – 0:.* · 0:/ })
      .waitFor();
    await page.locator('.lanes .line', { hasText: '← completed' }).last().click();
    await page.locator('.entry.callback[aria-current]', { hasText: 'completed' }).waitFor();
    const address = page.url();
    await page.locator('.lanes .name').first().click();
    await comesTo('Call', 'completed');
    await page.goBack();
    await comesTo('Recording', 'completed');
    expect(page.url()).toBe(address);
    // The picture by itself leads there, too.
    const sid = address.split('/').at(-1);
    await page.goto(`${server.url}/sandbox/accounts/inbox/lanes/${sid}`);
    await page.locator('.line', { hasText: 'media.started' }).click();
    await page.locator('.entry[aria-current]', { hasText: 'media.started' }).waitFor();
  });

  test('a document shows its warning at its line, and a request what it said', async () => {
    const Texml = '<Response>\n  <Pause length="600"/>\n</Response>';
    await dial('said', { Texml });
    await open('said');
    await page.locator('.entry.request button.what').click();
    const noticed = page.locator('.document li.noticed');
    await noticed.getByText('180').waitFor();
    expect(await noticed.evaluate((one) => one.parentElement?.textContent)).toContain(
      '</Response>',
    );
    expect(await page.locator('.document li').allTextContents()).toHaveLength(3);
    await page.locator('.body pre', { hasText: '"ApplicationSid": "1"' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('a transcription shows its text and its recording, and its account is ended with two clicks', async () => {
    await open('words');
    const texml = '<Response><Record transcription="true" maxLength="5"/></Response>';
    const call = { From: '+12025550177', To: '+12025550100', Texml: texml };
    const script = '1s answer, 1s after the recording starts speak "Call me back."';
    await control('words', 'PUT', '/settings', { numbers: { '+12025550177': script } });
    await control('words', 'PUT', '/clock', { frozen: true });
    await control('words', 'POST', '/calls', call);
    await control('words', 'POST', '/clock/advance', { by: '30s' });
    await page.locator('#list').getByRole('option', { name: 'Call me back.' }).click();
    await comesTo('Transcription', 'completed');
    await page.locator('#chosen h2:text-is("Call me back.")').waitFor();
    await page.locator('dd:text-is("Call me back.")').waitFor();
    await page.locator('.neighbour:has(.noun:text-is("Recording"))').waitFor();
    await page.locator('.chart svg').waitFor();
    await looks('a transcription');
    await page.locator('#end').click();
    await page.locator('#end:text-is("Delete this account?")').click();
    await page.locator('#list .row').last().waitFor({ state: 'detached' });
    const { accounts } = await asked('GET', '/sandbox/accounts');
    expect(accounts.map((one: { accountSid: string }) => one.accountSid)).not.toContain('words');
  });

  test('a request that is refused says why, in the words of the API', async () => {
    noted = /status of 422/;
    await open('refused');
    const form = page.locator('[data-path="outbound-call"]');
    await form.getByLabel('To').fill('');
    await begin('outbound-call');
    await form.locator('.bad', { hasText: '10004' }).waitFor();
  });

  test('a document is given to a call by hand, and facts are made to happen', async () => {
    await open('by-hand');
    await dial('by-hand', { Record: false });
    await control('by-hand', 'POST', '/clock/advance', { by: '5s' });
    await page.locator('#list').getByRole('option').first().click();
    await page.getByRole('button', { name: 'Run a <Record>' }).first().click();
    await page.getByText('Simulate an event').click();
    await looks('a call, a document and what can happen to it');
    await page.locator('.editor button.command').click();
    await page.locator('#list').getByRole('option', { name: 'record-verb' }).click();
    await comesTo('Recording', 'in-progress');
    await page.locator('[data-type="media.paused"] button').click();
    await page.locator('.happen .good', { hasText: 'ignored' }).waitFor();
    const failed = page.locator('[data-type="media.failed"]');
    await failed.getByRole('textbox').fill('lost-by-hand');
    await failed.getByRole('button').click();
    await comesTo('Recording', 'absent');
    await page.locator('.happen .good', { hasText: 'accepted' }).waitFor();
    await page.locator('.details', { hasText: 'lost-by-hand' }).waitFor();
  });

  test('no button is left that would still mean what was chosen before', async () => {
    await dial('left');
    await dial('left');
    await open('left');
    await page.locator('#list').getByRole('option').first().click();
    await page.getByRole('button', { name: 'Hang up' }).waitFor();
    const isNeverAnswered = '**/machines/call/**';
    await page.route(isNeverAnswered, () => undefined);
    closing.push(() => page.unroute(isNeverAnswered));
    await page.locator('#list').getByRole('option').nth(1).click();
    await expect
      .poll(() => page.locator('.commands button, button.fact:visible').count(), {
        timeout: patienceMs,
      })
      .toBe(0);
  });

  test('all of it can be done by keys alone', async () => {
    await open('keys');
    for (let i = 0; i < 30; i += 1) await dial('keys');
    await control('keys', 'POST', '/clock/advance', { by: '5s' });
    await page.getByText('30 recordings').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('outbound');
    // Past the choice of all, live and ended, and past the filters.
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Tab');
    const selected = () => page.locator('[role="option"][aria-selected="true"]');
    const place = () => selected().getAttribute('aria-posinset');
    for (const [key, expected] of [
      ['ArrowDown', '1'],
      ['ArrowDown', '2'],
      ['End', '30'],
      ['ArrowUp', '29'],
      ['Home', '1'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(place, { timeout: patienceMs }).toBe(expected);
      expect(await selected().evaluate((one) => one.matches(':focus'))).toBe(true);
      const isSeen = () => selected().evaluate(isInSight);
      await expect.poll(isSeen, { timeout: patienceMs }).toBe(true);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.chart .here', { hasText: 'pausing' }).waitFor();

    // The lives over time: from state to state, nearer, and to what happened.
    await tabTo('input[name="picture"]');
    await page.keyboard.press('ArrowRight');
    const lanes = page.locator('.lanes svg');
    await lanes.waitFor();
    const wide = async () => Number(await lanes.getAttribute('width'));
    const whole = await wide();
    await tabTo('.lanes .stretch, .lanes a');
    await page.keyboard.press('+');
    await expect.poll(wide, { timeout: patienceMs }).toBeGreaterThan(whole * 1.5);
    await page.keyboard.press('0');
    await expect.poll(wide, { timeout: patienceMs }).toBe(whole);
    const says = page.locator('.lanes .readout');
    for (let i = 0; i < 2; i += 1) await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => says.textContent(), { timeout: patienceMs })
      .toMatch(/^\d\d:\d\d:\d\d\.\d{3} · ringing · 0:00\.5 – 0:02 · 0:01\.5$/);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const line = page.locator('.entry[aria-current]');
    await line.getByText('recording.pause', { exact: true }).waitFor();
    expect(await line.evaluate((one) => one.matches(':focus'))).toBe(true);

    // A request, whole, and back to its line.
    await tabTo('.entry.request button.what');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Request to the API' }).waitFor();
    await page.keyboard.press('Escape');
    await tabTo('.entry.request button.what');

    // Columns grow, fold and stay so.
    const timeline = page.getByRole('separator', { name: 'Size of the timeline' });
    await tabTo('#happened > .separator');
    const before = Number(await timeline.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowLeft');
    const after = () => timeline.getAttribute('aria-valuenow');
    await expect.poll(after, { timeout: patienceMs }).toBe(String(before + 24));
    await page.keyboard.press('Enter');
    await page
      .getByLabel('Timeline', { exact: true })
      .getByRole('heading')
      .waitFor({ state: 'hidden' });
    await page.reload({ waitUntil: 'commit' });
    await expect.poll(after, { timeout: patienceMs }).toBe('0');
    await timeline.focus();
    await page.keyboard.press('Enter');
    await expect.poll(after, { timeout: patienceMs }).toBe(String(before + 24));
  });

  test('what is said in a number is shown, and is no part of the page', async () => {
    const From = 'sip:<img/src=x/onerror=window.hurt=true>';
    await control('hostile', 'POST', '/calls', {
      From,
      To: '+12025550100',
      Texml: '<Response><Record/></Response>',
    });
    await control('hostile', 'POST', '/clock/advance', { by: '1s' });
    await open('hostile');
    await page.locator('[data-path="dial-verb"] input').fill(From);
    await page.locator('#list').getByRole('option', { name: 'record-verb' }).click();
    await page.locator('.neighbour', { hasText: From }).click();
    await page.locator('h2', { hasText: From }).waitFor();
    await page.locator('.chart svg').waitFor();
    await page.getByText('Over time').click();
    await page.locator('.lanes .name title', { hasText: From }).waitFor({ state: 'attached' });
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate("'hurt' in window")).toBe(false);
  });

  test('a name of any length leaves what can be done with it in sight', async () => {
    const FriendlyName = 'a name that does not end '.repeat(20).trim();
    const Texml = `<Response><Dial><Conference>${FriendlyName}</Conference></Dial></Response>`;
    await control('long', 'POST', '/calls', { From: '+1', To: '+12025550100', Texml });
    await open('long');
    await control('long', 'POST', '/clock/advance', { by: '1s' });
    await page.locator('#list').getByRole('option', { name: FriendlyName }).click();
    const button = page.getByRole('button', { name: 'End the conference' });
    await button.waitFor();
    expect(await button.evaluate(isInSight)).toBe(true);
    expect(await page.locator('#chosen h2').getAttribute('title')).toBe(FriendlyName);
  });

  test('in the dark it is dark, and so are its charts', async () => {
    await dial('dark');
    await page.emulateMedia({ colorScheme: 'dark' });
    closing.push(() => page.emulateMedia({ colorScheme: 'light' }));
    await open('dark');
    await page.locator('#list').getByRole('option').first().waitFor();
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await background()).toBe('rgb(13, 17, 23)');
    await page.locator('#list').getByRole('option').first().click();
    const paper = page.locator('.chart svg polygon').first();
    expect(await paper.evaluate(fillOf)).toBe('rgb(13, 17, 23)');
    expect(tones.paper).toBe('#fffffe');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background()).toBe('rgb(255, 255, 254)');
  });

  test('on a phone nothing is wider than the screen, and every part can be reached', async () => {
    await dial('phone');
    await page.setViewportSize({ width: 360, height: 740 });
    closing.push(() => page.setViewportSize(desk));
    await open('phone');
    for (const tab of ['Timeline', 'Details', 'List']) {
      await page
        .getByRole('navigation', { name: 'View' })
        .getByRole('button', { name: tab })
        .click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    }
    await page.locator('#list').getByRole('option').first().click();
    await page.locator('.chart svg').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test('a thousand recordings have a hundred rows at most, and all of them are reached', async () => {
    await dial('one');
    await control('one', 'POST', '/clock/advance', { by: '5s' });
    await copied('one', 1_000);
    await open('one');
    await page.getByText('1,000 recordings').waitFor();
    expect(await page.locator('#list').getByRole('option').count()).toBeLessThanOrEqual(100);
    const list = page.getByRole('listbox');
    await list.evaluate((one) => {
      one.scrollTop = one.scrollHeight;
    });
    await page.locator('[role="option"][aria-posinset="2000"]').waitFor();
    expect(await page.locator('#list').getByRole('option').count()).toBeLessThanOrEqual(100);
    await page.getByLabel('Search').fill('recording in-progress');
    await page.locator('[role="option"][aria-setsize="1000"]').first().click();
    await step('+1 s');
    await comesTo('Recording', 'in-progress');
  });

  test('a row says what people know it by, stands below its call, and is found by number', async () => {
    await open('rows');
    const dialled = '<Response><Dial record="record-from-answer">+12025550121</Dial></Response>';
    const come = (From: string, Texml: string) =>
      control('rows', 'POST', '/calls', { From, To: '+12025550100', Texml });
    await come('+12025550199', dialled);
    await come('+12025550177', '<Response><Record maxLength="5"/></Response>');
    await control('rows', 'POST', '/clock/advance', { by: '9s' });
    const rows = () => page.locator('#list [role="option"]').evaluateAll(depthsOf);
    await expect.poll(async () => (await rows()).length, { timeout: patienceMs }).toBe(5);
    expect((await rows()).sort()).toEqual([
      '0 Call +1…177 → +1…100',
      '0 Call +1…199 → +1…100',
      '1 Dialled leg +1…199 → +1…121',
      '1 Recording +1…177 → +1…100',
      '1 Recording +1…199 → +1…100',
    ]);
    const recording = page.locator('#list [data-machine="recording"]', { hasText: '177' });
    expect(await recording.textContent()).toMatch(/0:05completedrecord-verb\d\d:\d\d:\d\d$/);
    await page.getByLabel('Search').fill('5550199');
    await expect.poll(async () => (await rows()).length, { timeout: patienceMs }).toBe(3);
    await page.getByText('Filter', { exact: true }).click();
    await page.getByLabel('Kind').selectOption('recording');
    await page.getByLabel('Started by').selectOption('dial-verb');
    await page.getByLabel('Status').selectOption('in-progress');
    await expect.poll(rows, { timeout: patienceMs }).toEqual(['0 Recording +1…199 → +1…100']);
    await page.getByLabel('Updated').selectOption('last minute');
    await control('rows', 'POST', '/clock/advance', { by: '5m' });
    await page.getByText('Nothing matches.').waitFor();
  });

  test('of those that have ended the newest are told at first, and the others when asked for', async () => {
    noted = /ERR_FAILED/;
    await control('old', 'PUT', '/clock', { frozen: true });
    await dial('old', { From: '+12025550111' });
    await control('old', 'POST', '/clock/advance', { by: '1h' });
    await copied('old', 1_002);
    await dial('old');
    await page.goto(`${server.url}/?old#old`, { waitUntil: 'commit' });
    await page.getByText('1,000 recordings · 1,001 calls').waitFor();
    const first = await control('old', 'GET', '/machines/ended?behind=1001&most=1');
    expect([first.recordings.all, first.recordings.machines.length]).toEqual([1_002, 1]);
    const [{ sid }] = first.recordings.machines;
    await page.getByLabel('Search').fill(sid);
    await page.locator(`#list [data-sid="${sid}"]`).click();
    await comesTo('Recording · outbound-call', 'completed');
    await page.getByLabel('Search').fill('');
    // What has begun meanwhile is none of those that are left.
    for (let i = 0; i < 3; i += 1) await dial('old');
    await page.getByText('1,001 recordings · 1,004 calls').waitFor();
    await page.route('**/machines/ended?**', (route) => route.abort(), { times: 1 });
    await page.getByRole('button', { name: 'Show older' }).click();
    await page.getByText('What ended earlier could not be loaded.').waitFor();
    await page.getByRole('button', { name: 'Show older' }).click();
    await page.getByText('1,002 recordings · 1,006 calls').waitFor();
    expect(await page.getByRole('button', { name: 'Show older' }).count()).toBe(0);
  });

  test('a conference is a table of people, with what is done to each, and who has left stays in it', async () => {
    await open('people');
    const Texml = '<Response><Dial><Conference>daily</Conference></Dial></Response>';
    for (const From of ['+12025550199', '+12025550112'])
      await control('people', 'POST', '/calls', { From, To: '+12025550100', Texml });
    await control('people', 'POST', '/clock/advance', { by: '9s' });
    await page.locator('#list').getByRole('option', { name: 'daily' }).click();
    const people = page.getByRole('table', { name: 'Participants' });
    const says = async () =>
      (await people.locator('tbody tr').allTextContents()).map(withoutTimes).sort();
    await expect
      .poll(says, { timeout: patienceMs })
      .toEqual(['+12025550112@ – @', '+12025550199@MuteHoldEnd on exitRemove']);
    await looks('a conference');
    await page.setViewportSize({ width: 360, height: 740 });
    closing.push(() => page.setViewportSize(desk));
    expect(await page.locator('#chosen .people').evaluate(isTooWide)).toBe(false);
    await page.setViewportSize(desk);
    const other = await page.context().newPage();
    closing.push(() => other.close());
    await other.goto(page.url());
    await page.getByRole('button', { name: 'Mute +12025550199' }).click();
    // Another tab is told, too.
    for (const one of [page, other])
      await one.getByRole('button', { name: 'Unmute +12025550199' }).waitFor();
    await page.getByRole('button', { name: 'End on exit +12025550199' }).click();
    await page.getByRole('button', { name: 'Do not end on exit +12025550199' }).waitFor();
    await page.getByRole('button', { name: 'Remove +12025550199' }).click();
    await step('+1 s');
    await comesTo('Conference', 'completed');
    await expect
      .poll(says, { timeout: patienceMs })
      .toEqual(['+12025550112@ – @', '+12025550199@ – @']);
  });

  test('axe finds nothing in any view, by day and by night, on a desk and on a phone', async () => {
    // Between day and night nothing but colours can be another.
    const colours = ['color-contrast', 'link-in-text-block'];
    await open('axe');
    await page.getByText('Nothing yet.').waitFor();
    await looks('an empty world');
    await dial('axe', { RecordingStatusCallback: `${server.url}/inbox/axe` });
    await control('axe', 'POST', '/clock/advance', { by: '5s' });
    await page.locator('#list').getByRole('option', { name: 'outbound-call' }).click();
    await page.locator('.chart svg').waitFor();
    await page.getByText('Simulate an event').click();
    await page.getByText('Filter', { exact: true }).click();
    await page.getByText('Export session').click();
    const har = await page.getByRole('link', { name: 'HTTP Archive' }).getAttribute('href');
    expect(await (await fetch(server.url + har)).json()).toMatchObject({ log: { version: '1.2' } });
    await looks('a recording');
    const list = page.getByRole('separator', { name: 'Size of the list' });
    await list.press('Enter');
    await page.getByText('Over time').click();
    await page.locator('.lanes svg', { hasText: 'outbound-call' }).waitFor();
    await looks('lives over time, beside a list that is folded');
    await list.press('Enter');
    await page.emulateMedia({ colorScheme: 'dark' });
    closing.push(() => page.emulateMedia({ colorScheme: 'light' }));
    await looks('lives over time, in the dark', colours);
    await page.getByText('Everything', { exact: true }).click();
    await page.locator('.entry.request button.what').click();
    await page.locator('#exchange .document').waitFor();
    await looks('an exchange, in the dark', colours);
    await page.emulateMedia({ colorScheme: 'light' });
    await looks('an exchange');
    await page.keyboard.press('Escape');
    await page.evaluate("location.hash = '#axe/recording/nobody'");
    await page.getByRole('region', { name: 'Not found' }).getByText('Recording nobody').waitFor();
    await looks('what is not there');
    await page.goBack();
    await page.locator('.lanes svg').waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    closing.push(() => page.setViewportSize(desk));
    await looks('a recording, on a phone');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    // One part is seen at a time there, and this one is for finding the way.
    await looks('the list, on a phone', undefined, 'landmark-one-main');
    await page.getByRole('button', { name: 'Timeline', exact: true }).click();
    await looks('the timeline, on a phone', undefined, 'landmark-one-main');
    await page.locator('.entry.request button.what').click();
    await page.locator('#exchange .document').waitFor();
    await looks('an exchange, on a phone');
  });

  test('the explorer opens beside it, with what came to a session, and axe finds nothing there', async () => {
    await open('walks');
    await dial('walks');
    await control('walks', 'POST', '/clock/advance', { by: '5s' });
    await page.locator('#list').getByRole('option', { name: 'outbound-call' }).click();
    await page.getByText('Export session').click();
    const path = await page.getByRole('link', { name: 'Explorer:' }).getAttribute('href');
    await page.goto(server.url + path);
    const cards = page.locator('.card');
    await cards.filter({ hasText: 'recording' }).getByText('inProgress', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await cards.filter({ hasText: 'recording' }).getByText('starting', { exact: true }).waitFor();
    await page
      .locator('.card.changed img')
      .first()
      .evaluate((one) => one.scrollIntoView());
    // By key: a chart that comes meanwhile moves what a pointer is over.
    await page.locator('#known summary').press('Enter');
    await page.locator('#known-table tbody tr').first().waitFor();
    await looks('the explorer');
    await page.setViewportSize({ width: 360, height: 740 });
    closing.push(() => page.setViewportSize(desk));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.emulateMedia({ colorScheme: 'dark' });
    closing.push(() => page.emulateMedia({ colorScheme: 'light' }));
    await looks('the explorer, on a phone in the dark');
  });

  test('a lost connection is said, and taken up again', async () => {
    noted = /ERR_(CONNECTION_REFUSED|INCOMPLETE|EMPTY_RESPONSE|CONNECTION_RESET)/;
    const first = await listen({ port: 0, state: 'memory' });
    await open('lost', first);
    await page.locator('#stands', { hasText: 'frozen' }).waitFor();
    await first.close();
    await page.getByText('Connection to the sandbox lost.').waitFor();
    await looks('a page that has lost its sandbox');
    const second = await listen({ port: Number(new URL(first.url).port), state: 'memory' });
    closing.push(() => second.close());
    await page.locator('#stands', { hasText: 'running' }).waitFor();
    expect(await page.locator('#lost').isVisible()).toBe(false);
  });

  test('seven tabs of a browser live beside each other, and the last can be used', async () => {
    await open('tabs');
    const tabs = [page];
    for (let i = 0; i < 6; i += 1) {
      const tab = await page.context().newPage();
      closing.push(() => tab.close());
      tab.setDefaultTimeout(patienceMs);
      await tab.goto(`${server.url}/#tabs`);
      await tab.getByText('Nothing yet.').waitFor();
      tabs.push(tab);
    }
    const last = tabs.at(-1) ?? page;
    await last.locator('[data-path="outbound-call"]').getByRole('button').click();
    for (const tab of tabs) await tab.getByText('1 call', { exact: true }).waitFor();
  });

  test('a tab that joins, is left and comes back is told what is so now', async () => {
    await open('joining');
    const tab = await page.context().newPage();
    closing.push(() => tab.close());
    tab.setDefaultTimeout(patienceMs);
    await tab.goto(`${server.url}/#joining`);
    await tab.getByText('Nothing yet.').waitFor();
    await tab.goto('about:blank');
    await dial('joining');
    await page.getByText('1 call', { exact: true }).waitFor();
    await tab.goBack();
    await tab.getByText('1 call', { exact: true }).waitFor();
    await dial('joining');
    for (const one of [page, tab]) await one.getByText('2 calls', { exact: true }).waitFor();
  });

  test('a sandbox that takes some keys only is opened with one of them', async () => {
    noted = /status of 401/;
    const locked = await listen({ port: 0, state: 'memory', apiKeys: ['key-1'] });
    closing.push(() => locked.close());
    await page.goto(`${locked.url}/#locked`);
    const key = page.getByLabel('API key, one of those given with --api-key');
    await page.setViewportSize({ width: 360, height: 740 });
    closing.push(() => page.setViewportSize(desk));
    await key.fill('another');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('does not know this key').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await looks('the question for a key, on a phone');
    await page.emulateMedia({ colorScheme: 'dark' });
    closing.push(() => page.emulateMedia({ colorScheme: 'light' }));
    await page.setViewportSize(desk);
    await looks('the question for a key, in the dark');
    await key.fill('key-1');
    await page.getByRole('button', { name: 'Continue' }).click();
    await begin('outbound-call');
    await comesTo('Call', 'ringing');
  });
});
