/**
 * What is put to a transcription: it is of one recording, and asked for again, or by another one.
 * Without bounds: it has few states.
 */
import { firings, type Inputs } from './input.ts';

const request = {
  recordingSid: 'R',
  callSid: 'C',
  location: 'file',
  durationSeconds: 7,
  settings: { language: 'en-US', engine: 'A' },
} as const;

export const transcriptionInputs: Inputs<'transcription'> = {
  'transcription.completed': { '': { text: 'Hello.' }, 'nothing understood': { text: '' } },
  'recording.deleted': { '': { recordingSid: 'R' }, 'of another': { recordingSid: 'Z' } },
  'transcription.requested': {
    '': request,
    'for another recording': ({ state }) =>
      state === 'none' ? undefined : { ...request, recordingSid: 'Z', location: 'another file' },
  },
  'timer.fired': firings('silence', 'finish-deadline'),
};
