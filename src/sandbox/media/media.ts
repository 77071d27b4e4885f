/** A media server that captures nothing: takes orders, answers in its manner, makes up files. */
import { type AnyEvent, type EffectFor, orderAnswers } from '../../../machines/index.ts';
import type { Task, Timeless } from '../../hosts/index.ts';
import type { MediaManner } from '../../scenarios/format/words.ts';
import { Hearing } from '../lines/hearing.ts';
import type { Plan } from '../stage/plans.ts';
import type { Stage } from '../stage/stage.ts';

type Verb = 'start' | 'pause' | 'resume' | 'stop';

/** An order that will be answered. */
interface AnswerPlan extends Plan<'media answer'> {
  readonly sid: string;
  readonly verb: Verb;
  readonly order: number;
  readonly isRefused: boolean;
  /** What becomes of the file, if the order ends capture. */
  readonly file: MediaManner['file'];
}
/** A file that will be ready, or be lost. */
interface FilePlan extends Plan<'media file'> {
  readonly sid: string;
  readonly becomes: 'saved' | 'empty' | 'lost';
}

/** How long a refusal takes, and a file that is lost or empty. */
const refusalMs = 100;
const fileMs = 2_000;

export class MediaServer {
  readonly #stage: Stage;
  readonly #hearing: Hearing;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#hearing = new Hearing(stage);
    stage.plans.on<AnswerPlan>('media answer', (plan) => this.#answer(plan));
    stage.plans.on<FilePlan>('media file', (plan) => this.#finish(plan));
  }

  /** Takes an order of a recording, in the manner that holds now: the answer repeats its number. */
  async perform({ effect, key }: Task<EffectFor<'media'>>) {
    const { sid, order } = effect;
    // A file that is still being made comes all the same: whoever gave it up has it erased then.
    if (effect.type === 'media.erase') return this.#capture(sid, false);
    const verb = effect.type.slice('media.'.length) as Verb;
    const { clock, plans, settings } = this.#stage;
    const { [verb]: manner, file } = settings().media;
    if (manner === 'never') return;
    const isRefused = manner === 'refused';
    const at = clock.now() + (isRefused ? refusalMs : manner);
    const id = `${sid}/media/${key}`;
    const plan = { id, kind: 'media answer', at, sid, verb, order, isRefused, file } as const;
    await plans.add([plan satisfies AnswerPlan]);
  }

  async #answer(plan: AnswerPlan) {
    const { id, sid, verb, order, isRefused } = plan;
    if (isRefused) return this.#tell(plan, { type: 'media.refused', order });
    if (verb === 'start') await this.#capture(sid, true);
    if (verb === 'stop' && this.#hearing.isCaptured(sid)) await this.#endCapture(plan);
    await this.#tell(plan, { type: orderAnswers[verb], order });
    if (verb === 'start') await this.#hearing.listen(sid, id);
  }

  /** Capture ends and its file is planned in one piece: there is one file, whatever crashes. */
  async #endCapture({ id, sid, file }: AnswerPlan) {
    const { clock, host, plans } = this.#stage;
    const becomes = typeof file === 'number' ? 'saved' : file;
    const at = clock.now() + (typeof file === 'number' ? file : fileMs);
    const made: FilePlan[] =
      becomes === 'never' ? [] : [{ id: `${id}/file`, kind: 'media file', at, sid, becomes }];
    const notes = [...this.#hearing.notesOfCapture(sid, false), ...plans.notesOf(made)];
    await host.keep({ notes, untilKept: true });
    plans.arm(made);
  }

  #finish(plan: FilePlan): Promise<unknown> {
    const { sid, becomes } = plan;
    if (becomes === 'lost') return this.#tell(plan, { type: 'media.failed' });
    const location = `media://${this.#stage.accountSid}/${sid}`;
    const isEmpty = becomes === 'empty' ? { isEmpty: true } : {};
    return this.#tell(plan, { type: 'media.saved', location, ...isEmpty });
  }

  #capture(sid: string, isCaptured: boolean): Promise<void> {
    const notes = this.#hearing.notesOfCapture(sid, isCaptured);
    return this.#stage.host.keep({ notes, untilKept: true });
  }

  #tell({ id, sid }: { readonly id: string; readonly sid: string }, event: Timeless<AnyEvent>) {
    const to = { machine: 'recording', sid } as const;
    return this.#stage.host.take({ id, to, event, untilKept: true });
  }
}
