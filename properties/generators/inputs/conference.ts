/**
 * What is put to a conference: three callers, two of whom want it recorded, one of whom ends it, and
 * a dialled participant; or one with a time limit that it takes two to start. Followed until three
 * are in or on the way; the limited one, once it has started, only while there are two.
 */
import type { Snapshot } from '../../../src/engine/index.ts';
import { firings, type Inputs, type Scene } from './input.ts';

type Here = Scene<'conference'>;

const caller = (sid: string, stay: string) =>
  ({ participant: { machine: 'call', sid }, stay }) as const;
const leg = (sid: string, stay: string) =>
  ({ participant: { machine: 'dialLeg', sid }, stay }) as const;
/** Only the first decides under which policy it runs. */
const atFirst =
  <T>(fields: T) =>
  ({ state }: Here) =>
    state === 'none' ? fields : undefined;
const gone = (legSid: string) => ({ legSid, status: 'busy', durationMs: 0 }) as const;

/** News of the recording that runs, if one does. */
const itsOwn =
  <T>(more: T) =>
  ({ context }: Here) =>
    typeof context.recording === 'string'
      ? { recordingSid: context.recording, ...more }
      : undefined;
const path = { path: 'conference-verb' } as const;
const ended = { ...path, durationMs: 3_000, reason: 'media-stopped' } as const;

export const conferenceInputs: Inputs<'conference'> = {
  'participant.joined': {
    'a caller': caller('C1', 'S1'),
    'a caller who waits': { ...caller('C1', 'S1'), startOnEnter: false },
    'a caller, by policy': atFirst({
      ...caller('C1', 'S1'),
      policy: { 'conference-time-limit-ms': 60_000, 'conference-quorum': 2 },
    }),
    'one who records and ends it': {
      ...caller('C2', 'S2'),
      recording: { sid: 'R2' },
      endOnExit: true,
    },
    'one who records, of two at most': {
      ...caller('C3', 'S3'),
      recording: { sid: 'R3' },
      maxParticipants: 2,
    },
    'the leg': {
      ...leg('L1', 'S4'),
      recording: { sid: 'R4' },
    },
    "a caller under another's stay": caller('C9', 'S1'),
    'a caller with the sid of the leg': caller('L1', 'S9'),
  },
  'conference.addParticipant': {
    '': { legSid: 'L1', stay: 'S4', conferenceRecording: { sid: 'R4' }, maxParticipants: 2 },
    'in vain': ({ context: { participants = [], arriving = [], maxParticipants } }) =>
      participants.length + arriving.length < (maxParticipants ?? 9)
        ? undefined
        : { legSid: 'L2', stay: 'S5' },
  },
  'conference.updateParticipant': {
    'a caller': { callSid: 'C1', endOnExit: true },
    'the leg': { callSid: 'L1', endOnExit: true },
    'in nothing': { callSid: 'C1' },
    nobody: { callSid: 'C9', endOnExit: true },
  },
  'conference.removeParticipant': {
    'a caller': { callSid: 'C1' },
    'one who ends it': { callSid: 'C2' },
    'the leg': { callSid: 'L1' },
    nobody: { callSid: 'C9' },
  },
  'participant.left': {
    'a caller': caller('C1', 'S1'),
    'one who ends it': caller('C2', 'S2'),
    'the third': caller('C3', 'S3'),
    'the leg': leg('L1', 'S4'),
    nobody: caller('C9', 'S9'),
    "under another's stay": caller('C9', 'S1'),
  },
  'leg.rang': { '': { legSid: 'L1' } },
  'leg.answered': { '': { legSid: 'L1' } },
  'leg.ended': { 'the leg': gone('L1'), 'of another': gone('L9') },
  'recording.endDecided': { '': itsOwn({}), 'of another': { recordingSid: 'Z' } },
  'recording.ended': { '': itsOwn(ended), 'of another': { recordingSid: 'Z', ...ended } },
  'recording.declined': { '': itsOwn(path), 'of another': { recordingSid: 'Z', ...path } },
  'timer.fired': firings('silence', 'time-limit'),
};

export const isConferenceFar = ({ context }: Snapshot<'conference'>) => {
  const { participants, arriving, policy, startedAt } = context;
  const present = participants.length + arriving.length;
  return present >= 3 || (policy !== 'telnyx' && startedAt !== null && present !== 2);
};
