/** Several who look on, as one. */
import { type Observer, tellObserver } from '../observe.ts';

/** One observer for several: each sees everything, and one that throws keeps nothing from the others. */
export function watchedBy(...observers: readonly Observer[]): Observer {
  return {
    opened: (...said) => tellAll('opened', said),
    closed: (...said) => tellAll('closed', said),
    taking: (...said) => tellAll('taking', said),
    taken: (...said) => tellAll('taken', said),
    asked: (...said) => tellAll('asked', said),
    delivered: (...said) => tellAll('delivered', said),
    attempting: (...said) => tellAll('attempting', said),
    attempted: (...said) => tellAll('attempted', said),
    failed: (...said) => tellAll('failed', said),
  };
  function tellAll<K extends keyof Observer>(what: K, said: Parameters<Required<Observer>[K]>) {
    for (const one of observers) {
      tellObserver(one[what] as ((...said: readonly unknown[]) => unknown) | undefined, ...said);
    }
  }
}
