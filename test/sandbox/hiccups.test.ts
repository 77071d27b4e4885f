/** A store that fails for a while strands nothing: what drives itself goes on when it keeps again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Change,
  type Clock,
  MemoryStore,
  type Stored,
  systemClock,
} from '../../src/hosts/index.ts';
import type { Reading } from '../../src/wire/index.ts';
import { until } from '../house/patience.ts';
import { type Calling, calling, storeOf, texml } from './restarting.ts';

/** Speaks, presses two keys into the Gather, and one that ends the second Record. */
const mine = '+12025550177';
const script = '1.2s press 1, 1.5s press 2, 4s speak, 4.5s fall silent, 6s press #';
const told = 'recordingStatusCallback="/told" recordingStatusCallbackEvent="in-progress completed"';
const answers = {
  '/voice': texml('<Pause/><Gather numDigits="2" action="/gathered"><Say>Hi</Say></Gather>'),
  '/gathered': texml(`<Start><Recording/></Start><Record maxLength="1" action="/next" ${told}/>`),
  '/next': texml('<Redirect>/redirected</Redirect>'),
  '/redirected': texml(`<Record ${told}/><Dial>+12025550111</Dial><Say>Bye</Say>`),
};
const settings = () => ({ numbers: { [mine]: script } });

/** A store that fails at some commits, by their numbers from 1. */
class Failing extends MemoryStore {
  fails: (commit: number) => boolean = () => false;
  commits = 0;
  override commit(change: Change) {
    // Whoever moves the clock is told, and asks again.
    if (change.notes.some(({ key }) => key === 'clock')) return super.commit(change);
    this.commits += 1;
    if (this.fails(this.commits)) throw new Error('The disk is full.');
    super.commit(change);
  }
}
/** A store that never fails, and remembers what it held. */
class Remembering extends MemoryStore {
  readonly held: Stored[] = [];
  override commit(change: Change) {
    super.commit(change);
    if (change.notes.some(({ key }) => key === 'clock')) return;
    this.held.push(structuredClone(this.load()));
  }
}

/** The store is asked again at once; an attempt may take as long as ever. */
const longestPauseMs = 5_000;
const paceClock: Clock = {
  now: systemClock.now,
  wake: (at, run) => {
    const now = systemClock.now();
    return systemClock.wake(at - now > longestPauseMs ? at : now, run);
  },
};

/** What was made of all verbs, how everything ended, and what is left. */
const outcomeOf = ({ world: { host } }: Calling) => ({
  calls: [...host.machines.all('call')].map(({ state }) => state),
  recordings: [...host.machines.all('recording')].map(({ state, context }) =>
    [context.source, state].join(' '),
  ),
  legs: [...host.machines.all('dialLeg')].map(({ state }) => state),
  left: [...host.notes.keys()].filter((key) => /^(plan|document|instructions|given) /.test(key)),
});
const expected = {
  calls: ['completed'],
  recordings: ['StartCallRecordingAPI completed', 'RecordVerb completed', 'RecordVerb completed'],
  legs: ['completed'],
  left: [],
};
const callbacks = ({ customer }: Calling) =>
  customer.heard
    .filter(({ path }) => path === '/told')
    .map(({ said }) => said.RecordingStatus)
    .toSorted();
const everything = ['completed', 'completed', 'in-progress', 'in-progress'];
const documents = ({ customer }: Calling) =>
  customer.heard.filter(({ path }) => path !== '/told').map(({ path }) => path);

let begun: Calling;
const smooth = new Remembering();
beforeAll(async () => {
  begun = await calling({ answers, settings, store: smooth });
  await begun.call({ url: `${begun.customer.url}/voice` }, mine);
  await begun.pass(60_000);
});
afterAll(async () => {
  await begun[Symbol.asyncDispose]();
});

test('without a failure, everything happens once', () => {
  expect([outcomeOf(begun), callbacks(begun), documents(begun)]).toEqual([
    expected,
    everything,
    Object.keys(answers),
  ]);
});

const outages: [string, (commit: number) => boolean][] = [
  ['fails the first time, every time', (commit) => commit % 2 === 0],
  ['fails five times in a row, now and then', (commit) => commit % 30 > 24],
];
test.each(outages)('a store that %s: everything still happens, and once', async (_, fails) => {
  const store = new Failing();
  await using one = await calling({ answers, settings, store, paceClock });
  const url = `${one.customer.url}/voice`;
  const sid = await one.world.receive({ from: mine, to: mine, instructions: { url } });
  store.fails = fails;
  for (let i = 0; i < 60; i += 1) await one.pass(1_000);
  expect([outcomeOf(one), callbacks(one), documents(one)]).toEqual([
    expected,
    everything,
    Object.keys(answers),
  ]);
  expect(one.verbs(sid)).toEqual(begun.verbs(begun.entries[0]?.sid ?? ''));
  const warned = [...new Set(one.warnings().map((says) => says.replace(/\d+ ms/, 'n ms')))];
  expect(warned).toEqual(['what was to be kept is tried again in n ms: The disk is full.']);
});

const readingIn = ({ notes }: Stored) =>
  notes.find(({ key }) => key.startsWith('document '))?.value as Reading | undefined;
const states = ['awaiting', 'fetching', 'ready', 'waiting', 'gathering', 'blocked'] as const;

test.each(states)(
  'a process that begins in state %s with a store that fails goes on when that keeps again',
  async (state) => {
    const moments = smooth.held.filter((one) => readingIn(one)?.state === state);
    expect(moments.length).toBeGreaterThan(0);
    // Some from the first to the last: each takes its time.
    const some = moments.filter((_, i) => i % Math.ceil(moments.length / 3) === 0);
    for (const held of some) {
      const store = new Failing();
      await storeOf(held, store);
      [store.commits, store.fails] = [0, (commit) => commit <= 3];
      await using one = await calling({ settings, store, paceClock });
      await one.pass(60_000);
      expect(outcomeOf(one)).toEqual(expected);
      expect(store.commits).toBeGreaterThan(3);
    }
  },
);

test('time that runs waits for nobody: what was due while the store failed happens after it', async () => {
  const store = new Failing();
  await using one = await calling({ store, paceClock });
  const sid = await one.call('<Pause/><Record/>');
  await one.world.run();
  store.fails = () => true;
  await until(() => one.warnings().length >= 4);
  store.fails = () => false;
  await until(() => one.verbs(sid).length > 0);
  expect([one.verbs(sid), one.state(sid)]).toEqual([['call.record'], 'inProgress.recording']);
});
