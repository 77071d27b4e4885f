/**
 * What can happen that nobody outside sees: the environment of the properties, which remembers
 * nothing here. What media server and network can do next is read off the machines: what they could
 * have been asked before is answered by a stale fact, which changes nothing.
 */
import type { Address, AnyEvent } from '../../../machines/index.ts';
import { addressIn, openOrders, slotOf } from '../../../machines/index.ts';
import { movesOf } from '../../../properties/generators/moves.ts';
import { networkFacts, type System } from '../../../properties/generators/system.ts';
import {
  type Capture,
  emptyWorld,
  type LineStage,
  type ModelWorld,
  senderIn,
} from '../../../properties/generators/world.ts';
import { hasEnded, type Snapshot } from '../../engine/index.ts';
import { advance } from '../../engine/step.ts';
import { type Believed, type Letter, planKey } from './believed.ts';
import type { Ways } from './groups.ts';
import type { Manner } from './manner.ts';
import type { Untimed } from './observation.ts';
import { once } from './once.ts';
import { type KnownPart, type Span, sinceOf, timerOf } from './spans.ts';

/** Everything that network and media server may do, without a limit to how often. */
const everything: System = {
  name: 'outside',
  says: 'Network, media server and clock may do whatever they can.',
  offers: [],
  network: networkFacts,
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
    | { readonly plan: string }
    | { readonly once: string }
    | { readonly below: string; readonly rest: Ways };
}

/** Who has sent the message that a move uses up. */
export const senderOf = ({ letter }: { readonly letter: string }): Address =>
  addressIn(senderIn(letter));

type Recording = Snapshot<'recording'>;
const isRecording = (one: Snapshot): one is Recording => one.machine === 'recording';
type Line = Snapshot<'call'> | Snapshot<'dialLeg'>;
const isLine = (one: Snapshot): one is Line => one.machine === 'call' || one.machine === 'dialLeg';

const captureOf = ({ context }: Recording): Capture => ({
  asked: openOrders(context),
  is: context.startedAt === null ? 'idle' : 'capturing',
  isFiled: false,
});

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
    const heard = speech === 'speaking' ? 1 : 0;
    const captures = { [sid]: captureOf(snapshot) };
    return {
      ...world,
      captures,
      spent: { [`speech ${sid}`]: settings.silenceMs === 0 ? 2 : heard },
    };
  }
  if (isLine(snapshot)) {
    // The line of a call that was a leg stays that of the leg.
    const isOfLeg = 'takenOverAt' in snapshot.context && snapshot.context.takenOverAt !== null;
    return isOfLeg ? world : { ...world, lines: { [slot]: stageOf(snapshot) } };
  }
  return hasEnded(snapshot) ? { ...world, spent: { [`text ${sid}`]: 1 } } : world;
}

interface Fact extends Pick<Hidden, 'to' | 'event' | 'takes'> {}
const facts = new WeakMap<Snapshot, readonly Fact[]>();
/** What network, media server, callers and clock can tell a machine that is no stale news to it. */
function factsFor(snapshot: Snapshot): readonly Fact[] {
  const known = facts.get(snapshot);
  if (known) return known;
  const found = movesOf(everything, worldOf(snapshot)).flatMap((move) =>
    'event' in move ? [{ to: move.to, event: once(move.event) }] : [],
  );
  const all = [...found, ...keysFor(snapshot)].filter(
    ({ to, event }) =>
      event.type === 'timer.fired' || advance(to, snapshot, event).verdict.verdict !== 'ignored',
  );
  facts.set(snapshot, all);
  return all;
}

/** Everything hidden that can happen next to machines that are here, until `until` at the latest. */
export function* hiddenMoves(
  of: Believed,
  until: number,
  { skewMs, lagMs }: Manner,
  isHere: (slot: string) => boolean,
): Generator<Hidden> {
  const last: Record<string, number> = {};
  for (const slot in of.parts) {
    last[slot] = Math.min(until, lastOf(of.parts[slot] as KnownPart, skewMs));
  }
  for (const channel in of.mail) {
    const [{ signal, at }] = of.mail[channel] as readonly [Letter];
    const slot = slotOf(signal.to);
    if (!isHere(slot)) continue;
    const part = of.parts[slot];
    if (part && sinceOf(part) > at[1] + lagMs) continue;
    yield { ...signal, at, takes: { letter: channel } };
    last[slot] = Math.min(last[slot] ?? until, at[1] + lagMs);
  }
  for (const id in of.asked) {
    const { to, event, at, lostBy = until } = of.asked[id] as Believed['asked'][string];
    const slot = slotOf(to);
    const part = of.parts[slot];
    const when: Span = [
      Math.max(at, part ? sinceOf(part) : at),
      Math.min(last[slot] ?? until, lostBy),
    ];
    if (when[0] <= when[1]) yield { to, event: timeless(event), at: when, takes: { ask: id } };
  }
  for (const slot in of.parts) {
    const part = of.parts[slot] as KnownPart;
    const when: Span = [sinceOf(part), last[slot] as number];
    if (when[0] > when[1]) continue;
    const facts = [...factsFor(part.snapshot), ...verbFor(part.snapshot, of)];
    for (const fact of facts) {
      const { to, event, takes } = fact;
      if (event.type !== 'timer.fired') {
        const isDone = takes && 'once' in takes && takes.once in of.took;
        if (!isDone) yield { ...fact, at: when };
        continue;
      }
      const due = part.spans[`timer ${event.timer}`] as Span;
      const from = Math.max(when[0], due[0] - skewMs);
      if (from <= when[1]) yield { to, event, at: [from, when[1]] };
    }
  }
}
/** When the first timer of a part cannot wait any longer. */
function lastOf({ spans }: KnownPart, skewMs: number): number {
  let last = Number.POSITIVE_INFINITY;
  for (const key in spans) {
    if (timerOf(key)) last = Math.min(last, (spans[key] as Span)[1] + skewMs);
  }
  return last;
}
const withoutTime = new WeakMap<Untimed, AnyEvent>();
function timeless(event: Untimed): AnyEvent {
  const known = withoutTime.get(event);
  if (known) return known;
  const found = once({ ...event, at: 0 } as AnyEvent);
  withoutTime.set(event, found);
  return found;
}

/** What its document asks of a call next, while it reads. */
function verbFor(snapshot: Snapshot, { plans }: Believed): Fact[] {
  const { machine, state, sid } = snapshot;
  const plan = planKey(sid);
  const [next] = plans[plan] ?? [];
  if (machine !== 'call' || state !== 'inProgress.executing' || !next) return [];
  return [{ to: { machine, sid }, event: timeless(next), takes: { plan } }];
}

/**
 * Keys that mean something now: one of those that end a <Record>, and * in a <Dial>. That hangs up the
 * leg that won, and comes to nothing more when it is pressed again.
 */
function keysFor(snapshot: Snapshot): Fact[] {
  if (snapshot.machine !== 'call' || hasEnded(snapshot)) return [];
  const { sid, context } = snapshot as Snapshot<'call'>;
  const { record, dial } = context;
  const press = (digit: string): Fact => ({
    to: { machine: 'call', sid },
    event: timeless({ type: 'digit.pressed', digit } as Untimed),
  });
  const ends = record && !record.isOver ? [...record.finishOnKey.slice(0, 1)].map(press) : [];
  if (!dial?.hangupOnStar) return ends;
  return [...ends, { ...press('*'), takes: { once: `* ${dial.firstLeg}` } }];
}
