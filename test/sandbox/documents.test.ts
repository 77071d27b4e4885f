/** Documents of calls: where they come from, what follows each verb, and where one falls back. */
import { describe, expect, test, vi } from 'vitest';
import type { InstructionSource } from '../../src/wire/index.ts';
import { patienceMs, until } from '../house/patience.ts';
import { type Calling, type CallingOptions, calling, from, texml, to } from './restarting.ts';

/** What is not to be waited for: the next document, and nothing after it. */
const impatience = vi.hoisted((): number[] => []);
vi.mock('../../src/sandbox/stage/limits.ts', async (original) => {
  const { limits } = await original<typeof import('../../src/sandbox/stage/limits.ts')>();
  return {
    limits: {
      ...limits,
      get documentMs() {
        return impatience.pop() ?? patienceMs;
      },
    },
  };
});

const long = texml('<Pause length="100"/>');
const recordings = ({ world }: Calling) => [...world.host.machines.all('recording')];
/** An application that is asked at `/voice`. */
const application =
  (more: object = {}): NonNullable<CallingOptions['settings']> =>
  (url) => ({ applications: { '1': { voice_url: `${url}/voice`, ...more } } });

/** What each request for a document says. */
const spoken = (sid: string) => ({
  AccountSid: 'account-1',
  CallSid: sid,
  CallSidLegacy: sid,
  CallStatus: 'in-progress',
  CallerId: from,
  CallingPartyType: 'pstn',
  ConnectionId: '1',
  From: from,
  FromSipUri: `${from}@sip.telnyx.com`,
  To: to,
  ToSipUri: `${to}@sip.telnyx.com`,
});

describe('The first document', () => {
  test.each<[string, (url: string) => InstructionSource | undefined, object, string, string]>([
    ['the Url of the call', (url) => ({ url: `${url}/own` }), {}, 'POST', '/own'],
    ['its Method', (url) => ({ url: `${url}/own`, method: 'GET' }), {}, 'GET', '/own'],
    ['the application', () => undefined, {}, 'POST', '/voice'],
    ['its voice_method', () => undefined, { voice_method: 'get' }, 'GET', '/voice'],
  ])('comes by %s', async (_by, source, more, method, path) => {
    const answers = { '/own': long, '/voice': long };
    await using one = await calling({ answers, settings: application(more) });
    const sid = await one.call(source(one.customer.url));
    expect(one.customer.heard).toMatchObject([{ method, path, said: spoken(sid), signed: true }]);
    const names = Object.keys(one.customer.heard[0]?.said ?? {});
    expect(names.sort()).toEqual(Object.keys(spoken(sid)).sort());
  });

  test('is the Texml of the call, and nobody is asked', async () => {
    await using one = await calling({ settings: application() });
    const sid = await one.call('<Record/>');
    expect([one.verbs(sid), one.paths()]).toEqual([['call.record'], []]);
  });

  test('does not exist: the call ends, and the timeline says why', async () => {
    await using one = await calling();
    const sid = await one.call();
    expect([one.state(sid), one.warnings()]).toEqual([
      'completed',
      ['The call has no document: no Url, no Texml, and no application that is known.'],
    ]);
  });
});

test.each([
  ['/deep/down/voice', 'next', '/deep/down/next'],
  ['/deep/down/voice?a=1', '../next', '/deep/next'],
  ['/deep/down/voice', '/next', '/next'],
  ['/moved', 'next', '/deep/down/next'],
])('in the document from %s, %s is %s: for documents and for callbacks', async (at, url, path) => {
  const document = texml(
    `<Start><Recording recordingStatusCallback="${url}"/></Start><Redirect>${url}</Redirect>`,
  );
  await using one = await calling({
    answers: {
      '/deep/down/voice': document,
      '/moved': (_heard, response) =>
        void response.writeHead(302, { location: '/deep/down/voice' }).end(),
      [path]: texml('<Pause length="1"/>'),
    },
  });
  await one.call({ url: one.customer.url + at });
  await one.pass(60_000);
  const said = one.customer.heard.filter((heard) => heard.path === path);
  expect(said.map((heard) => heard.said.RecordingStatus)).toEqual([undefined, 'completed']);
});

test('in a document that came with the call, URLs start from that of the application', async () => {
  await using one = await calling({ answers: { '/next': long }, settings: application() });
  await one.call('<Redirect>next</Redirect>');
  expect(one.paths()).toEqual(['/next']);
});

