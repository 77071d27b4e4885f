/**
 * Explores a bounded system: breadth first through every order in which messages, people, network,
 * media server and clock can act. What it reports is reached on a shortest way.
 */

import { type Advance, hasEnded } from '../../src/engine/index.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import { movesOf } from '../generators/moves.ts';
import type { Move, System, Tick } from '../generators/system.ts';
import { answer, emptyWorld, type World } from '../generators/world.ts';
import { Numbering } from './key.ts';
import { mostSteps, settle } from './run-out.ts';
import { type Breach, type Memories, Watch } from './watch.ts';

/** A claim that does not hold, and the shortest run that shows it. */
export interface Violation {
  readonly id: string;
  readonly says: string;
  readonly sid: string;
  /** The moves, one a line. */
  readonly trace: readonly string[];
  readonly moments: readonly Moment[];
}
export interface Explored {
  readonly name: string;
  readonly states: number;
  readonly edges: number;
  readonly violations: readonly Violation[];
  /** The ids of the `sometimes` claims that were seen. */
  readonly seen: ReadonlySet<string>;
  /** Whether every state within the bounds was reached. */
  readonly isComplete: boolean;
}
export interface Options {
  readonly advance: Advance;
  readonly claims: readonly Claim[];
  /** The most states to visit; without it, all. */
  readonly most?: number;
  /** The most moves on the way to a state; without it, any number. */
  readonly depth?: number;
  /** Ends the search at the first violation; otherwise each claim is reported once. */
  readonly stopsAtFirst?: boolean;
  /** Sees every step, for coverage. */
  readonly onMoment?: (moment: Moment) => void;
  /** Told now and then how far it is. */
  readonly onProgress?: (states: number, edges: number, frontier: number) => void;
}

/** A place of the search: how it was reached, and what it is. */
interface Place {
  readonly from: Place | undefined;
  readonly by: Move | Tick | undefined;
  readonly world: World;
  readonly memories: Memories;
}

export function explore(system: System, options: Options): Explored {
  return new Search(system, options).run();
}

class Search {
  readonly #system: System;
  readonly #options: Options;
  readonly #watch: Watch;
  readonly #sometimes: readonly Claim[];
  readonly #numbering = new Numbering();
  readonly #visited = new Set<string>();
  /** Worlds that are known to come to rest as they should. */
  readonly #restful = new Set<string>();
  readonly #violations = new Map<string, Violation>();
  readonly #seen = new Set<string>();
  #frontier: Place[] = [];
  #edges = 0;

  constructor(system: System, options: Options) {
    this.#system = system;
    this.#options = options;
    this.#watch = new Watch(options.claims.filter(({ kind }) => kind !== 'sometimes'));
    this.#sometimes = options.claims.filter(({ kind }) => kind === 'sometimes');
  }

