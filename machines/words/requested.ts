/** How a recording is asked for: what every host says, whichever way the recording begins. */
import {
  type KindId,
  kindOf,
  type RecordingRequest,
  settingsOf,
  sourceOf,
} from './creation-paths.ts';
import type { Policy } from './policy.ts';
import type { EventOf } from './vocabulary.ts';
import type { Address } from './words.ts';

export function requested(
  kind: KindId,
  request: RecordingRequest,
  policy: Policy,
  host: Address,
  callSid: string,
  at: number,
): EventOf<'recording.requested'> {
  return {
    type: 'recording.requested',
    at,
    path: kindOf(kind).path,
    source: sourceOf(kind, policy),
    host,
    callSid,
    policy,
    settings: settingsOf(kind, request),
    ...(request.transcription && { transcription: request.transcription }),
  };
}
