/** Every command: what REST requests and TeXML verbs ask for. A command can be refused. */
import { recordingRequest } from './creation-paths.ts';
import {
  callSid,
  conferenceSid,
  declared,
  endOnExit,
  hasAction,
  isNamed,
  legSid,
  ringTimeoutMs,
  stayFields,
  stayId,
  timeLimitMs,
} from './event-fields.ts';
import { policy } from './policy.ts';
import { anyText, choice, flag, listOf, optional, text } from './shape.ts';

const command = declared('command');

/** What a customer, a document or a host asks of a machine, which may refuse: by type. */
export const commands = {
  'call.dialOut': command(['call'], 'Initiate an outbound call.', 'OpenAPI: POST Calls', {
    recording: optional(recordingRequest),
    ringTimeoutMs: optional(ringTimeoutMs),
    timeLimitMs: optional(timeLimitMs),
    policy: optional(policy),
  }),
  'call.receive': command(['call'], 'Take an inbound call.', 'T-CALLS', {
    ringTimeoutMs: optional(ringTimeoutMs),
    timeLimitMs: optional(timeLimitMs),
    policy: optional(policy),
  }),
  'call.record': command(['call'], 'Run a <Record>.', 'T-REC', {
    recording: recordingRequest,
    finishOnKey: optional(anyText('the keys that end it; any key when left out, none when empty')),
    hasAction: optional(hasAction),
  }),
  'call.startRecording': command(
    ['call', 'dialLeg'],
    'Record this call from now on.',
    'OpenAPI: POST Calls/{call_sid}/Recordings.json',
    { recording: recordingRequest },
  ),
  'call.startBackgroundRecording': command(['call'], 'Run a <Start><Recording>.', 'T-RECNG', {
    recording: recordingRequest,
  }),
  'call.dial': command(['call'], 'Run a <Dial> to numbers or SIP addresses.', 'T-DIAL', {
    legs: listOf('the sids of the legs, one a target', legSid, 1),
    ringTimeoutMs: optional(ringTimeoutMs),
    timeLimitMs: optional(timeLimitMs),
    recording: optional(recordingRequest),
    recordFrom: optional(
      choice('what begins the recording; the answer when left out', ['ringing', 'answer']),
    ),
    hangupOnStar: optional(flag('whether * hangs up the callee; false when left out')),
    hasAction: optional(hasAction),
  }),
  'call.joinConference': command(['call'], 'Run a <Dial><Conference>.', 'T-CONF', {
    conferenceSid,
    stay: stayId,
    ...stayFields,
    isNamed: optional(isNamed),
    recording: optional(recordingRequest),
    hasAction: optional(hasAction),
  }),
  'call.redirect': command(
    ['call', 'dialLeg'],
    'Drop what runs and fetch other instructions.',
    'OpenAPI: POST Calls/{call_sid} with Url or Texml; T-REDIR',
    { redirection: optional(text('an id of this redirection: a repeat is known, of the last 16')) },
  ),
  'call.hangUp': command(
    ['call', 'dialLeg'],
    'End the call.',
    'OpenAPI: POST Calls/{call_sid} with Status=completed; T-HANG, T-REJ',
    {},
  ),
  'conference.addParticipant': command(
    ['conference'],
    'Dial somebody into the conference.',
    'OpenAPI: POST Conferences/{conference_sid}/Participants',
    {
      legSid,
      stay: stayId,
      ringTimeoutMs: optional(ringTimeoutMs),
      timeLimitMs: optional(timeLimitMs),
      ...stayFields,
      recording: optional(recordingRequest),
      conferenceRecording: optional(recordingRequest),
      policy: optional(policy),
    },
  ),
  'conference.updateParticipant': command(
    ['conference'],
    'Change a participant (mute, hold and coach change nothing here).',
    'OpenAPI: POST Participants/{call_sid_or_participant_label}',
    { callSid, endOnExit: optional(endOnExit) },
  ),
  'conference.removeParticipant': command(
    ['conference'],
    'Send a participant out and end their leg.',
    'OpenAPI: DELETE Participants/{call_sid_or_participant_label}',
    { callSid },
  ),
  'conference.end': command(
    ['conference'],
    'End the conference for everybody.',
    'OpenAPI: POST Conferences/{conference_sid} with Status=completed',
    {},
  ),
  'recording.pause': command(
    ['recording'],
    'Suspend capture.',
    'OpenAPI: POST Recordings/{recording_sid}.json with Status=paused',
    {},
  ),
  'recording.resume': command(
    ['recording'],
    'Go on capturing.',
    'OpenAPI: POST Recordings/{recording_sid}.json with Status=in-progress',
    {},
  ),
  'recording.stop': command(
    ['recording'],
    'End capture for good.',
    'OpenAPI: POST Recordings/{recording_sid}.json with Status=stopped',
    {},
  ),
  'recording.delete': command(
    ['recording'],
    'Delete the recording and its file.',
    'OpenAPI: DELETE Recordings/{recording_sid}.json',
    {},
  ),
  'transcription.delete': command(
    ['transcription'],
    'Delete the transcription.',
    'SDK: DELETE Transcriptions/{recording_transcription_sid}.json',
    {},
  ),
} as const;

/** What documents ask of a call, and requests do not, by the TeXML that does. */
export const documentCommands = {
  'call.record': '<Record>',
  'call.startBackgroundRecording': '<Start><Recording>',
  'call.dial': '<Dial>',
  'call.joinConference': '<Dial><Conference>',
} as const satisfies Partial<Record<keyof typeof commands, string>>;
