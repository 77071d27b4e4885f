/** Judges the steps of a search: many ways lead to the same step, and it is judged once. */
import { slotOf } from '../../../machines/index.ts';
import type { ClaimWatch } from '../../../properties/check/watch.ts';
import type { Moment } from '../../../properties/claims/claim.ts';
import type { KnownWorld } from './key.ts';

/** What claims make of a step: the same object wherever the same step is taken. */
export type Judged = ReturnType<ClaimWatch['follow']>;
/** So many are remembered: what is forgotten is worked out anew. */
const mostJudgements = 300_000;

export class Judging {
  readonly #watch: ClaimWatch;
  readonly #known = new Map<string, Judged>();

  constructor(watch: ClaimWatch) {
    this.#watch = watch;
  }

  /** Follows a step from a world. */
  follow(moment: Moment, from: KnownWorld): Judged {
    const step = stepText(moment, from);
    const known = this.#known.get(step);
    if (known) return known;
    const judged = this.#watch.follow(from.memories, moment);
    if (this.#known.size >= mostJudgements) this.#known.clear();
    this.#known.set(step, judged);
    return judged;
  }
}

/** All that a step, and what claims make of it, come from; for most of it a number stands. */
function stepText({ to, before, event, happenedAt }: Moment, { parts }: KnownWorld): string {
  const slot = slotOf(to);
  const { createdAt, updatedAt } = before?.context ?? {};
  const was = `${parts.memories.number} ${parts.machines.numbers[slot]} ${createdAt} ${updatedAt}`;
  return `${was} ${slot} ${JSON.stringify(event)}${happenedAt ?? ''}`;
}
