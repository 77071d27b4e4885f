/**
 * Outages in a world: while the host is away, what is reported waits outside; it comes in once the
 * host is back. What the host keeps back until then is for the rule to say that all hosts go by.
 */
import {
  type Address,
  afterOutage,
  firesAt,
  noOutage,
  slotOf,
  type TimerName,
} from '../../machines/index.ts';
import { isLeft, spend } from './chances.ts';
import type { Move, OutageRule, System, Tick } from './system.ts';
import { channelOf, type ModelWorld, type Presence, put, senderIn } from './world.ts';

/** Who reports from outside; every other message is from a machine. */
const reporters = ['network', 'media server'] as const;
export type Reporter = (typeof reporters)[number];
const isReport = (channel: string) => (reporters as readonly string[]).includes(senderIn(channel));

const hostsRule: OutageRule = { after: afterOutage, fires: firesAt };
const ruleOf = ({ outages }: System) => outages?.rule ?? hostsRule;
const undisturbed: Presence = { aftermath: noOutage };

export const isHostAway = ({ outages }: System, world: ModelWorld) =>
  outages !== undefined && world.presence?.awaySince !== undefined;

/** When a timer that is due then may fire. */
export function firesIn(
  system: System,
  { presence, machines }: ModelWorld,
  slot: string,
  timer: TimerName,
  dueAt: number,
): number {
  const snapshot = presence && machines[slot];
  return snapshot
    ? ruleOf(system).fires(presence.aftermath, snapshot.context, timer, dueAt)
    : dueAt;
}

/** The host goes away, or comes back. */
export function comings(system: System, world: ModelWorld): Tick[] {
  const { outages } = system;
  if (!outages) return [];
  const { now, presence = undisturbed } = world;
  const { awaySince, aftermath } = presence;
  if (awaySince !== undefined) {
    const back = { back: now, aftermath: ruleOf(system).after(aftermath, awaySince, now, outages) };
    return [{ says: 'the host is back', now, before: (from) => ({ ...from, presence: back }) }];
  }
  if (!isLeft(world, 'outage', outages.times)) return [];
  const away = { ...presence, awaySince: now };
  const before = (from: ModelWorld) => ({ ...spend(from, 'outage'), presence: away });
  return [{ says: 'the host is away', now, before }];
}

/**
 * A report, as it is made: it comes in at once, or waits, if the host is away or an earlier one about
 * the same still waits.
 */
export function reported(system: System, world: ModelWorld, by: Reporter, move: Move): Move | Tick {
  const { to, event, before } = move;
  const channel = channelOf(by, slotOf(to));
  if (!isHostAway(system, world) && !world.mail[channel]) return move;
  const waits = (from: ModelWorld): ModelWorld => {
    const after = before(from);
    const letters = [...(after.mail[channel] ?? []), { to, event, happenedAt: world.now }];
    return { ...after, mail: put(after.mail, channel, letters) };
  };
  return { says: `${by}: ${event.type} of ${nameOf(to)} waits`, now: world.now, before: waits };
}
const nameOf = ({ machine, sid }: Address) => `${machine} ${sid}`;

/**
 * Whether the clock may show that: of a host that is there, whatever waits is told before it has
 * waited twice as long as when the host came back, and a first pause.
 */
export function mayTimePass(
  { outages }: System,
  { presence, mail }: ModelWorld,
  next: number,
): boolean {
  if (!outages || presence?.back === undefined || presence.awaySince !== undefined) return true;
  const { back } = presence;
  return Object.entries(mail).every(([channel, [first]]) => {
    if (!first || !isReport(channel)) return true;
    const waitedMs = back - (first.happenedAt ?? back);
    const pauseMs = Math.min(waitedMs + outages.firstPauseMs, outages.longestPauseMs);
    return next < back + pauseMs;
  });
}

/** A world in which nothing is left of an outage is like one that had none. */
export function forgotten(world: ModelWorld): ModelWorld {
  const { presence, ...rest } = world;
  if (presence?.awaySince !== undefined || !presence || world.now < presence.aftermath.until) {
    return world;
  }
  return Object.keys(world.mail).some(isReport) ? world : rest;
}
