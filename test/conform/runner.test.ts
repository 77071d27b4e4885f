/** How a run is made of checks, whatever is tested: outcomes, needs, lists, reports. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import {
  CheckFailed,
  type CheckOutcome,
  CheckRunner,
  type ConformCheck,
  conformExitCode,
  conformPage,
  conformReport,
  conformReportSchema,
  ExpectedFailuresError,
  junitOf,
  NotTestable,
  type RunOf,
  readExpectedFailures,
  resultText,
  summaryText,
  type Trace,
} from '../../src/conform/index.ts';
import { failsRun } from '../../src/conform/running/result.ts';

type Tried = ConformCheck<Trace>;
const plain = (_: unknown, text: string) => text;
const check = (id: string, run: Tried['run'], more: Partial<Tried> = {}): Tried => ({
  id: `receiver/${id}`,
  says: `It is ${id}.`,
  priority: 'must',
  authority: ['C-RC', 'A36'],
  run,
  ...more,
});
const passes = async () => undefined;
const fails = (trace: Trace): Promise<void> => {
  const headers = { 'telnyx-signature-ed25519': 'c2lnbmF0dXJl' };
  const url = 'http://someone:word@127.0.0.1:1/told?token=0123456789abcdef';
  const request = { method: 'POST', url, headers, body: "RecordingSid=it's" };
  const answer = { status: 500, body: '<b>no</b>', tookMs: 2 };
  trace.note({ at: 1, from: 'kit', to: 'receiver', says: 'completed', request, answer });
  return Promise.reject(new CheckFailed('It is not.'));
};
const running = (checks: readonly Tried[], more: Partial<RunOf<Trace>> = {}) =>
  new CheckRunner({
    subject: 'receiver',
    target: 'http://127.0.0.1:1/told',
    checks,
    open: (trace) => trace,
    ...more,
  }).all();
const outcomes = async (...of: Parameters<typeof running>) => {
  const result = await running(...of);
  const told = result.results.map((one) => `${one.check.id.slice(9)}: ${one.outcome}`);
  return [...told, conformExitCode(result)];
};
const ids = (...of: string[]) => new Set(of.map((one) => `receiver/${one}`));

test.each<[string, Tried[], Partial<RunOf<Trace>>, unknown[]]>([
  ['what passes', [check('a', passes)], {}, ['a: passed', 0]],
  ['what fails', [check('a', fails)], {}, ['a: failed', 1]],
  ['a "should" that fails', [check('a', fails, { priority: 'should' })], {}, ['a: failed', 0]],
  [
    'a "should" that fails where the run is strict',
    [check('a', fails, { priority: 'should' })],
    { isStrict: true },
    ['a: failed', 1],
  ],
  ['an expected failure', [check('a', fails)], { expected: ids('a') }, ['a: expected', 0]],
  ['a stale expectation', [check('a', passes)], { expected: ids('a') }, ['a: stale', 1]],
  [
    'a stale expectation of what only should be',
    [check('a', passes, { priority: 'may' })],
    { expected: ids('a') },
    ['a: stale', 1],
  ],
  [
    'what needs something that fails, however far behind it',
    [
      check('a', fails),
      check('b', passes, { needs: ['receiver/a'] }),
      check('c', passes, { needs: ['receiver/b'] }),
    ],
    {},
    ['a: failed', 'b: not-tested', 'c: not-tested', 1],
  ],
  [
    'what uses something that is not given',
    [check('a', passes, { uses: ['key'] })],
    {},
    ['a: not-tested', 1],
  ],
  [
    'what uses something that the profile does not have',
    [check('a', passes, { uses: ['key'] }), check('b', passes, { uses: ['probe'] })],
    { without: new Set(['key']), has: new Set(['probe']) },
    ['a: not-selected', 'b: passed', 0],
  ],
  [
    'what was not asked for, and is not needed by what was',
    [check('a', passes), check('b', passes), check('c', passes, { needs: ['receiver/a'] })],
    { only: ids('c') },
    ['a: passed', 'b: not-selected', 'c: passed', 0],
  ],
  [
    'what finds out that it can tell nothing',
    [check('a', async () => Promise.reject(new NotTestable('Nobody knows.')))],
    {},
    ['a: not-tested', 1],
  ],
  [
    'a fault of the kit, which says nothing of the subject',
    [
      check('a', async () => Promise.reject(new TypeError('x is not a function'))),
      check('b', fails),
    ],
    {},
    ['a: broken', 'b: failed', 3],
  ],
])('%s', async (_, checks, more, came) => {
  expect(await outcomes(checks, more)).toEqual(came);
});

test('however few may run at once, all of them are run', async () => {
  expect(await outcomes([check('a', passes), check('b', passes)], { atOnce: 0 })).toEqual([
    ...['a: passed', 'b: passed', 0],
  ]);
});

test.each<[CheckOutcome, boolean, boolean]>([
  ['passed', false, false],
  ['failed', true, false],
  ['unsteady', true, false],
  ['expected', false, false],
  ['stale', true, true],
  ['not-tested', true, false],
  ['not-selected', false, false],
  ['broken', true, false],
])(
  'what is %s fails the run: %j where it must be kept, %j where it only should',
  (outcome, must, should) => {
    const fail = (priority: 'must' | 'should', isStrict: boolean) =>
      failsRun(
        { check: check('a', passes, { priority }), outcome, exchanges: [], tookMs: 0 },
        { isStrict },
      );
    expect([fail('must', false), fail('should', false), fail('should', true)]).toEqual([
      must,
      should,
      must,
    ]);
  },
);

test('what fails among others is run again alone, and is unsteady if it passes then', async () => {
  let others = 0;
  const around = async () => {
    others += 1;
    await new Promise((done) => setImmediate(done));
    others -= 1;
  };
  const alone = async (trace: Trace) => {
    await Promise.resolve();
    if (others > 0) await fails(trace);
  };
  const checks = [check('a', around), check('b', alone), check('c', fails)];
  expect(await outcomes(checks)).toEqual(['a: passed', 'b: unsteady', 'c: failed', 1]);
});

test('each check has a world of its own, which is closed whatever has come of it', async () => {
  const open: object[] = [];
  const closed: object[] = [];
  const runner = new CheckRunner<object>({
    subject: 'receiver',
    target: '',
    checks: [
      { ...check('a', passes), run: async () => undefined },
      { ...check('b', passes), run: async () => Promise.reject(new Error('x')) },
    ],
    open: () => {
      const world = {};
      open.push(world);
      return world;
    },
    close: (world) => closed.push(world),
  });
  await runner.all();
  expect(open).toHaveLength(2);
  expect(new Set(closed)).toEqual(new Set(open));
});

test('checks that need each other, or what is not there, are refused before anything runs', () => {
  const need = (id: string, needed: string) => check(id, passes, { needs: [`receiver/${needed}`] });
  expect(() => running([need('a', 'b'), need('b', 'a')])).toThrow(
    'nothing before it is receiver/b',
  );
  expect(() => running([check('a', passes), check('a', passes)])).toThrow('called receiver/a');
  expect(() => running([check('a', passes)], { only: ids('x') })).toThrow('No check is called');
});

test('a list of expected failures has an id a line, and a wrong one is named with its line', () => {
  const known = ids('a', 'b');
  const text = '# known\n\nreceiver/a we answer 204\n';
  expect(readExpectedFailures(text, 'list', known)).toEqual(ids('a'));
  const wrong = (of: string) => () => readExpectedFailures(of, 'list', known);
  expect(wrong('receiver/a\nreceiver/x')).toThrow(ExpectedFailuresError);
  expect(wrong('receiver/a\nreceiver/x')).toThrow('list:2: no check is called receiver/x');
  expect(wrong('receiver/a\nreceiver/a')).toThrow('list:2: receiver/a is there twice');
});

test('every report tells what was found and how to see it again, and no secret', async () => {
  const checks = [check('a', fails), check('b', passes), check('c', passes, { uses: ['key'] })];
  const result = await running(checks, { without: new Set(['key']) });
  const report = conformReport(result);
  const isValid = new Ajv2020().compile(conformReportSchema());
  expect(isValid(JSON.parse(JSON.stringify(report))), JSON.stringify(isValid.errors)).toBe(true);
  const text = result.results.map((one) => resultText(one, plain)).join('');
  const all = {
    json: JSON.stringify(report),
    text,
    junit: junitOf(result),
    page: conformPage(result),
  };
  for (const [name, said] of Object.entries(all)) {
    expect(said, name).toContain('It is not.');
    expect(said, name).toContain('curl -i -X POST');
    expect(said, name).not.toMatch(/0123456789abcdef|:word|c2lnbmF0dXJl/);
    expect(said, name).toContain('the profile has no key');
  }
  expect(all.junit).toContain('tests="3" failures="1" errors="0" skipped="1"');
  expect(all.page).toContain('<svg class="story"');
  expect(all.page).toContain('>request 1</text>');
  expect(all.page).not.toContain('<b>no</b>');
  expect(conformPage({ ...result, tookMs: 1_500 })).toContain(', 1.5 s; ');
  expect(text).toContain(String.raw`'RecordingSid=it'\''s'`);
  expect(summaryText(result, plain)).toContain('1 pass, 1 FAIL, 1 left out');
});
