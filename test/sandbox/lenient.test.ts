/** What may not be there in a document, for the player of scenarios and the sandbox alike. */
import { describe, expect, test } from 'vitest';
import { type Outside, played, sandboxed, type Told, type TwoHostStory } from './both-hosts.ts';
import { texml } from './restarting.ts';

const hosts = { 'a scenario': played, 'the sandbox': sandboxed };
const answered: Outside = { afterMs: 1_000, what: { fact: 'call.answered' } };
const app = (path: string) => `https://app.example${path}`;

/** The documents of a call that is answered, at /a first. */
const story = (
  documents: TwoHostStory['documents'],
  more: Partial<TwoHostStory> = {},
): TwoHostStory => ({
  documents: { '/next': texml('<Pause length="60"/>'), ...documents },
  source: { url: app('/a') },
  outside: [answered],
  thenMs: 200_000,
  ...more,
});
/** What the call was told to do, once it was there. */
const doneIn = ({ commands }: Told) => commands.slice(1) as Done[];
interface Done {
  readonly type: string;
  readonly at: number;
}

/** A document, what is noticed in it and where, what the call is told to do, and what is asked. */
const cases: readonly {
  readonly name: string;
  readonly inside: string;
  readonly noticed: readonly RegExp[];
  readonly verbs: readonly string[];
  readonly asked?: readonly string[];
  readonly command?: object;
}[] = [
  {
    name: 'a pause that is too long is as long as a pause may be',
    inside: '<Pause length="999"/><Record maxLength="5"/>',
    noticed: [/^\/a:1:18: <Pause length="999"> .*: it counts as 180\.$/],
    verbs: ['call.record', 'call.hangUp'],
    command: { at: 181_000, type: 'call.record' },
  },
  {
    name: 'absent is a word of a <Record>, and order is free',
    inside:
      '<Record recordingStatusCallback="/told" recordingStatusCallbackEvent="absent completed in-progress" action="/next"/>',
    noticed: [],
    verbs: ['call.record'],
  },
  {
    name: 'a conference without music is joined',
    inside: '<Dial><Conference waitUrl="" record="record-from-start">one</Conference></Dial>',
    noticed: [],
    verbs: ['call.joinConference'],
    command: { recording: { sid: 'recording-1' } },
  },
  {
    name: 'speech or keys are keys',
    inside: '<Gather input="speech dtmf" numDigits="1" timeout="2"/><Record/>',
    noticed: [/^\/a:1:19: <Gather input="speech dtmf"> .*speech is not understood\.$/],
    verbs: ['call.record'],
  },
  {
    name: 'a word that means nothing is as if left out',
    inside: '<Record playBeep="true/" trim="do-not-trim" format="ogg"/>',
    noticed: [/^\/a:1:19: .*as if left out/, /^\/a:1:55: .*as if left out/],
    verbs: ['call.record'],
    command: { recording: { sid: 'recording-1', trim: 'do-not-trim' } },
  },
  {
    name: 'a <Dial> that reaches nobody is over at once',
    inside: '<Dial record="record-from-ringing"> </Dial><Say>Oh.</Say><Redirect>/next</Redirect>',
    noticed: [/^\/a:1:11: <Dial> reaches nobody: /],
    verbs: ['call.redirect'],
    asked: ['/next'],
  },
  {
    name: 'the action of a <Dial> that reaches nobody is asked',
    inside: '<Dial action="/next"><Client>anna</Client><Queue>q</Queue></Dial><Record/>',
    noticed: [/:11: <Dial> reaches nobody/, /:32: <Client> inside/, /:53: <Queue> inside/],
    verbs: [],
    asked: ['/next'],
  },
  {
    name: 'whom nobody could dial is left out, and the others are dialled',
    inside: '<Dial timeout="600"><Number>anna</Number><Number>+1 (202) 555-0133</Number></Dial>',
    noticed: [
      /:17: .*counts as 120\.$/,
      /:31: <Number>anna is not a number: it is left out\.$/,
      /:52: .*counts as \+12025550133\.$/,
    ],
    verbs: ['call.dial'],
    command: { legs: ['leg-1'], ringTimeoutMs: 120_000 },
  },
  {
    name: 'a word that is no verb is skipped with all that is in it',
    inside: 'Hello <Recrod><Hangup/></Recrod><Dial><Application>a</Application></Dial><Record/>',
    noticed: [
      /:1: The text "Hello"/,
      /:17: <Recrod> \(Record\?\) is not/,
      /:43: <Dial> reaches nobody/,
      /:49: <Application> inside/,
    ],
    verbs: ['call.record'],
  },
  {
    name: 'a <Redirect> to what is no URL is skipped',
    inside: '<Redirect>tel:+12025550133</Redirect><Record/>',
    noticed: [/:11: <Redirect>tel:\+12025550133 leads nowhere/],
    verbs: ['call.record'],
  },
];

