/** A first test of a voicemail, with the kit. */
import { expect, test } from 'vitest';
import { createKit, matchers } from '../../src/testing/index.ts';

expect.extend(matchers);

test('a caller leaves a message of five seconds', async () => {
  await using kit = await createKit({
    app: {
      '/voice':
        '<Response><Record finishOnKey="#" action="/bye" recordingStatusCallback="/told"/></Response>',
      '/bye': '<Response><Hangup/></Response>',
      '/told': 200,
    },
  });
  const call = await kit.callIn({ Url: '/voice' });
  await kit.advance('3s');
  await call.say('Call me back.');
  await kit.advance('5s');
  await call.press('#');
  await kit.untilQuiet();
  console.log(kit.story, kit.requests, kit.recordings);
  expect(call).toHaveRecording({ status: 'completed', durationSeconds: 5 });
  expect(kit).toHoldAllClaims();
});
