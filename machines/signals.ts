/** Every signal: how one machine tells another. */
import { pathIds, recordingRequest, settings } from './creation-paths.ts';
import {
  address,
  callSid,
  conferenceSid,
  declared,
  durationMs,
  legSid,
  reason,
  recordingSid,
  ringTimeoutMs,
  stay,
  stayFields,
  timeLimitMs,
  words,
} from './event-fields.ts';
import { policy } from './policy.ts';
import { choice, optional, span, time } from './shape.ts';
import { dismissalReasons, lineEnds, recordingSources } from './words.ts';

const signal = declared('signal');

export const signals = {
  'recording.requested': signal(['recording'], 'Make this recording.', 'GUIDE', {
    path: choice('the creation path', pathIds),
    source: choice('the source word', recordingSources),
    host: address('what is recorded'),
    callSid,
    conferenceSid: optional(conferenceSid),
    policy: optional(policy),
    ...settings,
  }),
  'recording.stopRequested': signal(['recording'], 'End capture for good.', 'model', { reason }),
  'host.ended': signal(['recording'], 'What is recorded is over.', 'model', { reason }),
  'recording.ended': signal(['call', 'dialLeg', 'conference'], 'Capture is over.', 'model', {
    recordingSid,
    durationMs,
    reason,
    decidedAt: time('when the end was decided: the media server may have taken a while to obey'),
  }),
  'leg.requested': signal(['dialLeg'], 'Dial this leg.', 'T-DIAL', {
    parent: address('the call or conference that the leg is for'),
    ringTimeoutMs: optional(ringTimeoutMs),
    timeLimitMs: optional(timeLimitMs),
    stay: optional(stay),
    ...stayFields,
    recording: optional(recordingRequest),
    conferenceRecording: optional(recordingRequest),
    policy: optional(policy),
  }),
  'leg.chosen': signal(['dialLeg'], 'This leg won its dial.', 'T-DIAL', {}),
  'leg.released': signal(['dialLeg'], 'This leg is not needed any more.', 'T-DIAL', {}),
  'leg.rang': signal(['call', 'conference'], 'A leg rings.', 'C-CALL', { legSid }),
  'leg.answered': signal(['call', 'conference'], 'A leg was answered.', 'C-CALL', { legSid }),
  'leg.ended': signal(['call', 'conference'], 'A leg is over.', 'C-CALL', {
    legSid,
    status: choice('how it ended', lineEnds),
    durationMs: span('how long it lasted from its answer'),
  }),
  'participant.joined': signal(['conference'], 'Somebody wants to be in.', 'T-CONF', {
    participant: address('the call or leg'),
    stay,
    ...stayFields,
    recording: optional(recordingRequest),
    policy: optional(policy),
  }),
  'participant.left': signal(['conference'], 'Somebody is out.', 'T-CONF', { stay }),
  'participant.admitted': signal(['call', 'dialLeg'], 'You are in.', 'T-CONF', { stay }),
  'participant.dismissed': signal(['call', 'dialLeg'], 'You are out.', 'T-CONF, T-PART', {
    stay,
    reason: choice('why', words(dismissalReasons)),
  }),
} as const;
