/**
 * What is put to a call: a <Record>, a <Dial> to two legs or one, a conference stay, requests for
 * recordings, redirections, each under one id of its own, and what comes back for them. Followed
 * until it has done three of: a <Record>, a <Dial>, a stay, a request, a redirection; two, once it
 * is over, or if it was dialled with a recording. An inbound call is followed until its answer.
 */
import type { EventOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../../src/engine/index.ts';
import { firings, type Inputs, type Scene } from './input.ts';

/** A line that was a participant, and is recorded on request. */
const handedOver = {
  createdAt: 500,
  answeredAt: 700,
  timeLimitMs: 60_000,
  recordings: [{ sid: 'Q', kind: 'call-request/request' }],
  lastRequest: 'Q',
} as const;
type Here = Scene<'call'>;

type Ended = EventOf<'recording.ended'>;
const ended = (recordingSid: string, path: Ended['path'], reason: Ended['reason']) =>
  ({ recordingSid, path, durationMs: 3_000, reason }) as const;
const left = (legSid: string, status: EventOf<'leg.ended'>['status']) =>
  ({ legSid, status, durationMs: 2_000 }) as const;
const doneBy = ({ context }: Pick<Here, 'context'>) => {
  const { record, dial, stay, lastRequest, redirections = [], recording } = context;
  const done = [record, dial, stay, lastRequest, redirections[0], recording];
  return done.filter((one) => one !== null && one !== undefined).length;
};
/** Something that a call does only if it has done nothing else. */
const alone =
  <T>(fields: T) =>
  (scene: Here) =>
    doneBy(scene) > 0 ? undefined : fields;
/** Something that would begin, were not another verb running. */
const inVain =
  <T>(fields: T) =>
  ({ state }: Here) =>
    state === 'inProgress.executing' ? undefined : fields;

export const callInputs: Inputs<'call'> = {
  'call.dialOut': { '': {}, recorded: { recording: { sid: 'O' } } },
  'call.receive': { '': {} },
  'call.record': {
    '': { recording: { sid: 'R' }, finishOnKey: '#', hasAction: true },
    'without action': alone({ recording: { sid: 'R' }, finishOnKey: '' }),
    'in vain': inVain({ recording: { sid: 'R2' } }),
  },
  'call.startRecording': { '': { recording: { sid: 'Q' } } },
  'call.startBackgroundRecording': {
    '': { recording: { sid: 'Q' } },
    'in vain': inVain({ recording: { sid: 'Q2' } }),
  },
  'call.dial': {
    'to two': {
      legs: ['L1', 'L2'],
      recording: { sid: 'D' },
      hangupOnStar: true,
      hasAction: true,
    },
    'to one': alone({ legs: ['L1'], recording: { sid: 'D' }, recordFrom: 'ringing' }),
    'in vain': inVain({ legs: ['L3'] }),
  },
  'call.joinConference': {
    '': { conferenceSid: 'F', stay: 'S', isNamed: true, hasAction: true },
    'by sid': alone({ conferenceSid: 'F', stay: 'S' }),
    'in vain': inVain({ conferenceSid: 'F', stay: 'S2' }),
  },
  'line.handedOver': {
    '': ({ context: { takenOverAt: at } }) =>
      typeof at === 'number' ? { ...handedOver, at } : handedOver,
    'of another': ({ context: { takenOverAt: at } }) =>
      typeof at === 'number' ? { ...handedOver, at: at + 1 } : undefined,
  },
  'call.redirect': { '': {}, 'with an id': { redirection: 'X' } },
  'digit.pressed': { one: { digit: '1' }, hash: { digit: '#' }, star: { digit: '*' } },
  'recording.ended': {
    'the outbound one': ended('O', 'outbound-call', 'silence'),
    'of <Record>': ended('R', 'record-verb', 'finish-key'),
    'of <Dial>': ended('D', 'dial-verb', 'dial-ended'),
    'on request': ended('Q', 'call-request', 'requested'),
    'of another': ended('Z', 'call-request', 'requested'),
    'of this sid, by another verb': ended('R', 'call-request', 'requested'),
  },
  'recording.declined': {
    'of <Record>': { recordingSid: 'R', path: 'record-verb' },
    'on request': { recordingSid: 'Q', path: 'call-request' },
    'of another': { recordingSid: 'Z', path: 'call-request' },
  },
  'leg.rang': { '': { legSid: 'L1' } },
  'leg.answered': {
    'the first': { legSid: 'L1' },
    'the second': { legSid: 'L2' },
    'of another': { legSid: 'L9' },
  },
  'leg.ended': {
    'the first': left('L1', 'busy'),
    'the second': left('L2', 'completed'),
    'of another': left('L9', 'failed'),
  },
  'participant.admitted': {
    '': { conferenceSid: 'F', stay: 'S' },
    'another stay': { conferenceSid: 'F', stay: 'S0' },
    'another conference': { conferenceSid: 'F9', stay: 'S' },
  },
  'participant.dismissed': {
    removed: { conferenceSid: 'F', stay: 'S', reason: 'removed' },
    'the conference was ended': { conferenceSid: 'F', stay: 'S', reason: 'ended-by-api' },
    'it is over': { conferenceSid: 'F', stay: 'S', reason: 'ended-by-exit' },
    'it was over before': { conferenceSid: 'F', stay: 'S', reason: 'over-before-join' },
    'another stay': { conferenceSid: 'F', stay: 'S0', reason: 'removed' },
    'another conference': { conferenceSid: 'F9', stay: 'S', reason: 'removed' },
  },
  'timer.fired': firings('silence', 'ring', 'time-limit'),
};

export const isCallFar = (snapshot: Snapshot<'call'>) => {
  const { direction, answeredAt, endedAt, recording } = snapshot.context;
  if (direction === 'inbound') return answeredAt !== null;
  return doneBy(snapshot) >= (endedAt === null && recording === null ? 3 : 2);
};
