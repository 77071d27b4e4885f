/** What a TeXML document says that has no effect: every kind has a name, and every case is told. */
import { neverTold, notModelled } from '../resources/uses.ts';
import type { SourcePosition } from './place.ts';

/** How a warning goes on after it has named what it is about. */
export const warnings = {
  ...notModelled,
  'unknown-verb': 'is not a TeXML verb: it is skipped',
  'unknown-noun': 'has no meaning inside the verb around it: it is skipped',
  'unknown-attribute': 'is not an attribute of this element: it is ignored',
  'content-ignored': 'has no meaning there: it is ignored',
  'verb-not-modelled': 'is a verb that this model does not have: it is skipped',
  'noun-not-modelled': 'is a noun that this model does not have: it is skipped',
  'waits-only': 'waits until it is ended, or the call is, and does nothing else',
  'refers-only': 'lets the far end hang up a moment later, and does nothing else',
  'refers-to-nobody': 'names no <Sip> address: it fails, and the call goes on',
  'connects-nothing': 'has nothing inside to connect with: it is skipped',
  'event-never-told': neverTold,
  'stop-recording': 'stops no recording: only a REST request does, or the end of the call',
  'leave-without-queue': 'leaves a queue, and queues are not modelled: nothing happens',
  'dial-record-on-conference': 'is ignored: a conference is recorded by its own attributes',
  'no-effect-on-conference': 'has no effect on a <Dial> to a <Conference>',
  'channels-contradict': 'is ignored: the suffix -dual of record asks for two channels',
} as const;
export type WarningCode = keyof typeof warnings;

/** What was read and has no effect: where it stands, its kind, and a sentence for people. */
export interface Warning extends SourcePosition {
  readonly code: WarningCode;
  readonly says: string;
}

export const warning = (
  { line, column }: SourcePosition,
  code: WarningCode,
  what: string,
): Warning => ({
  line,
  column,
  code,
  says: `${what} ${warnings[code]}.`,
});
