/** Judges one session: whether everything that a log says of it can be so. */
import { addressIn } from '../../../machines/index.ts';
import { publicStatus } from '../../follow/sight.ts';
import { atFirst } from '../../follow/ways/believed.ts';
import { asks } from '../../follow/ways/manner.ts';
import { latest } from '../../follow/ways/searched.ts';
import type { LogEntry, LogPlace } from '../log/entry.ts';
import { type Observed, readingSession } from '../reading/observed.ts';
import { underSharedNames } from '../reading/shared-names.ts';
import { type Explanations, likeness } from '../search/explanations.ts';
import type { Puzzle } from '../search/puzzle/puzzle.ts';
import { search } from '../search/search.ts';
import type { Did, Searched } from '../search/searched.ts';
import { triedBefore } from '../search/tried-before.ts';
import { doneAtOnce, type Work } from '../work/slices.ts';
import { brokenBy } from './broken.ts';
import { puzzleOf, type SessionOptions } from './puzzle-of.ts';
import { beforeIn, repairsOf } from './repairs.ts';
import { seenLine, storyFrom } from './story.ts';
import type { Repair, SessionVerdict, Wrong } from './verdict.ts';
import { answerWords, missingIn, named, seenWords } from './words.ts';

/** So many places are looked at for one explanation, and more for each observation; of a long session fewer. */
const usualMost = 1_500;
const mostEach = 400;
const mostOfUsual = 10_000;
const mostEachOfLong = 20;
/** So many are looked at to find out how far one comes, for where it is unexplained. */
const mostForWhere = 1_000;
/** What is missing is missed so many observations later at most. */
const missedBefore = 3;

/** Judges the entries of a session, in any order. */
export const judged = (
  entries: readonly LogEntry[],
  options: SessionOptions = {},
): SessionVerdict => doneAtOnce(judging(entries, options));

/** Judges a session step by step; what has explained one like it is tried first. */
export function* judging(
  entries: readonly LogEntry[],
  options: SessionOptions,
  known?: Explanations,
): Work<SessionVerdict> {
  const { read, own } = yield* underSharedNames(yield* readingSession(entries));
  yield;
  const puzzle = puzzleOf(read, options);
  const verdict = { ...aboutOf(entries, puzzle), ...(yield* judgedIn(puzzle, options, known)) };
  return own(verdict);
}

type Judged = Omit<SessionVerdict, keyof ReturnType<typeof aboutOf>>;
function* judgedIn(puzzle: Puzzle, options: SessionOptions, known?: Explanations): Work<Judged> {
  const like = known && likeness(puzzle);
  const before = like === undefined ? undefined : known?.of(like);
  const again = before && (yield* triedBefore(puzzle, before, atFirst));
  if (again) return { ...explainedBy(again, puzzle), repairs: [] };
  const most = options.most ?? mostFor(puzzle.observed.length);
  const { mostForRepair = most } = options;
  const asItIs = yield* search(puzzle, { most }, atFirst);
  if (asItIs.found) {
    if (like !== undefined) known?.keep(like, asItIs.found.dids);
    return { ...explainedBy(asItIs.found, puzzle), repairs: [] };
  }
  const astray = { most: Math.min(most, mostForWhere), goesAstray: true };
  const reached = yield* search(puzzle, astray, atFirst);
  const missesFrom = Math.max(0, reached.furthest - missedBefore);
  const { found } = yield* search(puzzle, { most: mostForRepair, missesFrom }, atFirst);
  if (found) return explainedIf(found, puzzle, asItIs.isExhausted);
  const reachedIf = yield* search(puzzle, { ...astray, missesFrom }, atFirst);
  const best = reached.furthest >= reachedIf.furthest ? reached : reachedIf;
  return yield* notExplained(best, puzzle, asItIs.isExhausted, mostForRepair);
}

/** So many places are looked at for a session of so many observations, unless it is said. */
export const mostFor = (observations: number): number =>
  Math.max(
    usualMost,
    Math.min(mostOfUsual, mostEach * observations),
    mostEachOfLong * observations,
  );
type Found = NonNullable<Searched['found']>;
function explainedBy({ dids }: Found, puzzle: Puzzle) {
  const assumes = suppositions(dids).flatMap(({ missing, isCheap }) =>
    isCheap && !missing.isToldSo ? [missingIn(missing)] : [],
  );
  return { is: 'explained', isProven: true, assumes, story: storyFrom(dids, puzzle) } as const;
}

/** It is explained if the log lacks something, unless its form always does. */
function explainedIf(found: Found, puzzle: Puzzle, isProven: boolean): Judged {
  const { dids, lost } = found;
  const repairs = [...missingOf(dids, puzzle), ...lostOf(lost, dids, puzzle)];
  const explained = { ...explainedBy(found, puzzle), repairs };
  return repairs.length === 0 ? explained : { ...explained, is: 'explained-if', isProven };
}