  run(): Explored {
    const { most = Number.POSITIVE_INFINITY, depth = Number.POSITIVE_INFINITY } = this.#options;
    this.#visit({ from: undefined, by: undefined, world: emptyWorld, memories: {} });
    let isComplete = true;
    for (let moves = 0; this.#frontier.length > 0 && isComplete; moves += 1) {
      const places = this.#frontier;
      this.#frontier = [];
      for (const [i, place] of places.entries()) {
        isComplete = this.#visited.size < most && moves < depth && !this.#isOver();
        if (!isComplete) break;
        for (const move of movesOf(this.#system, place.world)) this.#take(place, move);
        if (i % 256 === 0) this.#tell(places.length - i);
      }
    }
    return {
      name: this.#system.name,
      states: this.#visited.size,
      edges: this.#edges,
      violations: [...this.#violations.values()],
      seen: this.#seen,
      isComplete,
    };
  }

  #isOver(): boolean {
    return this.#options.stopsAtFirst === true && this.#violations.size > 0;
  }

  #tell(left: number) {
    const frontier = this.#frontier.length + left;
    this.#options.onProgress?.(this.#visited.size, this.#edges, frontier);
  }

  #take(from: Place, by: Move | Tick) {
    this.#edges += 1;
    if ('now' in by) {
      this.#visit({ from, by, world: { ...from.world, now: by.now }, memories: from.memories });
      return;
    }
    const { world, moment } = answer(this.#options.advance, by.before(from.world), by.to, by.event);
    const place = { from, by, world, memories: this.#follow(from, by, moment) };
    this.#visit(place);
  }

  #follow(from: Place, by: Move, moment: Moment): Memories {
    this.#options.onMoment?.(moment);
    for (const claim of this.#sometimes) {
      if (claim.about !== 'system' && claim.about !== moment.to.machine) continue;
      if (claim.holds(claim.next(claim.begin, moment))) this.#seen.add(claim.id);
    }
    const { memories, breaches } = this.#watch.follow(from.memories, moment);
    for (const breach of breaches) this.#report(breach, { from, by, world: from.world, memories });
    return memories;
  }

  /** A place that is new is looked at: whether it comes to rest as it should, and what follows. */
  #visit(place: Place) {
    const key = this.#numbering.keyOf(place.world, place.memories);
    if (this.#visited.has(key)) return;
    this.#visited.add(key);
    this.#frontier.push(place);
    this.#rest(place);
  }

  /** From here everything comes to rest as it should; what was seen to do so is not run again. */
  #rest(place: Place) {
    const way: string[] = [];
    const moments: Moment[] = [];
    let { world, memories } = place;
    for (;;) {
      const future = this.#numbering.futureOf(world, memories);
      if (this.#restful.has(future)) break;
      way.push(future);
      const next = settle(this.#options.advance, world);
      if (!next || moments.length > mostSteps) {
        this.#checkRest(place, world, memories, moments);
        break;
      }
      moments.push(next.moment);
      world = next.world;
      const followed = this.#watch.follow(memories, next.moment);
      for (const breach of followed.breaches) this.#report(breach, place, moments);
      memories = followed.memories;
    }
    for (const future of way) this.#restful.add(future);
  }

  #checkRest(place: Place, world: World, memories: Memories, moments: readonly Moment[]) {
    for (const breach of this.#watch.atRest(memories)) this.#report(breach, place, moments);
    for (const snapshot of Object.values(world.machines)) {
      if (hasEnded(snapshot)) continue;
      const says = `${snapshot.machine} ${snapshot.sid} stays in ${snapshot.state} for ever.`;
      this.#report({ claim: { id: 'limbo', says }, sid: snapshot.sid }, place, moments);
    }
  }

  #report(
    { claim, sid }: { claim: Pick<Breach['claim'], 'id' | 'says'>; sid: string },
    place: Place,
    after: readonly Moment[] = [],
  ) {
    if (this.#violations.has(claim.id)) return;
    const way = this.#wayTo(place);
    const trace = [
      ...way.map(({ by }) => traceLine(by as Move | Tick)),
      ...after.map((moment) => `then ${moment.to.machine} ${moment.to.sid} ${moment.event.type}`),
    ];
    const moments = [...this.#replay(way), ...after];
    this.#violations.set(claim.id, { id: claim.id, says: claim.says, sid, trace, moments });
  }

  #wayTo(place: Place): Place[] {
    const way: Place[] = [];
    for (let at: Place | undefined = place; at?.by; at = at.from) way.unshift(at);
    return way;
  }

  #replay(way: readonly Place[]): Moment[] {
    return way.flatMap(({ from, by }) => {
      if (!from || !by || 'now' in by) return [];
      const { moment } = answer(this.#options.advance, by.before(from.world), by.to, by.event);
      return [moment];
    });
  }
}

/** A move in one line: who, what, with what in it a reader wants to know. */
export function traceLine(by: Move | Tick): string {
  if ('now' in by) return `the clock shows ${by.now}`;
  const { type, at: _, ...fields } = by.event;
  const said = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`;
  return `${by.to.machine} ${by.to.sid} ← ${type}${said} (${by.says})`;
}
