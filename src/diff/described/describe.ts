/** Describes a version of the model, by the modules in which it is declared. */
import type { Candidate, Declaration, EventType, Named } from '../../../machines/index.ts';
import { filled } from '../../../machines/reading/phrase.ts';
import { type Field, type Fields, shapeInWords } from '../../../machines/words/shape.ts';
import type {
  DescribedFields,
  DescribedMachine,
  DescribedState,
  DescribedWay,
  ModelDescription,
} from './description.ts';
import { fieldsDescribed } from './fields.ts';

type Table<T> = Readonly<Record<string, T>>;
interface DeclaredEvent {
  readonly kind: string;
  readonly to: readonly string[];
  readonly says: string;
  readonly fields: Fields;
}
interface DeclaredEffect {
  readonly port: string;
  readonly says: string;
  readonly forms: readonly Fields[];
}
interface DeclaredPolicy {
  readonly says: string;
  readonly options: Field;
  readonly telnyx: string | number;
  readonly twilio: string | number;
}
interface DeclaredPath {
  readonly kinds: Table<{
    readonly source: string | { readonly policy: string };
    readonly hosts: readonly string[];
    readonly defaults: Table<string | number | boolean>;
  }>;
}

/** What a description is made from: names as this package gives them, in this version or another. */
export interface ModelParts {
  readonly version: string;
  readonly snapshotVersion: number;
  readonly machines: {
    /** How that version reads its own declarations. */
    readonly Declaration: typeof Declaration;
    readonly machines: Table<{ readonly config: unknown }>;
    readonly commands: Table<DeclaredEvent>;
    readonly facts: Table<DeclaredEvent>;
    readonly signals: Table<DeclaredEvent>;
    readonly effects: Table<DeclaredEffect>;
    readonly policies: Table<DeclaredPolicy>;
    readonly recordingSettings: Fields;
    readonly creationPaths: Table<DeclaredPath>;
    readonly refusalReasons: Table<string>;
    readonly endReasons: Table<string>;
    readonly errorCodes: Table<string>;
    readonly timers: Table<string>;
    readonly recordingSources: readonly string[];
    readonly announcements: Table<readonly string[]>;
    readonly assumptions: Table<string>;
  };
  readonly phrases: Table<{ readonly says: string; readonly guards: Table<string> }>;
  /** What each machine keeps. */
  readonly remembered: Table<Fields>;
  /** By machine and outermost state, the word that the public sees, or several by where. */
  readonly statuses: Table<Table<string | null | Table<string | null>>>;
}

const mapped = <T, R>(table: Table<T>, of: (value: T, name: string) => R): Table<R> =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, of(value, name)]));

/** The model that these modules declare. */
export function describe(parts: ModelParts): ModelDescription {
  const { machines, version, snapshotVersion } = parts;
  return {
    format: 1,
    version,
    snapshotVersion,
    machines: mapped(machines.machines, ({ config }, name) =>
      machineDescribed(parts, name, new machines.Declaration(config)),
    ),
    events: mapped(eventsOf(parts), ({ kind, to, says, fields }) => ({
      kind,
      to,
      says,
      fields: fieldsDescribed(fields),
    })),
    effects: mapped(machines.effects, ({ port, says, forms }) => ({
      port,
      says,
      from: Object.fromEntries(forms.flatMap(formsBySender)),
    })),
    policies: mapped(machines.policies, ({ says, options, telnyx, twilio }) => ({
      says,
      holds: shapeInWords(options.shape),
      answers: { telnyx, twilio },
    })),
    settings: fieldsDescribed(machines.recordingSettings),
    kinds: kindsOf(machines.creationPaths),
    words: wordsOf(machines),
    assumptions: machines.assumptions,
  };
}

const eventsOf = ({ machines: { commands, facts, signals } }: ModelParts) => ({
  ...commands,
  ...facts,
  ...signals,
});