describe.each(Object.entries(hosts))('In %s', (_, run) => {
  test.each(cases)('$name', async ({ inside, noticed, verbs, asked = [], command }) => {
    const told = await run(story({ '/a': texml(inside) }));
    expect(told.noticed).toEqual(noticed.map((pattern) => expect.stringMatching(pattern)));
    const done = doneIn(told);
    const first = done.slice(0, verbs.length || 1).map(({ type }) => type);
    expect(first).toEqual(verbs.length > 0 ? verbs : ['call.hangUp']);
    expect(told.requests.map(({ url }) => url)).toEqual([app('/a'), ...asked.map(app)]);
    if (command) expect(done[0]).toMatchObject(command);
  });

  test('the action of a <Dial> that reached nobody is told that it failed, in full', async () => {
    const documents = {
      '/a': texml('<Dial action="/next"/>'),
      '/next': texml('<Dial action="/last"><Queue>q</Queue></Dial>'),
      '/last': texml('<Hangup/>'),
    };
    const { requests } = await run(story(documents));
    const told = requests.slice(1).map(({ url, body = '' }) => {
      const said = new URLSearchParams(body);
      const names = [
        'DialCallStatus',
        'CallStatus',
        'CallbackSource',
        'Timestamp',
        'CallInitiatedAt',
      ];
      expect(names.filter((name) => !said.has(name))).toEqual([]);
      return [url, said.get('DialCallStatus'), said.get('SequenceNumber')];
    });
    expect(told).toEqual([
      [app('/next'), 'failed', '0'],
      [app('/last'), 'failed', '1'],
    ]);
  });

  test('an empty <Redirect> asks for its document again, by POST, until the call is over', async () => {
    const again = texml('<Pause length="10"/><Redirect/>');
    const told = await run(
      story({ '/a?b=c': again }, { source: { url: app('/a?b=c') }, thenMs: 25_000 }),
    );
    expect(told.requests.map(({ url, at }) => [url, at])).toEqual(
      [1_000, 11_000, 21_000].map((at) => [app('/a?b=c'), at]),
    );
  });

  test('an empty <Redirect> in a document that was given as text reads it again', async () => {
    const again = texml('<Pause length="10"/><Redirect></Redirect>');
    const told = await run(story({}, { source: { texml: again }, thenMs: 25_000 }));
    expect(told.requests).toEqual([]);
    expect(doneIn(told).map((one) => [one.type, one.at])).toEqual([
      ['call.redirect', 11_000],
      ['call.redirect', 21_000],
    ]);
  });

  test('a relative URL in a document without one is told at once, and starts from the application', async () => {
    const source = { texml: texml('<Pause/><Record action="next" maxLength="2"/>') };
    const outside: Outside[] = [answered, { afterMs: 5_000, what: { press: '#' } }];
    const told = await run(story({}, { source, outside }));
    expect(told.noticed).toEqual([
      expect.stringMatching(
        /^Texml:1:27: <Record action="next"> is relative, .* it starts from its application's\.$/,
      ),
    ]);
    expect(told.requests.map(({ url }) => url)).toEqual([app('/next')]);
  });

  test('what was noticed before a document breaks is told as well, and the fallback is asked', async () => {
    const source = { url: app('/a'), fallbackUrl: app('/next') };
    const told = await run(
      story({ '/a': '<Response><Recrod/>\n<Record timeout="x"/>' }, { source }),
    );
    expect(told.noticed).toEqual([
      expect.stringMatching(/^\/a:1:11: <Recrod> \(Record\?\) is not/),
      expect.stringMatching(/^\/a:2:9: .*as if left out/),
      expect.stringMatching(/^\/a:2:22: found the end of the document, expected <\/Response>$/),
    ]);
    expect(told.requests.map(({ url }) => url)).toEqual([app('/a'), app('/next')]);
  });

  test.each([
    [false, ['/a']],
    [true, ['/a', '/next']],
  ])(
    'an empty answer asks for no fallback, unless documents are read strictly (%s)',
    async (strict, asked) => {
      const source = { url: app('/a'), fallbackUrl: app('/next') };
      const told = await run(story({ '/a': '\n' }, { source, strict }));
      expect(told.requests.map(({ url }) => url)).toEqual(asked.map(app));
    },
  );

  test('read strictly, a document is refused with all that is wrong in it', async () => {
    const told = await run(
      story({ '/a': texml('<Record format="MP3"/><Dial/><Recrod/>') }, { strict: true }),
    );
    expect(told.noticed).toEqual([
      '/a:1:19: found <Record format="MP3">, expected mp3 or wav',
      expect.stringMatching(/^\/a:1:33: found a <Dial> without anybody to dial, expected /),
      expect.stringMatching(/^\/a:1:40: <Recrod> \(Record\?\) is not/),
    ]);
    expect(doneIn(told).map(({ type }) => type)).toEqual(['call.hangUp']);
  });
});
