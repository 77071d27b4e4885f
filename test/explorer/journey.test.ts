import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { hasTag, leavesOf, machineNames, refusalReasons } from '../../machines/index.ts';
import {
  type Choice,
  cardsOf,
  choicesIn,
  journeyOf,
  lanesOfWalk,
  linkOf,
  nextDue,
  turnOf,
  untouched,
  type WalkStep,
  type WalkTurn,
  walkIn,
  walkLines,
} from '../../src/explorer/index.ts';
import { waysIn } from '../../src/explorer/walks.ts';
import { stories } from '../../src/pages/gathered/book.ts';
import { walkOf } from '../../src/pages/site/explorer.ts';

const told = stories();
const walks = told.map(walkOf);

describe('a scenario comes out as it is played', () => {
  test.each(told.map((story) => [story.report.name, story] as const))('%s', (_, story) => {
    const heard = journeyOf(walkOf(story).told).flatMap((turn) => turn.heard);
    const said = (
      one: (typeof heard)[number] | (typeof story.played.world.happenings)[number],
    ) => ({
      to: one.to,
      type: one.event.type,
      verdict: one.verdict,
      state: one.snapshot?.state,
      effects: one.effects,
    });
    expect(heard.map(said)).toEqual(story.played.world.happenings.map(said));
  });
});

test('there is a way to every state and every reason of a refusal, and it leads there', () => {
  const ways = Object.entries(waysIn(walks));
  for (const [what, { name, at, beside }] of ways) {
    const walk = walks.find((one) => one.name === name)?.told.slice(0, at) ?? [];
    const last = journeyOf(beside ? [...walk, beside] : walk).at(-1);
    const seen = last?.heard.flatMap(({ to, event, verdict, snapshot }) => [
      `${to.machine} is ${snapshot?.state}`,
      `${event.type} is refused: ${'reason' in verdict ? verdict.reason : ''}`,
    ]);
    expect(seen, `${what}, by ${name}`).toContain(what);
  }
  const names = ways.map(([what]) => what);
  const states = machineNames.flatMap((machine) =>
    leavesOf(machine).flatMap(({ path }) => (path === 'none' ? [] : [`${machine} is ${path}`])),
  );
  expect(states.filter((state) => !names.includes(state))).toEqual([]);
  const reasons = Object.keys(refusalReasons);
  expect(reasons.filter((one) => !names.some((name) => name.endsWith(`: ${one}`)))).toEqual([]);
});

/** A walk that takes one of the choices each time. */
function walked(picks: readonly number[]): WalkTurn[] {
  const turns: WalkTurn[] = [];
  for (const pick of picks) {
    const world = turns.at(-1)?.world ?? untouched;
    const choices = choicesIn(world, 1_000);
    turns.push(turnOf(world, choices[pick % choices.length] as Choice));
  }
  return turns;
}
const picks = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 });

property.prop([picks], { numRuns: 60 })('what is told is answered as was said before', (some) => {
  const turns = walked(some);
  const world = turns.at(-1)?.world ?? untouched;
  for (const choice of choicesIn(world, 1_000)) {
    expect(turnOf(world, choice).heard[0]?.verdict).toEqual(choice.verdict);
  }
});

property.prop([picks], { numRuns: 60 })(
  'a link leads to the same walk, and to the same step',
  (some) => {
    const walk = walked(some)
      .map((turn): WalkStep => turn.told)
      .map(({ to, event }) => ({ to, event }));
    const found = walkIn(linkOf(walk, 1));
    expect(found).toEqual({ told: walk, at: 1 });
    expect(
      walkLines(walk)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(walk);
  },
);

test.each([
  '',
  'walk=',
  'walk=%00',
  'walk=W10',
  'walk=WzFd',
  'walk=e30',
  `walk=${'A'.repeat(999)}`,
])('a link that nobody has written so has no walk: %s', (link) => {
  const found = walkIn(link);
  expect(found === undefined || found.told.length === 0).toBe(true);
});

test('time leads every walk on until all of it is over', () => {
  let world = journeyOf(
    walks.find(({ name }) => name === 'record-verb')?.told.slice(0, 3) ?? [],
  ).at(-1)?.world;
  for (
    let due = world && nextDue(world), i = 0;
    due && i < 50;
    due = world && nextDue(world), i += 1
  ) {
    const clock = world && choicesIn(world, 0).find(({ by }) => by === 'clock');
    world = world && clock && turnOf(world, clock).world;
  }
  const machines = Object.values(world?.machines ?? {});
  expect(machines.length).toBeGreaterThan(1);
  expect(machines.filter(({ machine, state }) => !hasTag(machine, state, 'ended'))).toEqual([]);
});

test('what is seen of a walk: a card for each machine, with its public word, and their lives', () => {
  const turns = journeyOf(walks.find(({ name }) => name === 'pause-resume-stop')?.told ?? []);
  expect(cardsOf(turns).map(({ machine, state, status }) => [machine, state, status])).toEqual([
    ['call', 'completed', 'completed'],
    ['recording', 'completed', 'completed'],
    ['dialLeg', 'completed', 'completed'],
  ]);
  expect(lanesOfWalk(turns, (turns.at(-1) as WalkTurn).world)).toMatch(/^<svg .*paused/s);
});
