/** From an instruction of a document to the command that its call is given, and what comes next. */

import type { To } from '../../engine/index.ts';
import { channelsOf, given, msOf } from '../resources/given.ts';
import type { CommandsTo, Translated } from '../resources/rows.ts';
import {
  type Dial,
  type HostInstruction,
  type Instruction,
  isNobody,
  type JoinConference,
  type Verb,
} from '../texml/document.ts';
import type { AttributesOf } from '../texml/verbs.ts';
import {
  conferenceRow,
  legRow,
  participantRow,
  recordingRowOf,
  type Surroundings,
  transcriptionRowOf,
} from './instruction-rows.ts';
import type { CallInstruction, ReadingAsk } from './news.ts';
import { type NextDocument, nextDocumentOf } from './next-document.ts';

export { type Surroundings, surroundingsOf } from './instruction-rows.ts';

/** What a verb comes to: a command for its call, and the document that follows it, if one does. */
export interface Command extends Translated {
  /** The call that runs the document. */
  readonly to: To<'call'>;
  /** What it is asked, without its time. */
  readonly command: CommandsTo['call'];
  /** Where the next document comes from; left out: this one goes on, or ends. */
  readonly nextDocument?: NextDocument;
}
/** What the host performs by itself before it goes on with the document. */
export interface HostPerformed {
  /** The verb: `<Say>`, `<Gather>` and others that ask nothing of the call. */
  readonly host: HostInstruction;
}

/** The command for the call that a reading asks to be given; in every call with fresh sids. */
export const commandOf = (
  ask: Extract<ReadingAsk, { readonly type: 'run' | 'hangUp' }>,
  around: Surroundings,
): Command =>
  ask.type === 'run' ? translate(ask.instruction, around) : endOfDocument(around.callSid);

/** What an instruction asks, of the call or of its host. Every call makes fresh sids. */
export function translate(instruction: CallInstruction, around: Surroundings): Command;
export function translate(instruction: Instruction, around: Surroundings): Command | HostPerformed;
export function translate(instruction: Instruction, around: Surroundings): Command | HostPerformed {
  const to = { machine: 'call', sid: around.callSid } as const;
  const follows = given({ nextDocument: nextDocumentOf(instruction, around.documentUrl) });
  switch (instruction.verb) {
    case 'Record':
      return { to, ...record(instruction, around), ...follows };
    case 'Recording':
      return { to, ...startRecording(instruction, around) };
    case 'Dial':
      if (isNobody(instruction)) return { host: instruction };
      return { to, ...dial(instruction, around), ...follows };
    case 'Conference':
      return { to, ...joinConference(instruction, around), ...follows };
    case 'Redirect':
      return { to, command: { type: 'call.redirect' }, rows: [], ...follows };
    case 'Hangup':
    case 'Reject':
      return endOfDocument(around.callSid);
    case 'Say':
    case 'Play':
    case 'Pause':
    case 'Gather':
    case 'Leave':
    case 'Connect':
    case 'Enqueue':
    case 'AIGather':
    case 'AIAssistant':
    case 'Pay':
    case 'Refer':
      return { host: instruction };
  }
}

/** What a call is told when its document has nothing more to say. */
export const endOfDocument = (callSid: string): Command => ({
  to: { machine: 'call', sid: callSid },
  command: { type: 'call.hangUp' },
  rows: [],
});

type Asked = Pick<Command, 'command' | 'rows'>;

function record({ attributes }: Verb<'Record'>, around: Surroundings): Asked {
  const { channels, timeout, maxLength, playBeep, trim, format, finishOnKey, action } = attributes;
  const sid = around.mint('recording');
  const transcription = transcriptionOf(attributes, around);
  const recording = given({
    sid,
    channels: channelsOf(channels),
    trim,
    format,
    beep: playBeep,
    maxLengthMs: msOf(maxLength),
    silenceMs: msOf(timeout),
    transcription,
  });
  return {
    command: { type: 'call.record', recording, ...given({ finishOnKey }), ...hasAction(action) },
    rows: [
      // T-REC has callbacks if there is an action, and no other address for them: A40.
      recordingRowOf(sid, attributes, around),
      ...(transcription ? [transcriptionRowOf(transcription.sid, attributes, around)] : []),
    ],
  };
}

/** What is not said is the documented default. Source: T-REC. */
function transcriptionOf(attributes: AttributesOf<'Record'>, { mint }: Surroundings) {
  if (!attributes.transcription) return undefined;
  const { transcriptionLanguage, transcriptionEngine, transcriptionModel } = attributes;
  return {
    sid: mint('transcription'),
    language: transcriptionLanguage || languageByDefault,
    engine: engineOf(transcriptionEngine),
    ...given({ model: transcriptionModel || undefined }),
  };
}
const languageByDefault = 'en-US';
const engineOf = (said: AttributesOf<'Record'>['transcriptionEngine'] = 'A') =>
  said === 'deepgram' ? 'Deepgram' : said;

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
  const { callerId, fromDisplayName, timeout, timeLimit, hangupOnStar, action } = attributes;
  const from = callerId || around.from;
  const called = targets.map((target) => ({ sid: around.mint('dialLeg'), target }));
  const asked = dialRecording(attributes, around);
  // With no name to display it is the user of the address: A33.
  const callerName = fromDisplayName || undefined;
  const dialled = { from, ...given({ callerName, dialRecordingSid: asked?.recording.sid }) };
  const legs = called.map(({ sid, target }) => legRow(sid, target, dialled, around));
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

const hasAction = (action: string | undefined) => (action === undefined ? {} : { hasAction: true });
