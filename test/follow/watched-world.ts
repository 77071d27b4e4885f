/**
 * A bounded system with all that is on its way to and from whoever watches it. Times are left out: anything
 * may come at any time, late, out of order or never.
 */
import { type AnyEvent, machines, slotOf } from '../../machines/index.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { Move, Offer, System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../properties/generators/world.ts';
import { onTables, type Snapshot } from '../../src/engine/index.ts';
import { asks, type Manner } from '../../src/follow/ways/manner.ts';
import type { Observation, Untimed } from '../../src/follow/ways/observation.ts';

const advance = onTables(machines);

/** A world, and what is on its way to it and from it. */
export interface WatchedWorld {
  readonly world: ModelWorld;
  /** Requests that have set out, by their ids. */
  readonly asked: Readonly<Record<string, number>>;
  /** What was answered to requests, and has not come. */
  readonly answered: Readonly<Record<string, Observation>>;
  /** What a document of a call asks of it next, by the sid of the call. */
  readonly plans: Readonly<Record<string, number>>;
  /** What was told and has not come, by what it says: the same twice is one. */
  readonly told: Readonly<Record<string, Observation>>;
}
export const nothingYet: WatchedWorld = {
  world: emptyWorld,
  asked: {},
  answered: {},
  plans: {},
  told: {},
};
/** Something that can be seen next, and what is so then. */
export interface Sighted {
  readonly seen: Observation;
  readonly after: WatchedWorld;
}

const isDocument = ({ event: { type } }: Offer) =>
  type === 'call.record' ||
  type === 'call.dial' ||
  type === 'call.joinConference' ||
  type === 'call.startBackgroundRecording';
const isCaller = ({ event: { type } }: Offer) => type === 'digit.pressed';
/** What begins everything: nothing else is asked before it. */
const begins = ({ event: { type } }: Offer) =>
  type === 'call.receive' || type === 'call.dialOut' || type === 'conference.addParticipant';

/** What can happen in a system, seen and unseen. */
export class WatchedSystem {
  readonly #system: System;
  readonly #unasked: System;
  readonly #manner: Manner;

  constructor(system: System, manner: Manner) {
    const { doubles: _d, strayTimers: _t, stepsBack: _b, ahead: _a, repeats: _r, ...rest } = system;
    this.#system = { ...rest, time: 'free' };
    this.#unasked = { ...this.#system, offers: system.offers.filter(isCaller) };
    this.#manner = manner;
  }

