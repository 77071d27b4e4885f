/** Holds a declaration to its events: every state answers each, with what is around it, once. */
import type { EventTypeTo } from '../words/vocabulary.ts';
import type { MachineName } from '../words/words.ts';
import { type CellGroup, declaredTwice } from './cells.ts';

interface DeclaredState {
  readonly description: string;
  readonly tags?: readonly string[];
  readonly entry?: unknown;
  readonly exit?: unknown;
  readonly on?: CellGroup;
  readonly initial?: string;
  readonly states?: States;
}
type States = { readonly [name: string]: DeclaredState };
type Heard<S> = S extends { readonly on: infer On } ? keyof On & string : never;

/**
 * What keeps states from answering every event of a machine and no other: `{}` where nothing does,
 * else what is missing or strange, in its place, with a sentence that says so.
 */
type Whole<M extends MachineName, S, Around extends string = never, Path extends string = ''> = {
  readonly [N in keyof S & string]: S[N] extends { readonly states: infer Inner }
    ? Known<M, S[N], `${Path}${N}`> & {
        readonly states: Whole<M, Inner, Around | Heard<S[N]>, `${Path}${N}.`>;
      }
    : Known<M, S[N], `${Path}${N}`> & Answering<M, S[N], Around, `${Path}${N}`>;
};
type Known<M extends MachineName, S, Path extends string> = [
  Exclude<Heard<S>, EventTypeTo<M>>,
] extends [never]
  ? unknown
  : {
      readonly on: {
        readonly [T in Exclude<Heard<S>, EventTypeTo<M>>]: `${M} hears no ${T}: ${Path} answers it`;
      };
    };
type Answering<M extends MachineName, S, Around extends string, Path extends string> = [
  Exclude<EventTypeTo<M>, Heard<S> | Around>,
] extends [never]
  ? unknown
  : {
      readonly on: {
        readonly [T in Exclude<EventTypeTo<M>, Heard<S> | Around>]: `${Path} does not answer ${T}`;
      };
    };

/**
 * The states of a machine, as they are. It does not compile unless every leaf, with the states
 * around it, answers every event of the machine and no other.
 * @throws Error for an event that a state declares twice.
 */
export function complete<M extends MachineName, const S extends States>(
  machine: M,
  states: S & Whole<M, S>,
): S {
  refuseTwice(machine, states, '');
  return states;
}

function refuseTwice(machine: MachineName, states: States, around: string) {
  for (const [name, { on = {}, states: inner = {} }] of Object.entries(states)) {
    for (const type in on) {
      if (on[type] !== declaredTwice) continue;
      throw new Error(`${machine}: the state ${around}${name} declares ${type} twice.`);
    }
    refuseTwice(machine, inner, `${around}${name}.`);
  }
}
