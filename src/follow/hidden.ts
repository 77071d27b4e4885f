/**
 * What can happen that nobody outside sees: the environment of the properties, which remembers
 * nothing here. What media server and network can do next is read off the machines: what they could
 * have been asked before is answered by a stale fact, which changes nothing.
 */
import type { Address, AnyEvent } from '../../machines/index.ts';
import { slotOf } from '../../machines/index.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { System } from '../../properties/generators/system.ts';
import {
  type Capture,
  emptyWorld,
  type LineStage,
  type ModelWorld,
} from '../../properties/generators/world.ts';
import { hasEnded, type Snapshot } from '../engine/index.ts';
import type { Believed, Letter } from './believed.ts';
import type { Untimed } from './observation.ts';
import { once } from './once.ts';
import type { Part, Span } from './spans.ts';

/** Everything that network and media server may do, without a limit to how often. */
const everything: System = {
  name: 'outside',
  says: 'Network, media server and clock may do whatever they can.',
  offers: [],
  network: [
    'call.initiated',
    'call.rang',
    'call.answered',
    'call.busy',
    'call.unanswered',
    'call.failed',
    'call.hungUp',
  ],
  media: {
    refuses: ['start', 'pause', 'resume', 'stop'],
    reorders: true,
    stopsByItself: true,
    filesEarly: true,
    files: ['audio', 'empty', 'lost'],
    texts: ['said', 'none'],
    speech: 2,
  },
  time: 'free',
};

/** Something hidden that can happen next: whom it is told, what, and between which times. */
export interface Hidden {
  readonly to: Address;
  readonly event: AnyEvent;
  readonly at: Span;
  /** What it uses up. */
  readonly takes?:
    | { readonly letter: string }
    | { readonly ask: string }
    | { readonly plan: string };
}

type Recording = Snapshot<'recording'>;
const isRecording = (one: Snapshot): one is Recording => one.machine === 'recording';
type Line = Snapshot<'call'> | Snapshot<'dialLeg'>;
const isLine = (one: Snapshot): one is Line => one.machine === 'call' || one.machine === 'dialLeg';

/** What the media server may have to answer: the newest order, and what it crossed. */
function captureOf({ context }: Recording): Capture {
  const { order, asked, crossed, startedAt } = context;
  const open = [
    ...(startedAt === null && order > 1 ? [{ order: 1, verb: 'start' } as const] : []),
    ...(crossed ? [{ order: order - 1, verb: crossed } as const] : []),
    ...(asked ? [{ order, verb: asked } as const] : []),
  ];
  return { asked: open, is: startedAt === null ? 'idle' : 'capturing', isFiled: false };
}

/** How the network sees a line of which only this machine is known. */
function stageOf(line: Line): LineStage {
  if (line.context.answeredAt !== null) return hasEnded(line) ? 'down' : 'open';
  return hasEnded(line) ? 'down' : 'dialled';
}

/** The world as the properties know it, of one machine, and an environment that remembers nothing. */
function worldOf(snapshot: Snapshot): ModelWorld {
  const slot = slotOf(snapshot);
  const world = { ...emptyWorld, machines: { [slot]: snapshot } };
  const { sid } = snapshot;
  if (isRecording(snapshot)) {
    if (hasEnded(snapshot)) return world;
    const { settings, speech } = snapshot.context;
    const heard = settings.silenceMs === 0 ? 2 : speech === 'speaking' ? 1 : 0;
    const captures = { [sid]: captureOf(snapshot) };
    return { ...world, captures, spent: { [`speech ${sid}`]: heard } };
  }
  if (isLine(snapshot)) {
    // The line of a call that was a leg stays that of the leg.
    const isOfLeg = 'takenOverAt' in snapshot.context && snapshot.context.takenOverAt !== null;
    return isOfLeg ? world : { ...world, lines: { [slot]: stageOf(snapshot) } };
  }
  return hasEnded(snapshot) ? { ...world, spent: { [`text ${sid}`]: 1 } } : world;
}

const facts = new WeakMap<Snapshot, readonly Pick<Hidden, 'to' | 'event'>[]>();
/** What network, media server and clock can tell a machine. */
function factsFor(snapshot: Snapshot): readonly Pick<Hidden, 'to' | 'event'>[] {
  const known = facts.get(snapshot);
  if (known) return known;
  const found = movesOf(everything, worldOf(snapshot)).flatMap((move) =>
    'event' in move ? [{ to: move.to, event: once(move.event) }] : [],
  );
  facts.set(snapshot, found);
  return found;
}

/** Everything hidden that can happen next, until `until` at the latest. */
export function* hiddenMoves(of: Believed, until: number, skewMs: number): Generator<Hidden> {
  for (const channel in of.mail) {
    const [letter] = of.mail[channel] as readonly Letter[];
    if (letter) yield { ...letter.signal, at: letter.at, takes: { letter: channel } };
  }
  for (const id in of.asked) {
    const { to, event, at } = of.asked[id] as Believed['asked'][string];
    const from = Math.max(of.since, at);
    if (from > until) continue;
    yield { to, event: timeless(event), at: [from, until], takes: { ask: id } };
  }
  if (of.since > until) return;
  yield* reading(of, until);
  for (const slot in of.parts) {
    const { snapshot, spans } = of.parts[slot] as Part;
    for (const { to, event } of factsFor(snapshot)) {
      if (event.type !== 'timer.fired') {
        yield { to, event, at: [of.since, until] };
        continue;
      }
      const due = spans[`timer ${event.timer}`] as Span;
      const from = Math.max(of.since, due[0] - skewMs);
      const latest = Math.min(until, due[1] + skewMs);
      if (from <= latest) yield { to, event, at: [from, latest] };
    }
  }
}
const timeless = (event: Untimed) => once({ ...event, at: 0 } as AnyEvent);

/** What documents do, and callers: while a call reads, its next verb; else a key that means something. */
function* reading(of: Believed, until: number): Generator<Hidden> {
  const at: Span = [of.since, until];
  for (const slot in of.parts) {
    const { snapshot } = of.parts[slot] as Part;
    if (snapshot.machine !== 'call') continue;
    const { state, sid, context } = snapshot as Snapshot<'call'>;
    const to = { machine: 'call', sid } as const;
    const [next] = of.plans[sid] ?? [];
    if (next && state === 'inProgress.executing') {
      yield { to, event: timeless(next), at, takes: { plan: sid } };
    }
    const keys = [
      ...(context.record && !context.record.isOver ? context.record.finishOnKey : '').slice(0, 1),
      ...(context.dial?.hangupOnStar ? '*' : ''),
    ];
    for (const digit of keys) {
      if (!hasEnded(snapshot)) {
        yield { to, event: timeless({ type: 'digit.pressed', digit } as Untimed), at };
      }
    }
  }
}
