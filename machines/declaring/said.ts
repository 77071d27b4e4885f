/** What a machine says in one step: its verdict, signals to other machines, effects for the host. */
import type { Effect, Signal, Verdict } from '../words/effects.ts';
import type { AnyEvent } from '../words/vocabulary.ts';
import type { Address, RefusalReason } from '../words/words.ts';

/** Filled by deeds, one after another. Until somebody says otherwise, the event is accepted. */
export interface Said {
  verdict: Verdict;
  signals: readonly Signal[];
  effects: readonly Effect[];
}

/** Nothing said: one list for all, so that a quiet step makes none. */
export const silence: readonly never[] = Object.freeze([]);
export const accepted: Verdict = Object.freeze({ verdict: 'accepted' });
const unchanged: Verdict = Object.freeze({ verdict: 'unchanged' });
const ignored: Verdict = Object.freeze({ verdict: 'ignored' });

/** Asks the host for something. */
export function tell(said: Said, effect: Effect) {
  if (said.effects === silence) said.effects = [effect];
  else (said.effects as Effect[]).push(effect);
}

/** Tells another machine. */
export function send(said: Said, to: Address, event: AnyEvent) {
  const signal = { to, event };
  if (said.signals === silence) said.signals = [signal];
  else (said.signals as Signal[]).push(signal);
}

/** Says that the machine does not act. */
export const sayRefused = (said: Said, reason: RefusalReason) => {
  said.verdict = { verdict: 'refused', reason };
};
export const sayUnchanged = (said: Said) => {
  said.verdict = unchanged;
};
export const sayIgnored = (said: Said) => {
  said.verdict = ignored;
};
