/** `<Gather>`: which keys count, when they are all there, and where they go. */
import { describe, expect, test } from 'vitest';
import { calling, texml } from './restarting.ts';

const record = '<Record/>';
const voice = (gather: string) => texml(`${gather}${record}`);

/** A call in a Gather, and what its keys come to. */
async function gathering(attributes: string, prompts = '') {
  const one = await calling({
    answers: {
      '/voice': voice(`<Gather ${attributes}>${prompts}</Gather>`),
      '/keys': texml('<Pause length="60"/>'),
      '/other': texml('<Pause length="60"/>'),
    },
  });
  const sid = await one.call({ url: `${one.customer.url}/voice` });
  return {
    ...one,
    sid,
    press: async (keys: string) => {
      for (const digit of keys) await one.press(sid, digit);
      await one.world.settled();
    },
    /** What the action was sent, if it was asked. */
    sent: () =>
      one.customer.heard.flatMap(({ path, said: { Digits } }) => (path === '/keys' ? Digits : [])),
  };
}

describe('It is over with', () => {
  test.each([
    ['numDigits="3"', '123', '123'],
    ['numDigits="3"', '12#', '12'],
    ['maxDigits="2"', '12', '12'],
    ['', '12#', '12'],
    ['finishOnKey="*"', '1#*', '1#'],
    ['finishOnKey="12"', '02', '0'],
    ['finishOnKey="" numDigits="3"', '*#1', '*#1'],
    ['minDigits="2"', '12#', '12'],
  ])('%s: the keys %s, of which the action is sent %s', async (attributes, keys, digits) => {
    await using call = await gathering(`action="/keys" ${attributes}`);
    await call.press(keys.slice(0, -1));
    expect(call.sent()).toEqual([]);
    await call.press(keys.at(-1) ?? '');
    expect(call.sent()).toEqual([digits]);
    expect(call.verbs(call.sid)).toEqual([]);
  });
});

describe('Keys that are not valid', () => {
  const other = 'validDigits="12" action="/keys" invalidDigitsAction="/other"';
  test.each([
    [`${other} numDigits="1"`, '1', '/keys', '1'],
    [`${other} numDigits="1"`, '9', '/other', '9'],
    [`${other} numDigits="3"`, '129', '/other', '129'],
    [`${other}`, '19#', '/other', '19'],
    [`${other}`, '12#', '/keys', '12'],
    ['validDigits="12" action="/keys" numDigits="1"', '9', undefined, undefined],
    [`${other} minDigits="2"`, '9#', undefined, undefined],
    ['invalidDigitsAction="/other" action="/keys" numDigits="1"', '9', '/keys', '9'],
  ])('%s hears %s and asks %s', async (attributes, keys, path, digits) => {
    await using call = await gathering(attributes);
    await call.press(keys);
    const asked = call.customer.heard.at(-1);
    expect([asked?.path, asked?.said.Digits]).toEqual([path ?? '/voice', digits]);
    const isNext = call.state(call.sid) === 'inProgress.recording';
    expect(isNext).toBe(path === undefined);
  });
});

test('both actions are asked as the application is', async () => {
  const gather =
    '<Gather action="/ok" validDigits="1" numDigits="1" invalidDigitsAction="/other"/>';
  await using one = await calling({
    answers: { '/voice': texml(gather), '/ok': voice(''), '/other': voice('') },
    settings: (url) => ({
      applications: { '1': { voice_url: `${url}/voice`, voice_method: 'get' } },
    }),
  });
  for (const key of '12') await one.press(await one.call(), key);
  await one.world.settled();
  expect(one.customer.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /voice',
    'GET /ok',
    'GET /voice',
    'GET /other',
  ]);
});

