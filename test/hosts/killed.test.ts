/**
 * A host that is killed at any moment loses nothing that it has answered, counts nothing twice, and
 * performs everything. `KILLS=1000` kills more often, `SEED=n` at other moments.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Effect, machineNames, type Verdict } from '../../machines/index.ts';
import { type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { type Message, SqliteStore } from '../../src/hosts/index.ts';
import { stored } from '../engine/freeze.ts';
import { handedOverLife } from '../engine/mixed-life.ts';
import { anyWorld } from '../engine/worlds.ts';
import { testMs } from '../house/patience.ts';
import { live, type Plan, performedIn } from './killing.ts';
import type { Moment } from './mortal.ts';
import { folder, tell } from './stage.ts';

const kills = Number(process.env.KILLS ?? 25);
const seed = Number(process.env.SEED ?? 20_261_122);
const timeout = testMs + kills * 1_000;

const count = (max: number) => fc.integer({ min: 1, max });
const anyPlan: fc.Arbitrary<Plan> = fc.record({
  window: count(8),
  end: fc.oneof(
    fc.record({
      moment: fc.constantFrom<Moment>(
        'before commit',
        'within commit',
        'after commit',
        'before performing',
        'after performing',
      ),
      after: count(12),
    }),
    fc.record({ answers: count(12) }),
    fc.record({ afterMs: fc.nat(25) }),
  ),
});
const plans = fc.sample(anyPlan, { seed, numRuns: kills });
/** In the first, a leg is handed over; in the others it may be. */
const worlds = [
  handedOverLife,
  ...fc.sample(anyWorld, { seed, numRuns: Math.ceil(kills / 5) - 1 }),
];
const byLane = (effects: readonly Effect[]) =>
  Object.groupBy(effects, ({ type, sid }) => `${sid} ${type.split('.')[0]}`);
const allOf = (board: Switchboard) =>
  machineNames.flatMap((name): Snapshot[] => [...board.all(name)]);

/** What a switchboard that nobody kills comes to. */
function unharmed(messages: readonly Message[]) {
  const board = new Switchboard();
  const delivered = messages.map(({ to, event }) =>
    board.deliver(to, { at: 0, ...event } as never),
  );
  const effects = delivered.flatMap((one) => one.effects);
  return {
    verdicts: delivered.map(({ verdict }) => verdict),
    machines: allOf(board),
    performed: byLane(effects.filter(({ type }) => !type.startsWith('timer.'))),
  };
}

test(`killed ${kills} times, it comes to what it would have come to unharmed`, {
  timeout,
}, async () => {
  let [killed, finished] = [0, 0];
  while (killed < kills) {
    const messages = (worlds[finished % worlds.length] ?? []).map((sent, i) => ({
      id: `m${i}`,
      ...sent,
    }));
    const expected = unharmed(messages);
    using place = folder();
    const life = { file: place.file('calls.db'), journal: place.file('journal'), beginsAt: 0 };
    const verdicts: (Verdict | undefined)[] = messages.map(() => undefined);
    let isFinished = false;
    while (!isFinished) {
      const plan: Plan = plans[killed] ?? { window: 8, end: 'finish' };
      const next = verdicts.indexOf(undefined);
      // Two that were answered before come again, and then all that were not answered.
      const again = messages.slice(0, Math.max(0, next)).slice(-20).slice(0, 2);
      const rest = messages.filter((_, i) => verdicts[i] === undefined);
      isFinished = await live(life, plan, [...again, ...rest], (id, verdict) => {
        const i = Number(id.slice(1));
        expect(verdict, `the answer to ${id}`).toEqual(expected.verdicts[i]);
        verdicts[i] = verdict;
      });
      if (!isFinished) killed += 1;
    }
    finished += 1;
    const store = new SqliteStore(life.file);
    const { machines, outbox, answers } = store.load();
    store.close();
    const board = new Switchboard(machines.map(({ snapshot }) => snapshot));
    expect(allOf(board)).toEqual(stored(expected.machines));
    expect(outbox).toEqual([]);
    expect(answers.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
    expect(byLane(performedIn(life.journal).effects)).toEqual(stored(expected.performed));
  }
  expect(killed).toBeGreaterThanOrEqual(kills);
});

test('the timers of a host that was killed fire in the next one, once', async () => {
  using place = folder();
  const file = place.file('calls.db');
  const journal = place.file('journal');
  const sids = Array.from({ length: 12 }, (_, i) => `c${i}`);
  const dials = sids.map((sid, i) =>
    tell(sid, { type: 'call.dialOut', at: 0, ringTimeoutMs: 60_000 + i * 1_000 }, sid),
  );
  // Each life finds more timers overdue than it lives to see.
  const deaths: readonly (readonly [beginsAt: number, end: Plan['end']])[] = [
    [0, { answers: dials.length }],
    [62_500, { moment: 'within commit', after: 3 }],
    [65_500, { moment: 'after commit', after: 4 }],
    [68_500, { moment: 'after performing', after: 1 }],
  ];
  for (const [beginsAt, end] of deaths) {
    const plan = { window: 8, waits: true, end } as const;
    const messages = beginsAt === 0 ? dials : [];
    expect(await live({ file, journal, beginsAt }, plan, messages, () => undefined)).toBe(false);
  }
  const finish = { window: 8, end: 'finish' } as const;
  await live({ file, journal, beginsAt: 100_000 }, finish, [], () => undefined);
  const store = new SqliteStore(file);
  const { machines } = store.load();
  store.close();
  expect(machines.map(({ snapshot }) => snapshot.state)).toEqual(sids.map(() => 'noAnswer'));
  const told = performedIn(journal).effects.flatMap((effect) =>
    effect.type === 'announced' && effect.status === 'no-answer' ? [effect.sid] : [],
  );
  expect(told.sort()).toEqual(sids.sort());
});
