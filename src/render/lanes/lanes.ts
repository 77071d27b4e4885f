/** The lives of machines over time, as data: a lane each, with its states and what came to it. */
import {
  type Address,
  type AnyEvent,
  type Effect,
  effects,
  hasTag,
  type MachineName,
  type RecordingContext,
  slotOf,
  type Verdict,
  vocabulary,
} from '../../../machines/index.ts';

/** A step of a machine, as `Delivery.steps` has it. */
export interface LaneStep {
  /** Who answered. */
  readonly to: Address;
  /** What it was told, and when. */
  readonly event: AnyEvent;
  /** What it answered. */
  readonly verdict: Verdict;
  /** As it was afterwards; undefined: there is nothing of this sid. */
  readonly snapshot?:
    | { readonly machine: MachineName; readonly state: string; readonly context: object }
    | undefined;
  /** What it ordered. */
  readonly effects: readonly Effect[];
  /** Its running number, where it was taken from a log of such; its marks have it too. */
  readonly entry?: number;
}

/** How a stretch looks: `paused` is a recording between two stretches of capture. */
export type StretchLook = 'live' | 'capturing' | 'paused' | 'ended';
/** A time that a machine spends in one state. */
export interface Stretch {
  /** When it begins, in milliseconds since the epoch. */
  readonly from: number;
  /** When it ends; that of the last state ends with the picture. */
  readonly to: number;
  /** The state, as a dotted path. */
  readonly state: string;
  /** How it is drawn. */
  readonly look: StretchLook;
}
/** What came to a machine from outside, or what it told its customer. */
export interface Mark {
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  /** `in`: a command or fact that came to it; `out`: a callback, or a request for a document. */
  readonly way: 'in' | 'out';
  /** In a word: `recording.pause`, `completed`, `record-ended`. */
  readonly says: string;
  /** Why it was refused; left out where it was not. */
  readonly refused?: string;
  /** The running number of the step, if that has one. */
  readonly entry?: number;
}
/** The life of one machine. */
export interface Lane extends Address {
  /** What is written before it. */
  readonly title: string;
  /** How deep it stands: 1 for what belongs to the one above of depth 0. */
  readonly depth: number;
  /** Its states, in order, without gaps. */
  readonly stretches: readonly Stretch[];
  /** What came to it and what it told, in order. */
  readonly marks: readonly Mark[];
}
/** Lives that stand one above the other, on one axis of time. */
export interface Lanes {
  /** When the first begins, in milliseconds since the epoch. */
  readonly from: number;
  /** When the picture ends. */
  readonly to: number;
  /** Whether all of it is over; otherwise `to` is now. */
  readonly isOver: boolean;
  /** What belongs to a call stands below it. */
  readonly lanes: readonly Lane[];
}

/** What else there is to say of lanes. */
export interface LanesOptions {
  /** How a machine is called; by its kind and sid when left out. */
  readonly titleOf?: (of: Address) => string;
  /** Until when what goes on is drawn; until the last step when left out. */
  readonly now?: number;
}

interface Drafted extends Address {
  readonly stretches: Stretch[];
  readonly marks: Mark[];
  /** The slot of what it belongs to. */
  above: string | undefined;
}

/** The lives that steps tell of, in the order in which they were taken. */
export function lanesOf(
  steps: Iterable<LaneStep>,
  { titleOf = ({ machine, sid }) => `${machine} ${sid}`, now }: LanesOptions = {},
): Lanes {
  const drafts = new Map<string, Drafted>();
  let latest = Number.NEGATIVE_INFINITY;
  for (const step of steps) {
    latest = Math.max(latest, step.event.at);
    const draft = drafts.get(slotOf(step.to)) ?? {
      ...step.to,
      stretches: [],
      marks: [],
      above: undefined,
    };
    if (step.snapshot) drafts.set(slotOf(step.to), draft);
    draft.marks.push(...marksOf(step));
    if (step.snapshot) enter(draft, step.event.at, step.snapshot);
  }
  const all = [...drafts.values()];
  if (all.length === 0) return { from: now ?? 0, to: now ?? 0, isOver: true, lanes: [] };
  const isOver = all.every((one) => one.stretches.at(-1)?.look === 'ended');
  const to = isOver ? latest : Math.max(latest, now ?? latest);
  const from = Math.min(to, ...all.flatMap(({ stretches }) => stretches[0]?.from ?? []));
  return {
    from,
    to,
    isOver,
    lanes: inOrder(all).map(({ depth, one: { above: _, stretches, ...one } }) => ({
      ...one,
      depth,
      title: titleOf(one),
      stretches: stretches.map((stretch, i) => ({ ...stretch, to: stretches[i + 1]?.from ?? to })),
    })),
  };
}

/** It is in this state from now on. */
function enter(draft: Drafted, at: number, { machine, state, context }: Entered) {
  draft.above ??= aboveIn(context);
  const last = draft.stretches.at(-1);
  const look = lookOf(machine, state, context);
  if (last?.state === state && last.look === look) return;
  draft.stretches.push({ from: at, to: at, state, look });
}
type Entered = NonNullable<LaneStep['snapshot']>;

/** What a recording remembers of its capture: it runs for as long as a stretch of it is open. */
type Capture = Pick<RecordingContext, 'startedAt' | 'openedAt' | 'endedAt'>;
function lookOf(machine: MachineName, state: string, context: object): StretchLook {
  if (hasTag(machine, state, 'ended')) return 'ended';
  if (!('openedAt' in context)) return 'live';
  const { startedAt, openedAt, endedAt } = context as Capture;
  if (openedAt !== null) return 'capturing';
  return startedAt !== null && endedAt === null ? 'paused' : 'live';
}

/** Whose it is: what is recorded, whoever dialled, the recording that is transcribed. */
function aboveIn(context: object): string | undefined {
  const { recordingSid, host, parent } = context as {
    readonly recordingSid?: string;
    readonly host?: Address;
    readonly parent?: Address;
  };
  if (recordingSid !== undefined) return slotOf({ machine: 'recording', sid: recordingSid });
  const above = host ?? parent;
  return above && slotOf(above);
}

function* marksOf({ event, verdict, effects: ordered, entry }: LaneStep): Generator<Mark> {
  const { type } = event;
  const at = { at: event.at, ...(entry === undefined ? {} : { entry }) };
  const refused = verdict.verdict === 'refused' ? { refused: verdict.reason } : {};
  if (vocabulary[type].kind !== 'signal' && type !== 'timer.fired' && verdict.verdict !== 'ignored')
    yield { ...at, way: 'in', says: type, ...refused };
  for (const effect of ordered) {
    const { port } = effects[effect.type];
    if (port === 'callbacks' && 'status' in effect)
      yield { ...at, way: 'out', says: effect.status };
    if (effect.type === 'instructions.requested') yield { ...at, way: 'out', says: effect.because };
  }
}

/** What belongs to something stands below it, in the order in which it began. */
function inOrder(
  all: readonly Drafted[],
  above?: string,
  depth = 0,
): { readonly one: Drafted; readonly depth: number }[] {
  const slots = new Set(all.map(slotOf));
  return all
    .filter((one) => (slots.has(one.above ?? '') ? one.above : undefined) === above)
    .flatMap((one) => [{ one, depth }, ...inOrder(all, slotOf(one), depth + 1)]);
}
