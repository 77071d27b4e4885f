/** The words of the model as data, for a page that has to speak of it: events, states, reasons. */
import {
  creationPaths,
  type EventKind,
  type EventType,
  endReasons,
  errorCodes,
  eventTypes,
  type MachineName,
  machineNames,
  type PathId,
  refusalReasons,
  type SettingName,
  settingNames,
  settingWords,
  statesOf,
  type TimerName,
  timers,
  vocabulary,
} from '../../../machines/index.ts';
import type { Field } from '../../../machines/words/shape.ts';

export interface EventWords {
  readonly kind: EventKind;
  /** The machines that understand it. */
  readonly to: readonly MachineName[];
  readonly says: string;
  readonly fields: Readonly<Record<string, Omit<Field, 'holds'>>>;
}
export interface StateWords {
  readonly says: string;
  readonly tags: readonly string[];
}
export interface ModelWords {
  readonly events: Readonly<Record<EventType, EventWords>>;
  /** By machine and dotted path. */
  readonly states: Readonly<Record<MachineName, Readonly<Record<string, StateWords>>>>;
  readonly paths: Readonly<Record<PathId, string>>;
  /** What each setting of a recording is called. */
  readonly settings: Readonly<Record<SettingName, string>>;
  readonly refusals: Readonly<Record<string, string>>;
  readonly endReasons: Readonly<Record<string, string>>;
  readonly errorCodes: Readonly<Record<string, string>>;
  readonly timers: Readonly<Record<TimerName, string>>;
}

const table = <K extends string, V>(keys: readonly K[], of: (key: K) => V) =>
  Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>;

export const modelWords: ModelWords = {
  events: table(eventTypes, (type) => {
    const { kind, to, says, fields } = vocabulary[type];
    return { kind, to, says, fields };
  }),
  states: table(machineNames, (machine) =>
    Object.fromEntries(statesOf(machine).map(({ path, says, tags }) => [path, { says, tags }])),
  ),
  paths: table(Object.keys(creationPaths) as PathId[], (path) => creationPaths[path].says),
  settings: table(settingNames, (name) => settingWords[name].called),
  refusals: refusalReasons,
  endReasons,
  errorCodes,
  timers,
};
