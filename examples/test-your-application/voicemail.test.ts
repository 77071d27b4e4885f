import { createKit, matchers } from 'texml-recordings/testing';
import { expect, test } from 'vitest';
import { app, messages } from './app.ts';

expect.extend(matchers);

test('a caller leaves a message', async () => {
  await using kit = await createKit({ app: (request) => app.fetch(request) });
  const call = await kit.callIn({ Url: '/voice' });
  await kit.advance('10s');
  await call.press('#');
  await kit.untilQuiet();
  expect(call).toHaveRecording({ status: 'completed', endReason: 'finish-key' });
  expect(messages).toHaveLength(1);
});
