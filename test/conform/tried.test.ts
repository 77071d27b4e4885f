/** What single checks of a platform look at, on paper: each passes, and fails where one thing is otherwise. */
import { expect, test } from 'vitest';
import { FarEndFailed } from '../../src/conform/far-end/far-end.ts';
import { platformChecks } from '../../src/conform/index.ts';
import { playedAll } from '../../src/conform/platform/tried/sequences.ts';
import { ended, type Otherwise, onPaper } from './paper.ts';

const checkOf = (name: string) => {
  const check = platformChecks.find(({ id }) => id === `platform/${name}`);
  if (!check) throw new Error(`no check ${name}`);
  return check;
};
const busy: Otherwise = { tells: () => [ended('busy')] };

test.each<[string, Otherwise?]>([
  ['stops'],
  ['deletes'],
  ['lists-of-call'],
  ['answers-with-recording'],
  ['tells-fields'],
  ['tells-what-was-asked'],
  ['tells-the-end-by-default'],
  ['tells-again'],
  ['ends-by-silence'],
  ['records-no-busy', busy],
])(
  '%s passes, ends the call that it has begun, and has all of it judged',
  async (name, otherwise) => {
    const { world, asked, judged } = onPaper(otherwise);
    await checkOf(name).run(world);
    expect(asked.includes('POST Calls/C')).toBe(otherwise === undefined);
    expect(judged).toHaveLength(1);
  },
);

const isListed = (until: 'its end' | 'then', before: readonly string[]) =>
  before.includes('POST Calls/C') === (until === 'its end');
const withoutLength = (word: string): Otherwise => ({
  tells: ({ RecordingDuration: length, ...said }) =>
    length === undefined || said.RecordingStatus === word
      ? [said]
      : [{ ...said, RecordingDuration: length }],
});
const list = 'GET Calls/C/Recordings.json';

test.each<[string, string, Otherwise, string]>([
  [
    'stops',
    'a recording that is told to be completed, and read as stopped',
    { answers: (asked) => (asked === 'GET Recordings/R.json' ? { status: 'stopped' } : undefined) },
    'The recording is read as "stopped"; expected completed.',
  ],
  [
    'deletes',
    'a list that keeps what is deleted',
    { answers: (asked) => (asked === list ? { recordings: [{ sid: 'R' }] } : undefined) },
    'A deleted recording stays in the list of its call.',
  ],
  [
    'lists-of-call',
    'a list that has a recording only once it is over',
    {
      answers: (asked, before) =>
        asked === list && isListed('then', before) ? { recordings: [] } : undefined,
    },
    'The recording is not in the list',
  ],
  [
    'lists-of-call',
    'a list that has a recording only while it goes on',
    {
      answers: (asked, before) =>
        asked === list && isListed('its end', before) ? { recordings: [] } : undefined,
    },
    'The recording is not in the list',
  ],
  [
    'tells-fields',
    'an end without its length',
    withoutLength('completed'),
    'The callback "completed" lacks RecordingDuration.',
  ],
  [
    'records-no-busy',
    'one word of a recording that cannot be',
    { tells: () => [{ RecordingSid: 'R', RecordingStatus: 'absent' }, ended('busy')] },
    'A recording is told of, and nobody has answered.',
  ],
])('%s finds %s', async (name, _what, otherwise, says) => {
  await expect(checkOf(name).run(onPaper(otherwise).world)).rejects.toThrow(says);
});

test('a callback is refused once where it has to come again, and then it is taken', async () => {
  const { world, taken } = onPaper();
  await checkOf('tells-again').run(world);
  expect(taken.filter((status) => status === 500)).toHaveLength(1);
});

test('a plan that fails is reproduced by itself, without what was played before it', async () => {
  const { world } = onPaper({ answers: () => Response.json({}, { status: 500 }) });
  await world.ask({ method: 'GET', path: '/before' }, 'asks before');
  const plans = [{ begins: 'plain', moves: [] }] as const;
  await expect(playedAll(world, 'any', plans)).rejects.toThrow('The plan: plain');
  expect(world.trace.exchanges.map(({ says }) => says)).toEqual(['begins a call']);
});

test('of a long answer its beginning stands in a reproduction', async () => {
  const { world } = onPaper({ answers: () => new Response('a'.repeat(5_000)) });
  const { text } = await world.ask({ method: 'GET', path: '/long' }, 'asks');
  expect(text).toHaveLength(5_000);
  expect(world.trace.exchanges[0]?.answer?.body).toHaveLength(4_096);
});

test('a fault that a far end has named itself is told as it is, and any other as one of its own', async () => {
  const { world } = onPaper();
  const named = new FarEndFailed('It is closed.');
  const failing = (error: unknown) => {
    Object.assign(world.tested.farEnd, { speak: () => Promise.reject(error) });
    return world.does('speak', '+2', 2).catch((one: unknown) => one);
  };
  expect(await failing(named)).toBe(named);
  expect(await failing(new Error('It is gone.'))).toEqual(new FarEndFailed('It is gone.'));
});
