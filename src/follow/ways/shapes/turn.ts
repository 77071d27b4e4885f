/** What becomes of the times of all ways of a shape when one thing happens: where each is from. */
import type { Pacing, TimesPace } from './pace.ts';
import type { Cells, Times, WayShape } from './shape.ts';
import { type KnownPart, never, type Span } from './spans.ts';

/** What happens, as far as times are concerned. */
export interface ShapeTurn {
  /** The machine that moves, and how its times follow. */
  readonly mover?: {
    readonly slot: string;
    readonly pacing: Pacing;
  };
  /** The channel of which the first message is taken. */
  readonly takes?: string | undefined;
  /** The keys of what is told, perhaps once more. */
  readonly tells?: readonly string[];
}

/** A time that is none before: that of what happens, or zero, or one that is worked out. */
const [atIt, zero, worked] = [-1, -2, -3] as const;

/** The times of one shape as they come of those of another. */
export class Turn<S extends WayShape = WayShape> {
  readonly after: S;
  readonly #before: WayShape;
  readonly #happening: ShapeTurn;
  /** Of each span after it: which span it was, or one of those above. */
  readonly #from: number[] = [];
  /** Spans that come so much after what happens. */
  #later: [at: number, by: Span][] | undefined;
  /** Spans after it that were there, and may be of now as well. */
  #again: number[] | undefined;
  readonly #mover: Cells | undefined;
  readonly #was: Cells | undefined;
  readonly #isSameKind: boolean;

  constructor(before: WayShape, after: S, happening: ShapeTurn) {
    this.#before = before;
    this.after = after;
    this.#happening = happening;
    const { slot = '' } = happening.mover ?? {};
    this.#mover = after.parts.get(slot);
    this.#was = before.parts.get(slot);
    this.#isSameKind = before.own.parts[slot]?.snapshot === after.own.parts[slot]?.snapshot;
    for (const [name, cells] of after.parts) this.#addPart(name, cells);
    for (const channel of after.mail.keys()) this.#addMail(channel);
    for (const key of after.told.keys()) this.#addTold(key);
  }

  #add(from: number) {
    this.#from.push(from);
  }
  #addPart(slot: string, { keys }: Cells) {
    const was = this.#before.parts.get(slot);
    const { mover } = this.#happening;
    const isMover = slot === mover?.slot;
    for (const [i, key] of keys.entries()) {
      if (!isMover) this.#add((was as Cells).at + 2 * i);
      else if (!mover?.pacing.paces || key === 'since') this.#add(worked);
      else this.#addPaced(mover.pacing.paces[key] as TimesPace, was);
    }
  }
  #addPaced(pace: TimesPace, was: Cells | undefined) {
    if (pace === 0) this.#add(zero);
    else if (typeof pace !== 'string') this.#addLater(pace);
    else if (was) this.#add(was.at + 2 * was.keys.indexOf(pace));
  }
  #addLater(by: Span) {
    this.#later ??= [];
    this.#later.push([2 * this.#from.length, by]);
    this.#add(atIt);
  }
  #addMail(channel: string) {
    const [before, after] = [
      this.#before.own.mail[channel] ?? [],
      this.after.own.mail[channel] ?? [],
    ];
    const taken = this.#happening.takes === channel ? 1 : 0;
    const at = this.#before.mail.get(channel) ?? 0;
    for (const i of after.keys()) {
      const from = i + taken;
      this.#add(from < before.length ? at + 2 * from : atIt);
    }
  }
  #addTold(key: string) {
    const was = this.#before.told.get(key);
    if (was !== undefined && this.#happening.tells?.includes(key)) {
      this.#again ??= [];
      this.#again.push(2 * this.#from.length);
    }
    this.#add(was ?? atIt);
  }

  /** The times after something that happened within a span. */
  timesAfter(times: Times, from: number, to: number): Times {
    const next: number[] = [];
    for (const at of this.#from) {
      if (at >= 0) next.push(times[at] as number, times[at + 1] as number);
      else if (at === atIt) next.push(from, to);
      else next.push(0, 0);
    }
    for (const [at, by] of this.#later ?? []) {
      next[at] = from + by[0];
      next[at + 1] = to + by[1];
    }
    for (const at of this.#again ?? []) {
      next[at] = Math.min(next[at] as number, from);
      next[at + 1] = Math.max(next[at + 1] as number, to);
    }
    if (this.#mover) this.#move(this.#mover, times, next, from, to);
    return next;
  }

  #move(cells: Cells, times: Times, next: number[], from: number, to: number) {
    const { mover } = this.#happening;
    if (!mover?.pacing.paces) {
      this.#workOut(cells, times, next, [from, to]);
      return;
    }
    const was = this.#was;
    const isAsWas = was !== undefined && this.#isSameKind && isSameBut(cells, was, times, next);
    const since = was === undefined ? 0 : (times[was.since] as number);
    next[cells.since] = isAsWas ? since : Math.max(from, since);
    next[cells.since + 1] = never;
  }
  #workOut({ keys, at }: Cells, times: Times, next: number[], when: Span) {
    const { slot, pacing } = this.#happening.mover as Required<ShapeTurn>['mover'];
    const spans = pacing.spansAfter(this.#before.partIn(slot, times) as KnownPart, when);
    for (const [i, key] of keys.entries()) {
      [next[at + 2 * i], next[at + 2 * i + 1]] = spans[key] as [number, number];
    }
  }
}

/** Whether a machine has the times it had, whatever it was told last. */
function isSameBut(cells: Cells, was: Cells, times: Times, next: Times): boolean {
  for (let i = 0; i < 2 * cells.keys.length; i += 1) {
    if (cells.at + i === cells.since || cells.at + i === cells.since + 1) continue;
    if (next[cells.at + i] !== times[was.at + i]) return false;
  }
  return true;
}
