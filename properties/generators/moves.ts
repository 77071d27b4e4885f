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
import { mediaMoves, textMoves } from './media-moves.ts';
import {
  comings,
  firesIn,
  forgotten,
  isHostAway,
  mayTimePass,
  type Reporter,
  reported,
} from './outages.ts';
import type { Move, Offer, System, Tick } from './system.ts';
import { type LineStage, type Mailed, type ModelWorld, put, senderIn } from './world.ts';

const same = (world: ModelWorld) => world;

/** What a source is asked about: what is in a table of the world, the offers, or all of it at once. */
export type AskedAbout = 'mail' | 'offers' | 'lines' | 'captures' | 'machines' | 'world';
/** Where moves come from: asked about one thing at a time, by its name, for what can happen to it. */
export interface Source {
  readonly about: AskedAbout;
  readonly moves: (system: System, world: ModelWorld, name: string) => (Move | Tick)[];
}
/** All that can happen comes from one of them; what each answers depends on little of the world. */
export const moveSources: readonly Source[] = [
  { about: 'mail', moves: mailMoves },
  { about: 'offers', moves: offerMoves },
  { about: 'lines', moves: networkMoves },
  { about: 'captures', moves: reportedBy('media server', mediaMoves) },
  { about: 'machines', moves: reportedBy('media server', textMoves) },
  { about: 'machines', moves: timerMoves },
  { about: 'world', moves: comings },
  { about: 'world', moves: ticks },
];
/** The names of what a source is asked about. */
const namesIn = (about: AskedAbout, { offers }: System, world: ModelWorld): readonly string[] => {
  if (about === 'world') return [''];
  return about === 'offers' ? offerNames(offers) : Object.keys(world[about]);
};

/** What can happen next, the clock's step included, in an order that never changes. */
export function movesOf(system: System, world: ModelWorld): (Move | Tick)[] {
  const repeated = repetition(world);
  if (repeated) return [repeated];
  return moveSources.flatMap(({ about, moves }) =>
    namesIn(about, system, world).flatMap((name) => moves(system, world, name)),
  );
}

/** The message that was delivered and comes once more, before all else. */
export function repetition(world: ModelWorld): Move | undefined {
  const { again } = world;
  const [repeated] = again === undefined ? [] : (world.mail[again] ?? []);
  return again !== undefined && repeated ? delivery(world, again, repeated) : undefined;
}

/** What is reported from outside is told by the clock of whoever hears it. */
function reportedBy(by: Reporter, moves: Source['moves']): Source['moves'] {
  return (system, world, name) =>
    moves(system, world, name).map((move) =>
      'now' in move ? move : reportMove(system, world, by, move),
    );
}

/** A report is told at once, by the clock of whoever hears it; or it waits for a host that is away. */
function reportMove(system: System, world: ModelWorld, by: Reporter, move: Move): Move | Tick {
  const timed = byItsClock(system, move);
  return system.outages ? reported(system, world, by, timed) : timed;
}

const aheadOf = ({ ahead }: System, to: Address) => ahead?.[slotOf(to)] ?? 0;
/** What a machine is told from outside is told by its own clock. */
function byItsClock(system: System, move: Move): Move {
  const ahead = aheadOf(system, move.to);
  return ahead === 0 ? move : { ...move, event: { ...move.event, at: move.event.at + ahead } };
}

function mailMoves(system: System, world: ModelWorld, channel: string): Move[] {
  const [first] = world.mail[channel] ?? [];
  if (!first || isHostAway(system, world)) return [];
  const once = delivery(world, channel, first);
  if (!isLeft(world, 'double', system.doubles ?? 0)) return [once];
  const twice = (from: ModelWorld): ModelWorld => ({ ...spend(from, 'double'), again: channel });
  return [once, { ...once, says: `${once.says} twice`, before: twice }];
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

/** Offers by what is spent of them, which is asked for at every step. */
const named = new WeakMap<readonly Offer[], ReadonlyMap<string, Offer>>();
function byName(offers: readonly Offer[]): ReadonlyMap<string, Offer> {
  const known = named.get(offers) ?? new Map(offers.map((offer, i) => [`offer ${i}`, offer]));
  named.set(offers, known);
  return known;
}
/** The names of offers, in their order. */
export const offerNames = (offers: readonly Offer[]): readonly string[] => [
  ...byName(offers).keys(),
];

function offerMoves(system: System, world: ModelWorld, name: string): Move[] {
  const { to, event, says = 'asked', times = 1, when } = byName(system.offers).get(name) as Offer;
  if (!isLeft(world, name, times) || isHostAway(system, world) || when?.(world) === false) {
    return [];
  }
  const timed = { ...event, at: world.now } as AnyEvent;
  return [byItsClock(system, { says, to, event: timed, before: (from) => spend(from, name) })];
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

function networkMoves(system: System, world: ModelWorld, slot: string): (Move | Tick)[] {
  const news = Object.entries(reports[world.lines[slot] ?? 'down']) as [
    keyof (typeof reports)['open'],
    LineStage,
  ][];
  return news
    .filter(([type]) => system.network.includes(type))
    .flatMap(([type, next]) =>
      told(system, world, {
        says: 'network',
        to: addressIn(slot),
        event: { type, at: world.now },
        before: (from) => ({ ...from, lines: put(from.lines, slot, next) }),
      }),
    )
    .map((move) => reportMove(system, world, 'network', move));
}

function timerMoves(system: System, world: ModelWorld, slot: string): Move[] {
  const snapshot = world.machines[slot];
  if (!snapshot || isHostAway(system, world)) return [];
  const running = Object.entries(snapshot.context.timers) as [TimerName, number][];
  if (running.length === 0) return [];
  const now = world.now + aheadOf(system, addressIn(slot));
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
