/** What a hand-written dialled leg does on the way from state to state. */
import {
  type DialLegContext,
  type Effect,
  type EventOf,
  type EventTo,
  type LineEnd,
  type Signal,
  snapshotVersion,
} from '../../../machines/index.ts';
import type { Snapshot, Step } from '../../../src/engine/index.ts';
import { accepted, firedBy, ignored, none } from './answers.ts';
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

export function forget(before: Leg, { recordingSid }: EventOf<'recording.ended'>): Answer {
  const { state, context: c } = before;
  if (!isHosted(c, recordingSid)) return ignored(before);
  return moved(state, { ...c, recordings: withoutRecording(c, recordingSid) }, none);
}

/** The conference is told that its participant goes; the leg of a `<Dial>` is in none. */
export const left = ({ parent, participation }: Context, at: number): Signal[] =>
  participation === null
    ? []
    : [{ to: parent, event: { type: 'participant.left', at, stay: participation.stay } }];
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
  signals.push(...hostEnded(c, at, 'leg-ended'));
  const context: Context = { ...c, timers: {}, updatedAt: at, endedAt: at };
  signals.push(ended(context, at, status));
  return moved(state, context, effects, signals);
}
