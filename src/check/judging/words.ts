/** What is said of sessions, in words: who, what, and what is missing. */
import { type Address, documentCommands } from '../../../machines/index.ts';
import type { Observation } from '../../follow/index.ts';
import type { LogPlace } from '../log/entry.ts';
import type { Missing } from '../search/supposed/supposing.ts';

const kinds: Readonly<Record<Address['machine'], string>> = {
  call: 'call',
  dialLeg: 'leg',
  conference: 'conference',
  recording: 'recording',
  transcription: 'transcription',
};
/** A machine by its name. */
export const named = ({ machine, sid }: Address): string => `${kinds[machine]} ${sid}`;

const asking: Readonly<Record<string, string>> = {
  'recording.pause': 'to pause',
  'recording.resume': 'to resume',
  'recording.stop': 'to stop',
  'recording.delete': 'to delete',
  'transcription.delete': 'to delete',
  'call.hangUp': 'to end',
  'call.redirect': 'to redirect',
  'call.startRecording': 'to record',
  'call.dialOut': 'to dial',
  'conference.end': 'to end',
  'conference.addParticipant': 'to dial somebody into',
  'conference.removeParticipant': 'to remove somebody from',
  'conference.updateParticipant': 'to change somebody in',
};
/** A request in words: the request to pause the recording R. */
export const requestIn = (type: string, to: Address) =>
  `request ${asking[type] ?? `(${type})`} the ${named(to)}`;

const verbWords: Readonly<Record<string, string>> = documentCommands;
/** What is missing, in words. */
export function missingIn({ what, to, type, makes, isAnyWay }: Missing): string {
  const made = makes === undefined ? '' : ` (${makes})`;
  if (isAnyWay && what !== 'beginning') {
    return `what began the recording ${makes} of the ${named(to)}`;
  }
  switch (what) {
    case 'beginning':
      return `the beginning of the ${named(to)}${made}`;
    case 'document':
      return `a document with ${verbWords[type] ?? type} for the ${named(to)}${made}`;
    case 'request':
      return `a ${requestIn(type, to)}${made}`;
  }
}

/** Something seen, in words. */
export function seenWords(seen: Observation): string {
  switch (seen.kind) {
    case 'callback': {
      const { status, of, durationSeconds, callSid } = seen;
      const length = durationSeconds === undefined ? '' : ` (${durationSeconds} s)`;
      const whose = callSid === undefined ? '' : ` of ${callSid}`;
      return `callback ${status}${whose}${length} of the ${named(of)}`;
    }
    case 'documentAsked':
      return `request for a document of the ${named(seen.of)}`;
    case 'document':
      return `document for the ${named(seen.of)}`;
    case 'asked':
      return requestIn(seen.event.type, seen.to);
    case 'answered':
      return `answer: ${answerWords(seen)}`;
    case 'cameIn':
      return `the ${named(seen.of)} comes in`;
    case 'read':
      return `read of the ${named(seen.of)}: ${seen.status ?? 'not found'}`;
    case 'time':
      return 'time passes';
  }
}
/** An answer in words. */
export function answerWords({
  is,
  reason,
}: Pick<Extract<Observation, { kind: 'answered' }>, 'is' | 'reason'>) {
  if (is === 'done') return 'done';
  if (is === 'lost') return 'none came';
  return reason === undefined ? 'refused' : `refused, ${reason}`;
}

/** A place in words; of one that is the only log, the line is enough. */
export const placed = ({ file, line }: LogPlace): string => `${file}:${line}`;