describe('Once a verb is over its action is asked', () => {
  const answers = { '/over': texml('<Start><Recording/></Start><Pause length="100"/>') };
  const asked = ({ customer }: Calling) => customer.heard.map(({ method, said }) => [method, said]);

  test('after a <Record>, by a key', async () => {
    await using one = await calling({ answers, settings: application() });
    const sid = await one.call('<Record action="/over" finishOnKey="5"/><Dial>1</Dial>');
    await one.pass(4_000);
    await one.press(sid, '5');
    await one.pass(1_000);
    const [{ sid: RecordingSid = '' } = {}] = recordings(one);
    const said = {
      ...spoken(sid),
      RecordingSid,
      RecordingUrl: `https://media.test/${RecordingSid}`,
      RecordingDuration: '4',
      Digits: '5',
    };
    expect(asked(one)).toEqual([['POST', said]]);
    expect(one.verbs(sid)).toEqual(['call.record', 'call.startBackgroundRecording']);
  });

  test('after a <Record>, by its length and by GET', async () => {
    await using one = await calling({ answers, settings: application() });
    await one.call('<Record action="/over" method="GET" maxLength="2"/>');
    await one.pass(10_000);
    expect(asked(one)).toMatchObject([['GET', { RecordingDuration: '2' }]]);
    expect(one.customer.heard[0]?.said).not.toHaveProperty('Digits');
  });

  test.each([
    ['+12025550113', { DialCallStatus: 'completed', DialCallDuration: '3' }],
    ['+12025550103', { DialCallStatus: 'busy' }],
    ['+12025550105', { DialCallStatus: 'no-answer' }],
    ['+12025550106', { DialCallStatus: 'failed' }],
  ])('after a <Dial> to %s', async (number, said) => {
    await using one = await calling({ answers, settings: application() });
    const sid = await one.call(`<Dial action="/over">${number}</Dial><Record/>`);
    await one.pass(30_000);
    const legs = [...one.world.host.machines.all('dialLeg')].map((leg) => leg.sid);
    expect(asked(one)).toMatchObject([['POST', { ...said, DialCallSid: legs[0] }]]);
    expect(one.verbs(sid)).toEqual(['call.dial', 'call.startBackgroundRecording']);
  });

  test.each([
    ['action="/over"', ['completed'], 'call.startBackgroundRecording'],
    ['', [], 'call.record'],
  ])('after a conference, with %j', async (attributes, statuses, then) => {
    await using one = await calling({ answers, settings: application() });
    const room = (more: string) => `<Conference ${more}>room</Conference>`;
    const sid = await one.call(`<Dial ${attributes}>${room('')}</Dial><Record/>`);
    // Whoever ends it hangs up after three seconds.
    await one.call(`<Dial>${room('endConferenceOnExit="true"')}</Dial>`, '+12025550113');
    await one.pass(10_000);
    expect(one.customer.heard.map(({ said }) => said.DialCallStatus)).toEqual(statuses);
    expect(one.verbs(sid)).toEqual(['call.joinConference', then]);
  });

  test('by nobody, if there is none: the next verb runs, and at the end the call is over', async () => {
    await using one = await calling();
    const sid = await one.call(
      '<Record maxLength="1"/><Dial>+12025550103</Dial><Start><Recording/></Start>',
    );
    await one.pass(30_000);
    expect(one.verbs(sid)).toEqual([
      'call.record',
      'call.dial',
      'call.startBackgroundRecording',
      'call.hangUp',
    ]);
    expect([one.state(sid), one.warnings()]).toEqual(['completed', []]);
  });
});

