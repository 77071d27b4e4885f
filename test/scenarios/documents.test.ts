/** Documents of a scenario: where they are found, and what comes of one that cannot be run. */
import { expect, test } from 'vitest';
import { origin, Shelf } from '../../src/scenarios/format/documents.ts';
import { play, readScenario } from '../../src/scenarios/index.ts';
import { beginning } from '../../src/scenarios/playing/world.ts';

const end = '<Response><Hangup/></Response>';
/** Plays a call that is answered, of which this is asked then. */
function told(documents: Readonly<Record<string, string>>, url: string, body?: object) {
  const steps = [
    { at: '0s', inbound: { url } },
    { at: '1s', fact: 'call.answered', to: 'call-1' },
    ...(body ? [{ at: '2s', request: 'POST Calls/call-1', body, answer: '200' }] : []),
    { at: '60s', fact: 'call.hungUp', to: 'call-1' },
  ];
  const scenario = { name: 'told', says: 'Told.', documents, steps, expect: { recordings: {} } };
  const { world } = play(readScenario(JSON.stringify(scenario), 'told.yaml'));
  return {
    asked: world.runner.requests.map(({ at, url: of }) => [at - beginning, of]),
    recordings: [...world.board.all('recording')].length,
    isOver: world.isOver('call', 'call-1'),
    warnings: world.warnings,
  };
}

const at = (path: string) => `https://app.example${path}`;

const voice = '/voice?step=1';
const other = 'https://other.example/voice';
test.each<[string, string, Record<string, string>, string | undefined]>([
  ['its path and query', voice, { '/voice?step=1': 'right', '/voice': '' }, 'right'],
  ['its path, for want of that query', voice, { '/voice?step=2': '', '/voice': 'right' }, 'right'],
  ['its host', other, { [other]: 'right', '/voice': '' }, 'right'],
  ['its host, with the query left out', `${other}?a`, { [other]: 'right', '/voice': '' }, 'right'],
  ['its path, wherever it lives', other, { '/voice': 'right' }, 'right'],
  ['its path and query, wherever it lives', `${other}?a`, { '/voice?a': 'right' }, 'right'],
  ['no slash before it', '/voice', { voice: 'right' }, 'right'],
  ['letters that are spelt otherwise', '/a%20b', { '/a b': 'right' }, 'right'],
  ['no key of another host', '/voice', { [other]: '' }, undefined],
  ['no key of another query', '/voice', { '/voice?step=1': '' }, undefined],
])('a document is found by %s', (_, url, keys, found) => {
  expect(new Shelf(keys).answer(new URL(url, origin))?.texml).toBe(found);
});

test('documents that name each other by path, query and host are all asked for', () => {
  const documents = {
    '/voice': '<Response><Redirect>/voice?step=2</Redirect></Response>',
    '/voice?step=2': `<Response><Redirect>${other}?step=3</Redirect></Response>`,
    [other]: end,
  };
  expect(told(documents, '/voice')).toEqual({
    asked: [at('/voice'), at('/voice?step=2'), `${other}?step=3`].map((url) => [1_000, url]),
    recordings: 0,
    isOver: true,
    warnings: [],
  });
});

test.each([
  ['is broken', { '/a': '<Response>\n<Say></Response>' }, /^\/a:2:\d+: found .*, expected /],
  ['is not there', { '/b': end }, /^"documents" has none for \/a; it has \/b$/],
])('a document that %s ends its call, and says so', (_, documents, says) => {
  const { isOver, warnings } = told(documents, '/a');
  expect([isOver, warnings]).toEqual([true, [expect.stringMatching(says)]]);
});

test('the FallbackUrl of a request is asked where its Url gives no document', () => {
  const documents = {
    '/hold': '<Response><Pause length="60"/></Response>',
    '/broken': '<Response>',
    '/else': '<Response><Record/></Response>',
  };
  const body = { Url: at('/broken'), FallbackUrl: at('/else') };
  const { asked, recordings, warnings } = told(documents, '/hold', body);
  expect(asked.slice(1)).toEqual([
    [2_000, at('/broken')],
    [2_000, at('/else')],
  ]);
  expect([recordings, warnings.length]).toEqual([1, 1]);
});

test('the action of a <Record> is told when the caller hangs up, and not run', () => {
  const documents = {
    '/a': '<Response><Record action="/over"/></Response>',
    '/over': '<Response><Start><Recording/></Start></Response>',
  };
  const { asked, recordings } = told(documents, '/a');
  expect(asked.map(([, url]) => url)).toEqual([at('/a'), at('/over')]);
  expect(recordings).toBe(1);
});

test('a document that runs in circles ends its call', () => {
  const { isOver, warnings } = told({ '/a': '<Response><Redirect>/a</Redirect></Response>' }, '/a');
  expect([isOver, warnings]).toEqual([
    true,
    ['More than 100 instructions within a second: the call is ended.'],
  ]);
});

/** A story of a call that comes in, in YAML but for what all of them say. */
const story = (text: string, hangsUpAt = '2h') =>
  play(
    readScenario(
      `name: a
says: A.
steps:
  - { at: 0s, inbound: { texml: '<Response><Redirect>https://a.example/</Redirect></Response>' } }
  - { at: 1s, fact: call.answered, to: call-1 }
  - { at: ${hangsUpAt}, fact: call.hungUp, to: call-1 }
expect: { recordings: {} }
${text}`,
      'mine',
    ),
  );
const record = '<Response><Record maxLength="5"/></Response>';
const asksAt = ({ world }: ReturnType<typeof play>) =>
  world.runner.requests.map(({ at, url, answer }) => [at - beginning, url, answer !== undefined]);

test('an application answers in turn, late and badly; the last answer is given to all that follow', () => {
  const played = story(`application: { voice_fallback_url: /late }
answers:
  https://a.example/:
    - { status: 503, after: 1s }
  /late:
    - { texml: '<Response><Redirect>https://a.example/</Redirect></Response>', after: 2s }
    - { texml: '${record}' }`);
  expect(asksAt(played)).toEqual([
    [1_000, 'https://a.example/', false],
    [2_000, 'https://app.example/late', true],
    [4_000, 'https://a.example/', false],
    [5_000, 'https://app.example/late', true],
  ]);
  const [recording] = [...played.world.board.all('recording')];
  expect(recording?.context.createdAt).toBe(beginning + 5_000);
});

test('whoever hangs up while a document is on its way does not ask again, and runs nothing', () => {
  const played = story(
    `answers: { 'https://a.example/': [{ texml: '${record}', after: 9s }] }`,
    '5s',
  );
  expect(asksAt(played)).toEqual([[1_000, 'https://a.example/', true]]);
  expect([...played.world.board.all('recording')]).toEqual([]);
});

test('a story stops when it says, and what is due later does not happen', () => {
  const answers = `documents: { 'https://a.example/': '${record}' }`;
  const ends = ['3s', '1h'].map((until) => {
    const [recording] = [...story(`${answers}\nuntil: ${until}`).world.board.all('recording')];
    return recording?.state;
  });
  expect(ends).toEqual(['inProgress', 'completed']);
});
