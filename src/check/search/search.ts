/**
 * Looks for one way how everything can have been so that all is seen that was seen, with as little as
 * possible that the log would have to have besides. What nobody sees happens only when it is needed.
 */
import { slotOf } from '../../../machines/index.ts';
import type { Believed } from '../../follow/ways/believed.ts';
import { firstDue, includes, isStuck, joined, wayKey } from '../../follow/ways/searched.ts';
import type { Work } from '../work/slices.ts';
import { Concerns } from './concerns.ts';
import { endIn, lastSeenOf, undeliveredIn } from './ended.ts';
import { after, inlineGiven } from './fits.ts';
import type { Puzzle } from './puzzle/puzzle.ts';
import { repeatsIn } from './puzzle/repeats.ts';
import { WayFrontier } from './queue.ts';
import type { Did, Searched, SearchLimits } from './searched.ts';
import { SeenLater } from './seen-later.ts';
import { StillToCome } from './still-to-come.ts';
import { supposed } from './supposed/missing.ts';
import { isLackedBy } from './supposed/supposing.ts';
import { Uses } from './uses.ts';
import { moved, movesOn } from './ways.ts';

/** A place on the search: so much is explained by then. */
interface Node {
  readonly way: Believed;
  /** How many observations are explained. */
  readonly place: number;
  /** What it costs: everything that the log does not have. */
  readonly cost: number;
  /** How much nobody has seen, and what was told and does not fit what is seen later. */
  readonly hidden: number;
  readonly from?: Node;
  readonly did?: Did;
}
/** What a log lacks by its form costs a little, what it should have much. */
const cheap = 0.25;
const dear = 25;
/** What it costs if something is told in vain. */
const unfitting = 8;
/** A message arrives some time or other: that costs less than what may never be. */
const ofLetter = 0.3;
/** What each callback costs that should have been told by then. */
const ofDebt = 4;
/** What each message costs at the end that should have arrived: it is not left lying about. */
const ofEnd = 2;

/** Searches, a place after the other. It is pure: the same puzzle comes to the same. */
export function* search(puzzle: Puzzle, limits: SearchLimits, from: Believed): Work<Searched> {
  return yield* new Searching(puzzle, limits).run(from);
}

class Searching {
  readonly #puzzle: Puzzle;
  readonly #limits: SearchLimits;
  readonly #frontier = new WayFrontier<Node>();
  /** By all but their times, those that were come to. */
  readonly #known = new Map<string, Believed>();
  readonly #repeats: readonly boolean[];
  readonly #endAt: number;
  readonly #concerns: Concerns;
  readonly #uses: Uses;
  readonly #later: SeenLater;
  readonly #toCome: StillToCome;
  #furthest = 0;
  readonly #ways = new Map<string, Believed>();
  #first: Node | undefined;

  constructor(puzzle: Puzzle, limits: SearchLimits) {
    this.#puzzle = puzzle;
    this.#limits = limits;
    this.#repeats = repeatsIn(puzzle);
    this.#uses = new Uses(puzzle);
    this.#later = new SeenLater(puzzle);
    this.#toCome = new StillToCome(puzzle);
    this.#concerns = new Concerns(puzzle);
    this.#endAt = endIn(puzzle);
  }