describe('What cannot be run is said, and something else is asked', () => {
  const broken: CallingOptions['answers'] = {
    '/500': 500,
    '/404': 404,
    '/broken': '<Response>\n  <Say>hello</Response>',
    '/foreign': '<html/>',
    '/wrong': texml('\n<Pause length="many"/>'),
    '/large': `<Response>${' '.repeat(256 * 1_024)}</Response>`,
    '/slow': () => undefined,
    '/circle': (_heard, response) => void response.writeHead(302, { location: '/circle' }).end(),
  };
  const mishaps = [
    ['/500', / answers 500 instead of a document$/],
    ['/404', / answers 404 instead of a document$/],
    ['/broken', /\/broken:2:\d+: found .*, expected /],
    ['/foreign', /\/foreign:1:1: found <html>, expected <Response> as the root$/],
    ['/wrong', /\/wrong:2:\d+: found .*many.*, expected whole seconds from 1 to 180$/],
    ['/large', / answers with more than 256 kB$/],
    ['/slow', / did not answer within 1.5 s$/],
    ['/circle', / redirects more than 3 times$/],
  ] as const;

  // Strictly read, as far as that makes a difference: only /wrong is XML that a document may be.
  test.each(mishaps)('%s: the FallbackUrl of the call', async (path, says) => {
    const answers = { ...broken, '/own': long, '/fallback': long };
    const fallback = (url: string) => ({ voice_fallback_url: `${url}/fallback` });
    await using one = await calling({
      answers,
      settings: (url) => ({ ...application(fallback(url))(url), strict: true }),
    });
    const { url } = one.customer;
    if (path === '/slow') impatience.push(1_500);
    const sid = await one.call({
      url: url + path,
      fallbackUrl: `${url}/own`,
      fallbackMethod: 'GET',
    });
    expect(one.customer.heard.at(-1)).toMatchObject({
      method: 'GET',
      path: '/own',
      said: spoken(sid),
    });
    expect([one.state(sid), one.warnings()]).toEqual([
      'inProgress.executing',
      [expect.stringMatching(says)],
    ]);
  });

  test('nobody listens: the fallback of the application, also for an action', async () => {
    const gone = 'http://127.0.0.1:9/gone';
    await using one = await calling({
      answers: { '/fallback': texml(`<Record maxLength="1" action="${gone}"/>`) },
      settings: (url) =>
        application({ voice_url: gone, voice_fallback_url: `${url}/fallback` })(url),
    });
    await one.call();
    await one.pass(3_000);
    expect(one.paths().length).toBeGreaterThan(1);
    expect(new Set(one.paths())).toEqual(new Set(['/fallback']));
    expect(one.warnings()[0]).toBe(`${gone} could not be reached (ECONNREFUSED)`);
  });

  test('if that fails as well, the call ends, and both are told', async () => {
    await using one = await calling({ answers: broken });
    const { url } = one.customer;
    const sid = await one.call({ url: `${url}/500`, fallbackUrl: `${url}/404` });
    expect([one.state(sid), one.warnings()]).toEqual([
      'completed',
      [
        `${url}/500 answers 500 instead of a document`,
        `${url}/404 answers 404 instead of a document`,
      ],
    ]);
  });

  test('what has no effect is told by its place, and the rest is run', async () => {
    await using one = await calling({ answers: { '/voice': texml('\n  <Nonsense/>\n<Record/>') } });
    const sid = await one.call({ url: `${one.customer.url}/voice?secret=1` });
    expect(one.warnings()).toEqual([expect.stringMatching(/\/voice\?…:2:3: .*<Nonsense>/)]);
    expect(one.verbs(sid)).toEqual(['call.record']);
  });
});

test('a <Start><Recording> takes no time: the next verb begins in the same moment', async () => {
  await using one = await calling();
  const sid = await one.call('<Start><Recording/></Start><Record/>');
  expect(one.verbs(sid)).toEqual(['call.startBackgroundRecording', 'call.record']);
  const [first, second] = recordings(one);
  expect(second?.context.createdAt).toBe(first?.context.createdAt);
});

test('what is asked in vain after a hang-up is asked twice at most', async () => {
  await using one = await calling({ answers: { '/over': 500 }, settings: application() });
  const sid = await one.call('<Record action="/over"/>');
  await one.hangUp(sid);
  await one.pass(30_000);
  const says = `${one.customer.url}/over answers 500 instead of a document`;
  await until(() => one.warnings().at(-1) === says);
  expect([one.paths(), one.verbs(sid)]).toEqual([['/over', '/over'], ['call.record']]);
});

test('a name and password of a URL are sent as such, and with the query never shown', async () => {
  const answers = { '/voice': texml('<Redirect>bad?pin=whisper</Redirect>'), '/bad': 500 };
  await using one = await calling({ answers });
  const url = one.customer.url.replace('http://', 'http://joe:hush@');
  await one.call({ url: `${url}/voice?token=whisper`, fallbackUrl: 'http://joe:hush@127.0.0.1:9' });
  expect(one.paths()).toEqual(['/voice', '/bad']);
  const sent = `Basic ${Buffer.from('joe:hush').toString('base64')}`;
  expect(one.customer.heard.map(({ authorization }) => authorization)).toEqual([sent, sent]);
  // What a call was given is kept for whoever exports it: its query by the names, without what they say.
  const given = JSON.stringify(one.entries.map((entry) => ('given' in entry ? entry.given : null)));
  expect(given).toContain('/voice?token=…');
  expect(given).not.toMatch(/joe|hush|whisper|am9l/);
  const shown = JSON.stringify(one.entries.map((entry) => ({ ...entry, given: undefined })));
  expect(shown).toContain('/voice?…');
  expect(shown).not.toMatch(/joe|hush|token|whisper|am9l/);
});
