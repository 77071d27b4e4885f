/**
 * What can happen that nobody outside sees: the environment of the properties, which remembers
 * nothing here. What media server and network can do next is read off the machines: what they could
 * have been asked before is answered by a stale fact, which changes nothing.
 */
import type { Address, AnyEvent, Signal } from '../../machines/index.ts';
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
function stageOf(line: Snapshot<'call'> | Snapshot<'dialLeg'>): LineStage {
  if (line.context.answeredAt !== null) return hasEnded(line) ? 'down' : 'open';
  return hasEnded(line) ? 'down' : 'dialled';
}

/** The world as the properties know it, with an environment that remembers nothing. */
export function worldOf({ parts, mail }: Believed): ModelWorld {
  const machines: Record<string, Snapshot> = {};
  const lines: Record<string, LineStage> = {};
  const captures: Record<string, Capture> = {};
  const spent: Record<string, number> = {};
  for (const slot in parts) {
    const { snapshot } = parts[slot] as Part;
    machines[slot] = snapshot;
    if (isRecording(snapshot)) {
      if (hasEnded(snapshot)) continue;
      captures[snapshot.sid] = captureOf(snapshot);
      const { settings, speech } = snapshot.context;
      spent[`speech ${snapshot.sid}`] =
        settings.silenceMs === 0 ? 2 : speech === 'speaking' ? 1 : 0;
    } else if (snapshot.machine === 'call' || snapshot.machine === 'dialLeg') {
      const line = snapshot as Snapshot<'call'>;
      // The line of a call that was a leg stays that of the leg.
      if (snapshot.machine === 'call' && line.context.takenOverAt !== null) continue;
      lines[slot] = stageOf(line);
    } else if (snapshot.machine === 'transcription' && hasEnded(snapshot)) {
      spent[`text ${snapshot.sid}`] = 1;
    }
  }
  const letters: Record<string, readonly Signal[]> = {};
  for (const channel in mail) {
    letters[channel] = (mail[channel] ?? []).map(({ signal }) => signal);
  }
  return { ...emptyWorld, machines, lines, captures, spent, mail: letters };
}

/** Everything hidden that can happen next, until `until` at the latest. */
export function* hiddenMoves(of: Believed, until: number, skewMs: number): Generator<Hidden> {
  const world = worldOf(of);
  for (const channel in of.mail) {
    const [letter] = of.mail[channel] as readonly Letter[];
    if (letter) yield { ...letter.signal, at: letter.at, takes: { letter: channel } };
  }
  for (const id in of.asked) {
    const { to, event, at } = of.asked[id] as Believed['asked'][string];
    const from = Math.max(of.since, at);
    if (from <= until)
      yield { to, event: { ...event, at: 0 } as AnyEvent, at: [from, until], takes: { ask: id } };
  }
  yield* reading(of, until);
  for (const move of movesOf(everything, { ...world, mail: {} })) {
    if (!('event' in move)) continue;
    const { to, event } = move;
    if (event.type !== 'timer.fired') {
      yield { to, event, at: [of.since, until] };
      continue;
    }
    const due = (of.parts[slotOf(to)] as Part).spans[`timer ${event.timer}`] as Span;
    const from = Math.max(of.since, due[0] - skewMs);
    const to_ = Math.min(until, due[1] + skewMs);
    if (from <= to_) yield { to, event, at: [from, to_] };
  }
}

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
      yield { to, event: { ...next, at: 0 } as AnyEvent, at, takes: { plan: sid } };
    }
    const keys = [
      ...(context.record && !context.record.isOver ? context.record.finishOnKey : '').slice(0, 1),
      ...(context.dial?.hangupOnStar ? '*' : ''),
    ];
    for (const digit of keys) {
      if (!hasEnded(snapshot)) {
        yield { to, event: { type: 'digit.pressed', digit, at: 0 } as AnyEvent, at };
      }
    }
  }
}
