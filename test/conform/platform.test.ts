/** Platform mode: the sandbox passes, a few planted faults are found, and what is left out is said. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operators } from '../../properties/mutants/mutant.ts';
import {
  conformExitCode,
  conformPlatform,
  conformReport,
  farEndOfNumbers,
  type PlatformPlan,
  platformChecks,
  platformPartNames,
  readProfile,
  resultText,
} from '../../src/conform/index.ts';
import { read } from '../house/tree.ts';
import { type PlatformFault, platformFaults } from './platform-faults.ts';
import { testsOfPlatform } from './platforms.ts';

const idOf = (name: string) => `platform/${name}`;
const plain = (_: unknown, text: string) => text;
const found = (results: readonly { outcome: string; because?: string; check: { id: string } }[]) =>
  results
    .filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-selected')
    .map(({ check, outcome, because }) => `${check.id} ${outcome}: ${because}`);

/** One of each kind of check; `npm run conform:platform` runs all of them, as often as one likes. */
const few = [
  'hears-hang-up',
  'records-record-verb',
  'records-dial',
  'lists-of-conference',
  'stops-twice',
  'counts-pauses',
  'deletes',
  'refuses-other-words',
  'tells-link',
  'tells-again',
  'signs',
  'shows-recording',
];

test('the sandbox passes, with callbacks late, twice and out of order', async () => {
  const settings = { chaos: { seed: 18, late: 0.3, twice: 0.3, lateBy: '4s' } };
  const only = [...few, 'any-order-by-request'].map(idOf);
  await using tests = await testsOfPlatform({ settings }, { only, seed: 18, runs: 3 });
  const result = await tests.all();
  expect(found(result.results)).toEqual([]);
  expect(conformExitCode(result)).toBe(0);
});

/** A few faults, cheap to find; the script plants all. */
const cheap = [
  'A pause is accepted, and not done.',
  'A recording is changed below any call.',
  'A deletion is accepted, and not done.',
  'A call is recorded before anybody has answered.',
  'The length is half a minute too long.',
  'That a call is over is not told.',
  'The end is told twice, with another length.',
  'The action of a <Record> is not asked for.',
];
const planted = platformFaults.filter(({ says }) => cheap.includes(says));

test.each(planted)('$says', async ({ found: name, otherwise }: PlatformFault) => {
  await using tests = await testsOfPlatform(otherwise, { only: [idOf(name)] });
  const { results } = await tests.all();
  const one = results.find(({ check }) => check.id === idOf(name));
  expect(one?.outcome, one?.because).toBe('failed');
  expect(one?.because).toMatch(/[.:]$|\.\s/);
  const text = resultText(one as (typeof results)[number], plain);
  expect(text).toContain('curl -i -X POST');
  expect(text).toContain('# platform → kit: ');
  expect(text).not.toContain('Bearer');
});

test('a random plan that fails is told as its shortest, and played again from its seed', async () => {
  const otherwise = {
    // Whoever deletes what goes on is answered 500.
    asked: async (request: Request, ask: (one: Request) => Promise<Response>) => {
      const came = await ask(request);
      const isRefused = request.method === 'DELETE' && came.status === 422;
      return isRefused ? new Response(null, { status: 500 }) : came;
    },
  };
  const run = async () => {
    const only = [idOf('any-order-by-request')];
    await using tests = await testsOfPlatform(otherwise, { only, seed: 7, runs: 30 });
    const { results } = await tests.all();
    return found(results);
  };
  const first = await run();
  expect(first[0]).toMatch(
    / 500; expected 200, 404 or 422\. The plan: plain, start, delete \d \(seed 7\)\.$/,
  );
  expect(await run()).toEqual(first);
});

test('plans of one’s own are checks more: drawn by an arbitrary, or in a list', async () => {
  const drawn = fc
    .constantFrom('pause', 'stop')
    .map(
      (deed): PlatformPlan => ({ begins: 'plain', moves: [{ do: 'start' }, { do: deed, of: 0 }] }),
    );
  const listed: PlatformPlan = { begins: 'plain', moves: [{ do: 'start' }, { do: 'hang-up' }] };
  const own = [
    { id: 'platform/own-drawn', says: 'Ours hold.', plans: drawn },
    { id: 'platform/own-listed', says: 'This holds.', plans: [listed] },
  ] as const;
  await using tests = await testsOfPlatform({}, { own, only: own.map(({ id }) => id), runs: 2 });
  const { results } = await tests.all();
  expect(results.slice(-2).map(({ outcome }) => outcome)).toEqual(['passed', 'passed']);
  expect(found(results)).toEqual([]);
});

