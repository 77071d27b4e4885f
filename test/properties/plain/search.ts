/**
 * The plain search: breadth first from world to world, each of them an object. It judges the search
 * on numbers, which has to come to the same.
 */

import {
  type Explored,
  type ExploreOptions,
  traceLine,
  type Violation,
} from '../../../properties/check/explored.ts';
import { mostSteps, settle } from '../../../properties/check/run-out.ts';
import { type Breach, ClaimWatch, type Memories } from '../../../properties/check/watch.ts';
import type { Claim, Moment } from '../../../properties/claims/claim.ts';
import { movesOf } from '../../../properties/generators/moves.ts';
import type { Move, System, Tick } from '../../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../../properties/generators/world.ts';
import { type Advance, hasEnded } from '../../../src/engine/index.ts';
import { type Judged, Judging } from './judging.ts';
import { type KnownWorld, Numbering } from './key.ts';

/** How a place was reached: from another one, by which of the moves that were open there. */
interface Place {
  readonly from: Place | undefined;
  readonly move: number;
}
/** A place to look at, and what it is like there. */
interface Reached {
  readonly place: Place;
  readonly known: KnownWorld;
}

/** Explores a system as `explore` does, without its tables. */
export function explorePlainly(system: System, options: ExploreOptions): Explored {
  return new PlainSearch(system, options).run();
}

class PlainSearch {
  readonly #system: System;
  readonly #options: ExploreOptions;
  readonly #watch: ClaimWatch;
  readonly #judging: Judging;
  readonly #sometimes: readonly Claim[];
  readonly #numbering = new Numbering();
  readonly #visited = new Set<string>();
  /** Worlds that are known to come to rest as they should. */
  readonly #restful = new Set<string>();
  readonly #violations = new Map<string, Violation>();
  readonly #seen = new Set<string>();
  /** Those of steps on the way, not only of steps to rest. */
  readonly #taken = new WeakSet<Judged>();
  #frontier: Reached[] = [];
  #edges = 0;

  constructor(system: System, options: ExploreOptions) {
    this.#system = system;
    this.#options = options;
    this.#watch = new ClaimWatch(options.claims.filter(({ kind }) => kind !== 'sometimes'));
    this.#judging = new Judging(this.#watch);
    this.#sometimes = options.claims.filter(({ kind }) => kind === 'sometimes');
  }

  run(): Explored {
    const { most = Number.POSITIVE_INFINITY, depth = Number.POSITIVE_INFINITY } = this.#options;
    this.#visit({ from: undefined, move: 0 }, this.#numbering.know(emptyWorld, {}));
    this.#options.onDepth?.(this.#visited.size, this.#edges);
    let isComplete = true;
    for (let moves = 0; this.#frontier.length > 0 && isComplete; moves += 1) {
      const reached = this.#frontier;
      this.#frontier = [];
      for (const [i, one] of reached.entries()) {
        isComplete = this.#visited.size < most && moves < depth && !this.#isOver();
        if (!isComplete) break;
        const open = movesOf(this.#system, one.known.world);
        for (const [move, by] of open.entries()) this.#take(one, by, move);
        if (i % 256 === 0) this.#tell(reached.length - i);
      }
      if (isComplete) this.#options.onDepth?.(this.#visited.size, this.#edges);
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

  #take({ place: from, known }: Reached, by: Move | Tick, move: number) {
    this.#edges += 1;
    const place = { from, move };
    const { world: before, memories } = known;
    if ('now' in by) {
      this.#visit(place, this.#numbering.know(by.before(before), memories, known));
      return;
    }
    const { world, moment } = taken(this.#options.advance, before, by);
    const followed = this.#follow(place, moment, known);
    this.#visit(place, this.#numbering.know(world, followed, known));
  }

  #follow(place: Place, moment: Moment, from: KnownWorld): Memories {
    this.#options.onMoment?.(moment);
    const judged = this.#judging.follow(moment, from);
    if (!this.#taken.has(judged)) this.#look(moment);
    this.#taken.add(judged);
    for (const breach of judged.breaches) this.#report(breach, place);
    return judged.memories;
  }

  #look(moment: Moment) {
    for (const claim of this.#sometimes) {
      if (claim.about !== 'system' && claim.about !== moment.to.machine) continue;
      if (claim.holds(claim.next(claim.begin, moment))) this.#seen.add(claim.id);
    }
  }

  /** A place that is new is looked at: whether it comes to rest as it should, and what follows. */
  #visit(place: Place, known: KnownWorld) {
    const { size } = this.#visited;
    if (this.#visited.add(known.key).size === size) return;
    this.#frontier.push({ place, known });
    this.#rest(place, known);
  }

  /** From here everything comes to rest as it should; what was seen to do so is not run again. */
  #rest(place: Place, from: KnownWorld) {
    const moments: Moment[] = [];
    let known = from;
    for (;;) {
      const { size } = this.#restful;
      if (this.#restful.add(known.future).size === size) return;
      const next = settle(this.#options.advance, known.world);
      if (!next || moments.length > mostSteps) break;
      moments.push(next.moment);
      const followed = this.#judging.follow(next.moment, known);
      for (const breach of followed.breaches) this.#report(breach, place, moments);
      known = this.#numbering.know(next.world, followed.memories, known);
    }
    this.#checkRest(place, known, moments);
  }

  #checkRest(place: Place, { world, memories }: KnownWorld, moments: readonly Moment[]) {
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
      ...way.map(({ by }) => traceLine(by)),
      ...after.map((moment) => `then ${moment.to.machine} ${moment.to.sid} ${moment.event.type}`),
    ];
    const moments = [...way.flatMap(({ moment }) => moment ?? []), ...after];
    this.#violations.set(claim.id, { id: claim.id, says: claim.says, sid, trace, moments });
  }

  /** The moves that lead to a place, made once more. */
  #wayTo(place: Place): { by: Move | Tick; moment: Moment | undefined }[] {
    const moves: number[] = [];
    for (let at = place; at.from; at = at.from) moves.unshift(at.move);
    let world = emptyWorld;
    return moves.map((move) => {
      const by = movesOf(this.#system, world)[move] as Move | Tick;
      if ('now' in by) {
        world = by.before(world);
        return { by, moment: undefined };
      }
      const answered = taken(this.#options.advance, world, by);
      world = answered.world;
      return { by, moment: answered.moment };
    });
  }
}

/** A move is made: a machine answers. */
const taken = (advance: Advance, from: ModelWorld, { before, to, event, happenedAt }: Move) =>
  answerIn(advance, before(from), to, event, happenedAt);
