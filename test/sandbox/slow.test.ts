/** Requests that never end, and headers that are too long: the sandbox waits for nobody for long. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Listening, listen } from '../../src/sandbox/index.ts';
import { patienceMs } from '../house/patience.ts';

vi.mock('../../src/sandbox/stage/limits.ts', async (original) => {
  const { limits } = await original<typeof import('../../src/sandbox/stage/limits.ts')>();
  return {
    limits: {
      ...limits,
      get requestMs() {
        return requestMs;
      },
    },
  };
});
let requestMs: number;

const place = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
let patient: Listening;
let impatient: Listening;
beforeAll(async () => {
  requestMs = patienceMs;
  patient = await listen({ port: 0, state: { folder: join(place, 'patient') } });
  requestMs = 200;
  impatient = await listen({ port: 0, state: { folder: join(place, 'impatient') } });
});
afterAll(async () => {
  process.off('warning', warn);
  await patient.close();
  await impatient.close();
  rmSync(place, { recursive: true });
});
/** What the process itself warns of: a customer who gives up is no fault of ours. */
const warned: Error[] = [];
const warn = (one: Error) => warned.push(one);
process.on('warning', warn);

const post = 'POST /v2/texml/Accounts/me/Calls HTTP/1.1\r\nhost: localhost\r\n';
const form = 'authorization: Bearer a\r\ncontent-type: application/x-www-form-urlencoded\r\n';

test.each([
  ['headers that do not end', `${post}x-a: `, '408'],
  ['a body that does not end', `${post}${form}content-length: 100\r\n\r\nTo=`, '408'],
  ['headers that are too long', `${post}x-a: ${'a'.repeat(20_000)}\r\n\r\n`, '431'],
  ['what is not HTTP', 'hello\r\n\r\n', '400'],
])('%s: the connection is closed, and nothing has changed', async (_what, sent, status) => {
  const { url } = status === '408' ? impatient : patient;
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<string>();
  let came = '';
  socket.on('data', (chunk) => {
    came += chunk;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(came));
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.write(sent);
  expect((await promise).slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
  expect(warned).toEqual([]);
  // The impatient one may be too impatient to be asked.
  expect(
    readdirSync(place, { recursive: true }).filter((name) => /\bme\./.test(String(name))),
  ).toEqual([]);
});
