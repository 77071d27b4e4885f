/** Every signal: how one machine tells another. */
import { recordingRequest, transcriptionRequest } from './creation-paths.ts';
import {
  address,
  callSid,
  conferenceSid,
  declared,
  durationMs,
  legSid,
  location,
  path,
  reason,
  recordingSid,
  ringTimeoutMs,
  settings,
  stayFields,
  stayId,
  timeLimitMs,
  transcription,
  wordsOf,
} from './event-fields.ts';
import { policy } from './policy.ts';
import { choice, count, optional, span } from './shape.ts';
import { dismissalReasons, lineEnds, recordingSources } from './words.ts';

const signal = declared('signal');
const hosts = ['call', 'dialLeg', 'conference'] as const;
/** Whoever speaks says who they are: a machine believes its own host, parent or guests only. */
const host = address('what is recorded, which says this');
const parent = address('the call or conference that the leg is for, which says this');
const participant = address('the call or leg');

/** What machines tell one another: by type. */
export const signals = {
  'recording.requested': signal(['recording'], 'Make this recording.', 'GUIDE', {
    path,
    source: choice('the source word', recordingSources),
    host,
    callSid,
    conferenceSid: optional(conferenceSid),
    policy: optional(policy),
    settings,
    transcription: optional(transcriptionRequest),
  }),
  'recording.declined': signal(hosts, 'This sid is taken: nothing was made.', 'model', {
    recordingSid,
    path,
  }),
  'recording.stopRequested': signal(['recording'], 'End capture for good.', 'model', {
    host,
    path,
    reason,
  }),
  'host.ended': signal(['recording'], 'What is recorded is over.', 'model', { host, reason }),
  'recording.endDecided': signal(
    ['conference'],
    'Capture ends: the media server may take a while to obey.',
    'model',
    { recordingSid },
  ),
  'recording.ended': signal(hosts, 'Capture is over.', 'model', {
    recordingSid,
    path,
    durationMs,
    reason,
  }),
  'recording.deleted': signal(['transcription'], 'The recording is deleted.', 'model', {
    recordingSid,
  }),
  'transcription.requested': signal(['transcription'], 'Transcribe this file.', 'T-REC', {
    recordingSid,
    callSid,
    location,
    durationSeconds: count('how long the file is'),
    settings: transcription,
    policy: optional(policy),
  }),
  'leg.requested': signal(['dialLeg'], 'Dial this leg.', 'T-DIAL', {
    parent,
    ringTimeoutMs: optional(ringTimeoutMs),
    timeLimitMs: optional(timeLimitMs),
    stay: optional(stayId),
    ...stayFields,
    recording: optional(recordingRequest),
    conferenceRecording: optional(recordingRequest),
    policy: optional(policy),
  }),
  'leg.chosen': signal(['dialLeg'], 'This leg won its dial.', 'T-DIAL', { parent }),
  'leg.released': signal(['dialLeg'], 'This leg is not needed any more.', 'T-DIAL', { parent }),
  'leg.rang': signal(['call', 'conference'], 'A leg rings.', 'C-CALL', { legSid }),
  'leg.answered': signal(['call', 'conference'], 'A leg was answered.', 'C-CALL', { legSid }),
  'leg.ended': signal(['call', 'conference'], 'A leg is over.', 'C-CALL', {
    legSid,
    status: choice('how it ended', lineEnds),
    durationMs: span('how long it lasted from its answer'),
  }),
  'participant.joined': signal(['conference'], 'Somebody wants to be in.', 'T-CONF', {
    participant,
    stay: stayId,
    ...stayFields,
    recording: optional(recordingRequest),
    policy: optional(policy),
  }),
  'participant.left': signal(['conference'], 'Somebody is out.', 'T-CONF', {
    participant,
    stay: stayId,
  }),
  'participant.admitted': signal(['call', 'dialLeg'], 'You are in.', 'T-CONF', {
    conferenceSid,
    stay: stayId,
  }),
  'participant.dismissed': signal(['call', 'dialLeg'], 'You are out.', 'T-CONF, T-PART', {
    conferenceSid,
    stay: stayId,
    reason: choice('why', wordsOf(dismissalReasons)),
  }),
} as const;
