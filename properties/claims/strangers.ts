/** What holds of sids that are somebody else's: nobody is believed but whoever has to do with it. */
import { type Address, type AnyEvent, creationPaths, isSameMachine } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { isOwnDial, isOwnRequest } from './belonging.ts';
import {
  type Claim,
  everyStep,
  isEqual,
  isOver,
  type Moment,
  type MomentOf,
  sometimes,
} from './claim.ts';

export const strangerClaims = [
  everyStep(
    'SYS-15',
    'A recording believes the line or conference that it is of, a leg whoever dialled it, a ' +
      'conference those who are in; what a stranger says changes nothing.',
    'system',
    believesNoStranger,
  ),
  everyStep(
    'SYS-16',
    'Whoever asks for a recording or a leg that is of another, or for another one under the sid ' +
      'of their own, is told at once that there is none for them, and nothing else happens.',
    'system',
    declinesStrangers,
  ),
  everyStep(
    'CALL-41',
    'A <Record> whose recording was declined goes on with the document, and asks no action.',
    'call',
    goesOnWithout,
  ),
  everyStep(
    'CONF-32',
    'Nobody is listed twice in it, or in it and on the way to it, and no stay is of two.',
    'conference',
    listsNobodyTwice,
  ),
  everyStep(
    'CONF-34',
    'A recording that has ended, or was declined, is not its recording any more.',
    'conference',
    ({ event, snapshot, signals }) =>
      !(event.type === 'recording.ended' || event.type === 'recording.declined') ||
      // The next one may have been asked for under the same sid.
      signals.some((signal) => signal.event.type === 'recording.requested') ||
      snapshot?.context.recording !== event.recordingSid,
  ),
  everyStep(
    'REC-50',
    'It ends for a reason that its path has, or because of a limit that was asked for.',
    'recording',
    endsAsItsPathCan,
  ),
  everyStep(
    'REC-51',
    'Once it has ended, nothing that customers see of it changes, but that it is deleted.',
    'recording',
    staysAsItEnded,
  ),
  sometimes('SYS-28', 'Somebody asks for a recording of another.', 'system', (moment) =>
    isAnothers(moment, 'recording.requested'),
  ),
  sometimes('SYS-29', 'Somebody dials a leg of another.', 'system', (moment) =>
    isAnothers(moment, 'leg.requested'),
  ),
  sometimes('CONF-33', 'Somebody is turned away: the stay is of another.', 'conference', (moment) =>
    moment.signals.some(
      ({ event }) => event.type === 'participant.dismissed' && event.reason === 'stay-taken',
    ),
  ),
] as readonly unknown[] as readonly Claim[];

/** Whether a request names what is there already, and not for whoever asks. */
function isAnothers({ before, event }: Moment, type: AnyEvent['type']): boolean {
  if (event.type !== type || !before) return false;
  if (event.type === 'recording.requested') {
    return !isOwnRequest(before as Snapshot<'recording'>, event);
  }
  return event.type === 'leg.requested' && !isOwnDial(before as Snapshot<'dialLeg'>, event);
}

