/** The player of scenarios and the sandbox read TeXML alike: they drive the same reading. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Outside, played, sandboxed, type TwoHostStory } from './both-hosts.ts';
import { texml } from './restarting.ts';

/** A <Gather> that wants three keys gets one, and times out. */
const gatherMin: TwoHostStory = {
  documents: {
    '/a': texml('<Gather minDigits="3" timeout="2" action="/next"/><Pause length="1"/><Hangup/>'),
    '/next': texml('<Record/>'),
  },
  source: { url: 'https://app.example/a' },
  outside: [
    { afterMs: 1_000, what: { fact: 'call.answered' } },
    { afterMs: 2_001, what: { press: '5' } },
  ],
  thenMs: 20_000,
};

test('a <Gather> in which the caller hangs up takes its keys nowhere, by either of them', async () => {
  const hangsUp = { afterMs: 500, what: { fact: 'call.hungUp' } } as const;
  const documents = { '/a': texml('<Gather timeout="2" action="/next"/>'), '/next': texml('') };
  const story = { ...gatherMin, documents, outside: [...gatherMin.outside, hangsUp] };
  for (const told of [await played(story), await sandboxed(story)]) {
    expect(told.states).toEqual({ 'call-1': 'completed' });
    expect(told.requests.map(({ url }) => url)).toEqual(['https://app.example/a']);
  }
});

test('fewer keys than a <Gather> wants are taken nowhere, by either of them', async () => {
  for (const told of [await played(gatherMin), await sandboxed(gatherMin)]) {
    expect(told.states).toEqual({ 'call-1': 'completed' });
    expect(told.requests.map(({ url }) => url)).toEqual(['https://app.example/a']);
  }
});

test('both ask for a document once it is found out who has answered, or at once', async () => {
  const outside: readonly Outside[] = [
    { afterMs: 1_000, what: { fact: 'call.answered' } },
    { afterMs: 2_000, what: { found: { answeredBy: 'human', durationMs: 2_000 } } },
  ];
  const documents = { '/a': texml('<Pause length="60"/>') };
  const story = { ...gatherMin, documents, outside };
  for (const [detection, at, says] of [
    ['awaited', 3_000, true],
    ['async', 1_000, false],
  ] as const) {
    for (const told of [
      await played({ ...story, detection }),
      await sandboxed({ ...story, detection }),
    ]) {
      expect(told.requests.map((one) => one.at)).toEqual([at]);
      expect(told.requests[0]?.body?.includes('AnsweredBy=human')).toBe(says);
    }
  }
});

/** The caller hangs up in a recorded <Dial>, or in a conference: nobody obeys what its action says. */
const hungUp = (inside: string, leg: readonly Outside[]): TwoHostStory => ({
  documents: {
    '/a': texml(`<Dial action="/rate" record="record-from-answer">${inside}</Dial><Record/>`),
    '/rate': texml('<Record/>'),
  },
  source: { url: 'https://app.example/a' },
  outside: [
    { afterMs: 1_000, what: { fact: 'call.answered' } },
    ...leg,
    { afterMs: 20_000, what: { fact: 'call.hungUp' } },
  ],
  thenMs: 60_000,
});
const answered = { afterMs: 2_000, what: { leg: 1, fact: 'call.answered' } } as const;

test.each([
  ['a recorded <Dial>', hungUp('<Number>1</Number>', [answered])],
  ['a <Dial> that rings', hungUp('<Number>1</Number>', [])],
  ['a conference', hungUp('<Conference>room</Conference>', [])],
])(
  'when the caller hangs up in %s, both ask for its action once and obey nothing',
  async (_, story) => {
    const all = [await played(story), await sandboxed(story)];
    for (const { requests, states, commands } of all) {
      const urls = requests.map(({ url }) => url);
      expect(urls).toEqual(['https://app.example/a', 'https://app.example/rate']);
      expect(states['call-1']).toBe('completed');
      expect(JSON.stringify(commands)).not.toContain('call.record');
    }
    expect(all[1]?.requests).toEqual(all[0]?.requests);
  },
);

const paths = ['/a', '/b', '/c', '/b?step=2', '/broken', '/nowhere'] as const;
/** What is told after the end is told twice where nothing answers, and the sandbox draws breath. */
const there = fc.constantFrom('/a', 'b', '/b?step=2', 'https://app.example/c');
const anywhere = fc.constantFrom(...paths, 'b?step=2', 'https://app.example/c', 'c');
const maybe = <T>(one: fc.Arbitrary<T>, freq = 2) => fc.option(one, { nil: undefined, freq });

type Said = Readonly<Record<string, string | number | undefined>>;
const attributes = (said: Said) =>
  Object.entries(said)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
const tag = (name: string, said: Said, inside = '') =>
  `<${name}${attributes(said)}>${inside}</${name}>`;

