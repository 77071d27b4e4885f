/** What is seen later has to be told on a way before its machine can tell it no more. */
import { slotOf } from '../../../machines/index.ts';
import { fitsCallback } from '../../follow/sight.ts';
import type { Believed } from '../../follow/ways/believed.ts';
import type { CallbackSeen } from '../../follow/ways/observation.ts';
import { mayAnnounce } from '../../wire/index.ts';
import type { Puzzle } from './puzzle.ts';
import { repeatsIn } from './seen-again.ts';

/** The callbacks that each machine has to have told. */
export class StillToCome {
  readonly #puzzle: Puzzle;
  readonly #of = new Map<string, { readonly seen: CallbackSeen; readonly place: number }[]>();

  constructor(puzzle: Puzzle) {
    this.#puzzle = puzzle;
    const repeats = repeatsIn(puzzle);
    for (const [place, { seen }] of puzzle.observed.entries()) {
      if (seen.kind !== 'callback' || repeats[place]) continue;
      const slot = slotOf(seen.of);
      const all = this.#of.get(slot) ?? [];
      all.push({ seen, place });
      this.#of.set(slot, all);
    }
  }

  /** Whether something is seen of a machine from this place on that it has not told, and cannot tell any more. */
  isTooLate({ parts, told }: Believed, slot: string, place: number): boolean {
    const snapshot = parts[slot]?.snapshot;
    if (!snapshot || snapshot.machine === 'conference') return false;
    const { machine, state, sid } = snapshot;
    // What a leg does not tell, the call may tell that it has become.
    if (machine === 'dialLeg' && `call ${sid}` in parts) return false;
    return (this.#of.get(slot) ?? []).some(
      ({ seen, place: at }) =>
        at >= place &&
        !mayAnnounce(machine, state, seen.status) &&
        !told.some(fitsCallback(seen, this.#puzzle.manner)),
    );
  }
}
