/**
 * `node test/bench-explorer.ts`: what a step in the explorer costs the browser until it is painted, in
 * milliseconds of CPU of the page's thread: script, style, layout and paint. The scenarios that ship
 * are walked through, step by step, at 1440 pixels; `--every 5` takes each fifth, `--beside` opens what is
 * known from outside, which is worked out after the step. A browser that is watched is slower by a third.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import type { Browser, Page } from 'playwright-core';
import { pagesAs, writePages } from '../src/pages/index.ts';
import { chromiumPath, openBrowser } from './sandbox/browser.ts';

/** As much of an entry of Chromium's trace as is needed here; times in microseconds. */
interface Entry {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}
interface Step {
  readonly says: string;
  readonly ms: number;
}

const frames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** Walks to the end and back by one; what each step cost. */
async function walked(browser: Browser, page: Page, name: string): Promise<Step[]> {
  await page.selectOption('#walk', name);
  const many = Number(await page.locator('#at').getAttribute('max'));
  await page.evaluate(frames);
  await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel'] });
  for (let i = 0; i <= many; i += 1) {
    const button = i === many ? 'back' : 'forward';
    await page.evaluate(`document.getElementById('${button}').click()`);
    await page.evaluate(frames);
  }
  const trace = JSON.parse((await browser.stopTracing()).toString());
  return costsIn(trace.traceEvents).map((ms, i) => ({ says: `${name}, step ${i + 1}`, ms }));
}

/** Of each click: the task that it ran in, and the one in which the page was painted next. */
function costsIn(trace: readonly Entry[]): number[] {
  const isClick = ({ name, args }: Entry) =>
    name === 'EventDispatch' && args?.data?.type === 'click';
  const first = trace.find(isClick);
  const own = trace
    .filter(({ pid, tid }) => pid === first?.pid && tid === first.tid)
    .toSorted((a, b) => a.ts - b.ts);
  const tasks = own.filter(({ name }) => name.endsWith('RunTask'));
  const around = (inner: Entry) =>
    tasks.find(({ ts, dur = 0 }) => ts <= inner.ts && inner.ts <= ts + dur);
  return own.filter(isClick).map((click) => {
    const task = around(click);
    const paint = own.find(({ name, ts }) => name === 'Paint' && ts > click.ts);
    const painted = paint && around(paint);
    const both = new Set([task, painted].filter((one) => one !== undefined));
    return [...both].reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1_000;
  });
}

async function measure(every: number, beside: boolean) {
  if (chromiumPath === undefined) throw new Error('There is no Chromium; name it in CHROMIUM.');
  const folder = mkdtempSync(join(tmpdir(), 'explorer-'));
  const browser = await openBrowser(chromiumPath);
  try {
    writePages(folder, await pagesAs('html'));
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(pathToFileURL(join(folder, 'explorer.html')).href);
    if (beside) await page.locator('#known summary').click();
    const names = await page.locator('#walk option').allTextContents();
    const steps: Step[] = [];
    for (const [i, name] of names.slice(1).entries()) {
      if (i % every !== 0) continue;
      steps.push(...(await walked(browser, page, name)));
      process.stderr.write('.');
    }
    process.stderr.write('\n');
    report(steps);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

function report(steps: readonly Step[]) {
  const sorted = steps.toSorted((a, b) => a.ms - b.ms);
  const figures = [0.5, 0.95, 0.99].map((part) => {
    const { ms = 0 } = sorted[Math.floor((sorted.length - 1) * part)] ?? {};
    return `p${part * 100} ${ms.toFixed(1)}`;
  });
  const worst = sorted.slice(-3).reverse();
  process.stdout.write(
    `${steps.length} steps, ms of CPU: ${figures.join(', ')}; the worst:\n` +
      worst.map(({ says, ms }) => `  ${ms.toFixed(1)}  ${says}\n`).join(''),
  );
}

await new Command('bench-explorer')
  .option('--every <n>', 'each n-th scenario', Number, 1)
  .option('--beside', 'with what is known from outside')
  .action(({ every, beside }: { readonly every: number; readonly beside?: boolean }) =>
    measure(every, beside === true),
  )
  .parseAsync();