describe('The next verb comes', () => {
  test.each([
    ['action="/keys"', '#'],
    ['action="/keys" minDigits="2"', '1#'],
    ['numDigits="1"', '1'],
    ['', '12#'],
  ])('if %s hears %s', async (attributes, keys) => {
    await using call = await gathering(attributes);
    await call.press(keys);
    expect(call.sent()).toEqual([]);
    expect(call.state(call.sid)).toBe('inProgress.recording');
  });

  test('if nobody presses anything: after the prompts, and the timeout', async () => {
    // The text takes a second, the file another.
    await using call = await gathering(
      'action="/keys" timeout="3"',
      '<Say>fifteen letters</Say><Play>a.mp3</Play><Pause length="2"/>',
    );
    // It was answered 50 ms ago.
    await call.pass(6_900);
    expect(call.state(call.sid)).toBe('inProgress.executing');
    await call.pass(100);
    expect([call.state(call.sid), call.sent()]).toEqual(['inProgress.recording', []]);
  });
});

test('the timeout, five seconds by itself, begins anew with each key; then all keys are sent', async () => {
  await using call = await gathering('action="/keys"');
  for (const key of '123') {
    await call.pass(4_000);
    await call.press(key);
  }
  await call.pass(4_999);
  expect(call.sent()).toEqual([]);
  await call.pass(1);
  expect(call.sent()).toEqual(['123']);
});

test('a key during a prompt counts, and nobody waits for the end of the prompt', async () => {
  await using call = await gathering(
    'action="/keys" timeout="2"',
    '<Say loop="0">Press a key.</Say>',
  );
  await call.pass(30_000);
  await call.press('1');
  await call.pass(2_000);
  expect(call.sent()).toEqual(['1']);
});

test('two keys at the same moment both count, in their order', async () => {
  await using call = await gathering('action="/keys" numDigits="4"');
  const { sid, world } = call;
  await Promise.all(
    (['1', '2', '3', '0'] as const).map((digit) =>
      world.tell({ machine: 'call', sid }, { type: 'digit.pressed', digit }),
    ),
  );
  await world.settled();
  expect(call.sent()).toEqual(['1230']);
});

test('the same news of a key counts once, and is answered as before', async () => {
  await using call = await gathering('action="/keys" numDigits="2"');
  const { sid, world } = call;
  const press = (digit: '1' | '2', id: string) =>
    world.tell({ machine: 'call', sid }, { type: 'digit.pressed', digit }, id);
  const first = await press('1', 'a');
  expect(await Promise.all([press('1', 'a'), press('1', 'a')])).toEqual([first, first]);
  await press('2', 'b');
  await world.settled();
  expect(call.sent()).toEqual(['12']);
});

test('the same news of a key ends one <Record> only', async () => {
  await using one = await calling();
  const sid = await one.call('<Record finishOnKey="#"/><Record finishOnKey="#"/><Hangup/>');
  for (const id of ['a', 'a', 'a']) {
    await one.pass(2_000);
    await one.press(sid, '#', id);
  }
  await one.pass(2_000);
  expect(one.verbs(sid)).toEqual(['call.record', 'call.record']);
});

test('the action is a POST, relative to the document, of a request about the call', async () => {
  await using call = await gathering('action="keys?step=2" numDigits="1"');
  await call.press('0');
  const asked = call.customer.heard.at(-1);
  expect(asked).toMatchObject({ method: 'POST', path: '/keys', signed: true });
  expect(asked?.said).toMatchObject({ CallSid: call.sid, CallStatus: 'in-progress', Digits: '0' });
});

test('keys that a far end presses by its script are gathered', async () => {
  const mine = '+12025550177';
  await using one = await calling({
    answers: { '/voice': voice('<Gather action="/keys" numDigits="3"/>') },
    settings: () => ({ numbers: { [mine]: '1s press 42#' } }),
  });
  await one.call({ url: `${one.customer.url}/voice` }, mine);
  await one.pass(3_000);
  expect(one.customer.heard.map(({ said: { Digits } }) => Digits)).toEqual([undefined, '42']);
});
