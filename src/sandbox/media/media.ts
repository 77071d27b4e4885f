/** A media server that captures nothing: takes orders, answers in its manner, makes up files. */
import type { EffectFor } from '../../../machines/index.ts';
import type { Note, Task } from '../../hosts/index.ts';
import {
  type AnswerDue,
  type FileDue,
  fileCame,
  hearerOf,
  type MediaFact,
  type MediaTurn,
  orderAnswered,
  orderTaken,
  type TextDue,
  textCame,
} from '../../scenarios/media/manner.ts';
import { Hearing } from '../lines/hearing.ts';
import type { Plan } from '../stage/plans.ts';
import type { Stage } from '../stage/stage.ts';

type AnswerPlan = Plan<'media answer'> & AnswerDue;
type FilePlan = Plan<'media file'> & FileDue;
type TextPlan = Plan<'media text'> & TextDue;

/** Hears that capture of a recording has begun; the same id again is the same news. */
type Captured = (recordingSid: string, id: string) => Promise<unknown>;

export class MediaServer {
  readonly #stage: Stage;
  readonly #hearing: Hearing;
  readonly #captured: Captured;

  constructor(stage: Stage, captured: Captured = () => Promise.resolve()) {
    this.#stage = stage;
    this.#captured = captured;
    this.#hearing = new Hearing(stage);
    stage.plans.on<AnswerPlan>('media answer', (plan) => this.#answer(plan));
    stage.plans.on<FilePlan>('media file', (plan) => this.#finish(plan));
    stage.plans.on<TextPlan>('media text', (plan) => this.#transcribe(plan));
  }

  /** Takes an order of a recording or a transcription. */
  async perform({ effect, key }: Task<EffectFor<'media'>>) {
    const { clock, settings } = this.#stage;
    const { sid } = effect;
    const turn = orderTaken(effect, settings().media, clock.now());
    const said = effect.type === 'media.erase' ? this.#hearing.notesOfForgetting(sid) : [];
    await this.#keep(sid, `${sid}/media/${key}`, turn, said);
  }

  async #answer(plan: AnswerPlan) {
    const { id, sid } = plan;
    const turn = orderAnswered(plan, this.#hearing.isCaptured(sid), this.#stage.clock.now());
    await this.#keep(sid, `${id}/file`, turn);
    const verdict = turn.fact && (await this.#tell(plan, turn.fact));
    if (turn.isCaptured) await this.#hearing.listen(sid, id);
    const hasBegun = turn.fact?.type === 'media.started' && verdict?.verdict === 'accepted';
    if (hasBegun) await this.#captured(sid, id);
  }

  #finish(plan: FilePlan): Promise<unknown> {
    const location = `media://${this.#stage.accountSid}/${plan.sid}`;
    return this.#tell(plan, fileCame(plan, location));
  }

  /** Its text is what was said while the recording was captured. */
  #transcribe(plan: TextPlan): Promise<unknown> {
    const { machines } = this.#stage.host;
    const { recordingSid = '' } = machines.find('transcription', plan.sid)?.context ?? {};
    const text = this.#hearing.saidIn(recordingSid);
    return this.#tell(plan, textCame(plan, text), this.#hearing.notesOfForgetting(recordingSid));
  }

  /** What becomes of capture and what is due are kept in one piece. */
  async #keep(sid: string, id: string, { isCaptured, due }: MediaTurn, more: Note[] = []) {
    const { host, plans } = this.#stage;
    const planned = due ? [{ ...due, id }] : [];
    const notes = [
      ...(isCaptured === undefined ? [] : this.#hearing.notesOfCapture(sid, isCaptured)),
      ...plans.notesOf(planned),
      ...more,
    ];
    if (notes.length === 0) return;
    await host.keep({ notes, untilKept: true });
    plans.arm(planned);
  }

  #tell(
    { id, sid }: { readonly id: string; readonly sid: string },
    event: MediaFact,
    notes: Note[] = [],
  ) {
    const to = hearerOf(event, sid);
    return this.#stage.host.take({ id, to, event, notes, untilKept: true });
  }
}
