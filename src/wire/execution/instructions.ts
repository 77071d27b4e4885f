/** From an instruction of a document to the command that its call is given, and what comes next. */

import { channelsOf, given, msOf } from '../resources/given.ts';
import type { Method, Translated } from '../resources/rows.ts';
import { methodByDefault } from '../resources/rows.ts';
import type {
  Dial,
  HostInstruction,
  Instruction,
  JoinConference,
  Verb,
} from '../texml/document.ts';
import type { AttributesOf } from '../texml/verbs.ts';
import {
  conferenceRow,
  legRow,
  participantRow,
  recordingRowOf,
  resolved,
  type Surroundings,
} from './instruction-rows.ts';

export { type Surroundings, surroundingsOf } from './instruction-rows.ts';
export { begin, type Cursor, next } from './next.ts';

/** Where the document comes from that follows once the verb is over: its action, or a redirect. */
export interface NextDocument {
  readonly url: string;
  readonly method: Method;
}
export interface Command extends Translated {
  readonly nextDocument?: NextDocument;
}
/** What the host performs by itself before it goes on with the document. */
export interface HostPerformed {
  readonly host: HostInstruction;
}

/** What an instruction asks, of the call or of its host. Every call makes fresh sids. */
export function translate(instruction: Instruction, around: Surroundings): Command | HostPerformed {
  const to = { machine: 'call', sid: around.callSid } as const;
  switch (instruction.verb) {
    case 'Record':
      return { to, ...record(instruction, around), ...follows(instruction.attributes, around) };
    case 'Recording':
      return { to, ...startRecording(instruction, around) };
    case 'Dial':
      return { to, ...dial(instruction, around), ...follows(instruction.attributes, around) };
    case 'Conference':
      return { to, ...joinConference(instruction, around), ...follows(instruction.dial, around) };
    case 'Redirect': {
      const action = { ...instruction.attributes, action: instruction.url };
      return { to, command: { type: 'call.redirect' }, rows: [], ...follows(action, around) };
    }
    case 'Hangup':
    case 'Reject':
      return endOfDocument(around.callSid);
    case 'Say':
    case 'Play':
    case 'Pause':
    case 'Gather':
    case 'Leave':
      return { host: instruction };
  }
}

/** What a call is told when its document has nothing more to say. */
export const endOfDocument = (callSid: string): Command => ({
  to: { machine: 'call', sid: callSid },
  command: { type: 'call.hangUp' },
  rows: [],
});

type Asked = Pick<Translated, 'command' | 'rows'>;

function record({ attributes }: Verb<'Record'>, around: Surroundings): Asked {
  const { channels, timeout, maxLength, playBeep, trim, format, finishOnKey, action } = attributes;
  const sid = around.mint('recording');
  const recording = given({
    sid,
    channels: channelsOf(channels),
    trim,
    format,
    beep: playBeep,
    maxLengthMs: msOf(maxLength),
    silenceMs: msOf(timeout),
  });
  return {
    command: { type: 'call.record', recording, ...given({ finishOnKey }), ...hasAction(action) },
    rows: [recordingRowOf(sid, attributes, around)],
  };
}

function startRecording({ attributes }: Verb<'Recording'>, around: Surroundings): Asked {
  const { channels, track, trim, format } = attributes;
  const sid = around.mint('recording');
  const recording = given({ sid, channels: channelsOf(channels), track, trim, format });
  return {
    command: { type: 'call.startBackgroundRecording', recording },
    rows: [recordingRowOf(sid, attributes, around)],
  };
}

function dial({ attributes, targets }: Dial, around: Surroundings): Asked {
  const { callerId, timeout, timeLimit, hangupOnStar, action } = attributes;
  const from = callerId || around.from;
  const legs = targets.map((one) => legRow(around.mint('dialLeg'), one, from, around));
  const asked = dialRecording(attributes, around);
  return {
    command: {
      type: 'call.dial',
      legs: legs.map(({ sid }) => sid),
      ...given({ ringTimeoutMs: msOf(timeout), timeLimitMs: msOf(timeLimit), hangupOnStar }),
      ...asked,
      ...hasAction(action),
    },
    rows: [...legs, ...(asked ? [recordingRowOf(asked.recording.sid, attributes, around)] : [])],
  };
}

/**
 * Assumption: the suffix -dual wins over recordingChannels. Telnyx does not say what counts when
 * they contradict each other, and the suffix is all that documents written for Twilio have.
 */
function dialRecording(attributes: AttributesOf<'Dial'>, { mint }: Surroundings) {
  const { record, recordingChannels, recordMaxLength } = attributes;
  if (record === undefined || record === 'do-not-record') return undefined;
  const recording = given({
    sid: mint('recording'),
    channels: record.endsWith('-dual') ? 2 : channelsOf(recordingChannels),
    maxLengthMs: msOf(recordMaxLength),
  });
  const recordFrom = record.startsWith('record-from-ringing') ? 'ringing' : 'answer';
  return { recording, recordFrom } as const;
}

function joinConference(instruction: JoinConference, around: Surroundings): Asked {
  const { attributes, friendlyName, dial } = instruction;
  const running = around.conferenceSidOf(friendlyName);
  const conferenceSid = running ?? around.mint('conference');
  const recording = conferenceRecording(attributes, around);
  return {
    command: {
      type: 'call.joinConference',
      conferenceSid,
      stay: around.mint('stay'),
      isNamed: true,
      ...given({
        startOnEnter: attributes.startConferenceOnEnter,
        endOnExit: attributes.endConferenceOnExit,
        maxParticipants: attributes.maxParticipants,
        recording,
      }),
      ...hasAction(dial.action),
    },
    rows: [
      ...participantRow(instruction, around),
      ...(running === undefined ? [conferenceRow(conferenceSid, instruction, around)] : []),
      ...(recording ? [recordingRowOf(recording.sid, attributes, around)] : []),
    ],
  };
}

function conferenceRecording(attributes: AttributesOf<'Conference'>, { mint }: Surroundings) {
  if (attributes.record !== 'record-from-start') return undefined;
  const { trim, recordBeep, recordingTimeout } = attributes;
  return given({
    sid: mint('recording'),
    trim,
    beep: recordBeep,
    silenceMs: msOf(recordingTimeout),
  });
}

type Action = { readonly action?: string; readonly method?: Method };
function follows({ action, method = methodByDefault }: Action, around: Surroundings) {
  return action === undefined ? {} : { nextDocument: { url: resolved(action, around), method } };
}
const hasAction = (action: string | undefined) => (action === undefined ? {} : { hasAction: true });
