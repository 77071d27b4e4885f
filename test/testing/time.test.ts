/** The kit's time: late, silent and failing applications are asked again when that has passed. */
import { expect, test, vi } from 'vitest';
import { type App, createKit, type Kit, matchers, noAnswer } from '../../src/testing/index.ts';

expect.extend(matchers);

const minute = '<Response><Pause length="60"/></Response>';
/** A call that is recorded for a second, and then told of. */
async function recorded(app: App, more: { readonly patienceMs?: number } = {}): Promise<Kit> {
  const kit = await createKit({ app, ...more });
  const told = { Record: true, RecordingStatusCallback: '/told' };
  const call = await kit.dial({ Texml: minute, ...told });
  await kit.advance('2s');
  await call.hangUp();
  return kit;
}
const at = (kit: Kit) => kit.requests.map(({ atMs }) => atMs);
/** When the first callback comes: what follows is told from there. */
const first = 4_100;

test('who fails or is silent is asked again by the clock that stands', async () => {
  await using kit = await recorded({ '/told': [503, noAnswer, 200] });
  await kit.advance('2s');
  expect(at(kit)).toEqual([]);
  await kit.advance(100);
  expect(at(kit)).toEqual([first]);
  await kit.advance('1h');
  // Half a second after the first failure; two seconds of silence, and a second after that.
  expect(at(kit)).toEqual([first, first + 500, first + 500 + 2_000 + 1_000]);
  expect(kit).toHaveRecording({ told: ['completed'] });
  expect(kit.story).toContain('POST http://app.test/told did not answer within 2 s, attempt 2');
});

test('who never takes it is asked as often as the settings say, and given up', async () => {
  await using kit = await recorded({ '/told': noAnswer });
  await kit.untilQuiet();
  expect(at(kit)).toEqual([4_100, 6_600, 9_600, 13_600, 19_600]);
  expect(kit).toHaveRecording({ status: 'completed', told: [] });
  expect(kit.story).toContain('is given up after 5 attempts: did not answer within 2 s.');
});

test('who is late is given up by whoever asked, goes on, and is asked again', async () => {
  const ended: number[] = [];
  await using kit: Kit = await recorded(async (_, { sleep, now }) => {
    const began = now();
    await sleep(ended.length === 0 ? '3s' : '1s');
    ended.push(now() - began);
    return 200;
  });
  await kit.advance(100 + 2_000 + 3_000);
  expect(at(kit)).toEqual([first, first + 2_500]);
  expect(ended).toEqual([3_000]);
  await kit.untilQuiet();
  expect(ended).toEqual([3_000, 3_000, 1_000]);
  expect(kit).toHaveRecording({ told: ['completed'] });
});

test('an application that takes its time on the wall is waited for, and time stands', async () => {
  await using kit: Kit = await recorded(async () => {
    for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setTimeout(resolve, 1));
    return kit.now === 0 ? 500 : 200;
  });
  await kit.untilQuiet();
  expect([at(kit), kit.recordings[0]?.told]).toEqual([[first], ['completed']]);
});

test('a promise that never ends is given up by the clock, once patience on the wall is', async () => {
  await using kit = await recorded(() => new Promise(() => undefined), { patienceMs: 1 });
  await kit.advance('4s');
  expect(at(kit)).toEqual([first]);
  expect(kit.story).toContain('http://app.test/told has not answered POST for 1 ms: time goes on');
  await kit.untilQuiet();
  expect(at(kit)).toHaveLength(5);
});

test('a document that does not come gives way to the fallback after ten seconds', async () => {
  await using kit = await createKit({ app: { '/voice': noAnswer, '/fallback': minute } });
  await kit.callIn({ Url: '/voice', FallbackUrl: '/fallback' });
  await kit.advance('15s');
  expect(kit.requests.map(({ atMs, path }) => [atMs, path])).toEqual([
    [50, '/voice'],
    [10_050, '/fallback'],
  ]);
});

