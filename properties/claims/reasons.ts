/** Why recordings ended, and who is told so. */
import type { EndReason } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { isOfDial } from './call.ts';
import { everyStep, type MomentOf } from './claim.ts';

type Recorded = MomentOf<'recording'>;

export const reasonClaims = [
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
    'CALL-8',
    'A recording is asked to stop by a key, by new instructions or by the end of a dial, and is ' +
      'told by which.',
    'call',
    saysWhyToStop,
  ),
  everyStep(
    'CALL-13',
    'The recording of a dial that is over is asked to stop; so is that of a <Record>, by the ' +
      'first of its keys.',
    'call',
    stopsItsRecording,
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

const stops: Readonly<Record<string, EndReason>> = {
  'digit.pressed': 'finish-key',
  'call.redirect': 'redirected',
  'leg.ended': 'dial-ended',
};
function saysWhyToStop({ event: cause, signals }: MomentOf<'call'>) {
  return signals.every(
    ({ event }) => event.type !== 'recording.stopRequested' || event.reason === stops[cause.type],
  );
}
/** The recording of the verb that a step brings to its end, if it may still capture. */
function endedRecording({ before, event, snapshot }: MomentOf<'call'>): string | undefined {
  const { record, dial, recordings } = before?.context ?? {};
  if (event.type === 'digit.pressed' && before?.state === 'inProgress.recording') {
    const isKey = record?.digit === null && record.finishOnKey.includes(event.digit);
    return isKey ? record.recordingSid : undefined;
  }
  const isOver = event.type === 'leg.ended' && before?.state !== snapshot?.state;
  return isOver ? recordings?.find((one) => isOfDial(one, dial))?.sid : undefined;
}
function stopsItsRecording(step: MomentOf<'call'>) {
  const ended = endedRecording(step);
  if (ended === undefined) return true;
  return step.signals.some(
    ({ to, event }) => to.sid === ended && event.type === 'recording.stopRequested',
  );
}
