/**
 * What is put to a dialled leg: it is of a <Dial>, or a participant with both recordings; one
 * recording is requested on it. Without bounds: a leg has few states.
 */
import { bare, firings, type Inputs, type Scene } from './input.ts';

const ended =
  (recordingSid: string) =>
  ({ now }: Scene<'dialLeg'>) =>
    ({ recordingSid, durationMs: 3_000, reason: 'requested', decidedAt: now }) as const;

export const dialLegInputs: Inputs<'dialLeg'> = {
  'leg.requested': {
    'of a call': { parent: { machine: 'call', sid: 'C' } },
    'of a conference': {
      parent: { machine: 'conference', sid: 'F' },
      stay: 'S',
      endOnExit: true,
      recording: { sid: 'P' },
      conferenceRecording: { sid: 'K' },
    },
  },
  'call.startRecording': { '': { recording: { sid: 'Q' } } },
  'call.hangUp': bare,
  'call.initiated': bare,
  'call.rang': bare,
  'call.answered': bare,
  'call.busy': bare,
  'call.unanswered': bare,
  'call.failed': bare,
  'call.hungUp': bare,
  'leg.chosen': bare,
  'leg.released': bare,
  'participant.admitted': { '': { stay: 'S' }, 'another stay': { stay: 'S0' } },
  'participant.dismissed': {
    '': { stay: 'S', reason: 'removed' },
    'another stay': { stay: 'S0', reason: 'removed' },
  },
  'recording.ended': {
    'its own': ended('P'),
    'on request': ended('Q'),
    'of another': ended('Z'),
  },
  'timer.fired': firings('silence', 'ring', 'time-limit'),
};
