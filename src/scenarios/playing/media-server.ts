/** A media server that is not there: takes orders and answers in its own manner. */
import { type AnyEvent, type EffectFor, orderAnswers } from '../../../machines/index.ts';
import type { MediaManner } from '../format/words.ts';
import type { VirtualClock } from './clock.ts';

type Order = EffectFor<'media'>;
type Verb = 'start' | 'pause' | 'resume' | 'stop';

export class ScriptedMediaServer {
  readonly #manner: MediaManner;
  readonly #clock: VirtualClock;
  readonly #tell: (sid: string, event: AnyEvent) => void;
  readonly #capturing = new Set<string>();

  /** `tell` takes what the media server reports of a recording. */
  constructor(
    manner: MediaManner,
    clock: VirtualClock,
    tell: (sid: string, event: AnyEvent) => void,
  ) {
    this.#manner = manner;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Takes an order of a recording: the answer repeats its number. */
  take(effect: Order) {
    const verb = effect.type.slice('media.'.length) as Verb | 'erase';
    if (verb === 'erase') return;
    const manner = this.#manner[verb];
    if (manner === 'never') return;
    const { sid, order } = effect;
    const delayMs = manner === 'refused' ? 100 : manner;
    this.#clock.plan(this.#clock.now + delayMs, (at) => {
      if (manner === 'refused') return this.#tell(sid, { type: 'media.refused', at, order });
      if (verb === 'start') this.#capturing.add(sid);
      if (verb === 'stop' && this.#capturing.delete(sid)) this.#file(sid, at);
      this.#tell(sid, { type: orderAnswers[verb], at, order });
    });
  }

  #file(sid: string, stoppedAt: number) {
    const { file } = this.#manner;
    if (file === 'never') return;
    const delayMs = typeof file === 'number' ? file : 2_000;
    this.#clock.plan(stoppedAt + delayMs, (at) => {
      if (file === 'lost') this.#tell(sid, { type: 'media.failed', at });
      else {
        const empty = file === 'empty' ? { isEmpty: true } : {};
        this.#tell(sid, { type: 'media.saved', at, location: `media://${sid}`, ...empty });
      }
    });
  }
}
