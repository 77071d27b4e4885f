/**
 * What is the same for all ways of a group: who is in it and around it, and what is told. What can
 * happen on a way is found out once for its shape, and known for as long as the ground is.
 */
import { type Signal, slotOf } from '../../../machines/index.ts';
import { toldKey, wordFrom } from './believed.ts';
import { type Groups, type Neighbourhood, neighbourhoodOf, type Way, type Ways } from './groups.ts';
import { type Chance, chancesIn } from './hidden.ts';
import type { Manner } from './manner.ts';
import { numberOf, textOf } from './once.ts';
import { pacingOf } from './shapes/pace.ts';
import { shapeKey, TimedWay, WayShape } from './shapes/shape.ts';
import type { Span } from './shapes/spans.ts';
import { Turn } from './shapes/turn.ts';
import { afterAnswer, intoOwn, lateIn, type Post, shifted, withLetter } from './taken.ts';

/** A message for a group below, or for somebody who is not known yet. */
export interface Sent {
  readonly place: string | undefined;
  readonly from: string;
  readonly signal: Signal;
}
/** What comes of something that happens on a way. */
export interface Outcome {
  readonly turn: Turn<GroundShape>;
  readonly sent: readonly Sent[];
}
/** The first message of a channel that leads to the group above, and the shape without it. */
export interface Leaving {
  readonly key: string;
  readonly signal: Signal;
  /** Where its time is. */
  readonly at: number;
  readonly turn: Turn<GroundShape>;
}
type Happens = Pick<Chance, 'to' | 'event' | 'takes'>;
const nothing: Ways = [];

/** A shape on a ground, with what is known of it there. */
export class GroundShape extends WayShape {
  readonly ground: Ground;
  // Most shapes are met once: what few of them need is made when it is needed.
  #outcomes: Map<Chance, Outcome> | undefined;
  #heads: Map<string, Map<Signal, Outcome>> | undefined;
  #letters: Map<string, Map<Signal, Turn<GroundShape>>> | undefined;
  #chances: readonly Chance[] | undefined;
  #leaving: readonly Leaving[] | undefined;

  constructor(own: WayShape['own'], ground: Ground) {
    super(own);
    this.ground = ground;
  }

  /** What hidden can happen in the group. */
  get chances(): readonly Chance[] {
    this.#chances ??= chancesIn(this, (slot) => this.ground.isHere(slot));
    return this.#chances;
  }
  /** What comes of one of them; when it happens first is when it is found out. */
  outcomeOf(chance: Chance, at: Span): Outcome {
    this.#outcomes ??= new Map();
    const known = this.#outcomes.get(chance);
    if (known) return known;
    const found = this.#outcome(chance, at);
    this.#outcomes.set(chance, found);
    return found;
  }
  /** What comes of a message from a group below. */
  outcomeOfHead(below: string, signal: Signal, at: Span): Outcome {
    this.#heads ??= new Map();
    const bySignal = this.#heads.get(below) ?? new Map<Signal, Outcome>();
    this.#heads.set(below, bySignal);
    const known = bySignal.get(signal);
    if (known) return known;
    const found = this.#outcome({ ...signal, takes: { below, rest: nothing } }, at);
    bySignal.set(signal, found);
    return found;
  }

  #outcome({ to, event, takes }: Happens, at: Span): Outcome {
    const { manner } = this.ground;
    const sent: Sent[] = [];
    const post: Post = (way, from, letter) => {
      const place = this.ground.placeOf(slotOf(letter.signal.to));
      if (place === this.ground.group) return intoOwn(way, from, letter);
      sent.push({ place, from, signal: letter.signal });
      return way;
    };
    const move = { to, event, at, ...(takes ? { takes } : {}) };
    const slot = slotOf(to);
    const pacing = pacingOf(to, this.own.parts[slot], event, at, lateIn(takes, manner));
    const after = afterAnswer({ own: this.own, below: {} }, move, pacing.step, manner, post).own;
    const tells = pacing.step.effects.flatMap((effect) => {
      const told = wordFrom(effect, at, manner);
      return told ? toldKey(told) : [];
    });
    const turn = new Turn(this, this.ground.shapeOf(after), {
      mover: { slot, pacing },
      takes: takes && 'letter' in takes ? takes.letter : undefined,
      tells,
    });
    return { turn, sent };
  }

  /** The shape with one message more, from the group above. */
  withLetter(from: string, signal: Signal, at: Span): Turn<GroundShape> {
    this.#letters ??= new Map();
    const bySignal = this.#letters.get(from) ?? new Map<Signal, Turn<GroundShape>>();
    this.#letters.set(from, bySignal);
    const known = bySignal.get(signal);
    if (known) return known;
    const own = withLetter(this.own, from, { signal, at });
    const turn = new Turn(this, this.ground.shapeOf(own), {});
    bySignal.set(signal, turn);
    return turn;
  }

  /** The messages that can be the next one for the group above. */
  get leaving(): readonly Leaving[] {
    this.#leaving ??= [...this.mail].flatMap(([channel, at]) => {
      const [first] = this.own.mail[channel] ?? [];
      if (!first || this.ground.isHere(slotOf(first.signal.to))) return [];
      const own = { ...this.own, mail: shifted(this.own.mail, channel) };
      const turn = new Turn(this, this.ground.shapeOf(own), { takes: channel });
      const { signal } = first;
      return { key: `${channel} ${numberOf(signal)}`, signal, at, turn };
    });
    return this.#leaving;
  }
}

/** What is the same for all ways of a group. */
export class Ground {
  readonly group: string;
  readonly manner: Manner;
  readonly #here: ReadonlySet<string>;
  readonly #places: Neighbourhood['places'];
  readonly #shapes = new Map<string, GroundShape>();

  constructor(group: string, { here, places }: Neighbourhood, manner: Manner) {
    this.group = group;
    this.manner = manner;
    this.#here = new Set(here);
    this.#places = places;
  }

  /** How many machines are believed together. */
  get size(): number {
    return this.#here.size;
  }
  isHere = (slot: string) => this.#here.has(slot);
  placeOf = (slot: string): string | undefined => this.#places[slot];

  shapeOf(own: WayShape['own']): GroundShape {
    const key = shapeKey(own);
    const known = this.#shapes.get(key);
    if (known) return known;
    const found = new GroundShape(own, this);
    this.#shapes.set(key, found);
    made += 1;
    return found;
  }
  /** The way, by its shape here. */
  timed(way: Way): TimedWay<GroundShape> {
    if (way instanceof TimedWay && way.shape instanceof GroundShape && way.shape.ground === this)
      return way as TimedWay<GroundShape>;
    const shape = this.shapeOf(way.own);
    return new TimedWay(shape, shape.timesIn(way.own), way.below);
  }
}

/** So many shapes are known: when there are more, all are found out anew. */
const mostKnown = 20_000;
let made = 0;
const grounds = new Map<string, Ground>();

/** Where the ways of a group are: the same wherever who is in it and around it is the same. */
export function groundOf(group: string, groups: Groups, manner: Manner): Ground {
  if (made > mostKnown) {
    grounds.clear();
    made = 0;
  }
  const around = neighbourhoodOf(groups, group);
  const key = `${group} ${JSON.stringify(around)} ${textOf(manner.tells)}`;
  const known = grounds.get(key) ?? new Ground(group, around, manner);
  grounds.set(key, known);
  return known;
}
