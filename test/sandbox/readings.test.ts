/** A document is kept once; a verb keeps where it stands, and what was kept before is still read. */
import { expect, test } from 'vitest';
import { type Change, MemoryStore, type Stored } from '../../src/hosts/index.ts';
import type { Reading } from '../../src/wire/index.ts';
import { type Calling, calling, storeOf, texml } from './restarting.ts';

/** A store that remembers the notes that it was given, and what it held then. */
class Remembering extends MemoryStore {
  readonly written: { readonly key: string; readonly bytes: number }[] = [];
  readonly held: Stored[] = [];
  override commit(change: Change) {
    super.commit(change);
    for (const { key, value } of change.notes) {
      if (value !== undefined) this.written.push({ key, bytes: JSON.stringify(value).length });
    }
    this.held.push(structuredClone(this.load()));
  }
  bytesOf(kind: string) {
    return this.written.filter(({ key }) => key.startsWith(`${kind} `)).map(({ bytes }) => bytes);
  }
}
const text = 'x'.repeat(900);
const long = `<Gather numDigits="3" timeout="9"><Say>${text}</Say></Gather>${`<Say>${text}</Say>`.repeat(50)}`;

test.each([
  ['given with the call', false],
  ['fetched', true],
])(
  'a document that was %s is written once, however many verbs and keys follow',
  async (_, isFetched) => {
    const store = new Remembering();
    await using one = await calling({ answers: { '/long': texml(long) }, store });
    const source = isFetched ? { url: `${one.customer.url}/long` } : { texml: texml(long) };
    const sid = await one.call(source);
    for (const key of ['1', '2', '3']) await one.press(sid, key);
    await one.pass(3_600_000);
    expect(one.state(sid)).toBe('completed');
    expect(store.bytesOf('instructions').filter((bytes) => bytes > 900)).toHaveLength(1);
    expect(store.bytesOf('given').filter((bytes) => bytes > 900)).toHaveLength(isFetched ? 0 : 1);
    const standing = store.bytesOf('document');
    expect(standing.length).toBeGreaterThan(50);
    expect(Math.max(...standing)).toBeLessThan(1_500);
    expect([...one.world.host.notes.keys()].filter((key) => key.endsWith(sid))).toEqual([]);
  },
);

/** As a reading was kept before: with the rest of the document, and what the call was given. */
function asBefore(held: Stored): Stored {
  const keptAs = (key: string) => held.notes.find((note) => note.key === key)?.value;
  const notes = held.notes.flatMap(({ key, value }) => {
    const [kind, sid] = key.split(' ');
    if (kind === 'instructions' || kind === 'given') return [];
    if (kind !== 'document') return [{ key, value }];
    const { place, ...standing } = value as Reading;
    const instructions = (keptAs(`instructions ${sid}`) ?? []) as Reading['instructions'];
    const current = instructions[place - 1];
    const before = {
      ...standing,
      given: keptAs(`given ${sid}`),
      cursor: { left: instructions.slice(place) },
      ...(current ? { current } : {}),
      ...(standing.state === 'gathering' ? { gather: current } : {}),
    };
    return [{ key, value: before }];
  });
  return { ...held, notes };
}

test('what was kept before is taken up in every state, and ends as it would have', async () => {
  const store = new Remembering();
  const answers = {
    '/next': texml('<Say>Hello</Say><Redirect>/last</Redirect>'),
    '/last': texml('<Record/>'),
  };
  const settings = () => ({ numbers: { '+12025550177': '1s press 1, 2s press 2, 60s hang up' } });
  await using one = await calling({ answers, settings, store });
  const first = `<Start><Recording/></Start><Pause/><Gather numDigits="2" action="${one.customer.url}/next"/>`;
  await one.call(first, '+12025550177');
  await one.pass(120_000);
  const outcome = ({ world: { host } }: Calling) =>
    (['call', 'recording'] as const).flatMap((machine) =>
      [...host.machines.all(machine)].map(({ state }) => state),
    );
  expect(outcome(one)).toEqual(['completed', 'completed', 'completed']);
  const seen = new Set<string>();
  for (const held of store.held.filter(({ machines }) => machines.length > 0)) {
    const reading = held.notes.find(({ key }) => key.startsWith('document '))?.value;
    if (!reading) continue;
    const { state, place } = reading as Reading;
    if (seen.has(`${state} ${place}`)) continue;
    seen.add(`${state} ${place}`);
    await using again = await calling({
      settings,
      store: await storeOf(asBefore(held), new MemoryStore()),
    });
    await again.pass(120_000);
    expect([state, outcome(again), again.warnings()]).toEqual([state, outcome(one), []]);
  }
  expect([...new Set([...seen].map((one) => one.split(' ')[0]))].toSorted()).toEqual([
    'awaiting',
    'blocked',
    'fetching',
    'gathering',
    'ready',
    'waiting',
  ]);
});