/** Who says this, and whom it may come from. */
function speakerOf({ before, event }: Moment): readonly [Address, readonly Address[]] | undefined {
  if (!before) return undefined;
  switch (event.type) {
    case 'recording.stopRequested':
    case 'host.ended':
      return [event.host, [(before as Snapshot<'recording'>).context.host]];
    case 'leg.chosen':
    case 'leg.released':
      return [event.parent, [(before as Snapshot<'dialLeg'>).context.parent]];
    case 'participant.left': {
      const { participants } = (before as Snapshot<'conference'>).context;
      const staying = participants.filter(({ stay }) => stay === event.stay);
      return [event.participant, staying.map(({ who }) => who)];
    }
    case 'participant.admitted':
    case 'participant.dismissed':
      return [{ machine: 'conference', sid: event.conferenceSid }, conferencesOf(before)];
    default:
      return undefined;
  }
}
/** The conference that a line is in, or wants to be in. */
function conferencesOf(line: Snapshot): readonly Address[] {
  if (line.machine === 'dialLeg') return [(line as Snapshot<'dialLeg'>).context.parent];
  const { stay } = (line as Snapshot<'call'>).context;
  return stay ? [{ machine: 'conference', sid: stay.conferenceSid }] : [];
}
function believesNoStranger(moment: Moment): boolean {
  const { before, event, snapshot, effects } = moment;
  const [speaker, believed] = speakerOf(moment) ?? [];
  const isStranger = speaker && !believed?.some((one) => isSameMachine(one, speaker));
  if (isStranger) return snapshot === before && effects.length === 0;
  const isOfVerb = event.type === 'recording.stopRequested';
  if (!isOfVerb || !before) return true;
  return event.path === (before as Snapshot<'recording'>).context.path || snapshot === before;
}

function declinesStrangers(moment: Moment): boolean {
  const { to, before, event, snapshot, effects, signals } = moment;
  const told = (receiver: Address, said: object) =>
    snapshot === before &&
    effects.length === 0 &&
    isEqual(signals, [{ to: receiver, event: said }]);
  const { at } = event;
  if (event.type === 'recording.requested' && isAnothers(moment, event.type)) {
    const { host, path } = event;
    return told(host, { type: 'recording.declined', at, recordingSid: to.sid, path });
  }
  if (event.type === 'leg.requested' && isAnothers(moment, event.type)) {
    const ended = { type: 'leg.ended', at, legSid: to.sid, status: 'failed', durationMs: 0 };
    return told(event.parent, ended);
  }
  return true;
}

function goesOnWithout({ before, event, snapshot, effects }: MomentOf<'call'>): boolean {
  const isIn = before?.state === 'inProgress.recording';
  if (event.type !== 'recording.declined' || event.path !== 'record-verb' || !isIn) return true;
  const isItsOwn = event.recordingSid === before.context.record?.recordingSid;
  const told = effects.map(({ type }) => type).join();
  if (!isItsOwn) return snapshot?.state === before.state && told === '';
  return snapshot?.state === 'inProgress.executing' && told === 'instructions.resumed';
}

function listsNobodyTwice({ snapshot }: MomentOf<'conference'>): boolean {
  if (!snapshot) return true;
  const { participants, arriving } = snapshot.context;
  const isOnce = (keys: readonly string[]) => new Set(keys).size === keys.length;
  const who = participants.map((one) => JSON.stringify([one.who.machine, one.who.sid]));
  const legs = arriving.map(({ legSid }) => JSON.stringify(['dialLeg', legSid]));
  return isOnce([...who, ...legs]) && isOnce(participants.map(({ stay }) => stay));
}

function endsAsItsPathCan({ snapshot }: MomentOf<'recording'>): boolean {
  if (!snapshot || snapshot.context.endReason === null) return true;
  const { path, endReason, settings } = snapshot.context;
  if (endReason === 'max-length' && settings.maxLengthMs > 0) return true;
  if (endReason === 'silence' && settings.silenceMs > 0) return true;
  return (creationPaths[path].ends as readonly string[]).includes(endReason);
}

function staysAsItEnded({ before, snapshot }: MomentOf<'recording'>): boolean {
  if (!before || !isOver(before)) return true;
  const seen = (one: Snapshot<'recording'> | undefined) => {
    const { startedAt, decidedAt, endedAt, capturedMs, pausedMs } = one?.context ?? {};
    const { endReason, errorCode, durationSeconds } = one?.context ?? {};
    const file = before.state === 'completed' ? one?.context.location : undefined;
    return [startedAt, decidedAt, endedAt, capturedMs, pausedMs].concat([
      endReason,
      errorCode,
      durationSeconds,
      file,
    ] as never[]);
  };
  return isEqual(seen(before), seen(snapshot));
}
