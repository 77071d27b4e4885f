/** What is asked of a customer again says what it said the first time, whenever that is. */
import { expect, test } from 'vitest';
import { until } from '../house/patience.ts';
import { type Calling, calling, texml } from './restarting.ts';

const anHour = 3_600_000;
/** Applications whose first answer is a failure, an hour later. */
const failing = (one: () => Calling) => async () => {
  if (one().customer.heard.length > 1) return texml('');
  await one().world.clock.advance(anHour, async () => undefined);
  return 500;
};

test('the action of a <Dial> that nobody executes', async () => {
  await using one: Calling = await calling({ answers: { '/over': failing(() => one) } });
  const { url } = one.customer;
  const sid = await one.call(
    `<Dial action="${url}/over" record="record-from-answer">+12025550113</Dial>`,
  );
  await one.pass(1_000);
  await one.hangUp(sid);
  await one.pass(30_000);
  await until(() => one.customer.heard.length > 1);
  const [first, second, ...more] = one.customer.heard.map(({ said }) => said);
  expect(first).toMatchObject({ CallSid: sid, SequenceNumber: '0' });
  expect([second, more]).toEqual([first, []]);
});

test('the action of a <Dial> that reaches nobody, of its fallback', async () => {
  await using one: Calling = await calling({
    answers: { '/over': failing(() => one), '/fallback': texml('<Pause length="100"/>') },
    settings: (url) => ({ applications: { '1': { voice_fallback_url: `${url}/fallback` } } }),
  });
  await one.call(`<Dial action="${one.customer.url}/over">nobody</Dial>`);
  expect(one.paths()).toEqual(['/over', '/fallback']);
  const [first, second] = one.customer.heard.map(({ said }) => said);
  expect(first).toMatchObject({ DialCallStatus: 'failed', SequenceNumber: '0' });
  expect(second).toEqual(first);
});

/** Two requests that nobody executes, the first of which fails; a restart is in between, or is not. */
const vain = {
  'a <Record>, an hour later': {
    verb: '<Record action="URL/over" maxLength="60"/>',
    says: { RecordingUrl: expect.stringMatching(/^https:/) },
    isRestarted: false,
  },
  'a <Record>, after a restart': {
    verb: '<Record action="URL/over" maxLength="60"/>',
    says: { RecordingUrl: expect.stringMatching(/^https:/) },
    isRestarted: true,
  },
  'a <Refer>, after a restart': {
    verb: '<Refer action="URL/over"><Sip>sip:anna@example.com</Sip></Refer>',
    says: { ReferCallStatus: 'in-progress', Timestamp: expect.stringMatching(/Z$/) },
    isRestarted: true,
  },
};
test.each(Object.entries(vain))('the action of %s', async (_, { verb, says, isRestarted }) => {
  let links = 0;
  await using one: Calling = await calling({
    mediaLink: (sid) => {
      links += 1;
      return `https://media.test/${sid}?${links}`;
    },
    answers: {
      '/over': async () => {
        const isFirst = one.customer.heard.length === 1;
        if (isFirst && isRestarted) return new Promise(() => undefined);
        if (!isFirst) return texml('');
        await one.world.clock.advance(anHour, async () => undefined);
        return 500;
      },
    },
  });
  const { url } = one.customer;
  const sid = await one.call(verb.replace('URL', url));
  const over = one
    .pass(1_000)
    .then(() => one.hangUp(sid))
    .then(() => one.pass(5_000));
  if (isRestarted) {
    await until(() => one.customer.heard.length > 0);
    const { host, clock } = one.world;
    const later = { frozenAt: clock.now() + anHour, aheadMs: 0 };
    await host.keep({ notes: [{ key: 'clock', value: later }] });
    await one.restart();
    expect(one.world.clock.now()).toBe(later.frozenAt);
  }
  await over.catch(() => undefined);
  await one.pass(30_000);
  await until(() => one.customer.heard.length > 1);
  const [first, second, ...more] = one.customer.heard.map(({ said }) => said);
  expect(first).toMatchObject({ CallSid: sid, ...says });
  expect([second, more]).toEqual([first, []]);
  await until(() => ![...one.world.host.notes.keys()].some((key) => key.startsWith('vain ')));
});
