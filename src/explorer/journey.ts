/**
 * A walk through the model: things told from outside, one after another, and all that follows from
 * each. It never changes; whoever tells something more has another one.
 */
import {
  type Address,
  type AnyEvent,
  type EventOf,
  slotOf,
  type TimerName,
} from '../../machines/index.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import { networkFacts, type System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../properties/generators/world.ts';
import type { Answered } from '../engine/index.ts';
import { advance } from '../engine/step.ts';

/** Something that is told from outside: a request or document asks, or network or clock report. */
export interface WalkStep {
  readonly to: Address;
  readonly event: AnyEvent;
}
/** A machine's answer, and whose message it answers. */
export interface WalkAnswer extends Answered {
  /** Who told it; undefined: it came from outside. */
  readonly sender: Address | undefined;
}
/** One thing that was told, with every answer until nothing is on its way. */
export interface WalkTurn {
  readonly told: WalkStep;
  /** In order: signals are delivered first come, first served. */
  readonly heard: readonly WalkAnswer[];
  /** As it is afterwards. */
  readonly world: ModelWorld;
}

/** When walks begin, in milliseconds since the epoch: so that times read as times of a day. */
const walkBegins = Date.UTC(2026, 0, 5, 9, 0, 0);
/** Before anything was told. */
export const untouched: ModelWorld = { ...emptyWorld, now: walkBegins };

/** What network and media server may do in a walk: all that the model provides for. */
export const surroundings: System = {
  name: 'walk',
  says: 'Whatever network and media server can do.',
  offers: [],
  network: networkFacts,
  media: {
    refuses: ['start', 'pause', 'resume', 'stop'],
    stopsByItself: true,
    files: ['audio', 'empty', 'lost'],
    texts: ['said', 'none'],
    speech: 1_000,
  },
  // The clock is the walker's: what is due is told by `nextDue`.
  time: Number.MAX_SAFE_INTEGER,
};

/** The timer that is due first. */
export interface DueTimer {
  readonly to: Address;
  readonly timer: TimerName;
  readonly at: number;
}

/** What the clock does next, if anything is timed. */
export function nextDue({ machines }: ModelWorld): DueTimer | undefined {
  const all = Object.values(machines).flatMap(({ machine, sid, context }) =>
    Object.entries(context.timers).map(([timer, at]) => ({
      to: { machine, sid },
      timer: timer as TimerName,
      at: at as number,
    })),
  );
  return all.sort((a, b) => a.at - b.at)[0];
}
/** That a timer is due, as the clock tells it. */
export const fired = ({ to, timer, at }: DueTimer, now: number): WalkStep => ({
  to,
  event: { type: 'timer.fired', timer, at: Math.max(at, now) } satisfies EventOf<'timer.fired'>,
});

/** Tells something, and lets every message arrive that follows from it. */
export function turnOf(before: ModelWorld, told: WalkStep): WalkTurn {
  let world = reported({ ...before, now: Math.max(before.now, told.event.at) }, told);
  const heard: WalkAnswer[] = [];
  const waiting: { sender: Address | undefined; to: Address; event: AnyEvent }[] = [
    { sender: undefined, ...told },
  ];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { sender, to, event } = next;
    const answer = answerIn(advance, world, to, event);
    world = { ...answer.world, mail: {} };
    heard.push({ ...answer.moment, sender });
    for (const signal of answer.moment.signals) waiting.push({ sender: to, ...signal });
  }
  return { told, heard, world };
}

/** What network and media server know by having said it: a line that was answered is open. */
function reported(world: ModelWorld, { to, event }: WalkStep): ModelWorld {
  const order = 'order' in event ? event.order : undefined;
  const said = movesOf(surroundings, world).find(
    (move) =>
      !('now' in move) &&
      slotOf(move.to) === slotOf(to) &&
      move.event.type === event.type &&
      ('order' in move.event ? move.event.order : undefined) === order,
  );
  return said ? said.before(world) : world;
}

/** Tells one thing after another. */
export function journeyOf(told: readonly WalkStep[]): readonly WalkTurn[] {
  const turns: WalkTurn[] = [];
  for (const one of told) turns.push(turnOf(turns.at(-1)?.world ?? untouched, one));
  return turns;
}
