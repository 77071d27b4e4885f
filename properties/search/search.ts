/** The search on numbers: breadth first, and of each place it is remembered where it was reached from. */

import type { Explored, ExploreOptions } from '../check/explored.ts';
import { mostSteps } from '../check/run-out.ts';
import type { Breach } from '../check/watch.ts';
import type { Claim } from '../claims/claim.ts';
import type { System } from '../generators/system.ts';
import { emptyWorld } from '../generators/world.ts';
import { Choices, type OpenWay } from './choices.ts';
import type { Column } from './columns.ts';
import { Frontier } from './frontier.ts';
import { futureWidth, keyWidth, Places } from './places.ts';
import { type Breakage, Rerun } from './rerun.ts';
import { Resting } from './resting.ts';
import { grown, RowSet } from './row-set.ts';
import { type KnownStep, Steps } from './steps.ts';
import { exchangesOf } from './symmetry.ts';

export class Search {
  readonly #system: System;
  readonly #options: ExploreOptions;
  readonly #followed: readonly Claim[];
  readonly #sometimes: readonly Claim[];
  readonly #places: Places;
  readonly #steps: Steps;
  readonly #choices: Choices;
  readonly #resting: Resting;
  readonly #visited = new RowSet(keyWidth, 1_024);
  /** What comes of places by itself, where it is known to be as it should. */
  readonly #restful = new RowSet(futureWidth, 1_024);
  /** By the number of a place, that of the one from which it was reached. */
  #from: Int32Array = new Int32Array(1_024);
  #frontier = new Frontier();
  readonly #broken = new Map<string, Breakage>();
  readonly #seen = new Set<string>();
  #edges = 0;
  /** The number of the place that is looked at. */
  #here = 0;

  constructor(system: System, options: ExploreOptions) {
    this.#system = system;
    this.#options = options;
    this.#followed = options.claims.filter(({ kind }) => kind !== 'sometimes');
    this.#sometimes = options.claims.filter(({ kind }) => kind === 'sometimes');
    const listening: { add(column: Column): void }[] = [];
    this.#places = new Places(
      (column) => {
        for (const one of listening) one.add(column);
      },
      options.tellsApart ? [] : exchangesOf(system),
    );
    this.#steps = new Steps(this.#places, options.advance, this.#followed);
    this.#choices = new Choices(system, this.#places, this.#steps);
    this.#resting = new Resting(this.#places, this.#steps);
    listening.push(this.#choices, this.#resting);
  }

  run(): Explored {
    const { most = Number.POSITIVE_INFINITY, depth = Number.POSITIVE_INFINITY } = this.#options;
    this.#places.take(emptyWorld);
    this.#visit();
    this.#options.onDepth?.(this.#visited.size, this.#edges);
    const take = (way: OpenWay) => this.#take(way);
    let isComplete = true;
    for (let moves = 0; this.#frontier.size > 0 && isComplete; moves += 1) {
      const reached = this.#frontier;
      this.#frontier = new Frontier();
      for (let i = 0; i < reached.size; i += 1) {
        isComplete = this.#visited.size < most && moves < depth && !this.#isOver();
        if (!isComplete) break;
        this.#here = reached.go(i, this.#places);
        this.#choices.each(take);
        if (i % 256 === 0) this.#tell(reached.size - i);
      }
      if (isComplete) this.#options.onDepth?.(this.#visited.size, this.#edges);
    }
    return {
      name: this.#system.name,
      states: this.#visited.size,
      edges: this.#edges,
      violations: this.#shown(),
      seen: this.#seen,
      isComplete,
    };
  }

  #isOver(): boolean {
    return this.#options.stopsAtFirst === true && this.#broken.size > 0;
  }

  #tell(left: number) {
    const frontier = this.#frontier.size + left;
    this.#options.onProgress?.(this.#visited.size, this.#edges, frontier);
  }

  #take({ columns, to, step }: OpenWay) {
    this.#edges += 1;
    const places = this.#places;
    const { cells } = places.columns;
    for (let i = 0; i < columns.length; i += 1) {
      const at = columns[i] as number;
      const next = to[i] as OpenWay['to'][number];
      places.set(at, typeof next === 'number' ? next : next.after(cells[at] as number));
    }
    if (step) this.#follow(step);
    this.#visit();
    places.back();
  }

  #follow(step: KnownStep) {
    this.#options.onMoment?.(step.moment);
    this.#steps.follow(step, this.#onWay);
    if (step.isTaken) return;
    step.isTaken = true;
    const { moment } = step;
    for (const claim of this.#sometimes) {
      if (claim.about !== 'system' && claim.about !== moment.to.machine) continue;
      if (claim.holds(claim.next(claim.begin, moment))) this.#seen.add(claim.id);
    }
  }

  /** A place that is new is looked at: whether it comes to rest as it should, and what follows. */
  #visit() {
    const key = this.#places.key();
    const number = this.#visited.size;
    if (this.#visited.turnOf(key) < number) return;
    if (number >= this.#from.length) this.#from = grown(this.#from, number + 1);
    this.#from[number] = this.#here;
    this.#frontier.push(number, this.#places.numbers);
    this.#rest(key, number);
  }

  /** From here everything comes to rest as it should; what was seen to do so is not run again. */
  #rest(from: Int32Array, place: number) {
    const tell = (breach: Breach) => this.#note(breach, place, true);
    let key = from;
    for (let steps = 0; ; steps += 1) {
      const { size } = this.#restful;
      if (this.#restful.turnOf(key) < size) return;
      const step = steps > mostSteps ? undefined : this.#resting.step();
      if (!step) break;
      this.#steps.follow(step, tell);
      key = this.#places.key();
    }
    for (const breach of this.#steps.atRest()) tell(breach);
    for (const { machine, sid, state } of this.#resting.living()) {
      const says = `${machine} ${sid} stays in ${state} for ever.`;
      this.#note({ claim: { id: 'limbo', says }, sid }, place, true);
    }
  }

  readonly #onWay = (breach: Breach) => this.#note(breach, this.#here, false);

  #note({ claim, sid }: Pick<Breakage, 'claim' | 'sid'>, place: number, isAtRest: boolean) {
    if (!this.#broken.has(claim.id)) this.#broken.set(claim.id, { claim, sid, place, isAtRest });
  }

  #shown() {
    if (this.#broken.size === 0) return [];
    const by = { advance: this.#options.advance, claims: this.#followed };
    const witness = new Rerun(this.#system, by, this.#places, this.#steps);
    return [...this.#broken.values()].map((broken) =>
      witness.show(broken, this.#wayTo(broken.place)),
    );
  }

  /** What the places on the way there are known by; the first is where everything begins. */
  #wayTo(place: number): Int32Array[] {
    const { cells } = this.#visited;
    const keyAt = (number: number) => cells.subarray(number * keyWidth, (number + 1) * keyWidth);
    const way = [keyAt(place)];
    for (let at = place; at > 0; ) {
      at = this.#from[at] as number;
      way.unshift(keyAt(at));
    }
    return way;
  }
}
