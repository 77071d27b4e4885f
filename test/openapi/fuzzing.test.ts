/** The fuzzer by a description finds what it is there to find, and finds nothing in the sandbox. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { project } from '../house/tree.ts';
import { descriptionIn } from './description.ts';
import { type Fuzzed, fuzzBy, type Target } from './fuzzing.ts';
import { sandboxTarget } from './sandbox.ts';

const description = descriptionIn(join(project, 'test/openapi/small.yaml'));
const account = '/v2/texml/Accounts/me';
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: object;
}
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}
const gone: Reply = { status: 404, body: { errors: [{ code: '1', detail: 'It is not there.' }] } };
const one = { sid: 'r1', call_sid: 'c1', status: 'completed', channels: 2, duration: '7' };

/** Answers as described, and no more than that. */
function right({ method, path }: Asked): Reply {
  if (method === 'POST' && path === `${account}/Calls`)
    return { status: 200, body: { call_sid: 'c1' } };
  if (method === 'GET' && path === `${account}/Calls`) return { status: 200, body: { calls: [] } };
  const known = path === `${account}/Recordings/r1.json`;
  if (known && method === 'DELETE') return { status: 204 };
  if (known && method === 'GET') return { status: 200, body: one };
  if (method === 'GET' && path === `${account}/Recordings.json`)
    return { status: 200, body: { recordings: [one] } };
  return gone;
}

/** A server that answers rightly, except for a fault. */
async function fuzzed(fault: (asked: Asked) => Reply | 'hang up' | undefined): Promise<Fuzzed> {
  const server = createServer(async (request, response) => {
    const asked = await askedIn(request);
    const reply = fault(asked) ?? right(asked);
    if (reply === 'hang up') {
      request.socket.destroy();
      return;
    }
    const { status, body, type = 'application/json; charset=utf-8' } = reply;
    response.writeHead(status, body ? { 'content-type': type } : {});
    response.end(body && request.method !== 'HEAD' ? JSON.stringify(body) : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const target: Target = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: [['x-key', 'any']],
    needed: [],
    hints: () => undefined,
    wrongParts: () => undefined,
    there: () => [{ account_sid: 'me', recording_sid: 'r1' }],
    tend: () => Promise.resolve(),
  };
  return fuzzBy(description, target, { requests: 400, seed: 7 });
}
async function askedIn(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const body = Buffer.concat(chunks).toString();
  return { method: request.method ?? '', path: pathname, query: searchParams, body };
}

test('a server that answers as described fails nothing, and every operation succeeds', async () => {
  const { requests, failures, unreached } = await fuzzed(() => undefined);
  expect({ requests, failures, unreached }).toEqual({ requests: 400, failures: [], unreached: [] });
});

const create = 'POST /texml/Accounts/{account_sid}/Calls';
const isGet = ({ method, path }: Asked) => method === 'GET' && path.endsWith('/r1.json');
/** The form or the JSON that says nothing but this. */
const only = (name: string, value: string) =>
  expect.stringMatching(
    new RegExp(`/Calls' (-H '[^']*' )?--data-raw '(${name}=${value}|\\{"${name}":"${value}"\\})'$`),
  );
const bare = (method: string, path: string) =>
  expect.stringMatching(new RegExp(`-X ${method} 'http://[^/]*${account}${path}'$`));

test.each<[string, (asked: Asked) => Reply | 'hang up' | undefined, string, unknown]>([
  [
    'a value that a handler stumbles over',
    ({ body }) => (/RecordingChannels\W+dual/.test(body) ? { status: 500 } : undefined),
    `${create} answered 500 which nobody should see: `,
    only('RecordingChannels', 'dual'),
  ],
  [
    'a body that is not as described',
    (asked) => (isGet(asked) ? { status: 200, body: { ...one, channels: 3 } } : undefined),
    'answer/channels must be equal to one of the allowed values',
    bare('GET', '/Recordings/r1.json'),
  ],
  [
    'a field that is missing',
    (asked) => (isGet(asked) ? { status: 200, body: { ...one, sid: undefined } } : undefined),
    "the answer must have required property 'sid'",
    bare('GET', '/Recordings/r1.json'),
  ],
  [
    'another content type',
    (asked) => (isGet(asked) ? { status: 200, type: 'text/html', body: one } : undefined),
    'answered 200 as "text/html", not application/json',
    bare('GET', '/Recordings/r1.json'),
  ],
  [
    'an answer that is not described',
    ({ query }) => (query.has('PageSize') ? { status: 202, body: {} } : undefined),
    'answered 202 which is not described',
    expect.stringMatching(/Recordings\.json\?PageSize=[^&]?'$/),
  ],
  [
    'a body where none is described',
    ({ method }) => (method === 'DELETE' ? { status: 200, body: {} } : undefined),
    'answered 200 which is not described',
    bare('DELETE', '/Recordings/[^/]*.json'),
  ],
  [
    'an error that does not say why',
    ({ method, body }) =>
      method === 'POST' && !/\bTo\b/.test(body) ? { status: 422, body: { errors: [] } } : undefined,
    'answered 422 without an error that says why',
    bare('POST', '/Calls'),
  ],
  [
    'a connection that is lost',
    ({ body }) => (body.includes('Unknown') ? 'hang up' : undefined),
    'lost the connection: ',
    expect.stringContaining('Unknown'),
  ],
])('finds %s, and shows the least that does it', async (_name, fault, says, curl) => {
  const { failures } = await fuzzed(fault);
  expect(failures).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ says: expect.stringContaining(says), curl, isRepeatable: true }),
    ]),
  );
});

test('the sandbox fails nothing, and its state can be taken away and brought back', async () => {
  await using sandbox = await sandboxTarget(7);
  const { failures, unreached } = await fuzzBy(description, sandbox.target, {
    requests: 450,
    seed: 7,
  });
  expect({ failures, unreached }).toEqual({ failures: [], unreached: [] });
  await sandbox.isWell();
});
