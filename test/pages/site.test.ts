/** The pages as a static site: whole, searched, walked through, and asked of nobody. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  assumptions,
  eventTypes,
  leavesOf,
  machineNames,
  refusalReasons,
} from '../../machines/index.ts';
import { journeyOf } from '../../src/explorer/index.ts';
import { stories } from '../../src/pages/gathered/book.ts';
import { abbreviations, ideas } from '../../src/pages/gathered/explained.ts';
import { staleIn, writePages } from '../../src/pages/index.ts';
import { walkOf } from '../../src/pages/site/explorer.ts';
import { asSite } from '../../src/pages/site/site.ts';
import { patienceMs } from '../house/patience.ts';
import { chromiumPath, openBrowser } from '../sandbox/browser.ts';
import { drawn } from './drawn.ts';

// In a folder whose name is no ordinary part of an address, as sites lie in others.
const folder = mkdtempSync(join(tmpdir(), 'a site & more-'));
const files = await asSite(drawn);
const documents = [...files].filter(([file]) => file.endsWith('.html'));
writePages(folder, files);
afterAll(() => rmSync(folder, { recursive: true }));
const addressOf = (file: string) => pathToFileURL(join(folder, file)).href;

test('every page, guide and the explorer are there, in less than a megabyte without pictures and exports', () => {
  expect(documents.map(([file]) => file)).toEqual(
    expect.arrayContaining([
      'index.html',
      'explorer.html',
      'machines/recording.html',
      'words.html',
      'reading.html',
      'guides/index.html',
      'manual/check.html',
    ]),
  );
  const shown = [...files].filter(([file]) => /\.(html|js|css)$/.test(file));
  expect(shown.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)).toBeLessThan(1_000_000);
  expect(staleIn(folder, files)).toEqual([]);
});

const idsIn = (html: string) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
test('every link leads to a file and a place that are there, and nothing is fetched from elsewhere', () => {
  const ids = new Map(documents.map(([file, html]) => [file, idsIn(html)]));
  const lost = documents.flatMap(([file, html]) =>
    [...html.matchAll(/ (?:href|src)="([^"]+)"/g)]
      .map(([, to = '']) => to)
      .filter((to) => !/^(https?:|data:)/.test(to))
      .filter((to) => {
        const [path = '', id] = to.split('#');
        const target = path === '' ? file : posix.join(posix.dirname(file), path);
        return !files.has(target) || (id !== undefined && ids.get(target)?.has(id) === false);
      })
      .map((to) => `${file}: ${to}`),
  );
  expect(lost).toEqual([]);
  const fetched = documents.flatMap(([, html]) => [
    ...html.matchAll(/<(?:script|img|link)[^>]* (?:src|href)="(https?:[^"]*)"/g),
  ]);
  expect(fetched).toEqual([]);
});

test('an id stands once on a page', () => {
  const twice = documents.flatMap(([file, html]) => {
    const all = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
    return all.filter((id, i) => all.indexOf(id) !== i).map((id) => `${file}#${id}`);
  });
  expect(twice).toEqual([]);
});

if (chromiumPath === undefined) {
  test('THE SITE WAS NOT TESTED IN A BROWSER: no Chromium found', () => {
    process.stderr.write('\nTHE SITE WAS NOT TESTED IN A BROWSER: no Chromium found.\n\n');
  });
}

describe.runIf(chromiumPath !== undefined)('opened from a disk', () => {
  let browser: Browser;
  let page: Page;
  const said: string[] = [];
  const asked: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser(chromiumPath ?? '');
    page = await browser.newPage({ reducedMotion: 'reduce' });
    page.setDefaultTimeout(patienceMs);
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('console', (message) => said.push(message.text()));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(addressOf('explorer.html'));
  });
  afterAll(() => browser?.close());

  test('a search finds every event, state, refusal, assumption, guide and word, and Enter leads there', async () => {
    const guides = documents.flatMap(([file, html]) =>
      file.startsWith('guides/')
        ? [(/<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1] ?? '').replaceAll('&#39;', "'")]
        : [],
    );
    expect(guides).toHaveLength(9);
    const names = [
      ...guides,
      ...Object.keys(ideas),
      ...Object.keys(abbreviations),
      ...eventTypes,
      ...Object.keys(refusalReasons),
      ...Object.keys(assumptions),
      ...machineNames.flatMap((machine) => leavesOf(machine).map(({ path }) => path)),
    ];
    // In the page, so that nobody waits for a message a letter.
    const lost = await page.evaluate(`(() => {
      const field = document.getElementById('search');
      return ${JSON.stringify(names)}.filter((name) => {
        field.value = name;
        field.dispatchEvent(new Event('input'));
        return ![...document.querySelectorAll('#found b')].some((one) => one.textContent.startsWith(name));
      });
    })()`);
    expect(lost).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('/');
    await page.locator('#search').fill('recording-busy');
    await page.keyboard.press('Enter');
    await page.waitForURL(/words\.html#recording-busy$/);
    await page.goBack();
  });

  test('every scenario is walked to its end, and its machines are as when it is played', async () => {
    const walks = stories().map(walkOf);
    const ends = await page.evaluate(`(() => {
      const walk = document.getElementById('walk');
      const at = document.getElementById('at');
      return ${JSON.stringify(walks.map(({ name }) => name))}.map((name) => {
        walk.value = name;
        walk.dispatchEvent(new Event('change'));
        at.value = at.max;
        at.dispatchEvent(new Event('input'));
        return [...document.querySelectorAll('.card')].map(
          (card) => card.querySelector('h3').textContent + ' ' + card.querySelector('b').textContent,
        );
      });
    })()`);
    const played = walks.map(({ told }) =>
      Object.values(journeyOf(told).at(-1)?.world.machines ?? {}).map(
        ({ machine, sid, state }) => `${machine} ${sid} ${state}`,
      ),
    );
    expect(ends).toEqual(played);
  });

  test('one begins, tells what comes next, goes back, and shares the walk by its link', async () => {
    await page.selectOption('#walk', '');
    await page.getByRole('button', { name: 'Initiate a call with Record=true.' }).click();
    await page.locator('[data-told="call call-1 call.answered"]').click();
    await page.locator('[data-told="recording recording-1 media.started"]').click();
    const state = page.locator('.card', { hasText: 'recording recording-1' }).locator('b');
    expect(await state.textContent()).toBe('inProgress');
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await state.textContent()).toBe('starting');
    const link = page.url();
    await page.goto('about:blank');
    await page.goto(link);
    expect(await state.textContent()).toBe('starting');
    expect(await page.locator('#count').textContent()).toBe('2 of 3');
    await page.selectOption('#way', 'recording is paused');
    expect(await page.locator('.card b').allTextContents()).toContain('paused');
  });

  test('what can be known from outside is shown beside what is so, and follows each step', async () => {
    await page.selectOption('#way', 'recording is pausing');
    // By key: a chart that comes meanwhile moves what a pointer is over.
    await page.locator('#known summary').press('Enter');
    const row = page.getByRole('region', { name: 'Known from outside' }).getByRole('row', {
      name: 'recording recording-1',
    });
    await row.getByRole('cell', { name: 'pausing', exact: true }).waitFor();
    await row.getByRole('cell', { name: /pausing, .*paused|paused, .*pausing/ }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await row.getByRole('cell', { name: 'inProgress', exact: true }).first().waitFor();
    await page.getByLabel('It is told of').selectOption({ index: 2 });
    await row
      .getByRole('cell', { name: /starting, .*inProgress|inProgress, .*starting/ })
      .waitFor();
  });

  test('axe finds nothing, by day and by night, on a desk and on a phone', async () => {
    const found: unknown[] = [];
    for (const [file, width, colorScheme] of [
      ['explorer.html', 1280, 'dark'],
      ['explorer.html', 360, 'light'],
      ['statuses.html', 360, 'dark'],
      ['guides/pause-for-card-numbers.html', 360, 'light'],
      ['reading.html', 1440, 'dark'],
      ['paths/record-verb.html', 1280, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.goto(addressOf(file));
      if (file === 'explorer.html') {
        await page.selectOption('#way', 'recording is paused');
        // By key: a chart that comes meanwhile moves what a pointer is over.
        await page.locator('#known summary').press('Enter');
        await page.locator('#known-table tbody tr').first().waitFor();
      }
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<{
        violations: { id: string; nodes: { html: string }[] }[];
      }>('axe.run(document, { resultTypes: ["violations"], preload: false })');
      found.push(
        ...violations.map(({ id, nodes }) => [file, id, nodes.slice(0, 3).map(({ html }) => html)]),
      );
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      if (wide) found.push([file, width, 'is wider than the window']);
    }
    expect(found).toEqual([]);
  });

  test('nothing is said on the console, and only files of the site were opened', () => {
    expect(said).toEqual([]);
    const root = pathToFileURL(folder).href;
    expect(asked.filter((url) => !url.startsWith(root) && !/^(data:|about:)/.test(url))).toEqual(
      [],
    );
  });
});
