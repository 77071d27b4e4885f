/**
 * Why a recording ended, and what passes between it and what it records: that either is over. And
 * what nobody gives up on: what had happened in time, and waited for a host that was away.
 */
import { chosen, type EndReason, type MachineName } from '../../machines/index.ts';
import { isHandedOver, type Snapshot } from '../../src/engine/index.ts';
import { isOwnRequest } from './belonging.ts';
import { everyStep, isEqual, isOver, type Moment, type MomentOf } from './claim.ts';

type Recorded = MomentOf<'recording'>;

export const hostClaims = [
  everyStep(
    'REC-14',
    'Why it ended is what first decided its end, and stays so.',
    'recording',
    ({ before, event, snapshot }) =>
      (snapshot?.context.endReason ?? null) ===
      (isDecided(snapshot) && !isDecided(before)
        ? whyItEnds(event)
        : (before?.context.endReason ?? null)),
  ),
  everyStep(
    'REC-15',
    'It has an error code exactly if nothing was kept, and the code says what went wrong.',
    'recording',
    saysWhatWentWrong,
  ),
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
  everyStep(
    'REC-48',
    'It is given up on for want of a start or a file only if that had not happened before its ' +
      'deadline, however long nobody was there to be told.',
    'recording',
    wasNotThereInTime,
  ),
  everyStep(
    'SYS-18',
    'A call or leg is unanswered only if nobody had answered it while it might ring, however long ' +
      'nobody was there to be told.',
    'system',
    wasNotAnsweredInTime,
  ),
] as const;

const decided = ['stopping', 'processing', 'completed', 'absent', 'deleted'];
const isDecided = (one: Snapshot | undefined) => decided.includes(one?.state ?? '');

const limits = { silence: true, 'max-length': true, 'longest-pause': true } as const;
function whyItEnds(event: Recorded['event']): EndReason | undefined {
  switch (event.type) {
    case 'recording.stop':
      return 'requested';
    case 'recording.stopRequested':
    case 'host.ended':
      return event.reason;
    case 'timer.fired':
      return event.timer in limits ? (event.timer as keyof typeof limits) : 'deadline';
    case 'media.stopped':
      return 'media-stopped';
    case 'media.saved':
      return event.isEmpty ? 'media-failed' : 'media-stopped';
    case 'media.refused':
    case 'media.failed':
      return 'media-failed';
    default:
      return undefined;
  }
}

function saysWhatWentWrong({ before, event, snapshot }: Recorded) {
  const known = before?.context.errorCode ?? null;
  const isLost = snapshot?.state === 'absent' && before?.state !== 'absent';
  return (snapshot?.context.errorCode ?? null) === (isLost ? whatWentWrong(event) : known);
}
function whatWentWrong(event: Recorded['event']): string | undefined {
  switch (event.type) {
    case 'media.saved':
      return 'empty';
    case 'media.refused':
      return 'media-refused';
    case 'media.failed':
      return event.errorCode ?? 'media-failed';
    case 'timer.fired':
      return event.timer === 'start-deadline' ? 'start-timeout' : 'finish-timeout';
    default:
      return undefined;
  }
}

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
  const over: Readonly<Partial<Record<MachineName, EndReason>>> = {
    call: 'call-ended',
    dialLeg: 'leg-ended',
    conference: 'conference-ended',
  };
  const said = over[to.machine];
  return signals.every(({ event }) => {
    if (event.type !== 'host.ended' || said === undefined) return true;
    // A line that was handed over is over when the call is that it has become.
    const isNews = isOver(snapshot) && (!isOver(before) || isHandedOver(before));
    return event.reason === said && isNews;
  });
}

function wasNotThereInTime({ before, event, happenedAt = event.at }: Recorded) {
  const isLate = happenedAt < event.at && before?.state === 'absent';
  if (!isLate || (event.type !== 'media.started' && event.type !== 'media.saved')) return true;
  const { errorCode, policy, createdAt, endedAt } = before.context;
  if (errorCode === 'start-timeout') {
    return happenedAt >= createdAt + chosen(policy, 'start-deadline-ms');
  }
  if (errorCode !== 'finish-timeout' || event.type !== 'media.saved') return true;
  return happenedAt >= (endedAt ?? createdAt) + chosen(policy, 'finish-deadline-ms');
}

function wasNotAnsweredInTime({ before, event, happenedAt = event.at }: Moment) {
  if (before?.state !== 'noAnswer' || event.type !== 'call.answered') return true;
  const { createdAt, ringTimeoutMs } = (before as Snapshot<'call' | 'dialLeg'>).context;
  return happenedAt === event.at || happenedAt >= createdAt + ringTimeoutMs;
}
