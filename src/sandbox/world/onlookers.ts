/** Who looks on at a world: its timeline, and whoever wants to hear of each change. */
import type { Answered, Delivery, Snapshot } from '../../engine/index.ts';
import { type Host, tellObserver } from '../../hosts/index.ts';
import type { InstructionSource } from '../../wire/index.ts';
import { withoutSecrets } from '../../wire/said/secrets.ts';
import { givenIn } from '../documents/readings.ts';
import { lifeIn } from '../stage/life.ts';
import type { Timeline } from '../stage/timeline.ts';

/** What changed in a world: machines, as they are now, or its clock; and the steps taken. */
export interface WorldChange {
  readonly machines?: readonly Snapshot[];
  readonly clock?: true;
  /** Of what was delivered, in order; nothing may have changed in them. */
  readonly steps?: readonly Answered[];
}

export class Onlookers {
  readonly #timeline: Timeline;
  readonly #listeners = new Set<(change: WorldChange) => void>();
  readonly #host: () => Pick<Host, 'notes'>;

  constructor(timeline: Timeline, host: () => Pick<Host, 'notes'>) {
    this.#timeline = timeline;
    this.#host = host;
  }

  /** Tells each change from now on; gives what ends it. */
  listen(to: (change: WorldChange) => void): () => void {
    this.#listeners.add(to);
    return () => this.#listeners.delete(to);
  }

  /** Shows what a host has delivered. */
  delivered({ steps, changed }: Delivery) {
    for (const [i, step] of steps.entries()) {
      const { to, event, verdict, before, snapshot } = step;
      const states = { before: before?.state ?? 'none', after: snapshot?.state ?? 'none' };
      const life = lifeIn(step);
      const given = event.type === 'call.receive' ? givenIn(this.#host(), to.sid) : undefined;
      const line = { kind: 'step', ...to, event, verdict, ...states, isFirst: i === 0 } as const;
      const more = { ...(life ? { life } : {}), ...(given ? { given: shownSource(given) } : {}) };
      this.#timeline.note({ ...line, ...more });
    }
    if (steps.length > 0) this.changed({ machines: changed, steps });
  }

  changed(change: WorldChange) {
    for (const listen of this.#listeners) tellObserver(listen, change);
  }

  /** What customers do not answer is shown where it is sent; anything else should not fail. */
  failed(error: unknown, what: string) {
    if (/^(announced|instructions)\b/.test(what)) return;
    this.#warn(`${what}: ${error instanceof Error ? error.message : error}`);
  }

  /** The world takes up its clock, and what happened last is so far ahead of it. */
  clockBehind(aheadMs: number) {
    this.#warn(
      `What happened last is ${Math.round(aheadMs / 1_000)} s ahead of the clock: the clock goes on ` +
        'from there until nothing of that is under way.',
    );
  }

  #warn(says: string) {
    this.#timeline.note({ kind: 'warning', says });
  }
}

/** What a call was given, without what lets somebody in. */
const shownSource = (given: InstructionSource): InstructionSource =>
  Object.fromEntries(
    Object.entries(given).map(([name, said]: [string, string]) => [name, withoutSecrets(said)]),
  );
