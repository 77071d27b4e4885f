/** Where a host on Restate says that it is found, and what it makes of an answer that is cut off. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Ingress } from '../../src/hosts/restate/ingress.ts';
import { OpenPort } from '../../src/hosts/restate/open-port.ts';
import { patienceMs } from '../house/patience.ts';

test.each([
  ['127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+$/],
  ['0.0.0.0', /^http:\/\/127\.0\.0\.1:\d+$/],
  ['::1', /^http:\/\/\[::1\]:\d+$/],
])('a host that listens at %s is found by an address that this machine has', async (host, uri) => {
  const open = await OpenPort.at({ port: 0, host }, () => undefined);
  expect(open.uri).toMatch(uri);
  open.stop();
});

test.each([
  ['is cut off', 'It does not answer.', 100],
  ['is no JSON', 'What it answers is not JSON.', 1],
])('an answer that %s is told of as such, and asked for again', async (_, says, length) => {
  let isFirst = true;
  const server = createServer((_request, response) => {
    if (!isFirst) return response.end('7');
    isFirst = false;
    response.writeHead(200, { 'content-length': length });
    response.write('{');
    if (length > 1) setImmediate(() => response.destroy());
    else response.end();
    return response;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const failures: unknown[] = [];
    const ingress = new Ingress(address, (error) => failures.push(error));
    const asked = { service: 's', key: 'k', handler: 'h' };
    expect(await ingress.ask(asked, { ms: patienceMs })).toBe(7);
    expect(failures).toMatchObject([{ name: 'BadRestate', message: `${address}: ${says}` }]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