/** Lengths whose ends fall on tenths of seconds: nothing else that happens does. */
const text = fc.constantFrom('', 'Hey', 'Press a key, or', 'thirty characters make seconds');
const loop = maybe(fc.constantFrom(0, 1, 2, 2, 3));
const prompt = fc.oneof(
  fc.tuple(text, loop).map(([said, times]) => tag('Say', { loop: times }, said)),
  loop.map((times) => tag('Play', { loop: times }, 'a.mp3')),
  maybe(fc.integer({ min: 1, max: 3 })).map((length) => tag('Pause', { length })),
);
const keys = maybe(fc.constantFrom('#', '*', '12', ''));
const few = maybe(fc.integer({ min: 1, max: 3 }));
const gather = fc
  .record({
    action: maybe(anywhere),
    numDigits: few,
    minDigits: few,
    maxDigits: few,
    finishOnKey: keys,
    timeout: few,
    input: maybe(fc.constantFrom('dtmf speech', 'speech'), 6),
  })
  .chain((said) =>
    fc.array(prompt, { maxLength: 2 }).map((inside) => tag('Gather', said, inside.join(''))),
  );
const record = fc
  .record({
    action: maybe(there),
    method: maybe(fc.constantFrom('GET', 'POST')),
    maxLength: few,
    finishOnKey: keys,
    recordingStatusCallback: maybe(fc.constant('told')),
  })
  .map((said) => tag('Record', said));
const dial = fc
  .record({ action: maybe(there), timeout: fc.constantFrom(undefined, 5) })
  .chain((said) =>
    fc
      .constantFrom('<Number>1</Number>', '<Number>1</Number><Sip>sip:a@b</Sip>', room)
      .map((inside) => tag('Dial', { ...said, record: 'record-from-answer' }, inside)),
  );
const room = '<Conference record="record-from-start">room</Conference>';
const verb = fc.oneof(
  { weight: 3, arbitrary: prompt },
  { weight: 3, arbitrary: gather },
  { weight: 2, arbitrary: record },
  { weight: 1, arbitrary: dial },
  { weight: 2, arbitrary: anywhere.map((url) => tag('Redirect', {}, url)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<Start><Recording/></Start>',
      '<Hangup/>',
      '<Leave/>',
      '<Nonsense/>',
    ),
  },
);
const document = fc.array(verb, { maxLength: 5 }).map((verbs) => texml(verbs.join('')));

const url = anywhere.map((path) => new URL(path, 'https://app.example/').href);
const source = fc.oneof(
  { weight: 4, arbitrary: fc.record({ url }) },
  {
    weight: 2,
    arbitrary: fc.record({ url, method: fc.constant('GET' as const), fallbackUrl: url }),
  },
  { weight: 2, arbitrary: document.map((one) => ({ texml: one })) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const what = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ press: fc.constantFrom('1' as const, '2' as const, '#' as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      leg: fc.integer({ min: 1, max: 3 }),
      fact: fc.constantFrom('call.rang' as const, 'call.answered' as const, 'call.hungUp' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ redirect: source }) },
  { weight: 1, arbitrary: fc.constant({ fact: 'call.hungUp' as const }) },
  { weight: 2, arbitrary: fc.constant({ restart: true as const }) },
);
const outside = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), what), { maxLength: 12 })
  .map((all): Outside[] => [
    { afterMs: 1_000, what: { fact: 'call.answered' } },
    // Each at a millisecond of its own, so that nothing is due just then.
    ...all.map(([tenths, one]) => ({ afterMs: tenths * 100 + 1, what: one })),
  ]);
/** As the player finds it out. */
const human = { answeredBy: 'human', durationMs: 2_000 } as const;
/** With that, two seconds after the answer, among the rest. */
function withFinding(all: readonly Outside[]): Outside[] {
  let left = human.durationMs;
  const [answer, ...rest] = all as [Outside, ...Outside[]];
  const later = rest.findIndex(({ afterMs }) => {
    if (afterMs > left) return true;
    left -= afterMs;
    return false;
  });
  const found = { afterMs: left, what: { found: human } };
  const next = rest[later];
  if (!next) return [...all, found];
  const after = { ...next, afterMs: next.afterMs - left };
  return [answer, ...rest.slice(0, later), found, after, ...rest.slice(later + 1)];
}
const anyDetection = maybe(
  fc.constantFrom('awaited' as const, 'awaited' as const, 'async' as const),
);
const stories: fc.Arbitrary<TwoHostStory> = fc
  .record({
    documents: fc
      .record({
        '/a': document,
        '/b': document,
        '/b?step=2': document,
        '/c': document,
        '/': document,
      })
      .map((all) => ({ ...all, '/broken': '<Response><Say>' })),
    source,
    outside: fc.tuple(outside, anyDetection),
    thenMs: fc.constant(20_050),
  })
  .map(({ outside: [all, detection], ...story }) =>
    detection ? { ...story, detection, outside: withFinding(all) } : { ...story, outside: all },
  );

test('whatever documents say and whatever comes about, both do the same at the same times', async () => {
  /** Commands, and actions that are asked for with what the verb came to. */
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const one = await played(story);
      expect(await sandboxed(story)).toEqual(one);
      for (const command of one.commands as { type: string }[]) seen.add(command.type);
      for (const { body = '' } of one.requests) {
        for (const [asked] of body.matchAll(
          /Digits=(?=\d)|Digits=hangup|DialCallStatus|AnsweredBy/g,
        )) {
          seen.add(asked);
        }
      }
    }),
    { numRuns: 100, seed: 20_261_128 },
  );
  expect([...seen].sort()).toEqual([
    'AnsweredBy',
    'DialCallStatus',
    'Digits=',
    'Digits=hangup',
    'call.dial',
    'call.hangUp',
    'call.joinConference',
    'call.receive',
    'call.record',
    'call.redirect',
    'call.startBackgroundRecording',
  ]);
});
