/** What a hand-written dialled leg does on the way from state to state. */
import {
  type DialLegContext,
  type Effect,
  type EventOf,
  type EventTo,
  isSameMachine,
  type LineEnd,
  type Signal,
} from '../../../machines/index.ts';
import { type Snapshot, type Step, snapshotVersion } from '../../../src/engine/index.ts';
import { accepted, firedBy, ignored, none, told } from './answers.ts';
import { hostEnded, isHosted, lineAnnounced, networkOrder, off, withoutRecording } from './line.ts';

export type Leg = Snapshot<'dialLeg'>;
export type Answer = Step<'dialLeg'>;
type Context = DialLegContext;
export type Event = EventTo<'dialLeg'>;

export const machine = 'dialLeg';
export const hangUp = (sid: string) => networkOrder('network.hangUp', machine, sid);
export const moved = (
  state: string,
  context: Context,
  effects: readonly Effect[],
  signals: readonly Signal[] = none,
): Answer => ({
  snapshot: { machine, version: snapshotVersion, sid: context.sid, state, context },
  verdict: accepted,
  signals,
  effects,
});

type News = EventOf<'recording.ended' | 'recording.declined'>;
export function forget(before: Leg, news: News): Answer {
  const { state, context: c } = before;
  if (!isHosted(c, news)) return ignored(before);
  return moved(state, { ...c, recordings: withoutRecording(c, news) }, none);
}

/** The conference is told that its participant goes; the leg of a `<Dial>` is in none. */
export function left({ sid, parent, participation }: Context, at: number): Signal[] {
  if (participation === null) return [];
  const { stay } = participation;
  const participant = { machine, sid } as const;
  return [{ to: parent, event: { type: 'participant.left', at, participant, stay } }];
}
/** The request that made the leg comes again. */
const isItsRequest = (c: Context, e: EventOf<'leg.requested'>) =>
  isSameMachine(e.parent, c.parent) && e.stay === c.participation?.stay && e.at === c.createdAt;
/** What comes for a leg that is there: of whoever asked for it, or of another, who goes without. */
export function askedAgain(
  before: Leg,
  event: EventOf<'leg.requested'>,
  again: (before: Leg) => Answer,
): Answer {
  if (isItsRequest(before.context, event)) return again(before);
  const { at, parent } = event;
  const legSid = before.sid;
  const failed = { type: 'leg.ended', at, legSid, status: 'failed', durationMs: 0 } as const;
  return told(before, none, [{ to: parent, event: failed }]);
}
export const ended = (c: Context, at: number, status: LineEnd): Signal => ({
  to: c.parent,
  event: {
    type: 'leg.ended',
    at,
    legSid: c.sid,
    status,
    durationMs: c.answeredAt === null ? 0 : Math.max(0, (c.endedAt ?? at) - c.answeredAt),
  },
});

/** The line is over; the lists are those of what was told before. */
export function end(
  state: string,
  status: LineEnd,
  c: Context,
  event: Event,
  effects: Effect[],
  signals: Signal[] = [],
): Answer {
  const { at } = event;
  off(machine, c, effects, firedBy(event));
  effects.push(lineAnnounced(machine, c.sid, status, at));
  signals.push(...hostEnded(machine, c, at));
  const context: Context = { ...c, timers: {}, updatedAt: at, endedAt: at };
  signals.push(ended(context, at, status));
  return moved(state, context, effects, signals);
}
