/** The five machines by name: what engine, render, properties and tests iterate over. */

import type { CallContext } from './call/context.ts';
import { declaredCall } from './call/declaration.ts';
import type { ConferenceContext } from './conference/context.ts';
import { declaredConference } from './conference/declaration.ts';
import { asMachine } from './declaring/machine.ts';
import type { DialLegContext } from './dial-leg/context.ts';
import { declaredDialLeg } from './dial-leg/declaration.ts';
import type { RecordingContext } from './recording/context.ts';
import { declaredRecording } from './recording/declaration.ts';
import type { TranscriptionContext } from './transcription/context.ts';
import { declaredTranscription } from './transcription/declaration.ts';

// Under a name each, so that a type that speaks of one does not spell all that it takes.
type DeclaredCall = typeof declaredCall;
type DeclaredDialLeg = typeof declaredDialLeg;
type DeclaredConference = typeof declaredConference;
type DeclaredRecording = typeof declaredRecording;
type DeclaredTranscription = typeof declaredTranscription;

/** What XState knows of `callMachine`: its context, events and states. */
export interface CallMachine extends DeclaredCall {}
/**
 * The life of a call: from dialling or ringing to its end, with the documents it executes.
 * It takes `{ sid }`.
 */
export const callMachine: CallMachine = /* @__PURE__ */ asMachine(declaredCall);

/** What XState knows of `dialLegMachine`: its context, events and states. */
export interface DialLegMachine extends DeclaredDialLeg {}
/** The life of a leg of a `<Dial>`, or of a participant that REST dials. It takes `{ sid }`. */
export const dialLegMachine: DialLegMachine = /* @__PURE__ */ asMachine(declaredDialLeg);

/** What XState knows of `conferenceMachine`: its context, events and states. */
export interface ConferenceMachine extends DeclaredConference {}
/** The life of a conference: from its first participant to its end. It takes `{ sid }`. */
export const conferenceMachine: ConferenceMachine = /* @__PURE__ */ asMachine(declaredConference);

/** What XState knows of `recordingMachine`: its context, events and states. */
export interface RecordingMachine extends DeclaredRecording {}
/** The life of a recording: from its request to its file and its deletion. It takes `{ sid }`. */
export const recordingMachine: RecordingMachine = /* @__PURE__ */ asMachine(declaredRecording);

/** What XState knows of `transcriptionMachine`: its context, events and states. */
export interface TranscriptionMachine extends DeclaredTranscription {}
/** The life of a transcription of a recording: from its request to its text. It takes `{ sid }`. */
export const transcriptionMachine: TranscriptionMachine =
  /* @__PURE__ */ asMachine(declaredTranscription);

/** What the five machines are made of, for whoever steps without XState. */
export const declaredMachines: Declared = {
  call: declaredCall,
  dialLeg: declaredDialLeg,
  conference: declaredConference,
  recording: declaredRecording,
  transcription: declaredTranscription,
};

/** The five machines by name, as XState runs them. */
export const machines = {
  call: callMachine,
  dialLeg: dialLegMachine,
  conference: conferenceMachine,
  recording: recordingMachine,
  transcription: transcriptionMachine,
} as const;

/** Of each machine its config and its implementations, and nothing else. */
type Declared = {
  readonly [M in keyof typeof machines]: Pick<(typeof machines)[M], 'config' | 'implementations'>;
};

/** What each machine remembers. */
export interface Contexts {
  /** Of `callMachine`. */
  readonly call: CallContext;
  /** Of `dialLegMachine`. */
  readonly dialLeg: DialLegContext;
  /** Of `conferenceMachine`. */
  readonly conference: ConferenceContext;
  /** Of `recordingMachine`. */
  readonly recording: RecordingContext;
  /** Of `transcriptionMachine`. */
  readonly transcription: TranscriptionContext;
}
