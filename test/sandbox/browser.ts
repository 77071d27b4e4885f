/** A browser for the tests of the page: the machine's own Chromium, with nothing in its profile. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { patienceMs } from '../house/patience.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Where Chromium is; undefined: this machine has none. */
export const chromiumPath = [process.env.CHROMIUM ?? '', ...places].find(existsSync);

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    timeout: patienceMs,
    args: [
      '--no-sandbox',
      // Tabs of one server share a process, as many of them as there are.
      '--process-per-site',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
