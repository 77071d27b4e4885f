/** Faults of what deeds tell, which no table shows: it is left out, or said with another word. */
import {
  type Deed,
  type Effect,
  type EffectType,
  type EventType,
  effectsOf,
  type MachineName,
  type Said,
  type Signal,
  silence,
} from '../../machines/index.ts';
import type { Mutant } from './mutant.ts';
import type { WrittenMachine } from './written.ts';

type Perform = Deed<object, object, unknown>;
/** One thing that is told: an effect, or a signal. */
type Telling = Effect | Signal;

/** The machine with everything that its deeds say passed through `hear`. */
function hearing(of: WrittenMachine, hear: (told: Telling) => readonly Telling[]): WrittenMachine {
  const actions = Object.entries(of.implementations.actions).map(([name, action]) => {
    const { deed } = action as { readonly deed?: Perform };
    if (deed === undefined) return [name, action];
    const heard: Perform = (context, event, said, params) => {
      const own: Said = { verdict: said.verdict, signals: silence, effects: silence };
      deed(context, event, own, params);
      said.verdict = own.verdict;
      said.signals = [...said.signals, ...(own.signals.flatMap(hear) as Signal[])];
      said.effects = [...said.effects, ...(own.effects.flatMap(hear) as Effect[])];
    };
    return [name, { ...(action as object), deed: heard }];
  });
  return {
    ...of,
    implementations: { ...of.implementations, actions: Object.fromEntries(actions) },
  };
}

/** The signals that each machine has to send, or to pass on; what effects it asks for says their table. */
const sends = {
  recording: [
    'recording.declined',
    'recording.endDecided',
    'recording.ended',
    'recording.deleted',
    'transcription.requested',
  ],
  transcription: [],
  call: [
    'recording.requested',
    'recording.stopRequested',
    'host.ended',
    'leg.requested',
    'leg.chosen',
    'leg.released',
    'participant.joined',
    'participant.left',
    'line.declined',
    'line.ended',
  ],
  dialLeg: [
    'recording.requested',
    'host.ended',
    'leg.rang',
    'leg.answered',
    'leg.ended',
    'participant.joined',
    'participant.left',
    'line.handedOver',
    'call.hungUp',
    'recording.ended',
    'recording.declined',
  ],
  conference: [
    'recording.requested',
    'host.ended',
    'leg.requested',
    'leg.released',
    'participant.admitted',
    'participant.dismissed',
  ],
} as const satisfies Readonly<Record<MachineName, readonly EventType[]>>;
/** Everything that a machine has to tell; a test holds it against what it does tell. */
export const toldBy = (machine: MachineName): readonly (EffectType | EventType)[] => [
  ...effectsOf(machine),
  ...sends[machine],
];

/** What is told, by the name under which `toldBy` has it. */
export const tellingName = (told: Telling): string => ('to' in told ? told.event.type : told.type);

export const untoldMutants = (machine: MachineName): Mutant[] =>
  toldBy(machine).map((type) => ({
    id: `${machine}/tells/${type}`,
    operator: 'untold',
    machine,
    says: `${type} is never told.`,
    shows: [`${machine} tells ${type}`],
    change: (of) => hearing(of, (told) => (tellingName(told) === type ? [] : [told])),
  }));

/** Words that deeds say by themselves, and which other they could be taken for. */
const crossed: readonly (readonly [MachineName, string, string, string, string])[] = [
  ['call', 'recording.stopRequested', 'reason', 'finish-key', 'redirected'],
  ['call', 'recording.stopRequested', 'reason', 'redirected', 'dial-ended'],
  ['call', 'recording.stopRequested', 'reason', 'dial-ended', 'finish-key'],
  ['call', 'host.ended', 'reason', 'call-ended', 'leg-ended'],
  ['call', 'instructions.requested', 'because', 'record-ended', 'dial-ended'],
  ['call', 'instructions.requested', 'because', 'dial-ended', 'conference-left'],
  ['call', 'instructions.requested', 'because', 'conference-left', 'record-ended'],
  ['call', 'recording.requested', 'path', 'record-verb', 'dial-verb'],
  ['call', 'recording.requested', 'path', 'dial-verb', 'call-request'],
  ['call', 'recording.requested', 'path', 'call-request', 'outbound-call'],
  ['call', 'recording.requested', 'path', 'outbound-call', 'record-verb'],
  ['call', 'recording.requested', 'source', 'RecordVerb', 'DialVerb'],
  ['call', 'recording.requested', 'source', 'DialVerb', 'OutboundAPI'],
  ['call', 'recording.requested', 'source', 'OutboundAPI', 'RecordVerb'],
  ['call', 'recording.requested', 'source', 'StartCallRecordingAPI', 'OutboundAPI'],
  ['dialLeg', 'host.ended', 'reason', 'leg-ended', 'call-ended'],
  ['dialLeg', 'leg.ended', 'status', 'completed', 'no-answer'],
  ['dialLeg', 'recording.requested', 'path', 'participant-request', 'call-request'],
  ['dialLeg', 'recording.requested', 'source', 'OutboundAPI', 'StartCallRecordingAPI'],
  ['transcription', 'announced', 'status', 'completed', 'failed'],
  ['transcription', 'announced', 'status', 'failed', 'completed'],
  ['conference', 'host.ended', 'reason', 'conference-ended', 'call-ended'],
  ['conference', 'announced', 'status', 'join', 'leave'],
  ['conference', 'announced', 'status', 'leave', 'join'],
  ['conference', 'announced', 'status', 'start', 'end'],
  ['conference', 'announced', 'status', 'end', 'start'],
  ['conference', 'participant.dismissed', 'reason', 'removed', 'ended-by-exit'],
  ['conference', 'recording.requested', 'path', 'conference-verb', 'participant-request'],
  ['conference', 'recording.requested', 'source', 'Conference', 'StartConferenceRecordingAPI'],
  ['conference', 'recording.requested', 'source', 'StartConferenceRecordingAPI', 'Conference'],
];
/** The telling with another word in it, where the word is the one to cross. */
function cross(told: Telling, field: string, from: string, to: string): Telling {
  const said = ('to' in told ? told.event : told) as Record<string, unknown>;
  if (said[field] !== from) return told;
  const other = { ...said, [field]: to };
  return ('to' in told ? { ...told, event: other } : other) as Telling;
}
export const crossMutants = (machine: MachineName): Mutant[] =>
  crossed
    .filter(([of]) => of === machine)
    .map(([, type, field, from, to]) => ({
      id: `${machine}/tells/${type}/${field} ${from}→${to}`,
      operator: 'cross-told',
      machine,
      says: `${type} says ${to} where it has to say ${from}.`,
      shows: [`${machine} tells ${type}`],
      change: (of) =>
        hearing(of, (told) => [tellingName(told) === type ? cross(told, field, from, to) : told]),
    }));
