/**
 * Explores a bounded system: breadth first through every order in which messages, people, network,
 * media server and clock can act. What it reports is reached on a shortest way.
 */

import { type Advance, hasEnded } from '../../src/engine/index.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import { movesOf } from '../generators/moves.ts';
import type { Move, System, Tick } from '../generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../generators/world.ts';
import { type Judged, Judging } from './judging.ts';
import { type KnownWorld, Numbering } from './key.ts';
import { mostSteps, settle } from './run-out.ts';
import { type Breach, ClaimWatch, type Memories } from './watch.ts';

/** A claim that does not hold, and the shortest run that shows it. */
export interface Violation {
  /** That of the claim; `limbo` where something does not come to its end. */
  readonly id: string;
  /** The claim in a sentence; of `limbo`, what stays where. */
  readonly says: string;
  /** What it is about; empty for the whole system. */
  readonly sid: string;
  /** The moves, one a line. */
  readonly trace: readonly string[];
  /** Every step on the way, in order, and to rest where it is broken only there. */
  readonly moments: readonly Moment[];
}
/** What an exploration came to. */
export interface Explored {
  /** That of the system. */
  readonly name: string;
  /** How many states of the whole system were visited. */
  readonly states: number;
  /** How many moves were tried, over all states. */
  readonly edges: number;
  /** Each claim once, by the way that was found first. */
  readonly violations: readonly Violation[];
  /** The ids of the `sometimes` claims that were seen. */
  readonly seen: ReadonlySet<string>;
  /** Whether every state within the bounds was reached. */
  readonly isComplete: boolean;
}
export interface ExploreOptions {
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
  /** Told how large it is within 0 moves, within 1, and so on, as long as it is followed whole. */
  readonly onDepth?: (states: number, edges: number) => void;
  /** Told now and then how far it is. */
  readonly onProgress?: (states: number, edges: number, frontier: number) => void;
}

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

/**
 * Visits every state that a bounded system can be in, and judges each step by the claims.
 * @throws Error if the system has more states than the options allow
 */
export function explore(system: System, options: ExploreOptions): Explored {
  return new Search(system, options).run();
}

class Search {
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

/** A move in one line: who, what, with what in it a reader wants to know. */
export function traceLine(by: Move | Tick): string {
  if ('now' in by) return by.says;
  const { type, at: _, ...fields } = by.event;
  const said = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`;
  return `${by.to.machine} ${by.to.sid} ← ${type}${said} (${by.says})`;
}
