/** Random plans: whatever is asked in whatever order, all that is seen has to be possible together. */
import type { Arbitrary } from 'fast-check';
import { CheckFailed, NotTestable } from '../../checks/check.ts';
import { type ConformArbitrary, eachOf, fastCheck } from '../../running/drawing.ts';
import { TooManyWays } from '../judging.ts';
import {
  type PlatformBeginning,
  type PlatformMove,
  type PlatformPlan,
  planWords,
} from '../plan.ts';
import { played } from '../playing.ts';
import type { PlatformPart } from '../profile.ts';
import type { PlatformTested } from '../tested.ts';
import { PlatformWorld } from '../world.ts';
import type { PlatformCheck } from './check.ts';

/** The longest plan: what goes wrong shows in a few moves, and each takes time. */
const mostMoves = 6;
type FastCheck = Awaited<ReturnType<typeof fastCheck>>;

/** A move, by what has to be there for it, and how often it is drawn. */
type Drawn = readonly [part: string, weight: number, move: Arbitrary<PlatformMove>];

/** The moves that a platform and its far end have, the most telling often. */
function movesOf(fc: FastCheck, { lacks, farEnd }: PlatformTested): Arbitrary<PlatformMove> {
  const one = (move: PlatformMove) => fc.constant(move);
  const of = (deed: 'pause' | 'resume' | 'stop' | 'delete' | 'read') =>
    fc.nat({ max: 2 }).map((n): PlatformMove => ({ do: deed, of: n }));
  const waits = fc.integer({ min: 1, max: 4 });
  const keys = fc.constantFrom('1', '#');
  const all: readonly Drawn[] = [
    ['start', 4, one({ do: 'start' })],
    ['pause', 4, of('pause')],
    ['resume', 4, of('resume')],
    ['stop', 4, of('stop')],
    ['delete', 2, of('delete')],
    ['fetch', 3, of('read')],
    ['list', 1, one({ do: 'list' })],
    ['', 4, waits.map((seconds) => ({ do: 'wait', seconds }))],
    ['hang-up', 1, one({ do: 'hang-up' })],
    ['far-end-hang-up', farEnd.hangUp ? 1 : 0, one({ do: 'far-end-hang-up' })],
    [
      'far-end-press',
      farEnd.press ? 1 : 0,
      keys.map((key) => ({ do: 'far-end-press', keys: key })),
    ],
  ];
  const there = all.filter(([part, weight]) => weight > 0 && !lacks.has(part));
  return fc.oneof(...there.map(([, weight, arbitrary]) => ({ weight, arbitrary })));
}

/** Plans of calls that begin in one way. */
async function plansOf(
  tested: PlatformTested,
  begins: PlatformBeginning,
): Promise<ConformArbitrary<PlatformPlan>> {
  const fc = await fastCheck();
  const moves = fc.array(movesOf(fc, tested), { minLength: 1, maxLength: mostMoves });
  return moves.map((drawn) => ({ begins, moves: drawn }));
}

/** Where plans come from: drawn, or a list. */
export type PlatformPlans = ConformArbitrary<PlatformPlan> | readonly PlatformPlan[];

/** Plays plans until one fails, and then the shortest that fails so. */
export async function playedAll(
  world: PlatformWorld,
  id: string,
  plans: PlatformPlans,
): Promise<string | undefined> {
  const { tested, trace } = world;
  const { failed } = tested;
  const known = failed.get(id);
  const tried = async (plan: PlatformPlan) => {
    trace.clear();
    const own = new PlatformWorld(tested, trace);
    try {
      await played(own, plan);
    } finally {
      await own.close();
    }
  };
  const count = { all: 0, untold: 0 };
  const failing = async (plan: PlatformPlan) => {
    count.all += 1;
    try {
      await tried(plan);
    } catch (error) {
      if (error instanceof TooManyWays) {
        count.untold += 1;
        return;
      }
      if (!(error instanceof CheckFailed)) throw error;
      failed.set(id, plan);
      throw new CheckFailed(`${error.message} The plan: ${planWords(plan)} (seed ${tested.seed}).`);
    }
  };
  // What is run again is the plan that has failed, and no other.
  await eachOf(known ? [known] : plans, tested, failing);
  const { all, untold } = count;
  const says = `Of ${untold} of ${all} plans nobody can tell: what was seen can be so in too many ways.`;
  if (untold > all / 2) throw new NotTestable(says);
  return untold === 0 ? undefined : says;
}

const beginnings: readonly (readonly [PlatformBeginning, PlatformPart, string])[] = [
  ['plain', 'start', 'a call that is recorded by request'],
  ['call-request', 'call-request', 'a call that is begun with Record'],
  ['record-verb', 'record-verb', 'a call with a <Record>'],
  ['dial', 'dial', 'a call with a <Dial record>'],
  ['conference', 'conference', 'a call in a recorded conference'],
  ['start-verb', 'start-verb', 'a call with a <Start><Recording>'],
];

export const sequenceChecks: readonly PlatformCheck[] = beginnings.map(([begins, part, of]) => ({
  id: `platform/any-order-${begins === 'plain' ? 'by-request' : begins}`,
  says: `Whatever is asked of ${of}, in whatever order: all that is answered, shown and told is possible together.`,
  priority: 'must',
  authority: ['A1', 'A2', 'A3', 'A10', 'T-WH'],
  needs: [`platform/records-${begins === 'plain' ? 'by-request' : begins}`],
  uses: [part],
  run: async (world) =>
    playedAll(world, `any-order-${begins}`, await plansOf(world.tested, begins)),
}));
