/**
 * Compiles declarations into tables: for every atomic state and event the guards to ask and the
 * deeds to do, exits and entries included. What XState works out in each step is worked out once.
 */
import {
  type AnyEvent,
  accepted,
  type Candidate,
  type Contexts,
  Declaration,
  type Deed,
  type declaredMachines,
  isCreation,
  type MachineName,
  type Named,
  type Question,
  silence,
  unborn,
} from '../../machines/index.ts';
import { InvalidInput } from './errors.ts';
import { snapshotVersion } from './migrated.ts';
import type { Advance, Snapshot, StateOf, Step, To } from './snapshot.ts';
import { type Definition, definitionOf } from './subset.ts';

type Ask = Question<object, AnyEvent, unknown>;
type Perform = Deed<object, AnyEvent, unknown>;

interface Doing {
  readonly deed: Perform;
  readonly writes: boolean;
}
/** One way in which a state answers an event. */
export interface CompiledWay {
  readonly asks: Ask | undefined;
  readonly guardParams: unknown;
  /** What creates the machine, before all else; undefined where there is one. */
  readonly begins: ((sid: string, event: AnyEvent) => object) | undefined;
  /** In order: what the left states do at exit, the transition, the entered states at entry. */
  readonly deeds: readonly Perform[];
  readonly deedParams: readonly unknown[];
  /** Whether one of them writes to the context. */
  readonly writes: boolean;
  readonly state: string;
}
type Ways = ReadonlyMap<string, readonly CompiledWay[]>;

/** One machine's step: its sid, what it was, what it hears. */
type Stepper<M extends MachineName> = (
  sid: string,
  before: Snapshot<M> | undefined,
  event: AnyEvent,
) => Step<M>;

/** By machine, its stepper: catalogues that differ in one machine share the others. */
const compiled = new WeakMap<Definition, unknown>();

/** Steps on tables compiled from machines that `onTables` would take: nothing is checked (D-27). */
export function stepping(catalogue: typeof declaredMachines): Advance {
  const stepper = <M extends MachineName>(name: M): Stepper<M> => {
    const definition = definitionOf(catalogue, name);
    const known = compiled.get(definition) as Stepper<M> | undefined;
    const stepper = known ?? compile(name, definition);
    compiled.set(definition, stepper);
    return stepper;
  };
  const call = stepper('call');
  const dialLeg = stepper('dialLeg');
  const conference = stepper('conference');
  const recording = stepper('recording');
  const transcription = stepper('transcription');
  const step = ({ machine, sid }: To, before: never, event: AnyEvent): Step => {
    // A switch costs less than looking the stepper up, and this is the hottest line there is.
    switch (machine) {
      case 'call':
        return call(sid, before, event);
      case 'dialLeg':
        return dialLeg(sid, before, event);
      case 'conference':
        return conference(sid, before, event);
      case 'recording':
        return recording(sid, before, event);
      case 'transcription':
        return transcription(sid, before, event);
    }
  };
  return step as Advance;
}

/** Compiles one machine. */
function compile<M extends MachineName>(machine: M, definition: Definition): Stepper<M> {
  const declaration = new Declaration(definition.config);
  const cells = cellsOf(declaration, definition);
  return (sid, before, event) => {
    const from = before === undefined ? unborn(sid) : before.context;
    const state = before === undefined ? 'none' : before.state;
    const step = { snapshot: before, verdict: accepted, signals: silence, effects: silence };
    const ways = cells.get(state)?.get(event.type);
    const way = ways && taken(ways, from, event);
    if (way === undefined) throw unanswered(machine, state, event);
    const { begins, deeds, deedParams, writes } = way;
    let context = from as Contexts[M];
    // One copy a step: deeds write to it one after another, and keep nothing of it. What has only a
    // sid is never copied: that would make all copies slow.
    if (begins !== undefined) context = begins(sid, event) as Contexts[M];
    else if (writes) context = { ...context };
    for (let i = 0; i < deeds.length; i += 1) {
      (deeds[i] as Perform)(context, event, step, deedParams[i]);
    }
    if (writes || way.state !== state) {
      const next = {
        machine,
        version: snapshotVersion,
        sid,
        // A leaf of this very declaration.
        state: way.state as StateOf<M>,
        context,
      };
      step.snapshot = way.state === 'none' ? undefined : next;
    }
    return step;
  };
}

/** Tables are whole, so this was no event for the machine, or no state of it. */
const unanswered = (machine: MachineName, state: string, { type }: AnyEvent) =>
  new InvalidInput(`machine ${machine}`, state, type, 'an event that this state answers');

/** The first way whose guard holds. */
function taken(
  ways: readonly CompiledWay[],
  context: object,
  event: AnyEvent,
): CompiledWay | undefined {
  for (let i = 0; i < ways.length; i += 1) {
    const way = ways[i] as CompiledWay;
    if (way.asks === undefined || way.asks(context, event, way.guardParams)) return way;
  }
  return undefined;
}

/** For every atomic state and event the ways to answer, in the order in which they are tried. */
export function cellsOf(declaration: Declaration, { implementations }: Definition) {
  const { actions, guards } = implementations;
  const states = new Map(declaration.states.map((state) => [state.path, state]));
  const wayOf = (from: string, candidate: Candidate): CompiledWay => {
    const { guard } = candidate;
    const { left, entered } = crossed(from, candidate);
    const named: readonly Named[] = [
      ...left.flatMap((path) => states.get(path)?.exit ?? []),
      ...candidate.actions,
      ...entered.flatMap((path) => states.get(path)?.entry ?? []),
    ];
    const creation = named.map(({ type }) => actions[type]).find(isCreation);
    const doing = named.filter(({ type }) => !isCreation(actions[type]));
    const done = doing.map(({ type }) => actions[type] as Doing);
    return {
      begins: creation?.begins as CompiledWay['begins'],
      asks: guard && (guards[guard.type] as { readonly answer: Ask }).answer,
      guardParams: guard?.params,
      deeds: done.map(({ deed }) => deed),
      deedParams: doing.map(({ params }) => params),
      writes: done.some(({ writes }) => writes),
      state: candidate.target ?? from,
    };
  };
  const rowOf = (path: string): Ways =>
    new Map(
      declaration.events.map((type) => [
        type,
        declaration.cell(path, type).map((candidate) => wayOf(path, candidate)),
      ]),
    );
  return new Map(declaration.leaves.map(({ path }) => [path, rowOf(path)]));
}

/** The path from the outermost state to this one: `a.b` is `a`, then `a.b`. */
const chain = (path: string): string[] =>
  path.split('.').map((_, i, names) => names.slice(0, i + 1).join('.'));

/**
 * The states that a transition leaves, innermost first, and enters, outermost first. It stays in
 * those around both its ends, and in its source too if it leads into it and does not reenter.
 */
export function crossed(from: string, { source, aim, target, reenter }: Candidate) {
  if (aim === undefined || target === undefined) return { left: [], entered: [] };
  const isInside = aim === source || aim.startsWith(`${source}.`);
  const aroundAim = chain(aim).slice(0, -1);
  const around = chain(source).slice(0, -1);
  const kept =
    isInside && !reenter
      ? chain(source).length
      : around.filter((path) => aroundAim.includes(path)).length;
  return { left: chain(from).slice(kept).reverse(), entered: chain(target).slice(kept) };
}
