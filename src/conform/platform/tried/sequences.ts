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
import type { PlatformTested } from '../tested.ts';
import { PlatformWorld } from '../world.ts';
import type { PlatformCheck } from './check.ts';

/** The longest plan: what goes wrong shows in a few moves, and each takes time. */
const mostMoves = 6;
type FastCheck = Awaited<ReturnType<typeof fastCheck>>;

/** The moves that a platform and its far end have, the most telling often. */
function movesOf(fc: FastCheck, { lacks, farEnd }: PlatformTested): Arbitrary<PlatformMove> {
  const of = fc.nat({ max: 2 });
  const all: readonly {
    readonly part: string;
    readonly weight: number;
    readonly arbitrary: Arbitrary<PlatformMove>;
  }[] = [
    { part: 'start', weight: 4, arbitrary: fc.constant({ do: 'start' }) },
    ...(['pause', 'resume', 'stop', 'delete'] as const).map((deed) => ({
      part: deed as string,
      weight: deed === 'delete' ? 2 : 4,
      arbitrary: of.map((n): PlatformMove => ({ do: deed, of: n })),
    })),
    { part: 'fetch', weight: 3, arbitrary: of.map((n): PlatformMove => ({ do: 'read', of: n })) },
    { part: 'list', weight: 1, arbitrary: fc.constant({ do: 'list' }) },
    {
      part: '',
      weight: 4,
      arbitrary: fc
        .integer({ min: 1, max: 4 })
        .map((seconds): PlatformMove => ({ do: 'wait', seconds })),
    },
    { part: 'hang-up', weight: 1, arbitrary: fc.constant({ do: 'hang-up' }) },
  ];
  const has = all.filter(({ part }) => !lacks.has(part));
  const far: typeof all = [
    ...(farEnd.hangUp
      ? [{ part: '', weight: 1, arbitrary: fc.constant<PlatformMove>({ do: 'far-end-hang-up' }) }]
      : []),
    ...(farEnd.press
      ? [
          {
            part: '',
            weight: 1,
            arbitrary: fc
              .constantFrom('1', '#')
              .map((keys): PlatformMove => ({ do: 'far-end-press', keys })),
          },
        ]
      : []),
  ];
  return fc.oneof(...[...has, ...far].map(({ weight, arbitrary }) => ({ weight, arbitrary })));
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

const beginnings: readonly (readonly [PlatformBeginning, string, string])[] = [
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