  /** What can happen next that nobody outside sees. */
  hidden(from: WatchedWorld): WatchedWorld[] {
    const moves = movesOf(this.#unasked, from.world).filter((one): one is Move => 'event' in one);
    const obeyed = Object.entries(from.asked).map(([id, i]) => this.#obeyed(from, id, i));
    const run = Object.entries(from.plans).flatMap(([sid, i]) => this.#run(from, sid, i));
    return [...moves.map((move) => this.#taken(from, move).after), ...obeyed, ...run];
  }

  #obeyed(from: WatchedWorld, id: string, i: number): WatchedWorld {
    const { [id]: _, ...asked } = from.asked;
    const { after, verdict } = this.#taken({ ...from, asked }, this.#moveOf(i));
    const how =
      verdict.verdict === 'refused'
        ? ({ is: 'refused', reason: verdict.reason } as const)
        : ({ is: 'done' } as const);
    const answer: Observation = { kind: 'answered', at: 0, id, ...how };
    return { ...after, answered: { ...after.answered, [id]: answer } };
  }
  #run(from: WatchedWorld, sid: string, i: number): WatchedWorld[] {
    const call = from.world.machines[slotOf({ machine: 'call', sid })];
    if (call?.state !== 'inProgress.executing') return [];
    const { [sid]: _, ...plans } = from.plans;
    return [this.#taken({ ...from, plans }, this.#moveOf(i)).after];
  }
  #moveOf(i: number): Move {
    const { to, event } = this.#system.offers[i] as Offer;
    return { says: 'asked', to, event: { ...event, at: 0 } as AnyEvent, before: (world) => world };
  }

  #taken(from: WatchedWorld, { to, event, before }: Move) {
    const { world, moment } = answerIn(advance, before(from.world), to, { ...event, at: 0 });
    let { told, plans } = from;
    for (const effect of moment.effects) {
      if (effect.type === 'instructions.requested') {
        const { machine, sid, recordingSid } = effect;
        const { [sid]: _, ...left } = plans;
        plans = left;
        const more = recordingSid === undefined ? {} : { recordingSid };
        if (this.#tells('call', asks))
          told = noted(told, { kind: 'documentAsked', at: 0, of: { machine, sid }, ...more });
      }
      if (effect.type !== 'announced' || !this.#tells(effect.machine, effect.status)) continue;
      const { machine, sid, status } = effect;
      const more = 'callSid' in effect ? { callSid: effect.callSid } : {};
      told = noted(told, { kind: 'callback', at: 0, of: { machine, sid }, status, ...more });
    }
    return { after: { ...from, world: still(world, slotOf(to)), told, plans }, ...moment };
  }
  #tells = (machine: keyof Manner['tells'], status: string) =>
    this.#manner.tells[machine]?.includes(status) === true;

  /** What can be seen next: what is asked of it, and what it tells. */
  seen(from: WatchedWorld): Sighted[] {
    const come = Object.entries(from.told).map(([key, seen]) => {
      const { [key]: _, ...told } = from.told;
      return { seen, after: { ...from, told } };
    });
    const answers = Object.entries(from.answered).map(([id, seen]) => {
      const { [id]: _, ...answered } = from.answered;
      return { seen, after: { ...from, answered } };
    });
    return [...come, ...answers, ...this.#offered(from)];
  }

  #offered(from: WatchedWorld): Sighted[] {
    const { offers } = this.#system;
    const has = offers.findIndex(begins);
    return offers.flatMap((offer, i) => {
      const name = `offer ${i}`;
      const spent = from.world.spent[name] ?? 0;
      const isTurn = i === has || `offer ${has}` in from.world.spent;
      if (isCaller(offer) || !isTurn || spent >= (offer.times ?? 1)) return [];
      const world = { ...from.world, spent: { ...from.world.spent, [name]: spent + 1 } };
      return [this.#asked({ ...from, world }, offer, i, `${i}.${spent}`)];
    });
  }
  #asked(from: WatchedWorld, offer: Offer, i: number, id: string): Sighted {
    const { to } = offer;
    const event = offer.event as Untimed;
    if (event.type === 'call.receive') {
      const { after } = this.#taken(from, this.#moveOf(i));
      return { seen: { kind: 'cameIn', at: 0, of: to, event }, after };
    }
    if (isDocument(offer)) {
      const plans = { ...from.plans, [to.sid]: i };
      return {
        seen: { kind: 'document', at: 0, of: to, commands: [event] },
        after: { ...from, plans },
      };
    }
    const seen: Observation = { kind: 'asked', at: 0, id, to, event };
    return { seen, after: { ...from, asked: { ...from.asked, [id]: i } } };
  }
}

const noted = (told: WatchedWorld['told'], seen: Observation): WatchedWorld['told'] => ({
  ...told,
  [JSON.stringify(seen)]: seen,
});

/** The world in which no time is left of the machine: every timer may fire, and nothing has a length. */
function still(world: ModelWorld, slot: string): ModelWorld {
  const snapshot = world.machines[slot];
  if (!snapshot) return world;
  const machine = { ...snapshot, context: timeless(snapshot.context) } as Snapshot;
  return { ...world, machines: { ...world.machines, [slot]: machine } };
}
const lengths = new Set(['capturedMs', 'pausedMs', 'durationMs', 'durationSeconds']);
function timeless(value: unknown, isTime = false): unknown {
  if (typeof value === 'number') return isTime ? 0 : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => timeless(one));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'timers' && typeof one === 'object' && one !== null
        ? Object.fromEntries(Object.keys(one).map((name) => [name, 0]))
        : timeless(one, key.endsWith('At') || key === 'at' || lengths.has(key)),
    ]),
  );
}

/** What tells two of them apart. */
export function watchedKey({ world, ...rest }: WatchedWorld): string {
  const { machines: all, mail, lines, captures, spent } = world;
  return JSON.stringify([all, mail, lines, captures, spent, rest].map(sorted));
}
const sorted = (table: object) => Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
