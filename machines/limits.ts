/** What ends a recording by itself: silence after speech, and the longest captured time. */
import { ignore, ignored, stay, to, when } from './declare.ts';
import { cancel, due } from './named.ts';
import type { EndReason } from './words.ts';

/** The end of a recording is decided, for this reason unless there is one already. */
export const decide = (reason: EndReason) => ({ type: 'decideEnd', params: { reason } }) as const;

const overtaken = ignored('Later news of speech is known.');
export const noSpeech = ignore('Nothing is captured.', 'speech.started', 'speech.ended');
/** Both limits stand still. */
export const noLimits = [cancel('max-length'), cancel('silence')] as const;

/** Capture begins or goes on. */
export const capture = ['openSegment', 'timeLength', 'timeSilence'] as const;

/** While nothing is captured, speech is only noted. */
const noted = [when('isNews', stay('noteSpeech')), overtaken] as const;
export const notesSpeech = { 'speech.started': noted, 'speech.ended': noted } as const;
/** While audio is captured, silence after speech and the captured length are limited. */
export const limitsSilence = {
  'speech.started': [when('isNews', stay('noteSpeech', cancel('silence'))), overtaken],
  'speech.ended': [when('isNews', stay('noteSpeech', 'timeSilence')), overtaken],
} as const;
export const limitReached = [
  when(due('max-length'), to('stopping', decide('max-length'))),
  when(due('silence'), to('stopping', decide('silence'))),
] as const;
