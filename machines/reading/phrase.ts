/** What a phrase of a machine is, and the phrases that all machines share. */
import type { machines } from '../catalogue.ts';
import type { MachineName } from '../words/words.ts';
import type { Named } from './cells.ts';

/** What an action is about: an order to the outside, a word for the customer, a signal, a timer. */
export type DoingKind = 'order' | 'announcement' | 'signal' | 'timer' | 'memory' | 'answer';

/** What XState lets be replaced in a machine: the names of its actions and guards. */
type Parts<M extends MachineName> = Parameters<(typeof machines)[M]['provide']>[0];
type ActionName<M extends MachineName> = keyof NonNullable<Parts<M>['actions']> & string;
type GuardName<M extends MachineName> = keyof NonNullable<Parts<M>['guards']> & string;

export interface PhrasesOf<M extends MachineName> {
  /** What the machine follows, from birth to end. */
  readonly says: string;
  readonly actions: Readonly<Record<ActionName<M>, readonly [DoingKind, string]>>;
  readonly guards: Readonly<Record<GuardName<M>, string>>;
}
export type Phrases = { readonly [M in MachineName]: PhrasesOf<M> };

const verdicts = {
  refuse: ['answer', 'refuses: {reason}'],
  unchanged: ['answer', 'accepts and changes nothing'],
  ignore: ['answer', 'ignores it'],
} as const;
export const saidEverywhere = {
  ...verdicts,
  stamp: ['memory', 'notes the time'],
  cancel: ['timer', 'cancels the timer {timer}'],
  setAgain: ['timer', 'sets the timer again for the time that is left'],
} as const;
export const saidOfTime = {
  isDue: 'the timer {timer} is due',
  isEarly: 'the timer came too early',
} as const;

/** A phrase with its params: `hangUp` is said "hang up". */
export const filled = (phrase: string, { params = {} }: Named) =>
  phrase.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(params[name]).replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`),
  );