const suppositions = (dids: readonly Did[]) => dids.filter((did) => did.kind === 'supposed');

function missingOf(dids: readonly Did[], puzzle: Puzzle): Repair[] {
  return suppositions(dids).flatMap(({ missing, place, isCheap }) =>
    isCheap
      ? []
      : [
          {
            what: 'missing' as const,
            says: missingIn(missing),
            ...beforeIn(puzzle.observed[place]?.place),
          },
        ],
  );
}

function lostOf(
  lost: Found['lost'],
  dids: readonly Did[],
  { observed, deliveryMs }: Puzzle,
): Repair[] {
  return lost.map(({ of, status, at, callSid }) => {
    const before = dids.flatMap((did) => (did.kind === 'seen' ? [observed[did.place]] : []));
    const next = before.find((one) => one && one.seen.at >= at[0]);
    const due = new Date(at[1] + deliveryMs).toISOString();
    const whose = callSid === undefined ? '' : ` of ${callSid}`;
    const says = `the callback ${status}${whose} of the ${named(of)}, overdue since ${due}`;
    return { what: 'lost', says, ...beforeIn(next?.place) };
  });
}

function* notExplained(
  best: Searched,
  puzzle: Puzzle,
  isProven: boolean,
  most: number,
): Work<Judged> {
  const { observed } = puzzle;
  const altering = yield* repairsOf(puzzle, best.furthest, most);
  const repairs = altering.map(({ repair }) => repair);
  const one = observed[best.furthest];
  const story = storyFrom(best.dids, puzzle);
  // What was not found may be there all the same, whatever one thing otherwise would explain.
  const is = isProven ? 'unexplained' : 'undecided';
  const bare = { is, isProven, assumes: [], repairs } as const;
  if (!one) return { ...bare, story };
  const wrong: Wrong = {
    place: one.place,
    says: wrongIn(one, observed),
    ...untilIn(observed[best.furthest - 1]?.place),
    ...couldHave(best, puzzle, one.seen.at),
    ...breaksIn(brokenBy(one, observed, altering[0]?.alters)),
  };
  const last = { ...seenLine(best.furthest, puzzle), isWrong: true } as const;
  return { ...bare, wrong, story: [...story, last] };
}
/** What cannot be, in words: of an answer, to what it is one. */
function wrongIn({ seen }: Observed, all: readonly Observed[]): string {
  if (seen.kind !== 'answered') return seenWords(seen);
  const asked = all.find((one) => one.seen.kind === 'asked' && one.seen.id === seen.id)?.seen;
  return asked?.kind === 'asked' ? `${seenWords(asked)}: ${answerWords(seen)}` : seenWords(seen);
}
const untilIn = (place: LogPlace | undefined) => (place ? { sureUntil: place } : {});
const breaksIn = (breaks: ReturnType<typeof brokenBy>) => (breaks ? { breaks } : {});

/** What could be so when something came that could not, and what could have come. */
function couldHave({ ways }: Searched, { manner }: Puzzle, at: number) {
  const alive = ways.filter((way) => latest(way, manner.skewMs, manner.lagMs) >= at);
  const all = alive.length > 0 ? alive : ways;
  const slots = [...new Set(all.flatMap(({ parts }) => Object.keys(parts)))].sort();
  const could = slots.map((slot) => {
    const snapshots = [...new Set(all.map(({ parts }) => parts[slot]?.snapshot))];
    return {
      ...addressIn(slot),
      states: [...new Set(snapshots.map((one) => one?.state ?? 'none'))],
      statuses: [...new Set(snapshots.map(publicStatus))],
    };
  });
  const words = all.flatMap(({ told }) =>
    told.map(({ of, status }) =>
      status === asks
        ? `request for a document of the ${named(of)}`
        : `${status} of the ${named(of)}`,
    ),
  );
  return { could, couldCome: [...new Set(words)] };
}

function aboutOf(entries: readonly LogEntry[], { observed, names }: Puzzle) {
  const sids = new Set<string>();
  for (const { seen } of observed) if ('of' in seen) sids.add(seen.of.sid);
  for (const { seen } of observed) if (seen.kind === 'asked') sids.add(seen.to.sid);
  for (const sid of names.recordings.keys()) sids.add(sid);
  const sorted = entries.toSorted((a, b) => a.at - b.at);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) throw new Error('a session without an entry');
  const places = entries.map(({ place }) => place).toSorted((a, b) => a.line - b.line);
  return {
    sids: [...sids],
    lines: entries.length,
    from: places[0] as LogPlace,
    to: places.at(-1) as LogPlace,
    at: [first.at, last.at] as const,
  };
}
