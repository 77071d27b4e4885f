/**
 * A platform as the model has it, lived at random, and what reaches an observer of it: callbacks come
 * late, twice and out of order, requests take a while, and answers are lost.
 */
import { documentCommands, machines, slotOf } from '../../machines/index.ts';
import { weightOf } from '../../properties/check/walk.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { Move, System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../properties/generators/world.ts';
import { town } from '../../properties/systems/town.ts';
import { type Advance, onTables } from '../../src/engine/index.ts';
import type { Manner } from '../../src/follow/ways/manner.ts';
import type { Observation, Untimed } from '../../src/follow/ways/observation.ts';
import { chance } from './chance.ts';

const right = onTables(machines);

interface Request {
  readonly id: string;
  readonly move: Move;
}
interface Due {
  readonly at: number;
  readonly seen: Observation;
}

/** What is lived, and how it reaches the observer. */
export interface Platform {
  readonly platform?: Advance;
  readonly isCalm?: boolean;
}

/** One life of a system, step by step. */
export class Outside {
  world: ModelWorld = { ...emptyWorld, now: 1_000_000 };
  readonly trace: string[] = [];
  readonly #system: System;
  readonly #manner: Manner;
  readonly #chance: () => number;
  readonly #plans = new Map<string, Move>();
  #requests: Request[] = [];
  #due: Due[] = [];
  #asked = 0;
  readonly #advance: Advance;

  readonly #isCalm: boolean;

  /** A platform that is wrong has tables of its own; where it is calm, nothing is late, lost or told twice. */
  constructor(
    system: System,
    manner: Manner,
    seed: number,
    { platform = right, isCalm = false }: Platform = {},
  ) {
    this.#advance = platform;
    this.#isCalm = isCalm;
    const { doubles: _d, strayTimers: _s, stepsBack: _b, ahead: _a, ...rest } = system;
    const media = { ...town.media, ...(system.media.speech ? {} : { speech: 0 }) };
    this.#system = { ...rest, network: town.network, media, time: Number.MAX_SAFE_INTEGER };
    this.#manner = manner;
    this.#chance = chance(seed);
  }

  /** Something happens, or time passes; what reaches the observer by then, in the order of arrival. */
  step(): Observation[] {
    const until = this.#latest();
    const pick = this.#chance();
    if (pick < 0.4) this.#pass(Math.min(until, this.world.now + this.#span()));
    else if (pick < 0.5) this.#obey();
    else this.#move();
    this.#due.sort((a, b) => a.at - b.at);
    const arrived = this.#due.filter(({ at }) => at <= this.world.now);
    this.#due = this.#due.filter(({ at }) => at > this.world.now);
    return arrived.map(({ seen }) => ({ ...seen, at: this.world.now }));
  }

  #span(): number {
    const [often, seldom] = [this.#chance() * 3_000, this.#chance() * 600_000];
    return Math.round(this.#chance() < 0.9 ? often : seldom);
  }
  #pass(now: number) {
    this.world = { ...this.world, now: Math.max(this.world.now, now) };
  }

