/** A long life of calls, legs, a conference and recordings that meet: most states, most paths. */
import type { Address, AnyEvent, MachineName } from '../../machines/index.ts';
import { type Said, say } from '../machines/stage.ts';

/** One event and whom it is for. */
export interface Sent {
  readonly to: Address;
  readonly event: AnyEvent;
}

const record = (sid: string) => ({ recording: { sid } });
const order = (type: 'media.started' | 'media.paused' | 'media.resumed', number: number) =>
  say(type, { order: number });
const started = order('media.started', 1);
const pause = say('recording.pause');

const transcribed = (sid: string, text: string) => ({
  sid,
  transcription: { sid: text, language: 'en-US', engine: 'A' } as const,
});

type Line = readonly [sid: string, said: Said];
const beginning: readonly Line[] = [
  ['C1', say('call.receive', {})],
  ['C1', say('call.answered')],
  ['C1', say('call.startRecording', record('R1'))],
  ['R1', started],
  ['C2', say('call.receive', {})],
  ['C2', say('call.answered')],
  ['C2', say('call.record', { recording: transcribed('R8', 'T1') })],
  ['R8', say('media.saved', { location: 'file of R8' })],
  ['C2', say('call.record', { recording: transcribed('R9', 'T2') })],
  ['R9', say('media.saved', { location: 'file of R9' })],
  ['T2', say('transcription.failed')],
  ['C2', say('call.dial', { legs: ['L1', 'L2'], recordFrom: 'ringing', ...record('R2') })],
  ['L1', say('call.rang')],
  ['L1', say('call.answered')],
  ['R2', started],
  ['R2', pause],
  ['R2', order('media.paused', 2)],
  ['C1', say('call.startBackgroundRecording', record('R3'))],
  ['R3', started],
  ['R3', pause],
  ['C3', say('call.dialOut', record('R4'))],
  ['C3', say('call.initiated')],
  ['C3', say('call.rang')],
  ['C3', say('call.answered')],
  ['R4', started],
  ['R4', pause],
  ['R4', order('media.paused', 2)],
  ['R4', say('recording.resume')],
  ['C1', say('call.record', { recording: { sid: 'R5', silenceMs: 5000 }, hasAction: true })],
  ['R5', started],
  ['R5', say('speech.started')],
  ['R5', say('speech.ended')],
  ['C3', say('call.joinConference', { conferenceSid: 'F1', stay: 'S1', ...record('R6') })],
  ['R6', started],
  ['F1', say('conference.addParticipant', { legSid: 'L3', stay: 'S2', ...record('R7') })],
];
const end: readonly Line[] = [
  ['L3', say('call.answered')],
  ['R7', say('media.refused', { order: 1 })],
  ['R6', say('recording.stop')],
  ['R5', say('timer.fired', { timer: 'silence', at: 900_000 })],
  ['R5', say('media.stopped', { order: 2 })],
  ['R5', say('media.saved', { location: 'file of R5', durationMs: 2600 })],
  ['R5', say('recording.delete')],
  ['T1', say('transcription.completed', { text: 'Please call me back.' })],
  ['R8', say('recording.delete')],
  ['R5', say('media.saved', { location: 'file of R5' })],
  ['R3', say('timer.fired', { timer: 'answer-deadline', at: 901_000 })],
  ['R3', order('media.paused', 2)],
  ['R4', order('media.resumed', 3)],
  ['L1', say('call.hungUp')],
  ['R2', say('media.stopped', { order: 3 })],
  ['C2', say('call.redirect', { redirection: 'D1' })],
  ['F1', say('conference.removeParticipant', { callSid: 'L3' })],
  ['C2', say('call.joinConference', { conferenceSid: 'F1', stay: 'S3' })],
  ['F1', say('conference.end')],
  ['R6', say('media.stopped')],
  ['R6', say('media.saved', { location: 'file of R6', isEmpty: true })],
  ['C1', say('call.hungUp')],
  ['R1', say('timer.fired', { timer: 'answer-deadline', at: 999_000 })],
  ['R1', say('media.failed', { errorCode: 'disk full' })],
  ['R1', say('media.saved', { location: 'file of R1' })],
  ['R3', say('media.stopped', { order: 3 })],
  ['R3', say('media.saved', { location: 'file of R3' })],
  ['R4', say('media.saved', { location: 'file of R4', durationMs: 4000 })],
  ['R4', say('media.stopped', { order: 4 })],
  ['R2', say('timer.fired', { timer: 'finish-deadline', at: 9_999_000 })],
];

const machines: Readonly<Record<string, MachineName>> = {
  C: 'call',
  L: 'dialLeg',
  F: 'conference',
  R: 'recording',
  T: 'transcription',
};
/** Events a second apart, unless they say when. */
const sent = (lines: readonly Line[]): Sent[] => {
  let at = 0;
  return lines.map(([sid, said]) => {
    at = said.at ?? at + 1000;
    const machine = machines[sid[0] ?? ''] ?? 'call';
    return { to: { machine, sid }, event: { at, ...said } as AnyEvent };
  });
};

/** Until nearly everybody is in the middle of something. */
export const openingLife: readonly Sent[] = sent(beginning);
/** A participant is given TeXML: its line goes on as a call of its own, and is recorded. */
export const handedOverLife: readonly Sent[] = sent([
  ...beginning,
  ['L3', say('call.answered')],
  ['R7', started],
  ['L3', say('call.redirect', { redirection: 'D1' })],
]).concat(
  [say('call.record', { ...record('R10'), hasAction: true }), say('call.hungUp')].map((said) => ({
    to: { machine: 'call', sid: 'L3' },
    event: { at: 99_000, ...said } as AnyEvent,
  })),
);
/** Until everybody has ended. */
export const mixedLife: readonly Sent[] = sent([...beginning, ...end]);
