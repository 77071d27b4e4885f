/** The five machines by name: what engine, render, properties and tests iterate over. */

import type { CallContext } from './call/context.ts';
import { callMachine } from './call/declaration.ts';
import type { ConferenceContext } from './conference/context.ts';
import { conferenceMachine } from './conference/declaration.ts';
import type { DialLegContext } from './dial-leg/context.ts';
import { dialLegMachine } from './dial-leg/declaration.ts';
import type { RecordingContext } from './recording/context.ts';
import { recordingMachine } from './recording/declaration.ts';
import type { TranscriptionContext } from './transcription/context.ts';
import { transcriptionMachine } from './transcription/declaration.ts';

export const machines = {
  call: callMachine,
  dialLeg: dialLegMachine,
  conference: conferenceMachine,
  recording: recordingMachine,
  transcription: transcriptionMachine,
} as const;

/** What each machine remembers. */
export interface Contexts {
  readonly call: CallContext;
  readonly dialLeg: DialLegContext;
  readonly conference: ConferenceContext;
  readonly recording: RecordingContext;
  readonly transcription: TranscriptionContext;
}
