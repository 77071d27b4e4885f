/**
 * What is put to a recording. It is of a <Record>, limited in length and silence, or of a
 * conference, unlimited and under Twilio's choices. Answers of the media server carry the newest
 * order, another one, or the first. Followed until its fifth order, or its sixth if a stop has
 * crossed one; once it has ended, only if it had two at most and nobody was heard.
 */
import { kindOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../../src/engine/index.ts';
import { firings, type Inputs, type Scene } from './input.ts';

type Here = Scene<'recording'>;

const ofRecord = {
  path: 'record-verb',
  source: 'RecordVerb',
  host: { machine: 'call', sid: 'C' },
  callSid: 'C',
  settings: {
    ...kindOf('record-verb/call').defaults,
    maxLengthMs: 600_000,
    silenceMs: 60_000,
  },
} as const;
const transcribed = {
  transcription: { sid: 'T', language: 'en-US', engine: 'A' },
} as const;
const ofConference = {
  ...ofRecord,
  path: 'conference-verb',
  source: 'Conference',
  host: { machine: 'conference', sid: 'F' },
  conferenceSid: 'F',
  settings: { ...ofRecord.settings, maxLengthMs: 0, silenceMs: 0 },
  policy: 'twilio',
} as const;

const stranger = { machine: 'call', sid: 'C9' } as const;

const newest = ({ context: { order = 0 } }: Here) => ({ order: Math.max(1, order) });
/** A request as it was made, or made then: one that comes again is the same to the millisecond. */
const again =
  <T>(fields: T) =>
  ({ context: { createdAt: at } }: Here) =>
    at === undefined ? fields : { ...fields, at };
/** The one before; or, where there is none, one that was never given. */
const another = ({ context: { order = 0 } }: Here) => ({
  order: order > 1 ? order - 1 : order + 2,
});
const first = ({ context: { order = 0 } }: Here) => (order < 3 ? undefined : { order: 1 });
const answers = {
  'to the newest order': newest,
  'to another': another,
  'to the first': first,
};

/** What makes no difference but to what is told: only while nobody was heard, to keep it few. */
const detail =
  <T>(fields: T) =>
  ({ context: { speech = 'unheard' } }: Here) =>
    speech === 'unheard' ? fields : undefined;
/** News of speech: now, or overtaken by later news. */
const speech = {
  '': {},
  overtaken: ({ context: { speechAt = 0 } }: Here) =>
    speechAt === 0 ? undefined : { at: speechAt - 1 },
};

export const recordingInputs: Inputs<'recording'> = {
  'recording.requested': {
    'of a <Record>': again({ ...ofRecord, ...transcribed }),
    'of a conference': again(ofConference),
    'of the call, later': ({ state, now }) =>
      state === 'none' ? undefined : { ...ofRecord, ...transcribed, at: now + 1 },
  },
  'recording.stopRequested': {
    '': detail({ host: ofRecord.host, path: 'record-verb', reason: 'finish-key' }),
    'of another verb': detail({ host: ofRecord.host, path: 'dial-verb', reason: 'dial-ended' }),
    'of another call': detail({ host: stranger, path: 'record-verb', reason: 'finish-key' }),
  },
  'host.ended': {
    'of the call': { host: ofRecord.host, reason: 'call-ended' },
    'of the conference': { host: ofConference.host, reason: 'conference-ended' },
  },
  'media.started': answers,
  'media.paused': answers,
  'media.resumed': answers,
  'media.refused': answers,
  'media.stopped': { 'by itself': {}, 'as ordered': newest, 'as not ordered': another },
  'media.saved': {
    '': { location: 'file' },
    measured: detail({ location: 'file', durationMs: 4_400 }),
    empty: { location: 'file', isEmpty: true },
    'once more': (scene) =>
      typeof scene.context.location !== 'string'
        ? undefined
        : detail({ location: 'another file' })(scene),
  },
  'media.failed': { '': {}, 'with a code': detail({ errorCode: 'disk-full' }) },
  'speech.started': speech,
  'speech.ended': speech,
  'timer.fired': firings(
    'ring',
    'start-deadline',
    'answer-deadline',
    'finish-deadline',
    'max-length',
    'silence',
    'longest-pause',
  ),
};

const ends = ['completed', 'absent', 'deleted'];
export const isRecordingFar = ({ state, context }: Snapshot<'recording'>) =>
  context.order >= (context.crossed === null ? 5 : 6) ||
  (ends.includes(state) && (context.order > 2 || context.speech !== 'unheard'));
