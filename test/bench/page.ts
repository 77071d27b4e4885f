/**
 * What the page costs its server with many ended recordings and some live ones: its files, the first
 * message of its stream, parts of its list, a search, the session of one.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../../src/sandbox/index.ts';
import { accountSid, fill } from './kept-lives.ts';

const origin = 'http://127.0.0.1:4010';
const at = `${origin}/sandbox/accounts/${accountSid}`;
/** The world stands still, so that no limit of a live one comes. */
const frozen = { frozen: true };

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** What something costs the processor, and how much is sent. */
async function cost(says: string, work: () => Promise<number>) {
  const before = cpuMs();
  const bytes = await work();
  const figures = [`${Math.round(cpuMs() - before)} ms of CPU`, `${Math.round(bytes / 1_024)} kB`];
  process.stdout.write(`${says.padEnd(44)} ${figures.join(', ')}\n`);
}

const asked = (url: string, init?: RequestInit) =>
  new Request(url, { headers: { authorization: 'Bearer any' }, ...init });
const lengthOf = async (sandbox: Sandbox, url: string) => {
  const response = await sandbox.fetch(asked(url));
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.arrayBuffer()).byteLength;
};

/** Its files, as a browser finds them: what a file names is asked for too. */
async function page(sandbox: Sandbox) {
  const found = new Set([`${origin}/`]);
  let bytes = 0;
  for (const url of found) {
    const text = await (await sandbox.fetch(asked(url))).text();
    bytes += text.length;
    const names = text.matchAll(/(?:from |src=|href=)["'](\.?\/[\w./-]+\.(?:js|css|svg))["']/g);
    for (const [, name = ''] of names) found.add(new URL(name, url).href);
  }
  return bytes;
}

async function hello(sandbox: Sandbox) {
  const response = await sandbox.fetch(asked(`${at}/events`));
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return value?.byteLength ?? 0;
}

async function measure(folder: string) {
  let sandbox: Sandbox | undefined;
  await cost('to open the account', async () => {
    sandbox = await createSandbox({ state: { folder } });
    return await lengthOf(sandbox, `${at}/clock`);
  });
  if (!sandbox) return;
  const opened = sandbox;
  try {
    await cost('the files of the page', () => page(opened));
    await cost('the first message of its stream', () => hello(opened));
    await cost('the same once more', () => hello(opened));
    const one = `${at}/machines/recording/RE000000007`;
    await cost('one recording', () => lengthOf(opened, one));
    for (const query of [
      'most=1000',
      'most=1000&behind=50000',
      'search=RE000012345',
      'search=%2B1',
    ])
      await cost(`ended ones, ${query}`, () => lengthOf(opened, `${at}/machines/ended?${query}`));
    await cost('lives over time', () => lengthOf(opened, `${at}/lanes/RE000000007`));
    await cost('the same once more', () => lengthOf(opened, `${at}/lanes/RE000000007`));
    const session = `${at}/sessions/RE000000007/export`;
    await cost('a session as HAR', () => lengthOf(opened, `${session}?as=har`));
    await cost('a session as a dump', () => lengthOf(opened, `${session}?as=dump`));
  } finally {
    await opened.close();
  }
}

/** Prints it, a line each. */
export async function measurePage(ended: number, live: number) {
  const folder = mkdtempSync(join(tmpdir(), 'texml-page-'));
  try {
    const empty = await createSandbox({ state: { folder } });
    const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
    const body = JSON.stringify(frozen);
    await empty.fetch(asked(`${at}/clock`, { method: 'PUT', headers, body }));
    await empty.close();
    const file = readdirSync(folder).find((name) => name.includes(accountSid));
    if (file === undefined) throw new Error(`no file of ${accountSid} in ${folder}`);
    fill(join(folder, file), true, 0, ended);
    fill(join(folder, file), false, ended, live);
    process.stdout.write(`${ended} ended recordings and ${live} live ones:\n`);
    await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
