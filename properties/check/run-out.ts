/** Lets a world run out: all messages arrive, and all timers fire in the order of their times. */
import type { Address, AnyEvent, TimerName } from '../../machines/index.ts';
import type { Advance } from '../../src/engine/step.ts';
import type { Moment } from '../claims/claim.ts';
import { answer, put, type World } from '../generators/world.ts';

/** A world that is still not at rest after so many steps goes round in circles. */
const mostSteps = 500;

/** The world at rest, when network, media server and people do nothing more, and how it got there. */
export function runOut(advance: Advance, from: World): { world: World; moments: Moment[] } {
  const moments: Moment[] = [];
  let world = from;
  for (let next = nextOf(world); next; next = nextOf(world)) {
    if (moments.length >= mostSteps) throw new Error('the world does not come to rest');
    const answered = answer(advance, next.world, next.to, next.event);
    world = { ...answered.world, now: Math.max(world.now, next.event.at) };
    moments.push(answered.moment);
  }
  return { world, moments };
}

function nextOf(world: World): { world: World; to: Address; event: AnyEvent } | undefined {
  for (const channel in world.mail) {
    const [first, ...rest] = world.mail[channel] ?? [];
    if (!first) continue;
    const mail = put(world.mail, channel, rest.length > 0 ? rest : undefined);
    return { world: { ...world, mail }, ...first };
  }
  let next: { to: Address; timer: TimerName; at: number } | undefined;
  for (const { machine, sid, context } of Object.values(world.machines)) {
    for (const [timer, at] of Object.entries(context.timers) as [TimerName, number][]) {
      if (!next || at < next.at) next = { to: { machine, sid }, timer, at };
    }
  }
  if (!next) return undefined;
  const at = Math.max(next.at, world.now);
  return { world, to: next.to, event: { type: 'timer.fired', at, timer: next.timer } };
}
