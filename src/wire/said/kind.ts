/** What a request is of, by the parameters that it has: none of them says so itself. */
import type { ActionSaid, SaidKind } from './shapes.ts';

/** All that a request says, name by name. */
export type SaidTexts = Readonly<Record<string, string>>;

/**
 * The first rule that holds decides. What is told has a word of its own, `CallbackSource`, or a
 * number; a request for a document has neither, but that of a `<Dial>`, which has `DialCallStatus`.
 */
const rules: readonly (readonly [SaidKind, (said: SaidTexts) => boolean])[] = [
  ['recording', has('RecordingStatus')],
  ['transcription', has('TranscriptionSid', 'TranscriptionStatus')],
  ['conference', (said) => has('StatusCallbackEvent')(said)],
  ['action', has('DialCallStatus', 'ReferCallStatus', 'AIGather', 'QueueResult', 'PayResult')],
  ['dtmf', (said) => said.CallStatus === 'dtmf' || has('Digit')(said)],
  ['other', (said) => isTold(said) && !isOfProgress(said)],
  ['call', (said) => isTold(said) || said.CallStatus === 'initiated'],
  // A document that has waited for it is asked for with it: that request tells of the call, too.
  [
    'amd',
    (said) => has('AnsweredBy', 'MachineDetectionDuration')(said) && !has('CallStatus')(said),
  ],
  ['action', has('RecordingSid', 'RecordingUrl', 'RecordingDuration')],
  ['gather', has('Digits', 'SpeechResult')],
  // An AIGather says how it went, in a word that nobody else has.
  ['action', has('Status')],
  ['instructions', has('CallSid', 'CallSidLegacy')],
];

/** The kind of what is said; `other` if there is nothing to tell it by. */
export const saidKindOf = (said: SaidTexts): SaidKind =>
  rules.find(([, holds]) => holds(said))?.[0] ?? 'other';

function has(...names: readonly string[]) {
  return (said: SaidTexts) => names.some((name) => Object.hasOwn(said, name));
}
const isTold = has('CallbackSource', 'SequenceNumber');
/** There are callbacks about what a call costs, too. Source: WILD. */
const isOfProgress = ({ CallbackSource = 'call-progress-events' }: SaidTexts) =>
  CallbackSource === 'call-progress-events';

/**
 * Which verb it was. A `<Dial>` that came about names the leg, and one that did not has no
 * `completed`, which is the word for a stay in a conference (A34).
 */
export function causeOf(said: SaidTexts): ActionSaid['because'] {
  if (!has('DialCallStatus')(said)) {
    return has('RecordingSid', 'RecordingUrl', 'RecordingDuration')(said)
      ? 'record-ended'
      : 'served';
  }
  const isStay = said.DialCallStatus === 'completed' && !has('DialCallSid')(said);
  return isStay ? 'conference-left' : 'dial-ended';
}
