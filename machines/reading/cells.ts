/** Reads the declarations: which states there are, and how a state answers an event. */

import { declaredMachines } from '../catalogue.ts';
import type { Authority } from '../declaring/cells.ts';
import { type EventType, eventsTo, vocabulary } from '../words/vocabulary.ts';
import type { MachineName, RefusalReason } from '../words/words.ts';

/** An action or guard as a declaration names it. */
export interface Named {
  /** Its name, such as `announce`. */
  readonly type: string;
  /** What it is given, as plain data; undefined: nothing. */
  readonly params?: Readonly<Record<string, unknown>>;
}
/** One way in which a state answers an event; of several, the first whose guard holds. */
export interface Candidate {
  /** How it answers: it acts, it is so already, it refuses, it does not concern it. */
  readonly verdict: 'accepted' | 'unchanged' | 'refused' | 'ignored';
  /** Why it refuses; undefined: it does not. */
  readonly reason?: RefusalReason;
  /** What has to hold; undefined: it always applies. */
  readonly guard?: Named;
  /** The state that declares it: the one asked, or one around it. */
  readonly source: string;
  /** The state that it names, such as `inProgress`; undefined: it stays. */
  readonly aim?: string;
  /** The atomic state that is then entered; undefined: it stays. */
  readonly target?: string;
  /** Whether a state that it is in already is left and entered again. */
  readonly reenter: boolean;
  /** What it does, in order, verdict included. */
  readonly actions: readonly Named[];
  /** Why it answers so, in a sentence; undefined: the declaration gives none. */
  readonly says?: string;
  /** Who says so: Telnyx, Twilio, an assumption, or the model alone, where nothing is public. */
  readonly authority: Authority | 'model';
}
/** A state as its declaration names it, with what it means. */
export interface State {
  /** Dotted path, such as `inProgress.executing`. */
  readonly path: string;
  /** The path of the state around it; undefined: none is. */
  readonly parent: string | undefined;
  /** What it means, in a sentence. */
  readonly says: string;
  /** Its own, such as `live` or `ended`; those of the states around it count too. */
  readonly tags: readonly string[];
  /** What is done whenever it is entered, in order. */
  readonly entry: readonly Named[];
  /** What is done whenever it is left, in order. */
  readonly exit: readonly Named[];
  /** The child that is entered first; undefined in an atomic state. */
  readonly initial: string | undefined;
}

type OneOrMany<T> = T | readonly T[];
type RawAction = string | Named;
interface RawTransition {
  readonly target?: string;
  readonly guard?: RawAction;
  readonly actions?: OneOrMany<RawAction>;
  readonly reenter?: boolean;
  readonly description?: string;
  readonly meta?: { readonly authority: Authority };
}
interface RawState {
  readonly id?: string;
  readonly description?: string;
  readonly tags?: OneOrMany<string>;
  readonly entry?: OneOrMany<RawAction>;
  readonly exit?: OneOrMany<RawAction>;
  readonly initial?: string;
  readonly states?: Readonly<Record<string, RawState>>;
  readonly on?: Readonly<Record<string, OneOrMany<string | RawTransition>>>;
}

const many = <T>(of: OneOrMany<T> = []): readonly T[] => (Array.isArray(of) ? of : [of as T]);
const named = (of: RawAction): Named => (typeof of === 'string' ? { type: of } : of);
const parentOf = (path: string): string | undefined =>
  path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : undefined;
const verdicts = { refuse: 'refused', unchanged: 'unchanged', ignore: 'ignored' } as const;

/** Reads one declaration: what `createMachine` was given. */
export class Declaration {
  readonly states: readonly State[];
  readonly #root: RawState;

  constructor(config: unknown) {
    this.#root = config as RawState;
    this.states = this.#walk(this.#root.states ?? {});
  }

  /** The states that a snapshot can be in: those without children. */
  get leaves(): readonly State[] {
    return this.states.filter((state) => state.initial === undefined);
  }

