/**
 * What is put to a dialled leg: it is of a <Dial>, or a participant with both recordings; one
 * recording is requested on it. Without bounds: a leg has few states.
 */
import type { EventOf } from '../../../machines/index.ts';
import { firings, type Inputs, type Scene } from './input.ts';

const stranger = { machine: 'call', sid: 'C9' } as const;
type Path = EventOf<'recording.ended'>['path'];
const ended = (recordingSid: string, path: Path) =>
  ({ recordingSid, path, durationMs: 3_000, reason: 'requested' }) as const;
/** A request as it was made, or made then: one that comes again is the same to the millisecond. */
const again =
  <T>(fields: T) =>
  ({ context: { createdAt: at } }: Scene<'dialLeg'>) =>
    at === undefined ? fields : { ...fields, at };
/** What whoever dialled it says, or somebody else. */
const byParent = {
  'of its parent': ({ context: { parent } }: Scene<'dialLeg'>) => parent && { parent },
  'of another': { parent: stranger },
};

export const dialLegInputs: Inputs<'dialLeg'> = {
  'leg.requested': {
    'of a call': again({ parent: { machine: 'call', sid: 'C' } }),
    'of a call, later': ({ state, now }) =>
      state === 'none' ? undefined : { at: now + 1, parent: { machine: 'call', sid: 'C' } },
    'of a conference': again({
      parent: { machine: 'conference', sid: 'F' },
      stay: 'S',
      endOnExit: true,
      recording: { sid: 'P' },
      conferenceRecording: { sid: 'K' },
    }),
  },
  'call.redirect': { '': {}, 'with an id': { redirection: 'X' } },
  'call.startRecording': { '': { recording: { sid: 'Q' } } },
  'leg.chosen': byParent,
  'leg.released': byParent,
  'participant.admitted': {
    '': { conferenceSid: 'F', stay: 'S' },
    'another stay': { conferenceSid: 'F', stay: 'S0' },
    'another conference': { conferenceSid: 'F9', stay: 'S' },
  },
  'participant.dismissed': {
    '': { conferenceSid: 'F', stay: 'S', reason: 'removed' },
    'another stay': { conferenceSid: 'F', stay: 'S0', reason: 'removed' },
    'another conference': { conferenceSid: 'F9', stay: 'S', reason: 'removed' },
  },
  'recording.ended': {
    'its own': ended('P', 'participant-request'),
    'on request': ended('Q', 'call-request'),
    'of another': ended('Z', 'call-request'),
    'of this sid, by another path': ended('P', 'call-request'),
  },
  'recording.declined': {
    'its own': { recordingSid: 'P', path: 'participant-request' },
    'on request': { recordingSid: 'Q', path: 'call-request' },
    'of another': { recordingSid: 'Z', path: 'call-request' },
  },
  'timer.fired': firings('silence', 'ring', 'time-limit'),
};
