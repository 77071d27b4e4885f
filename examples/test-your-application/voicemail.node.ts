/** The same with the runner that comes with Node, and a caller whose far end is a script. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClaims, assertRecording, createKit } from 'texml-recordings/testing';
import { app } from './app.ts';

test('a caller leaves a message, and the callback is taken at the second attempt', async () => {
  let isDown = true;
  await using kit = await createKit({
    app: (request) => {
      if (!isDown || !request.url.endsWith('/recorded')) return app.fetch(request);
      isDown = false;
      return 503;
    },
    settings: { numbers: { '+12025550177': '10s press #' } },
  });
  const call = await kit.callIn({ Url: '/voice', From: '+12025550177' });
  await kit.untilQuiet();
  assert.equal(call.status, 'completed');
  assertRecording(call, { status: 'completed', told: ['completed'] });
  assertClaims(kit);
  assert.equal(kit.requests.filter(({ path }) => path === '/recorded').length, 2);
});
