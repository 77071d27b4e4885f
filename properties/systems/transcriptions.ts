/** The system of a transcription: its recording, its text, and who deletes which of them when. */
import type { System } from '../generators/system.ts';
import { control, exists, receive, verbOffer } from './offers.ts';

const transcription = { machine: 'transcription', sid: 't' } as const;
const transcribed = {
  sid: 'r',
  transcription: { sid: 't', language: 'en-US', engine: 'A' },
} as const;

export const transcriptions: readonly System[] = [
  {
    name: 'transcription',
    says:
      'An inbound call runs a <Record> that is to be transcribed; the file comes early or is lost, ' +
      'the text comes or not, and recording and transcription are deleted at any time.',
    offers: [
      receive,
      verbOffer({ type: 'call.record', recording: transcribed }),
      ...control(['delete']),
      {
        to: transcription,
        event: { type: 'transcription.delete' },
        when: exists(transcription),
      },
    ],
    network: ['call.answered'],
    media: { filesEarly: true, files: ['audio', 'lost'], texts: ['said', 'none'] },
    time: 'free',
  },
];
