/** Shows how a claim is broken: the way that the search has found is gone once more, by the engine. */
import { type Advance, hasEnded } from '../../src/engine/index.ts';
import { traceLine, type Violation } from '../check/explored.ts';
import { mostSteps, settle } from '../check/run-out.ts';
import { type Breach, ClaimWatch, type Memories } from '../check/watch.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import { movesOf } from '../generators/moves.ts';
import type { Move, System, Tick } from '../generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../generators/world.ts';
import type { Places } from './places.ts';
import type { Steps } from './steps.ts';

/** What was found to be broken, and where. */
export interface Breakage {
  readonly claim: Pick<Claim, 'id' | 'says'>;
  readonly sid: string;
  /** The number of the place from which a step breaks it, or from which it breaks on the way to rest. */
  readonly place: number;
  readonly isAtRest: boolean;
}

interface Reached {
  readonly world: ModelWorld;
  readonly memories: Memories;
  readonly broken: readonly Breach[];
  readonly trace: readonly string[];
  readonly moments: readonly Moment[];
}
const start: Reached = { world: emptyWorld, memories: {}, broken: [], trace: [], moments: [] };

export class Rerun {
  readonly #system: System;
  readonly #advance: Advance;
  readonly #watch: ClaimWatch;
  readonly #places: Places;
  readonly #steps: Steps;

  constructor(
    system: System,
    { advance, claims }: { readonly advance: Advance; readonly claims: readonly Claim[] },
    places: Places,
    steps: Steps,
  ) {
    this.#system = system;
    this.#advance = advance;
    this.#watch = new ClaimWatch(claims);
    this.#places = places;
    this.#steps = steps;
  }

  /** `way`: what the places on the way to it are known by, from the beginning on. */
  show(broken: Breakage, [, ...way]: readonly Int32Array[]): Violation {
    const found = this.#shown(start, way, broken);
    if (!found) throw new Error('a claim breaks in numbers, and not when the engine goes that way');
    const { id, says } = broken.claim;
    const { sid } = found.broken.find(({ claim }) => claim.id === id) ?? broken;
    return { id, says, sid, trace: found.trace, moments: found.moments };
  }

  /** Of places that are alike, not all come to rest in the same order: then another is tried. */
  #shown(from: Reached, way: readonly Int32Array[], broken: Breakage): Reached | undefined {
    const [key, ...further] = way;
    const { claim, isAtRest } = broken;
    if (!key && isAtRest) return this.#rest(from, claim.id);
    for (const by of movesOf(this.#system, from.world)) {
      const next = this.#taken(from, by);
      if (!key && breaks(next, claim.id)) return next;
      const found = key && this.#is(next, key) ? this.#shown(next, further, broken) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  #is({ world, memories }: Reached, key: Int32Array): boolean {
    this.#places.take(world);
    this.#steps.take(memories);
    return this.#places.key().every((number, i) => number === key[i]);
  }

  #taken(from: Reached, by: Move | Tick): Reached {
    const trace = [...from.trace, traceLine(by)];
    if ('now' in by) return { ...from, world: by.before(from.world), broken: [], trace };
    const { before, to, event, happenedAt } = by;
    const after = answerIn(this.#advance, before(from.world), to, event, happenedAt);
    return { ...this.#judged(from, after), trace };
  }

  #judged(from: Reached, { world, moment }: { world: ModelWorld; moment: Moment }) {
    const { memories, breaches } = this.#watch.follow(from.memories, moment);
    return { world, memories, broken: breaches, moments: [...from.moments, moment] };
  }

  /** To rest, or to where it breaks on the way; `undefined`: it does not break. */
  #rest(from: Reached, id: string): Reached | undefined {
    let reached = from;
    for (let steps = 0; steps <= mostSteps; steps += 1) {
      const next = settle(this.#advance, reached.world);
      if (!next) break;
      const { to, event } = next.moment;
      const line = `then ${to.machine} ${to.sid} ${event.type}`;
      reached = { ...this.#judged(reached, next), trace: [...reached.trace, line] };
      if (breaks(reached, id)) return reached;
    }
    const { world, memories } = reached;
    const isLimbo = id === 'limbo' && Object.values(world.machines).some((one) => !hasEnded(one));
    const atRest = { ...reached, broken: this.#watch.atRest(memories) };
    return isLimbo || breaks(atRest, id) ? atRest : undefined;
  }
}

const breaks = ({ broken }: Reached, id: string) => broken.some(({ claim }) => claim.id === id);
