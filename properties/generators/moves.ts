/** Everything that can happen next in a world: the one environment that search and walks share. */
import type { Address, AnyEvent, EventOf, FactType, TimerName } from '../../machines/index.ts';
import type { Move, System, Tick } from './system.ts';
import { type Capture, type LineStage, put, type World } from './world.ts';

/** Uses up one of a limited number. */
const spend = (world: World, what: string): World => ({
  ...world,
  spent: put(world.spent, what, (world.spent[what] ?? 0) + 1),
});
const isLeft = (world: World, what: string, times: number) => (world.spent[what] ?? 0) < times;
const addressOf = (slot: string): Address => {
  const [machine, sid] = slot.split(' ') as [Address['machine'], string];
  return { machine, sid };
};
const same = (world: World) => world;

/** What can happen next, the clock's step included, in an order that never changes. */
export function movesOf(system: System, world: World): (Move | Tick)[] {
  return [
    ...mailMoves(system, world),
    ...offerMoves(system, world),
    ...networkMoves(system, world),
    ...mediaMoves(system, world),
    ...timerMoves(system, world),
    ...ticks(system, world),
  ];
}

function mailMoves(system: System, world: World): Move[] {
  return Object.entries(world.mail).flatMap(([channel, [first, ...rest]]) => {
    if (!first) return [];
    const { to, event } = first;
    const says = `${channel.slice(0, channel.indexOf('>'))} tells ${to.machine} ${to.sid}`;
    const take = (from: World): World => ({
      ...from,
      mail: put(from.mail, channel, rest.length > 0 ? rest : undefined),
    });
    const once: Move = { says, to, event, before: take };
    if (!isLeft(world, 'double', system.doubles ?? 0)) return [once];
    return [once, { says: `${says} twice`, to, event, before: (from) => spend(from, 'double') }];
  });
}

