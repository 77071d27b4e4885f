/**
 * Chooses few sequences that take every candidate of every cell: one survey for each state, of all
 * it answers without leaving, then shortest ways to what is left, each led on while it meets news.
 */
import type { Candidate } from '../../machines/index.ts';
import { candidateOf, type Taken } from '../check/coverage.ts';
import { type Configuration, type Consequence, namesTo, type Single } from '../check/single.ts';

/** A sequence: the names of its inputs, and what it shows. */
export interface Sequence {
  readonly id: string;
  readonly says: string;
  readonly names: readonly string[];
  readonly takes: ReadonlySet<Taken>;
}

/** A sequence that still finds news is led on until it has so many steps. */
const longest = 24;

/** The sequences that cover everything that the exploration has taken, surveys first. */
export function cover(single: Single): Sequence[] {
  const chosen = surveys(single);
  const covered = new Set(chosen.flatMap(({ takes }) => [...takes]));
  const targets = [...firstWays(single).values()]
    .map((way) => ({ way, length: waysTo(way.from).length }))
    .sort((a, b) => b.length - a.length);
  for (const { way } of targets) {
    if (covered.has(way.taken)) continue;
    const sequence = ledOn(way, covered);
    chosen.push(sequence);
    for (const taken of sequence.takes) covered.add(taken);
  }
  return withoutSurplus(chosen);
}

/** The nearest way to each candidate. */
function firstWays({ places }: Single): Map<Taken, Consequence> {
  const first = new Map<Taken, Consequence>();
  for (const { ways } of places) {
    for (const way of ways) if (!first.has(way.taken)) first.set(way.taken, way);
  }
  return first;
}

/** The ways that lead to a place, a shortest path. */
const waysTo = (place: Configuration): Consequence[] =>
  place.from
    ? [
        ...waysTo(place.from),
        place.from.ways.find((way) => way.input.name === place.by) as Consequence,
      ]
    : [];

/** For each state, from the nearest place in it: everything that changes nothing there. */
function surveys({ machine, places }: Single): Sequence[] {
  const nearest = new Map<string, Configuration>();
  for (const place of places) {
    const state = place.snapshot?.state ?? 'none';
    if (!nearest.has(state) && place.ways.length > 0) nearest.set(state, place);
  }
  return [...nearest].map(([state, place]) => {
    const takes = new Set(waysTo(place).map(({ taken }) => taken));
    const names = namesTo(place);
    for (const { to, taken, input } of place.ways) {
      if (to !== place || takes.has(taken)) continue;
      takes.add(taken);
      names.push(input.name);
    }
    const says = `What ${state} answers without leaving.`;
    return { id: `${machine}/${state}`, says, names, takes };
  });
}

/** The way to a candidate, and on from there while something new is next. */
function ledOn(target: Consequence, covered: ReadonlySet<Taken>): Sequence {
  const { machine, state, type, index } = target.taken;
  const path = [...waysTo(target.from), target];
  const takes = new Set(path.map(({ taken }) => taken));
  const isNew = ({ taken }: Consequence) => !covered.has(taken) && !takes.has(taken);
  for (let at = target.to; path.length < longest; ) {
    const news = at.ways.filter(isNew);
    const next = news.find(({ to }) => to === at) ?? news[0];
    if (!next) break;
    path.push(next);
    takes.add(next.taken);
    at = next.to;
  }
  const id = `${machine}/${state}/${type}/${index + 1}`;
  return { id, says: saying(target.taken), names: path.map(({ input }) => input.name), takes };
}

/** Leaves out what the others show too, the last chosen first. */
function withoutSurplus(chosen: readonly Sequence[]): Sequence[] {
  const times = new Map<Taken, number>();
  for (const taken of chosen.flatMap(({ takes }) => [...takes])) {
    times.set(taken, (times.get(taken) ?? 0) + 1);
  }
  return chosen.reduceRight<Sequence[]>((kept, sequence) => {
    const all = [...sequence.takes];
    if (all.every((taken) => (times.get(taken) ?? 0) > 1)) {
      for (const taken of all) times.set(taken, (times.get(taken) ?? 0) - 1);
    } else kept.unshift(sequence);
    return kept;
  }, []);
}

/** What a candidate is, in a sentence. */
function saying(taken: Taken): string {
  const candidate = candidateOf(taken);
  const params = Object.values(candidate.guard?.params ?? {}).join(' ');
  const guard = candidate.guard ? ` when ${`${candidate.guard.type} ${params}`.trim()}` : '';
  return `In ${taken.state}, ${taken.type}${guard} ${outcome(candidate)}.`;
}
function outcome({ verdict, reason, target }: Candidate): string {
  if (target !== undefined) return `leads to ${target}`;
  if (verdict === 'accepted') return 'is acted on';
  if (verdict === 'unchanged') return 'changes nothing';
  return reason === undefined ? 'is ignored' : `is refused: ${reason}`;
}