  /** No timer is later than the skew allows, and no message later than the lag. */
  #latest(): number {
    const { skewMs, lagMs } = this.#manner;
    const timers = Object.values(this.world.machines).flatMap(({ context }) =>
      Object.values(context.timers).map((due) => (due as number) + skewMs),
    );
    const mail = Object.values(this.world.mail).flatMap((all) =>
      all.map(({ event }) => event.at + lagMs),
    );
    return Math.min(...timers, ...mail, Number.POSITIVE_INFINITY);
  }

  #move() {
    const moves = movesOf(this.#system, this.world).filter((one): one is Move => 'event' in one);
    const plans = [...this.#plans.values()].filter((plan) => moves.some((one) => same(one, plan)));
    const move = this.#chosen([...moves, ...plans]);
    if (!move) return;
    const { type } = move.event;
    if (!type.startsWith('digit') && move.says.startsWith('asked')) {
      if (Object.hasOwn(documentCommands, type)) this.#document(move);
      else if (type === 'call.receive') this.#comesIn(move);
      else this.#ask(move);
      return;
    }
    this.#take(move);
  }

  #chosen(moves: readonly Move[]): Move | undefined {
    let left = this.#chance() * moves.reduce((sum, move) => sum + weightOf(move), 0);
    return moves.find((move) => {
      left -= weightOf(move);
      return left < 0;
    });
  }

  #see(seen: Observation, delayMs: number) {
    this.#due.push({ at: this.world.now + Math.round(delayMs), seen });
  }

  #comesIn(move: Move) {
    this.#see({ kind: 'cameIn', at: 0, of: move.to, event: untimed(move) }, 0);
    this.#take(move);
  }
  /** A document is given, and run at once or later, if the call still reads it then. */
  #document(move: Move) {
    const known = this.#plans.get(move.to.sid);
    if (known && same(known, move)) {
      this.#plans.delete(move.to.sid);
      this.#take({ ...move, event: { ...move.event, at: this.world.now } });
      return;
    }
    this.#see({ kind: 'document', at: 0, of: move.to, commands: [untimed(move)] }, 0);
    this.#plans.set(move.to.sid, move);
  }
  #ask(move: Move) {
    this.#asked += 1;
    const id = `q${this.#asked}`;
    this.#see({ kind: 'asked', at: 0, id, to: move.to, event: untimed(move) }, 0);
    this.world = move.before(this.world);
    this.#requests.push({ id, move: { ...move, before: (world) => world } });
  }
  /** A request is carried out, and its answer sets out, or is lost. */
  #obey() {
    const [first, ...rest] = this.#requests;
    if (!first) return;
    this.#requests = rest;
    const { id, move } = first;
    const verdict = this.#take({ ...move, event: { ...move.event, at: this.world.now } });
    if (!this.#isCalm && this.#chance() < 0.1) {
      this.#see({ kind: 'answered', at: 0, id, is: 'lost' }, this.#chance() * 30_000);
      return;
    }
    const answer =
      verdict.verdict === 'refused'
        ? ({ is: 'refused', reason: verdict.reason } as const)
        : ({ is: 'done' } as const);
    this.#see({ kind: 'answered', at: 0, id, ...answer }, this.#chance() * 2_000);
  }

  #take(move: Move) {
    const { world, moment } = answerIn(this.#advance, move.before(this.world), move.to, move.event);
    this.world = world;
    this.trace.push(`${this.world.now} ${slotOf(move.to)} <- ${move.event.type} (${move.says})`);
    for (const effect of moment.effects) {
      if (effect.type === 'instructions.requested') {
        this.#plans.delete(effect.sid);
        const { machine, sid } = effect;
        const of = { machine, sid };
        if (this.#tells('call', 'asks')) this.#see({ kind: 'documentAsked', at: 0, of }, 0);
      }
      if (effect.type !== 'announced' || !this.#tells(effect.machine, effect.status)) continue;
      const { machine, sid, status } = effect;
      const callSid = 'callSid' in effect ? effect.callSid : undefined;
      const more = callSid === undefined ? {} : { callSid };
      this.#tell({
        kind: 'callback',
        at: 0,
        of: { machine, sid },
        status,
        ...more,
        ...this.#lengthOf(sid, status),
      });
    }
    return moment.verdict;
  }
  #tells = (machine: keyof Manner['tells'], status: string) =>
    this.#manner.tells[machine]?.includes(status) === true;
  #lengthOf(sid: string, status: string) {
    const recording = this.world.machines[slotOf({ machine: 'recording', sid })];
    if (status !== 'completed' || !recording) return {};
    return { durationSeconds: (recording.context as { durationSeconds: number }).durationSeconds };
  }

  /** A callback sets out: late, twice, or never. */
  #tell(seen: Observation) {
    if (this.#isCalm) {
      this.#see(seen, 0);
      return;
    }
    const pick = this.#chance();
    if (pick < 0.1) return;
    const delay = () => this.#chance() ** 4 * 120_000;
    this.#see(seen, delay());
    if (pick > 0.9) this.#see(seen, delay());
  }

  /** The state of each machine. */
  get truth(): ReadonlyMap<string, string> {
    return new Map(Object.values(this.world.machines).map((one) => [slotOf(one), one.state]));
  }
}
const untimed = ({ event: { at: _, ...event } }: Move) => event as Untimed;
const same = (one: Move, other: Move) =>
  slotOf(one.to) === slotOf(other.to) &&
  JSON.stringify(untimed(one)) === JSON.stringify(untimed(other));
