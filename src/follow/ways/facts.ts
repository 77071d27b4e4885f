/**
 * What can be told a machine that nobody outside sees: the environment of the properties, which remembers
 * nothing here. What media server and network can do next is read off the machines: what they could
 * have been asked before is answered by a stale fact, which changes nothing.
 */
import type { Address, AnyEvent } from '../../../machines/index.ts';
import { openOrders, slotOf } from '../../../machines/index.ts';
import { movesOf } from '../../../properties/generators/moves.ts';
import { networkFacts, type System } from '../../../properties/generators/system.ts';
import {
  type Capture,
  emptyWorld,
  type LineStage,
  type ModelWorld,
} from '../../../properties/generators/world.ts';
import { hasEnded, type Snapshot } from '../../engine/index.ts';
import { advance } from '../../engine/step.ts';
import { type Believed, planKey } from './believed.ts';
import type { Ways } from './groups.ts';
import type { Untimed } from './observation.ts';
import { once } from './once.ts';

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

/** What it uses up that something happens: a message, a request, an order of a document, a chance. */
export type Takes =
  | { readonly letter: string }
  | { readonly ask: string }
  | { readonly plan: string }
  | { readonly once: string }
  | { readonly below: string; readonly rest: Ways };
/** Something hidden, whenever it happens: whom it is told, and what. */
export interface Fact {
  readonly to: Address;
  readonly event: AnyEvent;
  readonly takes?: Takes;
}

type Recording = Snapshot<'recording'>;
const isRecording = (one: Snapshot): one is Recording => one.machine === 'recording';
type Line = Snapshot<'call'> | Snapshot<'dialLeg'>;
const isLine = (one: Snapshot): one is Line => one.machine === 'call' || one.machine === 'dialLeg';

const captureOf = ({ context }: Recording): Capture => ({
  asked: openOrders(context),
  is: context.startedAt === null ? 'idle' : 'capturing',
  isFiled: false,
});

/** Whether it tells others that its line was hung up: the line of a leg goes on when that is a call. */
const passesOn = (line: Line) =>
  advance(line, line, { type: 'call.hungUp', at: 0 }).signals.length > 0;

/** How the network sees a line of which only this machine is known. */
function stageOf(line: Line): LineStage {
  if (hasEnded(line)) return passesOn(line) ? 'open' : 'down';
  return line.context.answeredAt === null ? 'dialled' : 'open';
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

const facts = new WeakMap<Snapshot, readonly Fact[]>();
/** What network, media server, callers and clock can tell a machine that is no stale news to it. */
function factsFor(snapshot: Snapshot): readonly Fact[] {
  const known = facts.get(snapshot);
  if (known) return known;
  const found = movesOf(everything, worldOf(snapshot)).flatMap((move): Fact[] => {
    if (!('event' in move)) return [];
    const { to } = move;
    const event = once(move.event);
    // What is over is no other when it has passed something on, and would do so for ever.
    const takes = { once: `${event.type} ${slotOf(to)}` };
    return [hasEnded(snapshot) ? { to, event, takes } : { to, event }];
  });
  const all = [...found, ...keysFor(snapshot)].filter(
    ({ to, event }) =>
      event.type === 'timer.fired' || advance(to, snapshot, event).verdict.verdict !== 'ignored',
  );
  facts.set(snapshot, all);
  return all;
}

const withoutTime = new WeakMap<Untimed, AnyEvent>();
/** The event at no time: whenever it happens, what happens is one object. */
export function timeless(event: Untimed): AnyEvent {
  const known = withoutTime.get(event);
  if (known) return known;
  const found = once({ ...event, at: 0 } as AnyEvent);
  withoutTime.set(event, found);
  return found;
}

/** What can happen next to a machine of a way, but for messages and requests. */
export function factsOf(snapshot: Snapshot, of: Believed): readonly Fact[] {
  const isLeft = ({ takes }: Fact) => !(takes && 'once' in takes && takes.once in of.took);
  return [...factsFor(snapshot), ...verbFor(snapshot, of)].filter(isLeft);
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