test('what a profile says is not there is neither asked for nor passed over in silence', async () => {
  const text = '# ours\npause  before summer\n\npublic-key\n';
  const without = [...readProfile(text, 'ours')];
  const asked: string[] = [];
  const watched = async (request: Request, ask: (one: Request) => Promise<Response>) => {
    asked.push(await request.clone().text());
    return ask(request);
  };
  const only = ['pauses', 'signs', 'any-order-by-request'].map(idOf);
  await using tests = await testsOfPlatform(
    { asked: watched },
    { without, only, seed: 3, runs: 4 },
  );
  const { results } = await tests.all();
  expect(found(results)).toEqual([]);
  expect(tests.leftOut).toContainEqual({ id: idOf('pauses'), because: 'the profile has no pause' });
  expect(tests.leftOut).toContainEqual({
    id: idOf('signs'),
    because: 'the profile has no public-key',
  });
  expect(asked.filter((body) => body.includes('paused'))).toEqual([]);
  expect(asked.filter((body) => body.includes('Status=completed'))).not.toEqual([]);
  expect(() => readProfile('pause\nsing', 'ours')).toThrow('ours:2: sing is no part of a platform');
  expect(() => readProfile('pause\npause', 'ours')).toThrow('ours:2: pause is there twice.');
});

test('with magic numbers nobody can be told anything: what needs that is not tested, and fails', async () => {
  const app = () => Response.json({ calls: [] });
  let now = Date.now();
  const clock = {
    now: () => Promise.resolve(now),
    pass: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const farEnd = { ...farEndOfNumbers({ answers: '+12025550101' }), clock };
  const at = { url: 'http://platform.test/v2', account: 'me', app, farEnd };
  await using tests = await conformPlatform({
    ...at,
    only: [idOf('records-no-busy')],
    strict: true,
  });
  const { results } = await tests.all();
  expect(found(results).at(-1)).toBe(
    'platform/records-no-busy not-tested: there is no far-end-busy',
  );
});

test('a platform that nobody answers at has failed, and the rest is not tested because of that', async () => {
  const app = () => Promise.reject(new Error('refused'));
  const farEnd = farEndOfNumbers({ answers: '+12025550101' });
  const at = { url: 'http://platform.test/v2', account: 'me', app, farEnd };
  await using tests = await conformPlatform({ ...at, without: ['public-key'] });
  const result = await tests.all();
  expect(conformReport(result)).toMatchObject({ subject: 'platform', exitCode: 1 });
  expect(found(result.results).slice(0, 2)).toEqual([
    'platform/reached failed: Nobody answers: refused.',
    'platform/begins-call not-tested: platform/reached failed',
  ]);
});

test.each([
  [{ url: 'localhost:8080' }, 'The url is localhost:8080; expected one of HTTP'],
  [{ publicKey: 'none' }, 'The public key is not as expected'],
  [{ only: ['platform/x'] }, 'No check is called platform/x.'],
])('%j is refused', async (wrong, says) => {
  await expect(testsOfPlatform({}, wrong)).rejects.toThrow(says);
});

test('for every check a fault is planted that it finds, and every kind that shows outside is planted', () => {
  const names = new Set(platformFaults.map(({ found: name }) => idOf(name)));
  expect(platformChecks.map(({ id }) => id).filter((id) => !names.has(id))).toEqual([]);
  expect([...names].filter((id) => platformChecks.every((one) => one.id !== id))).toEqual([]);
  const kinds = new Set<string>(platformFaults.map(({ kind }) => kind));
  expect(Object.keys(operators).filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(platformFaults.length).toBeGreaterThanOrEqual(30);
});

test('every part that a profile may name is used by a check', () => {
  const used = new Set(platformChecks.flatMap(({ uses = [] }) => uses));
  expect(platformPartNames.filter((part) => !used.has(part))).toEqual([]);
});

test('the page has every fault, and the check that is said to find it', () => {
  const page = read('docs/test-your-own.md');
  for (const { says, kind, found: name } of platformFaults)
    expect(page).toContain(`| ${says} | ${kind} | \`${name}\` |`);
});
