/**
 * Measures things beside each other: in every round each has a short turn, in an order that
 * changes, so that what slows the computer down for a while slows down all of them.
 */

export interface Subject {
  readonly name: string;
  /** Gets ready for a run; this does not count. */
  readonly prepare?: () => void;
  /** Works for a while, much longer than a look at the clock; says how many steps that took. */
  readonly run: () => number;
}
export interface Patience {
  readonly rounds: number;
  readonly turnMs: number;
  /** How long each runs before anything counts. */
  readonly warmUpMs: number;
}
export const patient: Patience = { rounds: 15, turnMs: 25, warmUpMs: 150 };
export const hasty: Patience = { rounds: 1, turnMs: 2, warmUpMs: 0 };

/** What each subject took per step in each round, in nanoseconds. */
export type Times = ReadonlyMap<Subject, readonly number[]>;

/** Measures sets of subjects that are set beside each other: those of a set go one by one. */
export function measured(
  sets: readonly (readonly Subject[])[],
  { rounds, turnMs, warmUpMs }: Patience,
  onTurn: (turns: number) => void = () => {},
): Times {
  const times = new Map<Subject, number[]>();
  let turns = 0;
  for (const subject of sets.flat()) {
    times.set(subject, []);
    turn(subject, warmUpMs);
    onTurn(++turns);
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const set of shuffled(sets, round)) {
      for (const subject of shuffled(set, round)) {
        times.get(subject)?.push(turn(subject, turnMs));
        onTurn(++turns);
      }
    }
  }
  return times;
}

/** What a subject takes per step, in nanoseconds: the median. */
export const timeOf = (times: Times, subject: Subject) => median(times.get(subject) ?? []);
/** How many times as long it takes as another one: the median of all rounds. */
export const ratioOf = (times: Times, subject: Subject, other: Subject) => {
  const beside = times.get(other) ?? [];
  return median((times.get(subject) ?? []).map((time, i) => time / (beside[i] ?? Number.NaN)));
};

/** Runs for a while, beginning with an empty nursery: nanoseconds per step. */
function turn({ prepare, run }: Subject, forMs: number): number {
  collect({ type: 'minor' });
  let steps = 0;
  let spent = 0;
  while (spent < forMs) {
    prepare?.();
    const began = performance.now();
    steps += run();
    spent += performance.now() - began;
  }
  return (spent * 1e6) / steps;
}

export const median = (of: readonly number[]): number => {
  const sorted = of.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below = 0, above = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (below + above) / 2;
};

/** Collects garbage; without --expose-gc nothing happens. */
export const collect = (options?: { readonly type: 'minor' }): void =>
  (globalThis.gc as ((options?: object) => void) | undefined)?.(options);

/** A generator of numbers below `n`, the same for the same seed (mulberry32). */
export function seeded(seed: number): (n: number) => number {
  let state = seed | 0;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** In another order, the same for the same seed. */
function shuffled<T>(of: readonly T[], seed: number): T[] {
  const below = seeded(seed);
  const list = [...of];
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = below(i + 1);
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  return list;
}
