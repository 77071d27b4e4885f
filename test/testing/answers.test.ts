/** What an application may answer with, and how it is found in a table. */
import { expect, test } from 'vitest';
import {
  type App,
  type AppAnswer,
  createKit,
  type Handler,
  matchers,
} from '../../src/testing/index.ts';

expect.extend(matchers);

const record = '<Response><Record maxLength="3"/></Response>';
/** Somebody calls in; what the application was asked, and the story. */
async function called(app: App, Url = '/voice') {
  await using kit = await createKit({ app });
  await kit.callIn({ Url });
  await kit.untilQuiet();
  const [recording] = kit.recordings;
  return {
    paths: kit.requests.map(({ method, path }) => `${method} ${path}`),
    story: kit.story,
    end: recording?.endReason,
  };
}

test.each<[string, AppAnswer | Handler]>([
  ['a document', record],
  ['a response, given more than once', new Response(record)],
  ['a function of either', () => record],
  ['a promise of either', () => Promise.resolve(new Response(record))],
])('%s is an answer', async (_, answer) => {
  const app: App = { '/voice': answer };
  expect((await called(app)).end).toBe('max-length');
  expect((await called(app)).end).toBe('max-length');
});

test('a URL goes before a path, and each host may have its own', async () => {
  const app = { '/voice': 404, 'https://other.test/voice': record };
  expect((await called(app)).end).toBe(undefined);
  expect((await called(app, 'https://other.test/voice?a=b')).end).toBe('max-length');
});

test('a redirect is followed', async () => {
  const app = { '/voice': () => Response.redirect('http://app.test/moved', 307), '/moved': record };
  const { paths, end } = await called(app);
  expect([paths, end]).toEqual([['POST /voice', 'POST /moved'], 'max-length']);
});

test('what no table has is not found, and the call says so', async () => {
  const { paths, story, end } = await called({ '/voices': record });
  expect([paths, end]).toEqual([['POST /voice'], undefined]);
  expect(story).toContain('http://app.test/voice answers 404 instead of a document');
});

test('a document without an end is read no further than documents may go', async () => {
  const chunk = new TextEncoder().encode('<Say>for ever</Say>'.repeat(1_000));
  const endless = () => new Response(new ReadableStream({ pull: (to) => to.enqueue(chunk) }));
  expect((await called({ '/voice': endless })).story).toContain('answers with more than 256 kB');
});
