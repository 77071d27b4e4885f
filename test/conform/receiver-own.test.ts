/** Receiver mode with what is one's own: stories, headers of the probe, and the file that is linked. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conformReceiver, httpProbe, type OwnStory } from '../../src/conform/index.ts';
import { libraryFiles, loadScenario } from '../../src/scenarios/index.ts';
import { type Receiver, receiverWith } from './receivers.ts';

const account = 'b7e4f3c2';
const url = 'http://app.test/recordings';
const owned = { account, publicKey: Buffer.alloc(32).toString('base64') };
const unsigned = { options: () => ({ verify: 'off' as const }) };
const testing = (receiver: Receiver, own: OwnStory, seed = 5) =>
  conformReceiver({
    url,
    ...receiver,
    account,
    settleMs: 0,
    without: ['key'],
    own: [own],
    only: [own.id],
    runs: 12,
    seed,
  }).all();
const file = libraryFiles().find((one) => one.endsWith('/outbound-call.yaml')) as string;
const story = (orders?: OwnStory['orders']): OwnStory => ({
  id: 'receiver/own',
  says: 'A call of ours is known to its end.',
  scenario: loadScenario(file),
  ...(orders ? { orders } : {}),
});
const outcomeOf = ({ results }: Awaited<ReturnType<typeof testing>>) => {
  const one = results.at(-1);
  return `${one?.check.id} ${one?.outcome} ${one?.because ?? ''}`;
};

test('a story of one’s own is told in order, or in orders that are listed or drawn', async () => {
  const drawn = fc.array(fc.nat({ max: 3 }), { maxLength: 4 });
  for (const orders of [undefined, [[1, 0, 1]], drawn] as const) {
    const result = await testing(receiverWith(owned, unsigned), story(orders));
    expect(outcomeOf(result)).toBe('receiver/own passed ');
  }
});

test('a receiver that fails a story is told so with the shortest order', async () => {
  const { app, probe } = receiverWith(owned, unsigned);
  const begun = new Map<string, number>();
  // Told twice that it begins, it believes that for good.
  const counted = async (request: Request) => {
    const said = new URLSearchParams(await request.clone().text());
    const sid = said.get('RecordingSid') ?? '';
    if (said.get('RecordingStatus') === 'in-progress') begun.set(sid, (begun.get(sid) ?? 0) + 1);
    return app(request);
  };
  const stateOf = (sid: string) =>
    (begun.get(sid) ?? 0) > 1 ? { status: 'in-progress' } : probe.stateOf(sid);
  const drawn = fc.array(fc.nat({ max: 3 }), { maxLength: 6 });
  const result = await testing({ app: counted, probe: { stateOf } }, story(drawn));
  expect(outcomeOf(result)).toBe(
    'receiver/own failed Told in-progress, in-progress, completed, it says "in-progress"; expected "completed".',
  );
});

test('the link of a completed recording leads to a file', async () => {
  const fetched: string[] = [];
  const app = async (request: Request) => {
    const link = new URLSearchParams(await request.text()).get('RecordingUrl');
    const came = link === null ? undefined : await fetch(link);
    if (came) fetched.push(`${came.status} ${(await came.arrayBuffer()).byteLength}`);
    return new Response(null);
  };
  const only = ['receiver/takes-completed'];
  await conformReceiver({ url, app, only, without: ['probe', 'key', 'account'] }).all();
  expect(fetched).toEqual(['200 16044']);
});

test('a probe by HTTP says its headers', async () => {
  const asked: Request[] = [];
  const ask = (input: string | URL | Request, init?: RequestInit) => {
    asked.push(new Request(input, init));
    return Promise.resolve(Response.json({ status: 'completed' }));
  };
  const probe = httpProbe('GET http://app.test/{RecordingSid}', { authorization: 'Bearer x' }, ask);
  expect(await probe.stateOf('R')).toEqual({ status: 'completed' });
  expect(asked.map((one) => [one.url, one.headers.get('authorization')])).toEqual([
    ['http://app.test/R', 'Bearer x'],
  ]);
});
