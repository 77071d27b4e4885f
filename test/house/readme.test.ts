/** The README keeps its word: the first example prints what it says, the commands are the real ones. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { patienceMs } from './patience.ts';
import { project, read } from './tree.ts';

const readme = read('README.md');
const [, example = '', printed = ''] =
  /^```ts\n((?:(?!^```).)*)^```\n\n```text\n(.*?)^```$/ms.exec(readme) ?? [];

test('the first example has fifteen lines at most', () => {
  expect(example).not.toBe('');
  expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
});

/** Inside the project the package finds itself by name, through the exports of package.json. */
test('the first example prints what the README says', () => {
  const folder = mkdtempSync(resolve(project, 'dist/readme-'));
  try {
    writeFileSync(join(folder, 'example.ts'), example);
    const options = { encoding: 'utf8', timeout: patienceMs } as const;
    expect(execFileSync(process.execPath, [join(folder, 'example.ts')], options)).toBe(printed);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the set-up commands are two', () => {
  expect(readme.match(/npm ci\b[^`#\n]*/g)?.map((command) => command.trim())).toEqual([
    'npm ci && npm start',
    'npm ci && npm test',
  ]);
});
