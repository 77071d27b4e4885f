/**
 * `npm run follow:faults`: plants one fault after the other into the follower, and asks its tests. Prints a table
 * of which test saw each, or why nobody can; exits with 1 if one is seen by none and nothing is said for it, or
 * if a test sees what is said to come to the same.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { faults } from './follow/faults/planted.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '0' },
    to: { type: 'string', default: String(faults.length) },
    minutes: { type: 'string', default: '5' },
  },
});
const root = resolve(import.meta.dirname, '..');
const vitest = resolve(root, 'node_modules/vitest/vitest.mjs');
const folder = mkdtempSync(join(tmpdir(), 'follow-faults-'));
const config = resolve(root, 'test/follow/faults/vitest.config.ts');

interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
  }[];
}
/** Which test failed first; undefined: none did. */
function seenBy(no: number): Promise<string | undefined> {
  const options = {
    cwd: root,
    env: { ...process.env, FAULT: String(no) },
    timeout: Number(values.minutes) * 60_000,
    maxBuffer: 1e8,
  };
  const told = join(folder, `${no}.json`);
  const args = [vitest, 'run', '--config', config, '--reporter', 'json', '--outputFile', told];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, options, (error, _said, warned) => {
      if (error?.killed) return done(`no end within ${values.minutes} minutes`);
      try {
        done(failedFirst(JSON.parse(readFileSync(told, 'utf8')) as Report));
      } catch {
        fail(new Error(`the tests did not run: ${warned}`));
      }
    });
  });
}
function failedFirst({ success, testResults }: Report): string | undefined {
  if (success) return undefined;
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  return failed?.title ?? testResults.find(({ message }) => message !== '')?.message;
}

const wrong: string[] = [];
let [seen, argued] = [0, 0];
const [from, to] = [Number(values.from), Number(values.to)];
for (const [i, { file, says, comesToTheSame }] of faults.slice(from, to).entries()) {
  const by = await seenBy(from + i);
  if (by === undefined && comesToTheSame !== undefined) argued += 1;
  else if (by !== undefined && comesToTheSame === undefined) seen += 1;
  else wrong.push(`${from + i}: ${by === undefined ? 'seen by nobody' : 'argued away, and seen'}`);
  const how = by ?? (comesToTheSame === undefined ? '**nothing**' : `*${comesToTheSame}*`);
  process.stdout.write(`| ${from + i} | ${file} | ${says} | ${how} |\n`);
}
rmSync(folder, { recursive: true });
process.stdout.write(
  `${seen} of ${seen + argued + wrong.length} faults are seen, ${argued} argued\n`,
);
for (const one of wrong) process.stderr.write(`${one}\n`);
if (wrong.length > 0) process.exitCode = 1;
