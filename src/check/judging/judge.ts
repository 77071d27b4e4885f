/** Judges one session: whether everything that a log says of it can be so. */
import { announcements, lineEnds, type MachineName, type Policy } from '../../../machines/index.ts';
import { atFirst, latest } from '../../follow/believed.ts';
import { type Manner, usualManner } from '../../follow/index.ts';
import { asks } from '../../follow/manner.ts';
import { saidOfMachines } from '../../follow/says.ts';
import type { LogEntry, LogPlace } from '../log/entry.ts';
import { type SessionRead, sessionRead } from '../reading/observed.ts';
import type { Problem } from '../search/problem.ts';
import { type Did, type Searched, search } from '../search/search.ts';
import { alteredAt } from './altered.ts';
import { brokenBy } from './broken.ts';
import { seenLine, storyOf } from './story.ts';
import type { Repair, SessionVerdict, Wrong } from './verdict.ts';
import { missingIn, named, seenIn } from './words.ts';

/** How a session is judged. Times are milliseconds. */
export interface JudgeOptions {
  /** Until when the log has everything, since the epoch; left out: it does not say. */
  readonly until?: number | undefined;
  /** By how much clocks and timers may differ; 2,000 unless it is said. */
  readonly skewMs?: number | undefined;
  /** How long a callback is on its way at most, before it counts as lost; 600,000 unless it is said. */
  readonly deliveryMs?: number | undefined;
  /** What holds where platforms differ. */
  readonly policy?: Policy | undefined;
  /** What no log of this form has. */
  readonly lacks?: readonly ('requests' | 'documents')[];
  /** So many places are looked at for one explanation, at most; 3,000 unless it is said. */
  readonly most?: number | undefined;
}

const usualSkewMs = 2_000;
const usualDeliveryMs = 600_000;
const usualMost = 3_000;
/** What is missing is missed so many observations later at most. */
const missedBefore = 3;
/** So many places are looked at for all repairs together, and for one; and so many repairs are told. */
const mostRepairing = 6_000;
const mostForOne = 800;
const mostRepairs = 4;
/** So far back a repair is looked for. */
const mostBack = 40;

/** Judges the entries of a session, in any order. */
export function judged(entries: readonly LogEntry[], options: JudgeOptions = {}): SessionVerdict {
  const problem = problemOf(sessionRead(entries), options);
  const most = options.most ?? usualMost;
  const about = aboutOf(entries, problem);
  const strict = search(problem, { most }, atFirst);
  if (strict.found) return { ...about, ...explainedBy(strict.found, problem), repairs: [] };
  const missesFrom = Math.max(0, strict.furthest - missedBefore);
  const lax = search(problem, { most, missesFrom }, atFirst);
  if (lax.found) {
    const { dids, lost } = lax.found;
    const repairs = [...missingOf(dids, problem), ...lostOf(lost, dids, problem)];
    const is = repairs.length === 0 ? 'explained' : 'explained-if';
    return { ...about, ...explainedBy(lax.found, problem), is, repairs };
  }
  const isSure = strict.isExhausted;
  return {
    ...about,
    ...unexplained(strict.furthest >= lax.furthest ? strict : lax, problem, isSure),
  };
}

/** The problem that a session is. */
export function problemOf(read: SessionRead, options: JudgeOptions): Problem {
  const { until, policy, lacks = [] } = options;
  const manner: Manner = { ...usualManner, skewMs: options.skewMs ?? usualSkewMs };
  return {
    observed: read.observed,
    names: read.names,
    inline: read.inline,
    since: sinceIn(read),
    manner,
    ...(until === undefined ? {} : { until }),
    ...(policy === undefined ? {} : { policy }),
    owed: owedIn(read),
    deliveryMs: options.deliveryMs ?? usualDeliveryMs,
    lacks: { requests: lacks.includes('requests'), documents: lacks.includes('documents') },
  };
}

/** When recordings were asked for, by a request or in a document. */
function sinceIn({ observed, inline }: SessionRead): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  const note = (event: object, at: number) => {
    const { recording } = event as { readonly recording?: { readonly sid: string } };
    if (recording && !since.has(recording.sid)) since.set(recording.sid, at);
  };
  const first = observed[0]?.seen.at ?? 0;
  for (const all of Object.values(inline)) for (const one of all.flat()) note(one, first);
  for (const { seen } of observed) {
    if (seen.kind === 'asked') note(seen.event, seen.at);
    if (seen.kind === 'document') for (const one of seen.commands) note(one, seen.at);
  }
  return since;
}

/**
 * What has to be told: what was subscribed to. Where the log does not show that, whoever is told
 * anything of a recording or line is told of its end.
 */
function owedIn({ told, observed }: SessionRead): Problem['owed'] {
  const heard = new Set(
    observed.flatMap(({ seen }) => (seen.kind === 'callback' ? [seen.of.sid] : [])),
  );
  return (slot, status) => {
    const blank = slot.indexOf(' ');
    const machine = slot.slice(0, blank) as MachineName;
    const sid = slot.slice(blank + 1);
    if (status === asks) return false;
    const events = told.get(sid);
    if (!events) return heard.has(sid) && isEnd(machine, status);
    if (machine !== 'call' && machine !== 'dialLeg') return events.includes(status);
    if (isEnd(machine, status)) return events.includes('completed');
    return events.includes(status === 'in-progress' ? 'answered' : status);
  };
}
const ends: ReadonlySet<string> = new Set([...lineEnds, 'absent', 'failed', 'end']);
const isEnd = (machine: MachineName, status: string) =>
  ends.has(status) && (announcements[machine] as readonly string[]).includes(status);

