/** How long something can take at most, when nobody but the clock does anything more. */
import { slotOf } from '../../machines/index.ts';
import { hasEnded } from '../engine/index.ts';
import type { Believed, Letter } from './ways/believed.ts';
import type { Hidden } from './ways/hidden.ts';
import type { Manner } from './ways/manner.ts';
import { type KnownPart, type Span, timerOf } from './ways/shapes/spans.ts';
import { afterMove, intoOwn } from './ways/taken.ts';

/** A way that has not come to an end after so many steps goes round in circles. */
const mostSteps = 100;

/** When a machine has told its end at the latest; undefined: it need not end, or tells nothing of it. */
export function endOf(from: Believed, slot: string, now: number, manner: Manner) {
  let way = from;
  let at = now;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const part = way.parts[slot];
    if (part && hasEnded(part.snapshot)) {
      const ends = way.told.filter(({ of }) => slotOf(of) === slot).map((told) => told.at[1]);
      if (ends.length === 0) return undefined;
      return steps === 0 ? Math.max(...ends) : at;
    }
    const next = nextOf(way, manner);
    if (!next) return undefined;
    at = Math.max(at, next.latest);
    way = afterMove({ own: way, below: {} }, next.move, manner, intoOwn).own;
  }
  return undefined;
}

/** What cannot wait longest: the next message, or the timer that is due first. */
function nextOf(way: Believed, { skewMs, lagMs }: Manner) {
  let next: { readonly latest: number; readonly move: Hidden } | undefined;
  for (const channel in way.mail) {
    const { signal, at } = (way.mail[channel] ?? [])[0] as Letter;
    const latest = at[1] + lagMs;
    if (next && next.latest <= latest) continue;
    next = { latest, move: { ...signal, at, takes: { letter: channel } } };
  }
  for (const slot in way.parts) {
    const { spans, snapshot } = way.parts[slot] as KnownPart;
    for (const key in spans) {
      const timer = timerOf(key);
      const [from, to] = spans[key] as Span;
      const latest = to + skewMs;
      if (!timer || (next && next.latest <= latest)) continue;
      const { machine, sid } = snapshot;
      const event = { type: 'timer.fired', timer, at: 0 } as const;
      next = { latest, move: { to: { machine, sid }, event, at: [from, latest] } };
    }
  }
  return next;
}
