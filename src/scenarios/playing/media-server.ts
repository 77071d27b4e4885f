/** The media server of a scenario: it answers in the scenario's manner, on the scenario's clock. */
import type { Address, AnyEvent, EffectFor } from '../../../machines/index.ts';
import type { MediaManner } from '../format/words.ts';
import {
  fileCame,
  hearerOf,
  type MediaDue,
  type MediaFact,
  type MediaTurn,
  orderAnswered,
  orderTaken,
  textCame,
} from '../media/manner.ts';
import type { VirtualClock } from './clock.ts';

export class ScriptedMediaServer {
  readonly #manner: MediaManner;
  readonly #clock: VirtualClock;
  readonly #tell: (to: Address, event: AnyEvent) => void;
  readonly #captured = new Set<string>();

  /** `tell` takes what the media server reports of a recording or a transcription. */
  constructor(
    manner: MediaManner,
    clock: VirtualClock,
    tell: (to: Address, event: AnyEvent) => void,
  ) {
    this.#manner = manner;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Takes an order. */
  take(order: EffectFor<'media'>) {
    this.#perform(order.sid, orderTaken(order, this.#manner, this.#clock.now));
  }

  #perform(sid: string, { isCaptured, due, fact }: MediaTurn) {
    if (isCaptured === true) this.#captured.add(sid);
    if (isCaptured === false) this.#captured.delete(sid);
    if (due) this.#clock.plan(due.at, (at) => this.#perform(sid, this.#come(due, at)));
    if (fact) this.#tell(hearerOf(fact, sid), at(fact, this.#clock.now));
  }

  #come(due: MediaDue, now: number): MediaTurn {
    if (due.kind === 'media file') return { fact: fileCame(due, `media://${due.sid}`) };
    // Nobody says anything here; a story that wants words has them in a fact.
    if (due.kind === 'media text') return { fact: textCame(due, '') };
    return orderAnswered(due, this.#captured.has(due.sid), now);
  }
}

const at = (fact: MediaFact, now: number) => ({ ...fact, at: now }) satisfies AnyEvent;