test('a body that stalls is given up by the clock too', async () => {
  const stalling = () => new Response(new ReadableStream({ start: (one) => one.enqueue(bytes) }));
  const bytes = new TextEncoder().encode('<Resp');
  await using kit = await createKit({
    app: { '/voice': stalling, '/fallback': minute },
    patienceMs: 1,
  });
  await kit.callIn({ Url: '/voice', FallbackUrl: '/fallback' });
  await kit.advance('15s');
  expect(kit.requests.map(({ atMs }) => atMs)).toEqual([50, 10_050]);
});

test('what an application throws is answered 500, and thrown where the test waits', async () => {
  const bug = new TypeError('No such mailbox');
  let isRepaired = false;
  await using kit = await recorded(() => {
    if (isRepaired) return 200;
    throw bug;
  });
  await expect(kit.advance('2.1s')).rejects.toBe(bug);
  isRepaired = true;
  await kit.untilQuiet();
  expect(at(kit)).toEqual([first, first + 500]);
  expect(kit).toHaveRecording({ told: ['completed'] });
  expect(kit.story).toContain('http://app.test/told throws at POST, which is answered 500: TypeE');
});

test('an answer that is none is an error, and so is an application that moves the time', async () => {
  const none = () => undefined as never;
  await using kit = await recorded({
    '/told': [none, () => kit.advance('1s').then(() => 200), 200],
  });
  await expect(kit.advance('2.1s')).rejects.toThrow('The application answers with undefined;');
  await expect(kit.untilQuiet()).rejects.toThrow('The application waits for its own answer.');
  await kit.untilQuiet();
  expect(kit).toHaveRecording({ told: ['completed'] });
});

test('an application asks the API while it answers', async () => {
  await using kit: Kit = await createKit({
    app: async (request) => {
      const { CallSid } = Object.fromEntries(new URLSearchParams(await request.text()));
      const path = `/v2/texml/Accounts/me/Calls/${CallSid}/Recordings.json`;
      const headers = { authorization: 'Bearer key' };
      expect((await kit.fetch(path, { method: 'POST', headers })).status).toBe(200);
      return minute;
    },
  });
  const call = await kit.callIn({ Url: '/voice' });
  await kit.advance('10s');
  expect(call).toHaveRecording({ path: 'call-request', status: 'in-progress' });
});

test('what a test asks by the API has come about when it is answered', async () => {
  const slowly = async () => {
    for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setTimeout(resolve, 1));
    return '<Response><Hangup/></Response>';
  };
  await using kit = await createKit({ app: { '/other': slowly } });
  const call = await kit.dial({ Texml: minute });
  await kit.advance('1s');
  await kit.fetch(`/v2/texml/Accounts/me/Calls/${call.sid}`, {
    method: 'POST',
    headers: { authorization: 'Bearer key' },
    body: new URLSearchParams({ Url: 'http://app.test/other' }),
  });
  expect([kit.requests[0]?.path, call.status]).toEqual(['/other', 'completed']);
});

test('waiting for quiet has an end, and says when something is still to happen', async () => {
  await using kit = await createKit();
  await kit.dial({ Texml: minute });
  await expect(kit.untilQuiet('30s')).rejects.toThrow('Something is still to happen at +1:00.');
  await kit.untilQuiet();
  expect([kit.nextMs, kit.lines[0]?.status]).toEqual([undefined, 'completed']);
});

test('timers that a test has faked make no difference', async () => {
  vi.useFakeTimers();
  try {
    await using kit = await recorded({ '/told': [503, noAnswer, 200] });
    await kit.untilQuiet();
    expect(at(kit)).toEqual([first, first + 500, first + 3_500]);
  } finally {
    vi.useRealTimers();
  }
});

test('two kits at once have nothing in common, not even time', async () => {
  await using one = await recorded({ '/told': [500, 200] });
  await using other = await recorded({ '/told': 200 });
  await Promise.all([one.advance('1m'), other.advance('2.1s')]);
  expect([at(one), at(other)]).toEqual([[first, first + 500], [first]]);
  expect(one.recordings[0]?.sid).not.toBe(other.recordings[0]?.sid);
  expect(one.publicKey).not.toBe(other.publicKey);
});
