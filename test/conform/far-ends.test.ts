/** Far ends: whatever is wrong with one is said of it, and never of the platform. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import {
  type ConformFarEnd,
  conformExitCode,
  conformPlatform,
  farEndByHttp,
  farEndByLines,
  farEndOfNumbers,
} from '../../src/conform/index.ts';
import { listen } from '../../src/sandbox/index.ts';
import { patienceMs } from '../house/patience.ts';
import { project } from '../house/tree.ts';
import { folderOf } from '../lint/linted.ts';

/** A far end that writes, for each line that it reads, what a function makes of the message. */
const program = (answers: string) => `
import { createInterface } from 'node:readline';
const answers = ${answers};
createInterface({ input: process.stdin }).on('line', (line) => {
  const asked = JSON.parse(line);
  const came = answers(asked);
  if (came !== undefined) console.log(typeof came === 'string' ? came : JSON.stringify({ id: asked.id, ...came }));
});`;
const hello = '{ can: ["press"], clock: false }';
const beginning = (folder: { path: string }) =>
  farEndByLines(`${process.execPath} ${join(folder.path, 'far-end.mjs')}`, patienceMs);

test('a program is asked a message a line, and can do what it says that it can', async () => {
  const answers = `(asked) => ({ hello: ${hello}, number: { number: asked.manner === 'waits' ? null : '+1' }, press: { done: asked.keys === '#' } })[asked.do]`;
  using folder = folderOf({ 'far-end.mjs': program(answers) });
  const farEnd = await beginning(folder);
  expect([await farEnd.number('answers'), await farEnd.number('waits')]).toEqual(['+1', undefined]);
  expect([await farEnd.press?.('+1', '#'), await farEnd.press?.('+1', '1')]).toEqual([true, false]);
  expect([farEnd.answer, farEnd.hangUp, farEnd.clock]).toEqual([undefined, undefined, undefined]);
  await farEnd.close?.();
});

test.each([
  ['ends', '(asked) => process.exit(7)', 'The far end has ended (exit code 7).'],
  ['prints nonsense', '() => "ready!"', 'The far end writes what is no answer: ready!'],
  [
    'answers another message',
    '() => ({ id: 99 })',
    'The far end writes what is no answer: {"id":99}',
  ],
  ['says what is wrong', '() => ({ error: "no softphone" })', 'The far end says: no softphone.'],
  ['leaves something out', '() => ({})', '"can": Invalid input: expected array'],
])('a program that %s is a broken far end', async (_, answers, says) => {
  using folder = folderOf({ 'far-end.mjs': program(answers) });
  await expect(beginning(folder)).rejects.toThrow(says);
});

test('a program that says nothing is waited for, and no longer', async () => {
  using folder = folderOf({ 'far-end.mjs': program('() => undefined') });
  const begun = farEndByLines(`${process.execPath} ${join(folder.path, 'far-end.mjs')}`, 300);
  await expect(begun).rejects.toThrow('has not answered {"do":"hello","version":1} within 300 ms');
});

test('a far end is asked by POST, too', async () => {
  const server = createServer(async (request, response) => {
    const asked = JSON.parse(await text(request));
    const answers: Readonly<Record<string, string>> = { answers: '{"number":"+1"}' };
    response.end(asked.do === 'hello' ? '{"can":[]}' : (answers[asked.manner] ?? 'no'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const farEnd = await farEndByHttp(url);
  expect(await farEnd.number('answers')).toBe('+1');
  await expect(farEnd.number('waits')).rejects.toThrow('answers 200, and no JSON: no');
  server.closeAllConnections();
  server.close();
  await expect(farEndByHttp(url)).rejects.toThrow(`The far end at ${url} does not answer: `);
});

test('magic numbers are called in their turn, and a table that is none is refused', () => {
  const { number } = farEndOfNumbers({ answers: ['+1', '+2'], 'is-busy': '+3' });
  const called = ['answers', 'answers', 'answers', 'is-busy', 'waits'] as const;
  expect(called.map((manner) => number(manner))).toEqual(['+1', '+2', '+1', '+3', undefined]);
  const wrong = { sings: '+1' } as Parameters<typeof farEndOfNumbers>[0];
  expect(() => farEndOfNumbers(wrong)).toThrow(
    /The numbers: .*sings.* expected a number, or a list/,
  );
});

test('a far end that dies says nothing of the platform: the run breaks, and exits with 3', async () => {
  let calls = 0;
  const farEnd: ConformFarEnd = {
    number: () => {
      calls += 1;
      // The first are asked for to see who is there.
      if (calls > 3) throw new Error('The softphone is gone.');
      return '+1';
    },
  };
  const app = () => Response.json({ calls: [] });
  const at = { url: 'http://platform.test/v2', account: 'me', app, farEnd };
  await using tests = await conformPlatform({ ...at, only: ['platform/begins-call'] });
  const result = await tests.all();
  const told = result.results.filter(({ outcome }) => outcome !== 'not-selected');
  expect(told.map(({ check, outcome, because }) => `${check.id} ${outcome} ${because}`)).toEqual([
    'platform/reached passed undefined',
    'platform/begins-call broken The softphone is gone.',
  ]);
  expect(conformExitCode(result)).toBe(3);
});

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], {
  timeout: patienceMs,
});
if (python.status !== 0) {
  test('THE FAR END IN PYTHON WAS NOT RUN: no python3 of 3.9 or later found', () => {
    process.stderr.write('\nTHE FAR END IN PYTHON WAS NOT RUN: no python3 found.\n\n');
  });
} else {
  test('the far end in Python answers, presses and hangs up, over HTTP and with its clock', async () => {
    const listening = await listen({ state: 'memory', port: 0 });
    const file = join(project, 'examples/far-end-in-python/far_end.py');
    const farEnd = await farEndByLines(`python3 ${file} ${listening.url} me`, patienceMs);
    const at = { url: `${listening.url}/v2`, account: 'me', farEnd };
    const names = ['hears-hang-up', 'waits-for-answer', 'tells-record-action'] as const;
    const only = names.map((name) => `platform/${name}`);
    const tests = await conformPlatform({ ...at, only });
    try {
      const { results } = await tests.all();
      const told = results.filter(({ outcome }) => outcome !== 'not-selected');
      expect(told.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
      expect(told.map(({ check }) => check.id)).toEqual(expect.arrayContaining(only));
    } finally {
      await tests.close();
      await listening.close();
    }
  });
}
