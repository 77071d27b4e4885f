/** A machine as one neutral graph: states and ways, with everything they do put into words. */
import {
  type Candidate,
  Declaration,
  declarations,
  type EventType,
  eventTypes,
  type MachineName,
  machines,
  type Named,
  type RefusalReason,
  vocabulary,
} from '../../../machines/index.ts';
import { type DoingKind, filled } from '../../../machines/reading/phrase.ts';
import { phrases } from '../../../machines/reading/phrases.ts';

/** A state of a machine as it is drawn: parents before children. */
export interface Node {
  /** Stable: the machine and the path, with dots. */
  readonly id: string;
  /** Dotted, such as `inProgress.executing`. */
  readonly path: string;
  /** The path of the state around it; undefined: it is outermost. */
  readonly parent: string | undefined;
  /** What being in it means, in a sentence. */
  readonly says: string;
  /** Its own, such as `live` or `ended`; those of the states around it count too. */
  readonly tags: readonly string[];
  /** 0 = outermost. */
  readonly depth: number;
  /** Whether it has no states in it, so that a snapshot can be in it. */
  readonly isLeaf: boolean;
  /** The path of the child that is entered first. */
  readonly initial: string | undefined;
  /** What is done whenever it is entered, in order. */
  readonly entry: readonly Clause[];
  /** What is done whenever it is left, in order. */
  readonly exit: readonly Clause[];
}
/** What is done, and how it reads: a clause such as "orders the media server to pause". */
export interface Clause extends Named {
  /** What it is about. */
  readonly kind: DoingKind;
  /** The clause, without a full stop. */
  readonly says: string;
}
/** One way in which a state answers an event. */
export interface Edge {
  /** Stable: the machine, the state, the event, and the place in its cell. */
  readonly id: string;
  /** The state that declares it; it may have children, who inherit it. */
  readonly from: string;
  /** The state that it leads to, one without children; undefined: it stays. */
  readonly to: string | undefined;
  /** Whether a state that it is in already is left and entered again. */
  readonly reenter: boolean;
  /** What is answered. */
  readonly event: EventType;
  /** Who says it: whoever asks, the world outside, or another machine. */
  readonly eventKind: 'command' | 'fact' | 'signal';
  /** A condition: a clause such as "the file is empty". */
  readonly guard?: Named & { readonly says: string };
  /** An earlier candidate of the same cell has a guard, which did not hold. */
  readonly otherwise: boolean;
  /** How it is answered. */
  readonly verdict: Candidate['verdict'];
  /** Why it is refused; left out: it is not. */
  readonly reason?: RefusalReason;
  /** What is done, in order, verdict included. */
  readonly doings: readonly Clause[];
  /** Why it is answered so, in a sentence; left out: the declaration gives none. */
  readonly says?: string;
  /** Who says so: Telnyx, Twilio, an assumption by its id, or the model alone. */
  readonly authority: Candidate['authority'];
}
/** A machine as states and ways between them. */
export interface Graph {
  /** Whose graph it is. */
  readonly machine: MachineName;
  /** What the machine follows, from birth to end. */
  readonly says: string;
  /** The state that the machine begins in. */
  readonly initial: string;
  /** Every state, parents before children. */
  readonly nodes: readonly Node[];
  /** Every way that a state declares; what is inside it inherits that. */
  readonly edges: readonly Edge[];
}

/** The graph of a machine. */
export const graphOf = (machine: MachineName): Graph =>
  graphOfDeclaration(machine, phrases[machine].says, machines[machine].config);

/** The graph of any declaration: what `createMachine` was given. */
export function graphOfDeclaration(machine: MachineName, says: string, config: unknown): Graph {
  const declaration =
    config === machines[machine].config ? declarations[machine] : new Declaration(config);
  return {
    machine,
    says,
    initial: (config as { readonly initial: string }).initial,
    nodes: nodesOf(machine, declaration),
    edges: declaration.states.flatMap(({ path }) =>
      eventTypes.flatMap((event) => edgesOf(machine, declaration, path, event)),
    ),
  };
}

function nodesOf(machine: MachineName, { states }: Declaration): readonly Node[] {
  return states.map(({ path, parent, says, tags, initial, entry, exit }) => ({
    id: `${machine}.${path}`,
    path,
    parent,
    says,
    tags,
    depth: path.split('.').length - 1,
    isLeaf: initial === undefined,
    initial: initial === undefined ? undefined : `${path}.${initial}`,
    entry: entry.map((one) => doing(machine, one)),
    exit: exit.map((one) => doing(machine, one)),
  }));
}

/** The ways that a state declares itself: those it inherits belong to the state around it. */
function edgesOf(
  machine: MachineName,
  declaration: Declaration,
  path: string,
  event: EventType,
): readonly Edge[] {
  const cell = declaration.cell(path, event).filter(({ source }) => source === path);
  return cell.map(({ source, target, aim: _, guard, actions, ...candidate }, place) => ({
    ...candidate,
    id: `${machine}.${path}.${event}.${place + 1}`,
    from: source,
    to: target,
    event,
    eventKind: vocabulary[event].kind,
    ...(guard === undefined ? {} : { guard: { ...guard, says: condition(machine, guard) } }),
    otherwise: cell.slice(0, place).some((earlier) => earlier.guard !== undefined),
    doings: actions.map((one) => doing(machine, one)),
  }));
}

/** A part that has no phrase, in a declaration that is not one of ours, speaks by its name. */
function doing(machine: MachineName, named: Named): Clause {
  const actions: Readonly<Record<string, readonly [DoingKind, string]>> = phrases[machine].actions;
  const [kind, phrase] = actions[named.type] ?? ['memory', named.type];
  return { ...named, kind, says: filled(phrase, named) };
}
function condition(machine: MachineName, named: Named): string {
  const guards: Readonly<Record<string, string>> = phrases[machine].guards;
  return filled(guards[named.type] ?? named.type, named);
}
