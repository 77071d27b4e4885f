/** A browser for the tests of the page: the machine's own Chromium, with nothing in its profile. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Where Chromium is; undefined: this machine has none. */
export const chromiumPath = [process.env.CHROMIUM ?? '', ...places].find(existsSync);

/** No call to the browser may take longer. */
export const limitMs = 5_000;

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    timeout: limitMs,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
