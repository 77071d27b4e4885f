import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';

test('a connection to another machine is refused', async () => {
  const refused = await fetch('http://192.0.2.1/').catch((error: Error) => error.cause);
  expect(String(refused)).toContain('tests stay on this machine, this one wanted 192.0.2.1');
});

test('a connection to this machine is made', async () => {
  const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  server.close();
});
