/** Everything hidden that can happen next on a way, and between which times it can. */
import { type Address, addressIn, slotOf } from '../../../machines/index.ts';
import { senderIn } from '../../../properties/generators/world.ts';
import type { Ask, Believed, Letter } from './believed.ts';
import { type Fact, factsOf, timeless } from './facts.ts';
import type { Manner } from './manner.ts';
import { spanAt, type Times, WayShape } from './shapes/shape.ts';
import type { KnownPart, Span } from './shapes/spans.ts';

/** Something hidden that can happen next: whom it is told, what, and between which times. */
export interface Hidden extends Fact {
  readonly at: Span;
}
/** Who has sent the message that a move uses up. */
export const senderOf = ({ letter }: { readonly letter: string }): Address =>
  addressIn(senderIn(letter));

/** Something hidden that can happen on ways of a shape. Where times are is by their places. */
export interface Chance extends Fact {
  /** The machine that it happens to, by its place among those of the shape, or after them. */
  readonly place: number;
  /** When that was told something last; -1: it is not there. */
  readonly since: number;
  /** The message that is taken; -1: none. */
  readonly letter: number;
  /** The timer that fires; -1: none. */
  readonly timer: number;
  /** The request that is carried out. */
  readonly ask?: Ask;
}

/** Whatever can happen to machines that are here: messages before all else. */
export function chancesIn(shape: WayShape, isHere: (slot: string) => boolean): Chance[] {
  const { own, parts, mail } = shape;
  const nowhere = { letter: -1, timer: -1 };
  const slots = [...parts.keys()];
  const at = (slot: string) => {
    const known = slots.indexOf(slot);
    const place = known < 0 ? slots.push(slot) - 1 : known;
    return { place, since: parts.get(slot)?.since ?? -1 };
  };
  const letters = [...mail].flatMap(([channel, letter]): Chance[] => {
    const [{ signal }] = own.mail[channel] as readonly [Letter];
    const { to, event } = signal;
    const slot = slotOf(to);
    if (!isHere(slot)) return [];
    return [{ to, event, ...nowhere, ...at(slot), letter, takes: { letter: channel } }];
  });
  const asks = Object.entries(own.asked).map(([id, ask]): Chance => {
    const event = timeless(ask.event);
    return { to: ask.to, event, ...nowhere, ...at(slotOf(ask.to)), ask, takes: { ask: id } };
  });
  const facts = [...parts].flatMap(([slot, { keys, at: first }]) =>
    factsOf((own.parts[slot] as KnownPart).snapshot, own).map((fact): Chance => {
      const { event } = fact;
      const timer =
        event.type === 'timer.fired' ? first + 2 * keys.indexOf(`timer ${event.timer}`) : -1;
      return { ...fact, ...at(slot), letter: -1, timer };
    }),
  );
  return [...letters, ...asks, ...facts];
}

/** Which of the chances there are until a time at the latest, and between which times. */
export function eachChance(
  { timers }: WayShape,
  chances: readonly Chance[],
  times: Times,
  until: number,
  { skewMs, lagMs }: Pick<Manner, 'skewMs' | 'lagMs'>,
  can: (chance: Chance, from: number, to: number) => void,
) {
  // A machine does nothing more after its first timer is due, or its first message has come.
  const last: number[] = [];
  for (const all of timers) {
    let due = until;
    for (const at of all) due = Math.min(due, (times[at + 1] as number) + skewMs);
    last.push(due);
  }
  for (const chance of chances) {
    const { place, since, letter, timer, ask } = chance;
    const before = since < 0 ? Number.NEGATIVE_INFINITY : (times[since] as number);
    const by = last[place] ?? until;
    if (letter >= 0) {
      const [from, to] = [times[letter] as number, times[letter + 1] as number];
      if (before > to + lagMs) continue;
      can(chance, from, to);
      last[place] = Math.min(by, to + lagMs);
      continue;
    }
    const from = ask ? Math.max(ask.at, before) : before;
    const to = ask ? Math.min(by, ask.lostBy ?? until) : by;
    const due = timer < 0 ? from : Math.max(from, (times[timer] as number) - skewMs);
    if (due <= to) can(chance, due, to);
  }
}

/** Everything hidden that can happen next to machines that are here, until `until` at the latest. */
export function hiddenMoves(
  of: Believed,
  until: number,
  manner: Manner,
  isHere: (slot: string) => boolean,
): Hidden[] {
  const shape = new WayShape(of);
  const times = shape.timesIn(of);
  const moves: Hidden[] = [];
  eachChance(shape, chancesIn(shape, isHere), times, until, manner, (chance, from, to) => {
    const { to: whom, event, takes, letter } = chance;
    const at = letter < 0 ? ([from, to] as const) : spanAt(times, letter);
    moves.push({ to: whom, event, at, ...(takes ? { takes } : {}) });
  });
  return moves;
}
