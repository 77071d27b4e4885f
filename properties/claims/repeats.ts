/** What holds of commands that come again, of news that is nobody's, and of what is remembered. */
import type { MachineName } from '../../machines/index.ts';
import { type Claim, everyStep, isEqual, type Moment, type MomentOf } from './claim.ts';

export const repeatClaims = [
  everyStep(
    'CALL-14',
    'A redirection is remembered by its id until sixteen newer ones have come, and one that comes ' +
      'again meanwhile changes nothing.',
    'call',
    knowsItsRedirection,
  ),
  everyStep(
    'CALL-15',
    'A verb or request that is asked for again with the same sid changes nothing.',
    'call',
    knowsItsVerb,
  ),
  everyStep(
    'CALL-16',
    'A key hangs up the callee only if it is the star, and the dial says so.',
    'call',
    hangsUpOnStarOnly,
  ),
  everyStep(
    'CALL-17',
    'Whoever is dismissed from the stay that they are in is in it no longer.',
    'call',
    leavesItsStay,
  ),
  everyStep('CALL-18', 'News of a recording that it does not host is ignored.', 'call', hostsIt),
  everyStep('LEG-9', 'News of a recording that it does not host is ignored.', 'dialLeg', hostsIt),
  everyStep(
    'CONF-12',
    'That somebody joins is announced before that the conference starts.',
    'conference',
    joinsBeforeStart,
  ),
  everyStep(
    'CONF-13',
    'Whoever is dialled is dialled under the policy of the conference.',
    'conference',
    passesItsPolicy,
  ),
  everyStep(
    'CONF-14',
    'A request about somebody who is not there is refused.',
    'conference',
    knowsWhoIsHere,
  ),
  everyStep(
    'REC-17',
    'Once its newest order is answered, no answer to it is awaited.',
    'recording',
    hearsItsAnswer,
  ),
  everyStep(
    'REC-18',
    'Whether anybody speaks is noted while it lives, paused or not.',
    'recording',
    notesSpeech,
  ),
] as readonly unknown[] as readonly Claim[];

const verdictOf = ({ verdict }: Pick<Moment, 'verdict'>) => verdict.verdict;
const isOpen = (state = '') => state.startsWith('inProgress');

function knowsItsRedirection(moment: MomentOf<'call'>): boolean {
  const { before, event, snapshot } = moment;
  const known = before?.context.redirections ?? [];
  const after = snapshot?.context.redirections ?? [];
  if (!before && event.type === 'line.handedOver') {
    return isEqual(after, event.redirection === undefined ? [] : [event.redirection]);
  }
  if (event.type !== 'call.redirect' || !isOpen(before?.state)) return isEqual(after, known);
  const { redirection } = event;
  if (redirection === undefined) return isEqual(after, known);
  if (known.includes(redirection)) return verdictOf(moment) === 'unchanged';
  return isEqual(after, [...known, redirection].slice(-16));
}

function knowsItsVerb(moment: MomentOf<'call'>): boolean {
  const { before, event } = moment;
  if (!before || !isOpen(before.state)) return true;
  const { record, dial, stay } = before.context;
  const isAgain =
    (event.type === 'call.record' && event.recording.sid === record?.recordingSid) ||
    (event.type === 'call.dial' && event.legs[0] === dial?.firstLeg) ||
    (event.type === 'call.joinConference' && event.stay === stay?.stay);
  return !isAgain || verdictOf(moment) === 'unchanged';
}

function hangsUpOnStarOnly({ before, event, signals }: MomentOf<'call'>): boolean {
  if (event.type !== 'digit.pressed' || before?.state !== 'inProgress.bridged') return true;
  const isMeant = event.digit === '*' && before.context.dial?.hangupOnStar === true;
  return isMeant === signals.some((signal) => signal.event.type === 'leg.released');
}

function leavesItsStay({ before, event, snapshot }: MomentOf<'call'>): boolean {
  const isIn = before?.state === 'inProgress.inConference';
  if (event.type !== 'participant.dismissed' || !isIn) return true;
  const isItsOwn = event.stay === before.context.stay?.stay;
  return isItsOwn === (snapshot?.state !== before.state);
}

function hostsIt<M extends MachineName & ('call' | 'dialLeg')>(moment: MomentOf<M>): boolean {
  const { before, event } = moment as MomentOf<'call'>;
  if (event.type !== 'recording.ended') return true;
  const isHost = before?.context.recordings.some(({ sid }) => sid === event.recordingSid) === true;
  const wasItsVerb = before?.context.record?.recordingSid === event.recordingSid;
  return isHost || wasItsVerb || verdictOf(moment as MomentOf<'call'>) === 'ignored';
}

function joinsBeforeStart({ effects }: MomentOf<'conference'>): boolean {
  const said = effects.flatMap((one) => (one.type === 'announced' ? [one.status] : []));
  return !said.includes('start') || said.indexOf('join') < said.indexOf('start');
}

function passesItsPolicy({ signals, snapshot }: MomentOf<'conference'>): boolean {
  return signals.every(({ event }) => {
    return event.type !== 'leg.requested' || event.policy === snapshot?.context.policy;
  });
}

function knowsWhoIsHere(moment: MomentOf<'conference'>): boolean {
  const { before, event } = moment;
  const isAbout =
    event.type === 'conference.updateParticipant' || event.type === 'conference.removeParticipant';
  if (!isAbout || !before) return true;
  const isHere =
    before.context.participants.some(({ who }) => who.sid === event.callSid) ||
    before.context.arriving.some(({ legSid }) => legSid === event.callSid);
  return isHere || verdictOf(moment) === 'refused';
}

const asking = ['inProgress', 'pausing', 'paused', 'resuming'];
function hearsItsAnswer({ before, event, snapshot, effects }: MomentOf<'recording'>): boolean {
  const answers = { pause: 'media.paused', resume: 'media.resumed' } as const;
  if (!before || !snapshot || !asking.includes(before.state)) return true;
  const { asked, order } = before.context;
  if (asked !== 'pause' && asked !== 'resume') return true;
  const isAnswer = event.type === 'media.refused' || event.type === answers[asked];
  if (!isAnswer || event.order !== order) return true;
  return snapshot.context.asked === null || effects.some((one) => one.type.startsWith('media.'));
}

const living = ['starting', ...asking];
function notesSpeech({ before, event, snapshot }: MomentOf<'recording'>): boolean {
  const isSpeech = event.type === 'speech.started' || event.type === 'speech.ended';
  if (!isSpeech || !before || !living.includes(before.state)) return true;
  if (event.at < before.context.speechAt) return snapshot === before;
  const speech = event.type === 'speech.started' ? 'speaking' : 'silent';
  return snapshot?.context.speech === speech && snapshot.context.speechAt === event.at;
}