type Found = NonNullable<Searched['found']>;
function explainedBy({ dids }: Found, problem: Problem) {
  const assumes = suppositions(dids, problem).flatMap(({ missing, isCheap }) =>
    isCheap && !missing.isToldSo ? [missingIn(missing)] : [],
  );
  return { is: 'explained', assumes, story: storyOf(dids, problem) } as const;
}

function suppositions(dids: readonly Did[], { lacks, observed }: Problem) {
  return dids.flatMap((did) => {
    if (did.kind !== 'supposed') return [];
    const { missing, place } = did;
    const isUnknown = observed.some(
      ({ isUnknown: is, seen }) => is && 'of' in seen && seen.of.sid === missing.to.sid,
    );
    const isCheap =
      missing.isToldSo === true ||
      (missing.what === 'document' ? lacks.documents || isUnknown : lacks.requests);
    return [{ missing, place, isCheap }];
  });
}

const beforeIn = (place: LogPlace | undefined) => (place ? { place } : {});

function missingOf(dids: readonly Did[], problem: Problem): Repair[] {
  return suppositions(dids, problem).flatMap(({ missing, place, isCheap }) =>
    isCheap
      ? []
      : [
          {
            what: 'missing' as const,
            says: missingIn(missing),
            ...beforeIn(problem.observed[place]?.place),
          },
        ],
  );
}

function lostOf(
  lost: Found['lost'],
  dids: readonly Did[],
  { observed, deliveryMs }: Problem,
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

function unexplained(best: Searched, problem: Problem, isSure: boolean) {
  const { observed } = problem;
  const repairs = repairsOf(problem, best.furthest);
  const one = observed[best.furthest];
  const story = storyOf(best.dids, problem);
  const is = isSure ? 'unexplained' : 'undecided';
  const bare = { is, assumes: [], repairs } as const;
  if (!one) return { ...bare, story };
  const wrong: Wrong = {
    place: one.place,
    says: seenIn(one.seen),
    ...untilIn(observed[best.furthest - 1]?.place),
    ...couldHave(best, problem, one.seen.at),
    ...breaksIn(brokenBy(one, repairs[0])),
  };
  const last = { ...seenLine(best.furthest, problem), isWrong: true } as const;
  return { ...bare, wrong, story: [...story, last] };
}
const untilIn = (place: LogPlace | undefined) => (place ? { sureUntil: place } : {});
const breaksIn = (breaks: ReturnType<typeof brokenBy>) => (breaks ? { breaks } : {});

/** What could be so when something came that could not, and what could have come. */
function couldHave({ ways }: Searched, { manner }: Problem, at: number) {
  const alive = ways.filter((way) => latest(way, manner.skewMs, manner.lagMs) >= at);
  const all = alive.length > 0 ? alive : ways;
  const could = saidOfMachines(all, at, manner, {}).map(({ machine, sid, states, statuses }) => ({
    machine,
    sid,
    states,
    statuses,
  }));
  const words = all.flatMap(({ told }) =>
    told.map(({ of, status }) =>
      status === asks
        ? `request for a document of the ${named(of)}`
        : `${status} of the ${named(of)}`,
    ),
  );
  return { could, couldCome: [...new Set(words)] };
}

/** What one thing otherwise would explain everything, the nearest first. */
function repairsOf(problem: Problem, furthest: number): Repair[] {
  const { observed } = problem;
  const found: Repair[] = [];
  let looked = 0;
  for (const i of suspects(problem, Math.min(furthest, observed.length - 1))) {
    let isFound = false;
    for (const { observed: other, repair } of alteredAt(observed, i)) {
      // Where something else fits, it need not go.
      if (isFound && repair.what === 'removed') continue;
      const tried = search({ ...problem, observed: other }, { most: mostForOne }, atFirst);
      looked += tried.looked;
      if (tried.found) {
        isFound = true;
        found.push({ ...repair, ...beforeIn(observed[i]?.place) });
      }
      if (found.length >= mostRepairs || looked >= mostRepairing) return found;
    }
  }
  return found;
}

/** What may be wrong if an observation does not fit: itself, what is said of the same before it, the rest. */
function suspects({ observed }: Problem, at: number): number[] {
  const whose = (i: number) => {
    const seen = observed[i]?.seen;
    if (seen?.kind === 'answered') {
      const asked = observed.find((one) => one.seen.kind === 'asked' && one.seen.id === seen.id);
      return asked?.seen.kind === 'asked' ? asked.seen.to.sid : '';
    }
    return seen && 'of' in seen ? seen.of.sid : '';
  };
  const back = Array.from({ length: Math.min(at, mostBack) + 1 }, (_, i) => at - i);
  const own = back.filter((i) => whose(i) === whose(at));
  return [...own, ...back.filter((i) => whose(i) !== whose(at))];
}

function aboutOf(entries: readonly LogEntry[], { observed, names }: Problem) {
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
