/** The four machines by name: what engine, render, properties and tests iterate over. */
import { callMachine } from './call.ts';
import { conferenceMachine } from './conference.ts';
import type { CallContext } from './deeds/call.ts';
import type { ConferenceContext } from './deeds/conference.ts';
import type { DialLegContext } from './deeds/dial-leg.ts';
import type { RecordingContext } from './deeds/recording.ts';
import { dialLegMachine } from './dial-leg.ts';
import { recordingMachine } from './recording.ts';

export const machines = {
  call: callMachine,
  dialLeg: dialLegMachine,
  conference: conferenceMachine,
  recording: recordingMachine,
} as const;

/** What each machine remembers. */
export interface Contexts {
  readonly call: CallContext;
  readonly dialLeg: DialLegContext;
  readonly conference: ConferenceContext;
  readonly recording: RecordingContext;
}

/** The version of the shape in which snapshots are stored; a change of shape raises it. */
export const snapshotVersion = 2;
