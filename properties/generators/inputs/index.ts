/** The inputs of the five machines, and how far each is followed. */
import {
  type AnyEvent,
  type Contexts,
  type EventType,
  eventsTo,
  type MachineName,
  type Unborn,
  unborn,
} from '../../../machines/index.ts';
import type { Snapshot, To } from '../../../src/engine/index.ts';
import { callInputs, isCallFar } from './call.ts';
import { conferenceInputs, isConferenceFar } from './conference.ts';
import { dialLegInputs } from './dial-leg.ts';
import type { Inputs, Scene } from './input.ts';
import { isRecordingFar, recordingInputs } from './recording.ts';
import { transcriptionInputs } from './transcription.ts';

/** An event that can be put to a machine now, and a name for it that does not depend on the time. */
export interface Input {
  readonly name: string;
  readonly event: AnyEvent;
}
interface Bounded<M extends MachineName> {
  readonly inputs: Inputs<M>;
  /** Whether a machine is not followed from here. */
  readonly isFar: (snapshot: Snapshot<M>) => boolean;
}
const bounded: { readonly [M in MachineName]: Bounded<M> } = {
  call: { inputs: callInputs, isFar: isCallFar },
  dialLeg: { inputs: dialLegInputs, isFar: () => false },
  conference: { inputs: conferenceInputs, isFar: isConferenceFar },
  recording: { inputs: recordingInputs, isFar: isRecordingFar },
  transcription: { inputs: transcriptionInputs, isFar: () => false },
};

/** The machine of each name that inputs are put to; what they say of others names others. */
export const subjects: { readonly [M in MachineName]: To<M> } = {
  call: { machine: 'call', sid: 'C' },
  dialLeg: { machine: 'dialLeg', sid: 'L' },
  conference: { machine: 'conference', sid: 'F' },
  recording: { machine: 'recording', sid: 'R' },
  transcription: { machine: 'transcription', sid: 'T' },
};

type Forms = Readonly<Record<string, object | ((scene: unknown) => object | undefined)>>;
/** An event without fields, in its only form. */
const bare = { '': {} } as const;
/** One form of an event: a search asks for all of them at every place that it comes to. */
interface Form {
  readonly type: EventType;
  readonly name: string;
  readonly said: Forms[string];
  readonly isBare: boolean;
}
const formsOf = (machine: MachineName): Form[] => {
  const inputs = bounded[machine].inputs as Readonly<Partial<Record<EventType, Forms>>>;
  return eventsTo(machine).flatMap((type) =>
    Object.entries(inputs[type] ?? bare).map(([form, said]): Form => {
      const name = form === '' ? type : `${type} (${form})`;
      return { type, name, said, isBare: !inputs[type] };
    }),
  );
};
const forms: Readonly<Record<MachineName, readonly Form[]>> = {
  call: formsOf('call'),
  dialLeg: formsOf('dialLeg'),
  conference: formsOf('conference'),
  recording: formsOf('recording'),
  transcription: formsOf('transcription'),
};
const sceneOf = <M extends MachineName>(
  machine: M,
  snapshot: Snapshot<M> | undefined,
  now: number,
): Scene<M> => ({
  now,
  state: snapshot?.state ?? 'none',
  context: snapshot?.context ?? (unborn(subjects[machine].sid) as Unborn<Contexts[M]>),
});

/** What can be put to a machine now, in an order that never changes. */
export function inputsTo<M extends MachineName>(
  machine: M,
  snapshot: Snapshot<M> | undefined,
  now: number,
): Input[] {
  const scene = sceneOf(machine, snapshot, now);
  const found: Input[] = [];
  for (const { type, name, said, isBare } of forms[machine]) {
    const fields = typeof said === 'function' ? said(scene) : said;
    if (!fields) continue;
    const event = isBare ? { type, at: now } : { type, at: now, ...fields };
    found.push({ name, event: event as AnyEvent });
  }
  return found;
}

/** Whether a machine is not followed from here. */
export const isFar = <M extends MachineName>(
  machine: M,
  snapshot: Snapshot<M> | undefined,
): boolean => snapshot !== undefined && bounded[machine].isFar(snapshot);