  *run(way: Believed): Work<Searched> {
    this.#push({ way, place: 0, cost: 0, hidden: 0 });
    let looked = 0;
    for (let node = this.#frontier.next(); node; node = this.#frontier.next()) {
      looked += 1;
      const end = lastSeenOf(node, this.#puzzle, this.#limits.missesFrom !== undefined);
      if (end) return { ...this.#result(looked, false), found: { ...end, dids: didsTo(node) } };
      if (looked >= this.#limits.most) return this.#result(looked, false);
      this.#goOn(node);
      yield;
    }
    return this.#result(looked, true);
  }

  #result(looked: number, isExhausted: boolean): Omit<Searched, 'found'> {
    const dids = this.#first ? didsTo(this.#first) : [];
    return { isExhausted, furthest: this.#furthest, ways: [...this.#ways.values()], dids, looked };
  }

  #goOn(node: Node) {
    const { observed, manner } = this.#puzzle;
    const { goesAstray = false } = this.#limits;
    const { way, place, hidden } = node;
    const next = observed[place];
    // What happens is looked at in the order of its times: what is overdue comes first.
    const { at: due, slot: first } = firstDue(way, manner.skewMs, manner.lagMs);
    const until = next ? next.seen.at : this.#endAt;
    const isOverdue = due + manner.skewMs < until;
    if (next && !isOverdue) this.#see(node);
    const about = isOverdue || !next ? [first] : this.#concerns.at(place);
    const weightOf = this.#concerns.weightsOn(way, about);
    for (const move of movesOn(way, until, this.#puzzle)) {
      if (move.at[0] > due) continue;
      const own = move.takes && 'letter' in move.takes ? ofLetter : 1;
      const weight = own * weightOf(slotOf(move.to));
      const then = moved(way, move, manner);
      if (!goesAstray && this.#toCome.isTooLate(then, move.to, place)) continue;
      this.#push({
        ...node,
        way: then,
        hidden: hidden + weight + unfitting * this.#later.inVain(way, then, place),
        from: node,
        did: { kind: 'hidden', move },
      });
    }
    for (const { way: then, callSid } of inlineGiven(way, this.#puzzle)) {
      const did = { kind: 'given', callSid } as const;
      this.#push({ ...node, way: then, from: node, did });
    }
    if (next) this.#suppose(node);
  }

  #see(node: Node) {
    const { observed } = this.#puzzle;
    const { way, place } = node;
    const one = observed[place];
    if (!one) return;
    const on = (then: Believed, isRepeat: boolean, more: number) =>
      this.#push({
        ...node,
        way: then,
        place: place + 1,
        cost: node.cost + more,
        from: node,
        did: { kind: 'seen', place, isRepeat },
      });
    for (const then of after(way, one, this.#puzzle)) on(then, false, 0);
    if (this.#repeats[place]) on(way, true, 0.1);
  }

  /** Something is supposed that the log does not have. */
  #suppose(node: Node) {
    const { observed } = this.#puzzle;
    const { way, place } = node;
    const one = observed[place];
    if (!one || this.#isSupposed(node)) return;
    for (const { way: then, missing } of supposed(way, one, this.#puzzle, place)) {
      const isCheap = missing.isToldSo === true || isLackedBy(this.#puzzle, missing);
      if (!isCheap && place < (this.#limits.missesFrom ?? Number.POSITIVE_INFINITY)) continue;
      this.#push({
        ...node,
        way: then,
        cost: node.cost + (isCheap ? cheap : dear),
        hidden: node.hidden + 1,
        from: node,
        did: { kind: 'supposed', missing, isCheap, place },
      });
    }
  }
  /** Three things at a place are enough: a call, what it runs, and what moves that. */
  #isSupposed(node: Node): boolean {
    let count = 0;
    for (let one: Node | undefined = node; one?.place === node.place; one = one.from) {
      if (one.did?.kind === 'supposed') count += 1;
    }
    return count >= 3;
  }

  #push(node: Node) {
    const { place, cost, hidden } = node;
    const { skewMs, lagMs } = this.#puzzle.manner;
    if (isStuck(node.way, skewMs, lagMs)) return;
    const own = this.#uses.left(node.way, place);
    const key = `${place} ${wayKey(own)}`;
    const known = this.#known.get(key);
    if (known && includes(known, own)) return;
    // What differs in times alone is one, as it is to a follower.
    const way = known ? joined(known, own) : own;
    this.#known.set(key, way);
    const one = { ...node, way };
    if (place > this.#furthest || !this.#first) {
      [this.#furthest, this.#first] = [place, one];
      this.#ways.clear();
    }
    if (place === this.#furthest) this.#ways.set(key, way);
    const isAtEnd = place === this.#puzzle.observed.length;
    const left = isAtEnd
      ? ofEnd * undeliveredIn(way, this.#endAt, this.#puzzle.manner)
      : ofDebt * this.#toCome.debt(way, place);
    this.#frontier.push(one, hidden + left + cost * 20, place);
  }
}

function didsTo(node: Node): readonly Did[] {
  const dids: Did[] = [];
  for (let one: Node | undefined = node; one; one = one.from) if (one.did) dids.push(one.did);
  return dids.reverse();
}
