/** The steps of a search, each worked out once: how a machine answers, and what claims make of it. */
import { type AnyEvent, addressIn } from '../../machines/index.ts';
import type { Advance, Snapshot } from '../../src/engine/index.ts';
import { type Breach, ClaimWatch, type Memories, memoryKey } from '../check/watch.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import type { Column } from './columns.ts';
import { Pairs } from './pairs.ts';
import type { Places, Remembering } from './places.ts';

/** A step of a machine. */
export interface KnownStep {
  readonly number: number;
  readonly moment: Moment;
  /** The column of its machine, and the number of what it is then. */
  readonly slot: Column;
  readonly after: number;
  /** Whether it was taken on the way, not only on the way to rest. */
  isTaken: boolean;
}

/** A claim about one machine, or about the system, and the column of what it remembers. */
interface Follower {
  readonly watch: ClaimWatch;
  readonly column: Column;
}
/** The claims that follow the same steps: most have never had anything to remember. */
interface Followers {
  readonly awake: Follower[];
  asleep: readonly ClaimWatch[];
}

const nothing: Memories = {};
const kinds = ['own', 'common'] as const;

export class Steps {
  readonly #places: Places;
  readonly #advance: Advance;
  readonly #watch: ClaimWatch;
  /** Each claim by itself: together they remember too much. */
  readonly #watches: ReadonlyMap<Claim['about'], readonly ClaimWatch[]>;
  readonly #common: Followers;
  readonly #own = new Map<Column, Followers>();
  readonly #bySlot = new Map<Column, Map<string, KnownStep>>();
  /** By the numbers of what is remembered and of a step, the number of what is remembered then. */
  readonly #next = { own: new Pairs(), common: new Pairs() };
  /** By the number of what is remembered, what breaks if nothing more happens. */
  readonly #atRest = { own: new Map<number, Breach[]>(), common: new Map<number, Breach[]>() };
  #size = 0;

  constructor(places: Places, advance: Advance, claims: readonly Claim[]) {
    this.#places = places;
    this.#advance = advance;
    this.#watch = new ClaimWatch(claims);
    const watches = Map.groupBy(claims, ({ about }) => about);
    this.#watches = new Map(
      [...watches].map(([about, of]) => [about, of.map((claim) => new ClaimWatch([claim]))]),
    );
    this.#common = { awake: [], asleep: this.#watches.get('system') ?? [] };
  }

  /** The step of a machine that is as this number says. */
  of(slot: Column, before: number, event: AnyEvent, happenedAt: number | undefined): KnownStep {
    const steps = this.#bySlot.get(slot) ?? new Map<string, KnownStep>();
    this.#bySlot.set(slot, steps);
    const key = `${before} ${happenedAt ?? ''} ${JSON.stringify(event)}`;
    const known = steps.get(key);
    if (known) return known;
    const to = addressIn(slot.name);
    const was = slot.values[before] as Snapshot | undefined;
    const moment: Moment = {
      ...{ ...this.#advance(to, was, event), to, event, before: was },
      ...(happenedAt === undefined ? {} : { happenedAt }),
    };
    for (const of of kinds) this.#wake(of, slot, moment);
    const after = slot.numberOf(moment.snapshot);
    const step: KnownStep = { number: this.#size, moment, slot, after, isTaken: false };
    this.#size += 1;
    steps.set(key, step);
    return step;
  }

  /** Claims follow a step from what they remember; `tell` is told what breaks, the first time. */
  follow(step: KnownStep, tell: (breach: Breach) => void): void {
    const places = this.#places;
    for (let i = 0; i < kinds.length; i += 1) {
      const of = kinds[i] as Remembering;
      const was = places.remembered(of);
      const known = this.#next[of].of(was, step.number);
      const next = known < 0 ? this.#workOut(of, was, step, tell) : known;
      places.remember(of, next);
    }
  }

  /** What breaks if nothing more happens. */
  *atRest(): Iterable<Breach> {
    for (const of of kinds) {
      const number = this.#places.remembered(of);
      const known = this.#atRest[of].get(number) ?? this.#brokenAtRest(of);
      this.#atRest[of].set(number, known);
      yield* known;
    }
  }

  /** Takes over what claims remember of a run. */
  take(memories: Memories): void {
    const { columns } = this.#places;
    for (const [key, memory] of Object.entries(memories)) {
      const of = this.#watch.claimIn(key)?.claim.about === 'system' ? 'common' : 'own';
      const column = columns.of(of, key);
      columns.cells[column.at] = column.numberOf({ [key]: memory });
    }
    for (const of of kinds) this.#places.remember(of, this.#places.renumbered(of));
  }

  #followersOf(of: Remembering, slot: Column): Followers {
    if (of === 'common') return this.#common;
    const { machine } = addressIn(slot.name);
    const known = this.#own.get(slot) ?? { awake: [], asleep: this.#watches.get(machine) ?? [] };
    this.#own.set(slot, known);
    return known;
  }

  /** From the first step on that gives it something to remember, or breaks it, a claim is followed. */
  #wake(of: Remembering, slot: Column, moment: Moment) {
    const followers = this.#followersOf(of, slot);
    followers.asleep = followers.asleep.filter((watch) => {
      const { memories, breaches } = watch.follow(nothing, moment);
      if (memories === nothing && breaches.length === 0) return true;
      const [claim] = watch.claims as [Claim];
      const { sid } = of === 'own' ? moment.to : { sid: '' };
      followers.awake.push({ watch, column: this.#places.columns.of(of, memoryKey(claim, sid)) });
      return false;
    });
  }

  #workOut(of: Remembering, was: number, step: KnownStep, tell: (breach: Breach) => void): number {
    const { cells } = this.#places.columns;
    this.#places.recall(of);
    for (const { watch, column } of this.#followersOf(of, step.slot).awake) {
      const before = (column.values[cells[column.at] as number] ?? nothing) as Memories;
      const { memories, breaches } = watch.follow(before, step.moment);
      cells[column.at] = memories === nothing ? 0 : column.numberOf(memories);
      for (const breach of breaches) tell(breach);
    }
    const next = this.#places.renumbered(of);
    this.#next[of].keep(was, step.number, next);
    return next;
  }

  #brokenAtRest(of: Remembering): Breach[] {
    const { columns } = this.#places;
    this.#places.recall(of);
    const followers = of === 'common' ? [this.#common] : [...this.#own.values()];
    return followers.flatMap(({ awake }) =>
      awake.flatMap(({ watch, column }) =>
        watch.atRest((columns.valueOf(column) ?? nothing) as Memories),
      ),
    );
  }

  /** How many steps there are, and how many bytes it takes to follow them. */
  get size(): number {
    return this.#size;
  }
  get bytes(): number {
    return this.#next.own.bytes + this.#next.common.bytes;
  }
}
