/** The README keeps its word about the sandbox: what it shows of Telnyx's client does what it says. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { patienceMs } from '../house/patience.ts';
import { project, read } from '../house/tree.ts';
import { served } from './served.ts';

const usual = 'http://127.0.0.1:4010';

test('the first call of the README is dialled and recorded', async () => {
  const blocks = read('README.md').matchAll(/^```ts\n(.*?)^```$/gms);
  const example = [...blocks].map(([, code = '']) => code).find((code) => code.includes(usual));
  await using sandbox = await served();
  const folder = mkdtempSync(resolve(project, 'dist/readme-'));
  try {
    const file = join(folder, 'example.ts');
    const shown = '\nconsole.log(JSON.stringify(recordings));\n';
    writeFileSync(file, `${example?.replaceAll(usual, sandbox.url)}${shown}`);
    const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: patienceMs });
    expect(JSON.parse(stdout)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const account = { account_sid: 'me' };
  const advance = { method: 'POST', body: JSON.stringify({ by: '10s' }) };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${sandbox.url}/sandbox/accounts/me/clock/advance`, { ...advance, headers });
  const { recordings = [] } = await sandbox.client.texml.accounts.retrieveRecordingsJson('me');
  expect(recordings).toEqual([expect.objectContaining({ ...account, status: 'completed' })]);
});
