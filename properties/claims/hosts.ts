/** What passes between a recording and what it records: that either is over, and why. */
import { chosen } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { isOwnRequest } from './belonging.ts';
import { everyStep, type Moment, type MomentOf } from './claim.ts';
import { isEqual, isOver } from './dial-leg.ts';

type Recorded = MomentOf<'recording'>;

export const hostClaims = [
  everyStep(
    'REC-16',
    'What it records is told when capture is over, why, and how long the file is; and is told ' +
      'again if it asks again.',
    'recording',
    tellsItsHost,
  ),
  everyStep(
    'REC-52',
    'A conference is told that the end of its recording is decided, once and before it is told ' +
      'that capture is over, unless the conference has decided it.',
    'recording',
    tellsThatItEnds,
  ),
  everyStep(
    'SYS-14',
    'A recording is told that what it records is over when that is so, and what that was.',
    'system',
    saysWhoIsOver,
  ),
] as const;

const decided = ['stopping', 'processing', 'completed', 'absent', 'deleted'];
const isDecided = (one: Snapshot | undefined) => decided.includes(one?.state ?? '');

function tellsItsHost({ to, before, event, snapshot, signals }: Recorded) {
  const isDone = (one: Snapshot | undefined) => isDecided(one) && one?.state !== 'stopping';
  const isAskedAgain =
    isDone(before) && event.type === 'recording.requested' && before && isOwnRequest(before, event);
  const isNews = isDone(snapshot) && !isDone(before);
  const told = signals.filter((one) => one.event.type === 'recording.ended');
  if (!snapshot || !(isNews || isAskedAgain)) return told.length === 0;
  const { host, path, policy, capturedMs, pausedMs, settings } = snapshot.context;
  const { endReason: reason } = snapshot.context;
  const counted = chosen(policy, 'paused-time') === 'counts' ? pausedMs : 0;
  const durationMs = Math.min(
    capturedMs + counted,
    settings.maxLengthMs || Number.POSITIVE_INFINITY,
  );
  const { at } = event;
  const recordingSid = to.sid;
  const ended = { type: 'recording.ended', at, recordingSid, path, durationMs, reason };
  return isEqual(told, [{ to: host, event: ended }]);
}

function tellsThatItEnds({ to, before, event, snapshot, signals }: MomentOf<'recording'>): boolean {
  const told = signals.flatMap((one, i) =>
    one.event.type === 'recording.endDecided' ? [{ ...one, i }] : [],
  );
  const isNews =
    isDecided(snapshot) &&
    !isDecided(before) &&
    event.type !== 'host.ended' &&
    event.type !== 'recording.stopRequested' &&
    snapshot?.context.host.machine === 'conference';
  if (!isNews) return told.length === 0;
  const { at } = event;
  const said = { type: 'recording.endDecided', at, recordingSid: to.sid };
  return isEqual(told, [{ to: snapshot.context.host, event: said, i: 0 }]);
}

function saysWhoIsOver({ to, before, snapshot, signals }: Moment) {
  const over = {
    call: 'call-ended',
    dialLeg: 'leg-ended',
    conference: 'conference-ended',
  } as const;
  return signals.every(({ event }) => {
    if (event.type !== 'host.ended' || to.machine === 'recording') return true;
    return event.reason === over[to.machine] && isOver(snapshot) && !isOver(before);
  });
}
