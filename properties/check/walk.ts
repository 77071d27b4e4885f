/** Random walks through a large system: fast-check picks, the world says what a pick means. */
import fc, { type Arbitrary } from 'fast-check';
import {
  type AnyEvent,
  commands,
  type EventType,
  facts,
  type MachineName,
  type TimerName,
  vocabulary,
} from '../../machines/index.ts';
import type { Advance } from '../../src/engine/index.ts';
import type { Moment } from '../claims/claim.ts';
import { arbitraryEvents } from '../generators/events.ts';
import { movesOf } from '../generators/moves.ts';
import type { Move, System } from '../generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../generators/world.ts';
import { traceLine } from './explored.ts';
import { runOut } from './run-out.ts';

/** How time goes on before a move: not at all, a little, or exactly to (or just before) a timer. */
type Delta = 0 | 1 | 700 | 'due' | 'before due';
/** One pick; what it means depends on the world that the walk has reached. */
export type Pick =
  | { readonly move: number; readonly delta: Delta }
  | { readonly wild: AnyEvent; readonly slot: number };

const sids = ['r1', 'r2', 'r3', 'r4', 'c', 'd', 'c1', 'c2', 'f', 'g', 'f1', '9'];
/** Sids are nobody's twice, so what makes something is left to the offers. */
const isMaking = (type: EventType) =>
  /call\.(dialOut|receive|record|start|dial|join)|addParticipant/.test(type);
const wildTypes = ([...Object.keys(commands), ...Object.keys(facts)] as EventType[]).filter(
  (type) => !isMaking(type),
);

/** Walks of up to `length` picks; one pick in ten is wild: a command or fact to anybody. */
export function arbitraryWalk(length: number): Arbitrary<Pick[]> {
  const events = arbitraryEvents({ sids, times: [0, 1, 5_000, 20_000] });
  const wild = fc.oneof(...wildTypes.map((type) => events[type] as Arbitrary<AnyEvent>));
  const delta = fc.oneof(
    { weight: 40, arbitrary: fc.constant<Delta>(0) },
    { weight: 5, arbitrary: fc.constantFrom<Delta>(1, 700) },
    { weight: 2, arbitrary: fc.constantFrom<Delta>('due', 'before due') },
  );
  return fc.array(
    fc.oneof(
      { weight: 9, arbitrary: fc.record({ move: fc.nat(999_999), delta }) },
      { weight: 1, arbitrary: fc.record({ wild, slot: fc.nat(999) }) },
    ),
    { minLength: 1, maxLength: length, size: 'max' },
  );
}

/**
 * How likely a move is, against the others that are possible: the first pattern that fits says it.
 * What leads on is likelier than what ends things, or a walk would seldom get far.
 */
const weights: readonly (readonly [RegExp, number])[] = [
  [/again later|twice|early|loses|anyway/, 1],
  [/ tells /, 12],
  [/call\.(hangUp|hungUp|busy|unanswered|failed|redirect)|conference\.(end|remove)/, 1],
  [/media\.(refused|failed|saved|stopped)/, 1],
  [/timer\.fired/, 2],
  [/call\.answered/, 16],
  [/call\.(receive|dialOut|record|dial|joinConference|start)/, 8],
  [/recording\.(stop|delete)/, 2],
  [/asked in/, 12],
  [/recording\.|digit|speech/, 4],
  [/./, 6],
];
/** So many are remembered: a walk comes by the same moves again and again. */
const mostWeights = 10_000;
const known = new Map<string, number>();
/** How likely it is, as a whole number. */
export function weightOf({ says, event }: Move): number {
  const text = `${says} ${event.type}`;
  const weight = known.get(text) ?? weights.find(([fits]) => fits.test(text))?.[1] ?? 1;
  if (known.size >= mostWeights) known.clear();
  known.set(text, weight);
  return weight;
}

export interface Walked {
  readonly moments: readonly Moment[];
  readonly trace: readonly string[];
  readonly world: ModelWorld;
}

/** Takes a walk, and then lets the world run out, so that everything comes to rest. */
export function walk(system: System, advance: Advance, picks: readonly Pick[]): Walked {
  const moments: Moment[] = [];
  const trace: string[] = [];
  let world = emptyWorld;
  for (const pick of picks) {
    world = passed(world, 'delta' in pick ? pick.delta : 0);
    const move = 'wild' in pick ? wildMove(world, pick) : chosen(system, world, pick.move);
    if (!move) continue;
    const answered = answerIn(advance, move.before(world), move.to, move.event);
    world = answered.world;
    moments.push(answered.moment);
    trace.push(`${String(world.now).padStart(6)}  ${traceLine(move)}`);
  }
  const rest = runOut(advance, world);
  return { moments: [...moments, ...rest.moments], trace, world: rest.world };
}

/** Of the moves that are possible one is chosen, by weight. */
function chosen(system: System, world: ModelWorld, pick: number): Move | undefined {
  const moves = movesOf(system, world).filter((one): one is Move => 'event' in one);
  const shares = moves.map(weightOf);
  const total = shares.reduce((sum, share) => sum + share, 0);
  let left = pick % Math.max(1, total);
  return moves.find((_, i) => {
    left -= shares[i] ?? 0;
    return left < 0;
  });
}

/** Any event to any machine that lives and understands it, or to a sid that nobody has. */
function wildMove(world: ModelWorld, { wild, slot }: { wild: AnyEvent; slot: number }) {
  const understands = eventTargets(wild.type);
  const live = Object.values(world.machines).filter(({ machine }) => understands.includes(machine));
  const [machine = 'recording'] = understands;
  const to = live[slot % (live.length + 1)] ?? { machine, sid: 'nobody' };
  const event = { ...wild, at: Math.max(world.now, wild.type === 'timer.fired' ? wild.at : 0) };
  const { sid } = to;
  return {
    says: 'wild',
    to: { machine: to.machine, sid },
    event,
    before: (from: ModelWorld) => from,
  };
}
const eventTargets = (type: EventType): readonly MachineName[] => vocabulary[type].to;

function passed(world: ModelWorld, delta: Delta): ModelWorld {
  if (delta === 0) return world;
  if (typeof delta === 'number') return { ...world, now: world.now + delta };
  const times = Object.values(world.machines).flatMap(({ context }) =>
    (Object.entries(context.timers) as [TimerName, number][]).map(([, at]) => at),
  );
  if (times.length === 0) return world;
  const due = Math.min(...times) - (delta === 'due' ? 0 : 1);
  return { ...world, now: Math.max(world.now, due) };
}