/** One form of an effect is that of each machine that it may come from. */
function formsBySender({ machine, sid: _, ...fields }: Fields): [string, DescribedFields][] {
  const senders = machine?.shape.kind === 'choice' ? machine.shape.of : [];
  return senders.map((sender) => [String(sender), fieldsDescribed(fields)]);
}

const kindsOf = (paths: Table<DeclaredPath>) =>
  Object.fromEntries(
    Object.entries(paths).flatMap(([path, { kinds }]) =>
      Object.entries(kinds).map(([kind, { source, hosts, defaults }]) => [
        `${path}/${kind}`,
        { source: typeof source === 'string' ? source : source.policy, hosts, defaults },
      ]),
    ),
  );

function wordsOf(machines: ModelParts['machines']): ModelDescription['words'] {
  const listed = (words: readonly string[]) => Object.fromEntries(words.map((word) => [word, '']));
  return {
    'reason of a refusal': machines.refusalReasons,
    'reason why a recording ends': machines.endReasons,
    'error code': machines.errorCodes,
    timer: machines.timers,
    'recording source': listed(machines.recordingSources),
    ...Object.fromEntries(
      Object.entries(machines.announcements).map(([machine, words]) => [
        `callback of a ${spoken(machine)}`,
        listed(words),
      ]),
    ),
  };
}

/** A machine as it is spoken of: `dialLeg` is a dialled leg. */
export const spoken = (machine: string) => (machine === 'dialLeg' ? 'dialled leg' : machine);

function machineDescribed(
  parts: ModelParts,
  name: string,
  declaration: Declaration,
): DescribedMachine {
  const { says = '', guards = {} } = parts.phrases[name] ?? {};
  const heard = Object.entries(eventsOf(parts)).flatMap(([type, { to }]) =>
    to.includes(name) ? [type] : [],
  );
  return {
    says,
    states: Object.fromEntries(
      declaration.leaves.map(({ path }) => [
        path,
        {
          ...stateDescribed(declaration, path),
          status: statusOf(parts.statuses[name] ?? {}, path),
          answers: Object.fromEntries(
            heard.map((type) => [
              type,
              declaration.cell(path, type as EventType).map((way) => wayDescribed(guards, way)),
            ]),
          ),
        },
      ]),
    ),
    keeps: fieldsDescribed(parts.remembered[name] ?? {}),
  };
}

function stateDescribed(
  { states }: Declaration,
  path: string,
): Pick<DescribedState, 'says' | 'tags' | 'entry' | 'exit'> {
  const around = states.filter((state) => path === state.path || path.startsWith(`${state.path}.`));
  return {
    says: around.at(-1)?.says ?? '',
    tags: around.flatMap(({ tags }) => tags),
    entry: around.flatMap(({ entry }) => entry.map(called)),
    exit: around.toReversed().flatMap(({ exit }) => exit.map(called)),
  };
}

function statusOf(
  words: Table<string | null | Table<string | null>>,
  path: string,
): DescribedState['status'] {
  const found = words[path.split('.')[0] ?? ''];
  if (found === undefined) return {};
  return typeof found === 'string' || found === null ? { status: found } : found;
}

const answers = new Set(['refuse', 'unchanged', 'ignore']);
function wayDescribed(guards: Table<string>, way: Candidate): DescribedWay {
  const { verdict, reason, guard, target, actions, authority } = way;
  const phrase = guard && (guards[guard.type] ?? guard.type);
  return {
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(guard && phrase ? { guard: { name: called(guard), says: filled(phrase, guard) } } : {}),
    ...(target === undefined ? {} : { to: target }),
    does: actions.filter(({ type }) => !answers.has(type)).map(called),
    authority,
  };
}

/** What is done or asked, with what it is given: `order start`. */
const called = ({ type, params = {} }: Named): string =>
  [
    type,
    ...Object.values(params).map((one) =>
      typeof one === 'object' ? JSON.stringify(one) : String(one),
    ),
  ].join(' ');
