/** What a machine has told in one step, sorted into verdict, signals and effects. */
import type { Effect, Emitted, Signal, Verdict } from '../../machines/index.ts';

/** Without a word about it, an event is accepted. */
export function sorted(told: readonly Emitted[]) {
  let verdict: Verdict = { verdict: 'accepted' };
  const signals: Signal[] = [];
  const effects: Effect[] = [];
  for (const one of told) {
    if (one.type === 'signal') signals.push({ to: one.to, event: one.event });
    else if (one.type === 'refused') verdict = { verdict: 'refused', reason: one.reason };
    else if (one.type === 'unchanged' || one.type === 'ignored') verdict = { verdict: one.type };
    else effects.push(one);
  }
  return { verdict, signals, effects };
}
