/** Many random walks with one seed: every claim held against each, and what they went through. */
import fc from 'fast-check';
import { type MachineName, machineNames } from '../../machines/index.ts';
import type { Advance } from '../../src/engine/index.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import { town } from '../systems/town.ts';
import { Coverage } from './coverage.ts';
import { arbitraryWalk, type Pick, type Walked, walk } from './walk.ts';
import { type Breach, ClaimWatch, type Memories } from './watch.ts';

export interface WalkOptions {
  readonly advance: Advance;
  readonly claims: readonly Claim[];
  readonly runs: number;
  /** The most picks of a walk. */
  readonly length: number;
  readonly seed: number;
  readonly onRun?: (runs: number, steps: number) => void;
}
/** What the walks went through: how often each verdict, state and creation path was met. */
export interface Distribution {
  readonly verdicts: Readonly<Record<string, number>>;
  readonly states: Readonly<Record<string, number>>;
  readonly paths: Readonly<Record<string, number>>;
}
/** What random walks came to. */
export interface Walks {
  /** How many walks were taken, those aside that shorten a failure. */
  readonly runs: number;
  /** How many steps of machines, those that shorten a failure too. */
  readonly steps: number;
  /** What was met on them, and how often. */
  readonly distribution: Distribution;
  /** Which candidates of cells were taken, and which never. */
  readonly coverage: Coverage;
  /** The ids of the `sometimes` claims that were seen. */
  readonly seen: ReadonlySet<string>;
  /** The shortest walk found that breaks a claim, in words, and what happened on it. */
  readonly failure: string | undefined;
  /** The steps of that walk, in order; none if every claim holds. */
  readonly failed: readonly Moment[];
}

/** Takes random walks, and judges each step by the claims. */
export function runWalks({ advance, claims, runs, length, seed, onRun }: WalkOptions): Walks {
  const watch = new ClaimWatch(claims.filter(({ kind }) => kind !== 'sometimes'));
  const sometimes = claims.filter(({ kind }) => kind === 'sometimes');
  const tally = new Tally();
  const seen = new Set<string>();
  let [walks, steps] = [0, 0];
  const property = fc.property(arbitraryWalk(length), (picks) => {
    const walked = walk(town, advance, picks);
    walks += 1;
    steps += walked.moments.length;
    for (const moment of walked.moments) {
      tally.note(moment);
      for (const claim of sometimes) {
        const isAbout = claim.about === 'system' || claim.about === moment.to.machine;
        if (isAbout && claim.holds(claim.next(claim.begin, moment))) seen.add(claim.id);
      }
    }
    onRun?.(walks, steps);
    return breachOf(watch, walked) === undefined;
  });
  const checked = fc.check(property, { numRuns: runs, seed });
  const [picks] = checked.counterexample ?? [];
  const failed = picks && walk(town, advance, picks);
  return {
    runs: checked.numRuns,
    steps,
    distribution: tally.distribution,
    coverage: tally.coverage,
    seen,
    failure: failed && failureText(watch, failed, picks, seed),
    failed: failed?.moments ?? [],
  };
}

function breachOf(
  watch: ClaimWatch,
  { moments }: Walked,
): (Breach & { moment?: Moment }) | undefined {
  let memories: Memories = {};
  for (const moment of moments) {
    const { breaches, memories: next } = watch.follow(memories, moment);
    if (breaches[0]) return { ...breaches[0], moment };
    memories = next;
  }
  return watch.atRest(memories)[0];
}

/** Id, sentence, the shrunk events one a line, configuration before and after, seed. */
function failureText(
  watch: ClaimWatch,
  walked: Walked,
  picks: readonly Pick[],
  seed: number,
): string {
  const breach = breachOf(watch, walked);
  const { moment } = breach ?? {};
  return [
    `${breach?.claim.id} does not hold of ${breach?.sid || 'the system'}: ${breach?.claim.says}`,
    ...walked.trace.map((line) => `  ${line}`),
    ...(moment
      ? [
          `at:     ${moment.to.machine} ${moment.to.sid} ← ${moment.event.type}`,
          `before: ${moment.before?.state ?? 'none'} ${JSON.stringify(moment.before?.context ?? {})}`,
          `after:  ${moment.snapshot?.state ?? 'none'} ${JSON.stringify(moment.snapshot?.context ?? {})}`,
        ]
      : ['at rest, when all messages had arrived and all timers had run out']),
    `seed ${seed}, picks ${JSON.stringify(picks)}`,
  ].join('\n');
}

/** Counts what is met. */
class Tally {
  readonly coverage = new Coverage();
  readonly #verdicts = new Map<string, number>();
  readonly #states = new Map<string, number>();
  readonly #paths = new Map<string, number>();

  note(moment: Moment) {
    const { to, event, verdict, snapshot } = moment;
    this.coverage.note(moment);
    count(this.#verdicts, 'reason' in verdict ? `refused ${verdict.reason}` : verdict.verdict);
    count(this.#states, `${to.machine} ${snapshot?.state ?? 'none'}`);
    if (event.type === 'recording.requested') count(this.#paths, event.path);
  }

  get distribution(): Distribution {
    return {
      verdicts: sorted(this.#verdicts),
      states: sorted(this.#states),
      paths: sorted(this.#paths),
    };
  }
}
const count = (counts: Map<string, number>, what: string) =>
  counts.set(what, (counts.get(what) ?? 0) + 1);
const sorted = (counts: ReadonlyMap<string, number>) =>
  Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));

/** The distribution as a table, most met first. */
export function distributionOf({ distribution, coverage }: Walks): string {
  const tables = Object.entries(distribution) as [string, Readonly<Record<string, number>>][];
  const lines = tables.flatMap(([title, counts]) => {
    const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
    const rows = Object.entries(counts).map(([what, n]) => {
      const share = ((100 * n) / total).toFixed(2).padStart(6);
      return `  ${share} %  ${n.toLocaleString('en').padStart(11)}  ${what}`;
    });
    return ['', title, ...rows];
  });
  const shares = machineNames.map((name: MachineName) => {
    const missing = coverage.missing([name]).length;
    return `  ${name}: ${missing === 0 ? 'all' : `all but ${missing}`}`;
  });
  return [...lines, '', 'transitions taken', ...shares, ''].join('\n');
}
