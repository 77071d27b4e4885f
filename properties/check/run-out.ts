/** Lets a world run out: all messages arrive, and all timers fire in the order of their times. */
import { addressIn, type TimerName } from '../../machines/index.ts';
import type { Advance } from '../../src/engine/index.ts';
import type { Moment } from '../claims/claim.ts';
import { answerIn, type Mailed, type ModelWorld, put } from '../generators/world.ts';

/** A world that is still not at rest after so many steps goes round in circles. */
export const mostSteps = 500;

/** The world at rest, when network, media server and people do nothing more, and how it got there. */
export function runOut(
  advance: Advance,
  from: ModelWorld,
): { world: ModelWorld; moments: Moment[] } {
  const moments: Moment[] = [];
  let world = from;
  for (let next = settle(advance, world); next; next = settle(advance, world)) {
    if (moments.length >= mostSteps) throw new Error('the world does not come to rest');
    moments.push(next.moment);
    world = next.world;
  }
  return { world, moments };
}

/** The next step on the way to rest; undefined at rest. */
export function settle(advance: Advance, world: ModelWorld) {
  const next = nextOf(world);
  if (!next) return undefined;
  const { to, event, happenedAt } = next;
  const { world: after, moment } = answerIn(advance, next.world, to, event, happenedAt);
  return { moment, world: { ...after, now: Math.max(world.now, event.at) } };
}

/** First whatever is on its way, by the name of its channel; then timers, by time and slot. */
function nextOf(world: ModelWorld): ({ world: ModelWorld } & Mailed) | undefined {
  const channel = least(Object.keys(world.mail));
  if (channel !== undefined) {
    const [first, ...rest] = world.mail[channel] as [Mailed, ...Mailed[]];
    const mail = put(world.mail, channel, rest.length > 0 ? rest : undefined);
    const { to, event, happenedAt } = first;
    if (happenedAt === undefined) return { world: { ...world, mail }, to, event };
    return { world: { ...world, mail }, to, event: { ...event, at: world.now }, happenedAt };
  }
  let next: { slot: string; timer: TimerName; at: number } | undefined;
  for (const [slot, { context }] of Object.entries(world.machines)) {
    for (const [timer, at] of Object.entries(context.timers) as [TimerName, number][]) {
      const isSooner = !next || at < next.at || (at === next.at && slot < next.slot);
      if (isSooner) next = { slot, timer, at };
    }
  }
  if (!next) return undefined;
  const at = Math.max(next.at, world.now);
  const event = { type: 'timer.fired', at, timer: next.timer } as const;
  return { world, to: addressIn(next.slot), event };
}
const least = (names: readonly string[]) =>
  names.reduce<string | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
