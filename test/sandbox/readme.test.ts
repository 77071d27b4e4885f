/** The README keeps its word about the sandbox: its first application is told what it says. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { givenUp, patienceMs } from '../house/patience.ts';
import { project, read } from '../house/tree.ts';
import { served } from './served.ts';

const usual = 'http://127.0.0.1:4010';

test('the first application of the README verifies the callback of its recording and prints it', async () => {
  const blocks = read('README.md').matchAll(/^```ts\n(.*?)^```$/gms);
  const example = [...blocks].map(([, code = '']) => code).find((code) => code.includes(usual));
  const dialled = Promise.withResolvers<void>();
  await using sandbox = await served({ watch: () => dialled.resolve() });
  const folder = mkdtempSync(resolve(project, 'dist/readme-'));
  try {
    const file = join(folder, 'example.ts');
    writeFileSync(file, onFreePort(example ?? '').replaceAll(usual, sandbox.url));
    const running = promisify(execFile)(process.execPath, [file], { timeout: patienceMs });
    await dialled.promise;
    const [{ stdout }] = await Promise.all([running, passed(sandbox.url)]);
    expect(stdout).toMatch(/^verified URLSearchParams \{.*'RecordingStatus' => 'completed'/s);
    expect(stdout.match(/^verified/gm)).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** The same application, on a port that is free wherever it runs. */
const onFreePort = (code: string) =>
  code
    .replace('.listen(3000)', '.listen(0)')
    .replace("'http://localhost:3000/recordings'", 'ownUrl')
    .replace('\nconst client', `\n${ownUrl}\nconst client`);
const ownUrl = "const ownUrl = 'http://localhost:' + server.address().port;";

/** What takes six seconds on the wall passes at once. */
const passed = (url: string) =>
  fetch(`${url}/sandbox/accounts/me/clock/advance`, {
    method: 'POST',
    body: JSON.stringify({ by: '10s' }),
    headers: { 'content-type': 'application/json' },
    signal: givenUp(),
  });
