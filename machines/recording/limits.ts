/** What ends a recording by itself: silence after speech, its length, and a pause that lasts. */
import { by, doing, ignore, ignored, to, when } from '../declaring/declare.ts';
import { cancel, due } from '../declaring/named.ts';
import type { EndReason } from '../words/words.ts';

/** The end of a recording is decided, for this reason unless there is one already. */
export const decide = (reason: EndReason) => ({ type: 'decideEnd', params: { reason } }) as const;

const overtaken = ignored('Later news of speech is known.');
export const noSpeech = ignore('Nothing is captured.', 'speech.started', 'speech.ended');
/** No limit runs any more. */
export const noLimits = [cancel('max-length'), cancel('silence'), cancel('longest-pause')] as const;

/** Capture begins or goes on. */
export const capture = [
  'openSegment',
  'noteAnswer',
  cancel('longest-pause'),
  'timeLength',
  'timeSilence',
] as const;
/** Capture is suspended: the length goes on only if the pause is part of the file. */
export const suspend = [
  'closeSegment',
  'noteAnswer',
  cancel('silence'),
  'timeLength',
  'timePause',
] as const;

/** While nothing is captured, speech is only noted. */
const noted = [when('isNews', doing('noteSpeech')), overtaken] as const;
export const notesSpeech = { 'speech.started': noted, 'speech.ended': noted } as const;
/** While audio is captured, silence after speech and the captured length are limited. */
export const limitsSilence = {
  'speech.started': [when('isNews', doing('noteSpeech', cancel('silence'))), overtaken],
  'speech.ended': [when('isNews', doing('noteSpeech', 'timeSilence')), overtaken],
} as const;
export const limitReached = [
  when(due('max-length'), to('stopping', decide('max-length'))),
  when(due('silence'), to('stopping', decide('silence'))),
] as const;
/** While it is paused, its length is limited if the pause counts, and that of a <Record> anyway. */
export const pauseLimitReached = [
  by('A8', when(due('max-length'), to('stopping', decide('max-length')))),
  by('A27', when(due('longest-pause'), to('stopping', decide('longest-pause')))),
] as const;