function offerMoves({ offers }: System, world: World): Move[] {
  return offers.flatMap(({ to, event, says = 'asked', times = 1, when }, i) => {
    const what = `offer ${i}`;
    if (!isLeft(world, what, times) || when?.(world) === false) return [];
    const timed = { ...event, at: world.now } as AnyEvent;
    return [{ says, to, event: timed, before: (from) => spend(from, what) }];
  });
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

function networkMoves(system: System, world: World): Move[] {
  return Object.entries(world.lines).flatMap(([sid, stage]) => {
    const machine = `call ${sid}` in world.machines ? 'call' : 'dialLeg';
    const news = Object.entries(reports[stage]) as [keyof (typeof reports)['open'], LineStage][];
    return news
      .filter(([type]) => system.network.includes(type))
      .flatMap(([type, next]) =>
        told(system, world, {
          says: 'network',
          to: { machine, sid },
          event: { type, at: world.now },
          before: (from) => ({ ...from, lines: put(from.lines, sid, next) }),
        }),
      );
  });
}

/** A fact, and its repetition while there are repeats left: it is told and stays to be told. */
function told(system: System, world: World, move: Move): Move[] {
  if (!isLeft(world, 'repeat', system.repeats ?? 0)) return [move];
  return [
    move,
    { ...move, says: `${move.says} (again later)`, before: (from) => spend(from, 'repeat') },
  ];
}

const answers = {
  start: 'media.started',
  pause: 'media.paused',
  resume: 'media.resumed',
  stop: 'media.stopped',
} as const;
const becomes = { start: 'capturing', pause: 'paused', resume: 'capturing', stop: 'over' } as const;

function mediaMoves(system: System, world: World): Move[] {
  return Object.entries(world.captures).flatMap(([sid, capture]) => [
    ...answerMoves(system, world, sid, capture),
    ...ownMoves(system, world, sid, capture),
    ...speechMoves(system, world, sid, capture),
  ]);
}

const mediaMove = (
  world: World,
  sid: string,
  event: AnyEvent,
  change: (capture: Capture) => Capture,
): Move => ({
  says: 'media server',
  to: { machine: 'recording', sid },
  event: { ...event, at: world.now },
  before: (from) => ({
    ...from,
    captures: put(from.captures, sid, change(from.captures[sid] as Capture)),
  }),
});

function answerMoves(system: System, world: World, sid: string, capture: Capture): Move[] {
  const { refuses = [], loses = [], reorders = false } = system.media;
  const open = reorders ? capture.asked : capture.asked.slice(0, 1);
  return open.flatMap((asked) => {
    const { order, verb, isSaid } = asked;
    if (verb === 'erase') return [];
    const done = (of: Capture) => ({ ...of, asked: of.asked.filter((one) => one.order !== order) });
    const at = world.now;
    // A start that is obeyed after its stop captures until the next stop; otherwise over is over.
    const obey = (of: Capture): Capture => ({
      ...done(of),
      is: of.is === 'over' && verb !== 'start' ? 'over' : becomes[verb],
    });
    const confirm = mediaMove(world, sid, { type: answers[verb], at, order }, obey);
    if (isSaid) return [confirm];
    const moves = [confirm];
    if (isLeft(world, 'repeat', system.repeats ?? 0)) {
      const said = (of: Capture): Capture => ({
        ...obey(of),
        asked: of.asked.map((one) => (one.order === order ? { ...one, isSaid: true } : one)),
      });
      const first = mediaMove(world, sid, confirm.event, said);
      moves.push({
        ...first,
        says: 'media server (again later)',
        before: (from) => spend(first.before(from), 'repeat'),
      });
    }
    if (refuses.includes(verb)) {
      moves.push(mediaMove(world, sid, { type: 'media.refused', at, order }, done));
    }
    return loses.includes(verb) ? [...moves, lose(world, sid, order, done)] : moves;
  });
}

/** An order that is never answered: it goes, and nobody is told. A fact of no meaning stands for it. */
function lose(world: World, sid: string, order: number, done: (of: Capture) => Capture): Move {
  const fact: EventOf<'media.refused'> = {
    type: 'media.refused',
    at: world.now,
    order: order + 1_000,
  };
  return { ...mediaMove(world, sid, fact, done), says: `media server loses order ${order}` };
}

function ownMoves(system: System, world: World, sid: string, capture: Capture): Move[] {
  const { stopsByItself = false, filesEarly = false, files = ['audio'] } = system.media;
  const at = world.now;
  const moves: Move[] = [];
  if (stopsByItself && (capture.is === 'capturing' || capture.is === 'paused')) {
    moves.push(
      mediaMove(world, sid, { type: 'media.stopped', at }, (of) => ({ ...of, is: 'over' })),
    );
  }
  if (capture.isFiled || (capture.is !== 'over' && !filesEarly)) return moves;
  const filed = (of: Capture): Capture => ({ ...of, is: 'over', isFiled: true });
  const saved = { type: 'media.saved', at, location: `file ${sid}` } as const;
  for (const file of files) {
    if (file === 'audio') moves.push(...told(system, world, mediaMove(world, sid, saved, filed)));
    if (file === 'empty') {
      moves.push(mediaMove(world, sid, { ...saved, isEmpty: true }, filed));
    }
    if (file === 'lost') moves.push(mediaMove(world, sid, { type: 'media.failed', at }, filed));
  }
  return moves;
}

function speechMoves(system: System, world: World, sid: string, capture: Capture): Move[] {
  const what = `speech ${sid}`;
  if (capture.is !== 'capturing' || !isLeft(world, what, system.media.speech ?? 0)) return [];
  const heard = world.spent[what] ?? 0;
  const type = heard % 2 === 0 ? 'speech.started' : 'speech.ended';
  const to = { machine: 'recording', sid } as const;
  return [
    {
      says: 'media server',
      to,
      event: { type, at: world.now },
      before: (from) => spend(from, what),
    },
  ];
}

function timerMoves(system: System, world: World): Move[] {
  return Object.entries(world.machines).flatMap(([slot, { context }]) => {
    const running = Object.entries(context.timers) as [TimerName, number][];
    const fire = (timer: TimerName, at: number): Move => ({
      says: 'clock',
      to: addressOf(slot),
      event: { type: 'timer.fired', at, timer },
      before: same,
    });
    const due = running
      .filter(([, at]) => system.time === 'free' || at <= world.now)
      .map(([timer, at]) => fire(timer, Math.max(at, world.now)));
    if (!isLeft(world, 'stray', system.strayTimers ?? 0)) return due;
    const stray = running.map(([timer, at]): Move => {
      const early = fire(timer, Math.max(0, at - 1));
      return { ...early, says: 'clock (early)', before: (from) => spend(from, 'stray') };
    });
    return [...due, ...stray];
  });
}

function ticks({ time }: System, { now }: World): Tick[] {
  return time !== 'free' && now < time ? [{ says: 'time passes', now: now + 1 }] : [];
}