  /** The events that any state answers, in the order in which they are first declared. */
  get events(): readonly EventType[] {
    const answered = this.states.flatMap(({ path }) => Object.keys(this.#raw(path).on ?? {}));
    return [...new Set(answered)] as EventType[];
  }

  /**
   * How a state answers an event, in the order in which guards are asked; [] = not at all. The
   * states around it are asked when no guard of its own holds.
   */
  cell(path: string, type: EventType): readonly Candidate[] {
    const cell: Candidate[] = [];
    for (let at: string | undefined = path; at !== undefined; at = parentOf(at)) {
      const source = at;
      for (const one of many(this.#raw(source).on?.[type])) {
        cell.push(this.#candidate(type, source, typeof one === 'string' ? { target: one } : one));
        if (cell.at(-1)?.guard === undefined) return cell;
      }
    }
    return cell;
  }

  #walk(states: Readonly<Record<string, RawState>>, parent?: string): State[] {
    return Object.entries(states).flatMap(([name, state]) => {
      const path = parent === undefined ? name : `${parent}.${name}`;
      const one: State = {
        path,
        parent,
        says: state.description ?? '',
        tags: many(state.tags),
        entry: many(state.entry).map(named),
        exit: many(state.exit).map(named),
        initial: state.initial,
      };
      return [one, ...this.#walk(state.states ?? {}, path)];
    });
  }

  #raw(path: string): RawState {
    return path.split('.').reduce((state, name) => state.states?.[name] as RawState, this.#root);
  }

  #candidate(type: EventType, source: string, one: RawTransition): Candidate {
    const actions = many(one.actions).map(named);
    const aim = one.target === undefined ? undefined : this.aimOf(source, one.target);
    const refusal = actions.find((action) => action.type === 'refuse');
    const answer = actions.find((action) => Object.hasOwn(verdicts, action.type));
    return {
      verdict: answer ? verdicts[answer.type as keyof typeof verdicts] : 'accepted',
      ...(refusal ? { reason: refusal.params?.reason as RefusalReason } : {}),
      ...(one.guard === undefined ? {} : { guard: named(one.guard) }),
      source,
      ...(aim === undefined ? {} : { aim, target: this.entered(aim) }),
      reenter: one.reenter ?? false,
      actions,
      ...(one.description === undefined ? {} : { says: one.description }),
      authority: one.meta?.authority ?? (isPublic(type) ? 'telnyx' : 'model'),
    };
  }

  /**
   * The path of the state that a target names, from the state that declares it: a sibling, or by the
   * machine's id any state. Whether there is such a state is for the reader to say.
   */
  aimOf(source: string, target: string): string {
    const root = `#${this.#root.id}.`;
    if (target.startsWith(root)) return target.slice(root.length);
    const parent = parentOf(source);
    return parent === undefined ? target : `${parent}.${target}`;
  }

  /** The atomic state that is entered with a state: itself, or the first of its children. */
  entered(path: string): string {
    const initial = this.states.find((state) => state.path === path)?.initial;
    return initial === undefined ? path : this.entered(`${path}.${initial}`);
  }
}

/** Commands, and what the network does, are documented; the rest is between the machines. */
const isPublic = (type: EventType) =>
  vocabulary[type].kind !== 'signal' && !vocabulary[type].source.startsWith('model');

/** The declarations of the five machines. */
export const declarations: Readonly<Record<MachineName, Declaration>> = {
  call: new Declaration(declaredMachines.call.config),
  dialLeg: new Declaration(declaredMachines.dialLeg.config),
  conference: new Declaration(declaredMachines.conference.config),
  recording: new Declaration(declaredMachines.recording.config),
  transcription: new Declaration(declaredMachines.transcription.config),
};

/** Every state of a machine, parents before children. */
export const statesOf = (machine: MachineName) => declarations[machine].states;
/** The states that a snapshot can be in: those without children. */
export const leavesOf = (machine: MachineName) => declarations[machine].leaves;
/** How a state answers an event, in the order in which guards are asked; [] = not at all. */
export const cellOf = (machine: MachineName, path: string, type: EventType) =>
  declarations[machine].cell(path, type);

/** Whether a state, or one around it, has a tag such as `ended`. */
export const hasTag = (machine: MachineName, path: string, tag: string) =>
  statesOf(machine).some(
    (state) =>
      (path === state.path || path.startsWith(`${state.path}.`)) && state.tags.includes(tag),
  );

/** Every cell of a machine's table: atomic states times the events it understands. */
export const tableOf = (machine: MachineName) =>
  leavesOf(machine).flatMap(({ path }) =>
    eventsTo(machine).map((type) => ({ state: path, type, cell: cellOf(machine, path, type) })),
  );

/** Of each state that a snapshot can be in those that a run may come to from it, itself among them. */
export function statesAhead(machine: MachineName): ReadonlyMap<string, ReadonlySet<string>> {
  const next = new Map(leavesOf(machine).map(({ path }) => [path, new Set<string>()]));
  for (const { state, cell } of tableOf(machine))
    for (const { target } of cell) if (target !== undefined) next.get(state)?.add(target);
  const ahead = [...next.keys()].map((from) => {
    const found = new Set([from]);
    // What is added while it is gone through is gone through, too.
    for (const state of found) for (const one of next.get(state) ?? []) found.add(one);
    return [from, found] as const;
  });
  return new Map(ahead);
}
