/** A world whose process ends at any commit goes on from there, and every verb is run once. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Change, type Errand, MemoryStore, type Stored } from '../../src/hosts/index.ts';
import type { Reading } from '../../src/wire/index.ts';
import { calling, storeOf, texml } from './restarting.ts';
import type { application } from './served.ts';

/** Presses two keys into the Gather, and one that ends the second Record. */
const mine = '+12025550177';
const script = '1.2s press 1, 1.5s press 2, 6s press #';
const answers = {
  '/voice': texml('<Pause/><Gather numDigits="2" action="/gathered"><Say>Hi</Say></Gather>'),
  '/gathered': texml('<Start><Recording/></Start><Record maxLength="1" action="/recorded"/>'),
  '/recorded': texml('<Redirect>/redirected</Redirect>'),
  '/redirected': texml(
    '<Record/><Enqueue maxWaitTimeSecs="1"/><Dial>+12025550111</Dial><Say>Bye</Say>',
  ),
};
const settings = () => ({ numbers: { [mine]: script } });

/** What was held, and what had been asked of documents by then. */
interface Held {
  readonly stored: Stored;
  readonly asked: readonly Errand[];
}
/** A store that remembers what it held after each change, and what is performed for documents. */
class Remembering extends MemoryStore {
  readonly held: Held[] = [];
  readonly #asked: Errand[] = [];
  override commit(change: Change) {
    super.commit(change);
    this.#asked.push(...change.outbox.filter(({ effect }) => isOfDocuments(effect)));
    this.held.push({ stored: structuredClone(this.load()), asked: [...this.#asked] });
  }
}
const isOfDocuments = ({ type }: Errand['effect']) => type.startsWith('instructions.');

/** What the store holds if the process ends before it says that the latest of these is done. */
function unsaid({ asked, stored }: Held): Stored {
  const left = stored.outbox.find(({ effect }) => isOfDocuments(effect));
  const done = left
    ? asked.slice(
        0,
        asked.findIndex(({ key }) => key === left.key),
      )
    : asked;
  const latest = done.slice(-1);
  return { ...stored, outbox: [...latest, ...stored.outbox] };
}

type Customer = Awaited<ReturnType<typeof application>>;
let customer: Customer;
let begun: Awaited<ReturnType<typeof calling>>;
const store = new Remembering();
beforeAll(async () => {
  begun = await calling({ answers, settings, store });
  ({ customer } = begun);
  await begun.call({ url: `${customer.url}/voice` }, mine);
  await begun.pass(60_000);
});
afterAll(async () => {
  await begun[Symbol.asyncDispose]();
});

/** What was made of all verbs, and how the call ended. */
const outcomeOf = ({ world: { host } }: Awaited<ReturnType<typeof calling>>) => ({
  calls: [...host.machines.all('call')].map(({ state }) => state),
  recordings: [...host.machines.all('recording')].map(({ state, context }) =>
    [context.source, state].join(' '),
  ),
  legs: [...host.machines.all('dialLeg')].map(({ state }) => state),
});
const expected = {
  calls: ['completed'],
  recordings: ['StartCallRecordingAPI completed', 'RecordVerb completed', 'RecordVerb completed'],
  legs: ['completed'],
};

const readingIn = ({ notes }: Stored) =>
  notes.find(({ key }) => key.startsWith('document '))?.value as Reading | undefined;

test('without a crash, each verb is run once', () => {
  expect(outcomeOf(begun)).toEqual(expected);
});

const states = [
  'awaiting',
  'fetching',
  'ready',
  'waiting',
  'gathering',
  'serving',
  'blocked',
] as const;

test.each(states)(
  'a process that ends in whatever moment of state %s loses nothing and repeats nothing',
  async (state) => {
    const moments = store.held.filter((one) => readingIn(one.stored)?.state === state);
    expect(moments.length).toBeGreaterThan(0);
    for (const [i, held] of moments.entries()) {
      const left = i % 2 === 0 ? held.stored : unsaid(held);
      const again = await storeOf(left, new MemoryStore());
      await using one = await calling({ settings, store: again });
      await one.pass(60_000);
      expect(outcomeOf(one)).toEqual(expected);
      const unexpected = one.warnings().filter((says) => !/<Enqueue> waits until/.test(says));
      expect(unexpected).toEqual([]);
    }
  },
);

test('new instructions are asked for once, when those before were not taken up either', async () => {
  const remembering = new Remembering();
  const long = texml('<Pause length="100"/>');
  await using one = await calling({
    answers: { '/first': long, '/next': long },
    store: remembering,
  });
  const { url, heard } = one.customer;
  const instructions = { url: `${url}/first` };
  const sid = await one.world.receive({ from: mine, to: mine, instructions });
  await Promise.all([
    one.world.tell({ machine: 'call', sid }, { type: 'call.answered' }),
    one.redirect(sid, { url: `${url}/next` }),
  ]);
  await one.world.settled();
  const both = remembering.held.find(
    ({ stored }) => stored.outbox.filter(({ effect }) => isOfDocuments(effect)).length === 2,
  );
  heard.length = 0;
  await using again = await calling({
    store: await storeOf((both as Held).stored, new MemoryStore()),
  });
  await again.world.settled();
  expect(heard.map(({ path }) => path)).toEqual(['/next']);
});

/** A store that takes its time. */
class Slow extends MemoryStore {
  isSlow = false;
  override async commit(change: Change) {
    if (this.isSlow) await wait(20);
    super.commit(change);
  }
}

test('a verb that is due while new instructions are being kept never reaches the call', async () => {
  const slow = new Slow();
  await using one = await calling({ store: slow });
  const sid = await one.call('<Pause/><Record/>');
  slow.isSlow = true;
  const redirected = one.redirect(sid, { texml: texml('<Pause length="100"/>') });
  await one.world.clock.advance(2_000, () => wait(1));
  slow.isSlow = false;
  await redirected;
  await one.pass(5_000);
  expect(one.verbs(sid)).toEqual(['call.redirect']);
});
