/** Everything that can happen next in a world: the one environment that search and walks share. */
import {
  type Address,
  type AnyEvent,
  addressIn,
  type FactType,
  slotOf,
  type TimerName,
} from '../../machines/index.ts';
import { isLeft, spend, told } from './chances.ts';
import { mediaMoves } from './media-moves.ts';
import {
  comings,
  firesIn,
  forgotten,
  isHostAway,
  mayTimePass,
  type Reporter,
  reported,
} from './outages.ts';
import type { Move, System, Tick } from './system.ts';
import { type LineStage, type Mailed, type ModelWorld, put, senderIn } from './world.ts';

const same = (world: ModelWorld) => world;

/** What can happen next, the clock's step included, in an order that never changes. */
export function movesOf(system: System, world: ModelWorld): (Move | Tick)[] {
  const { again } = world;
  const [repeated] = again === undefined ? [] : (world.mail[again] ?? []);
  if (again !== undefined && repeated) return [delivery(world, again, repeated)];
  const isThere = !isHostAway(world);
  return [
    ...(isThere ? mailMoves(system, world) : []),
    ...(isThere ? offerMoves(system, world).map((move) => byItsClock(system, move)) : []),
    ...networkMoves(system, world).map((move) => reportMove(system, world, 'network', move)),
    ...mediaMoves(system, world).map((move) => reportMove(system, world, 'media server', move)),
    ...(isThere ? timerMoves(system, world) : []),
    ...comings(system, world),
    ...ticks(system, world),
  ];
}

/** A report is told at once, by the clock of whoever hears it; or it waits for a host that is away. */
function reportMove(system: System, world: ModelWorld, by: Reporter, move: Move): Move | Tick {
  const timed = byItsClock(system, move);
  return system.outages ? reported(by, world, timed) : timed;
}

const aheadOf = ({ ahead }: System, to: Address) => ahead?.[slotOf(to)] ?? 0;
/** What a machine is told from outside is told by its own clock. */
function byItsClock(system: System, move: Move): Move {
  const ahead = aheadOf(system, move.to);
  return ahead === 0 ? move : { ...move, event: { ...move.event, at: move.event.at + ahead } };
}

function mailMoves(system: System, world: ModelWorld): Move[] {
  return Object.entries(world.mail).flatMap(([channel, [first]]) => {
    if (!first) return [];
    const once = delivery(world, channel, first);
    if (!isLeft(world, 'double', system.doubles ?? 0)) return [once];
    const twice = (from: ModelWorld): ModelWorld => ({ ...spend(from, 'double'), again: channel });
    return [once, { ...once, says: `${once.says} twice`, before: twice }];
  });
}

/** A message arrives, and is on its way no longer. */
function delivery(world: ModelWorld, channel: string, sent: Mailed): Move {
  const { to, event, happenedAt } = sent;
  const [, ...rest] = world.mail[channel] ?? [];
  return {
    says: `${senderIn(channel)} tells ${to.machine} ${to.sid}`,
    to,
    ...(happenedAt === undefined ? { event } : { event: { ...event, at: world.now }, happenedAt }),
    before: ({ again: _, ...from }) => ({
      ...from,
      mail: put(from.mail, channel, rest.length > 0 ? rest : undefined),
    }),
  };
}

/** What is spent of an offer is kept under its name, which is asked for at every step. */
const offerNames: string[] = [];
function nameOfOffer(i: number): string {
  const name = offerNames[i] ?? `offer ${i}`;
  offerNames[i] = name;
  return name;
}

function offerMoves({ offers }: System, world: ModelWorld): Move[] {
  const moves: Move[] = [];
  for (const [i, { to, event, says = 'asked', times = 1, when }] of offers.entries()) {
    const what = nameOfOffer(i);
    if (!isLeft(world, what, times) || when?.(world) === false) continue;
    const timed = { ...event, at: world.now } as AnyEvent;
    moves.push({ says, to, event: timed, before: (from) => spend(from, what) });
  }
  return moves;
}

/** What the network can report of a line, and what the line is then. */
const reports: Readonly<
  Record<LineStage, Partial<Record<Extract<FactType, `call.${string}`>, LineStage>>>
> = {
  dialled: {
    'call.initiated': 'initiated',
    'call.rang': 'ringing',
    'call.answered': 'open',
    'call.busy': 'down',
    'call.unanswered': 'down',
    'call.failed': 'down',
    'call.hungUp': 'down',
  },
  initiated: {
    'call.rang': 'ringing',
    'call.answered': 'open',
    'call.busy': 'down',
    'call.failed': 'down',
  },
  ringing: {
    'call.answered': 'open',
    'call.busy': 'down',
    'call.unanswered': 'down',
    'call.hungUp': 'down',
  },
  crossing: { 'call.answered': 'open' },
  open: { 'call.hungUp': 'down' },
  down: {},
};

function networkMoves(system: System, world: ModelWorld): Move[] {
  return Object.entries(world.lines).flatMap(([slot, stage]) => {
    const news = Object.entries(reports[stage]) as [keyof (typeof reports)['open'], LineStage][];
    return news
      .filter(([type]) => system.network.includes(type))
      .flatMap(([type, next]) =>
        told(system, world, {
          says: 'network',
          to: addressIn(slot),
          event: { type, at: world.now },
          before: (from) => ({ ...from, lines: put(from.lines, slot, next) }),
        }),
      );
  });
}

function timerMoves(system: System, world: ModelWorld): Move[] {
  return Object.entries(world.machines).flatMap(([slot, { context }]) => {
    const now = world.now + aheadOf(system, addressIn(slot));
    const running = Object.entries(context.timers) as [TimerName, number][];
    const fire = (timer: TimerName, at: number): Move => ({
      says: 'clock',
      to: addressIn(slot),
      event: { type: 'timer.fired', at, timer },
      before: same,
    });
    const due = running
      .filter(
        ([timer, at]) => system.time === 'free' || firesIn(system, world, slot, timer, at) <= now,
      )
      .map(([timer, at]) => fire(timer, Math.max(at, now)));
    if (!isLeft(world, 'stray', system.strayTimers ?? 0)) return due;
    const stray = running.map(([timer, at]): Move => {
      const early = fire(timer, Math.max(0, at - 1));
      return { ...early, says: 'clock (early)', before: (from) => spend(from, 'stray') };
    });
    return [...due, ...stray];
  });
}

function ticks(system: System, world: ModelWorld): Tick[] {
  const { time, ticks = 0, stepsBack = 0 } = system;
  const { now } = world;
  const to = (next: number, of = same): Tick => ({
    says: `the clock shows ${next}`,
    now: next,
    before: (from) => forgotten({ ...of(from), now: next }),
  });
  const isLast = now >= (time === 'free' ? ticks : time);
  return [
    ...(isLast || !mayTimePass(system, world, now + 1) ? [] : [to(now + 1)]),
    ...(now > 0 && isLeft(world, 'step back', stepsBack)
      ? [to(now - 1, (from) => spend(from, 'step back'))]
      : []),
  ];
}
