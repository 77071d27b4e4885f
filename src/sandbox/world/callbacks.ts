/** Callbacks: what customers are told, signed, tried again while nobody takes them, then given up. */
import type { Performers, Task } from '../../hosts/index.ts';
import {
  type Announced,
  type Callback,
  deliveryOf,
  type HttpRequest,
  httpRequestFor,
  isNumberedNews,
  knownLine,
  type LineNews,
  lineNewsCallback,
  numberedCallback,
  numberFor,
} from '../../wire/index.ts';
import { FetchError, sendHttp } from '../network/fetching.ts';
import { chaosFor } from '../stage/chaos.ts';
import { limits } from '../stage/limits.ts';
import { numbered } from '../stage/numbers.ts';
import type { Plan } from '../stage/plans.ts';
import { type Sending, sendingIn } from '../stage/sent.ts';
import type { Stage } from '../stage/stage.ts';
import { shownUrl } from '../stage/timeline.ts';

/** A callback as it is sent. */
interface Letter {
  /** The same for each attempt at it. */
  readonly id: string;
  readonly sid: string;
  /** What it tells. */
  readonly about: string;
  readonly request: HttpRequest;
}
/** A callback that chaos keeps back. */
type LatePlan = Plan<'callback'> & Letter;

export class Callbacks {
  readonly #stage: Stage;
  /** Attempts at what chaos kept back, since the world was opened. */
  readonly #attempts = new Map<string, number>();

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.plans.on<LatePlan>('callback', (plan, signal) => this.#carry(plan, signal));
  }

  /** Tells the customer, if anybody subscribed; rejects when it is to be tried again. */
  readonly perform: Performers['callbacks'] = async (task) => {
    const letter = await this.#letterFor(task);
    if (!letter) return;
    const { key, attempt, signal } = task;
    const { chaos } = this.#stage.settings();
    const { lateMs, twiceAfterMs } = chaosFor(chaos, key);
    const id = `${letter.sid}/callback/${key}`;
    const now = this.#stage.clock.now();
    const later = (which: string, afterMs: number): LatePlan => ({
      id: `${id}/${which}`,
      kind: 'callback',
      at: now + afterMs,
      ...letter,
    });
    const plans = twiceAfterMs === undefined ? [] : [later('twice', lateMs + twiceAfterMs)];
    if (lateMs > 0) plans.push(later('late', lateMs));
    // One that comes twice is planned once: by the next attempt it may have come.
    if (attempt === 1 || lateMs > 0) await this.#stage.plans.add(plans);
    if (lateMs === 0) await this.#send({ ...letter, id }, attempt, signal);
  };

  /**
   * Something is heard on a line: whoever subscribed to it is told, by and by. The same id again is
   * the same news. `untilKept`: nobody would say so again if the store failed.
   */
  async heard(sid: string, news: LineNews, id: string, untilKept = true) {
    const { host, directory, clock, plans } = this.#stage;
    const known = knownLine(directory, sid);
    if (!known) return;
    const at = clock.now();
    const subscription = news.type === 'amd' ? known.row.detectionSubscription : undefined;
    const planned = ({ callback }: { readonly callback: Callback }): LatePlan => ({
      id: `${sid}/callback/${id}/${news.type}`,
      kind: 'callback',
      at,
      sid,
      about: news.type,
      request: httpRequestFor(callback),
    });
    const callbackWith = (sequenceNumber: number) =>
      lineNewsCallback({ ...known, news, at, sequenceNumber, subscription });
    if (!isNumberedNews(news)) {
      const callback = callbackWith(0);
      return callback && plans.add([planned({ callback })]);
    }
    const told = await numbered(
      host,
      { sid, kind: 'heard', untilKept },
      (all) => {
        const latest = numberFor(all, 'heard', id);
        const callback = callbackWith(latest.number);
        return callback && { callback, latest };
      },
      (one) => plans.notesOf([planned(one)]),
    );
    if (told?.isNew) plans.arm([planned(told)]);
  }

  async #carry(plan: LatePlan, signal: AbortSignal) {
    const attempt = (this.#attempts.get(plan.id) ?? 0) + 1;
    this.#attempts.set(plan.id, attempt);
    await this.#send(plan, attempt, signal);
    this.#attempts.delete(plan.id);
  }

  async #letterFor({
    effect,
    snapshot,
    key,
  }: Task<Announced>): Promise<Omit<Letter, 'id'> | undefined> {
    const { host, directory, mediaUrl, settings } = this.#stage;
    const { sid, status } = effect;
    const row = host.rows.get(sid);
    if (!row || !snapshot) return undefined;
    const announcing = { announced: effect, snapshot, row, key };
    const { recordingFields } = settings().callbacks;
    const around = { mediaUrl, reader: directory, recordingFields };
    const told = await numbered(host, { sid, kind: 'announced' }, (latest) =>
      numberedCallback(latest, announcing, around),
    );
    if (!told) return undefined;
    return { sid, about: status, request: httpRequestFor(told.callback) };
  }

  /** One attempt; the last one that fails is the end of it. */
  async #send({ id, sid, about, request }: Letter, attempt: number, signal: AbortSignal) {
    const { timeline, settings } = this.#stage;
    const { attempts } = settings().callbacks;
    const letter = { sid, key: id, about, attempt, request };
    const { answer, isFine, says: why } = await this.sendOnce(letter, signal);
    if (isFine) return;
    const url = shownUrl(request.url);
    if (attempt < attempts) throw new Error(`${url} ${answer}`);
    const last = why ? `${answer} (${why})` : answer;
    const says = `The callback "${about}" to ${url} is given up after ${attempts} attempts: ${last}.`;
    timeline.note({ kind: 'warning', sid, says });
  }

  /** Sends one, signed anew; gives what came of it, and the number of its line in the timeline. */
  async sendOnce(letter: Omit<Sending, 'kind'>, signal: AbortSignal) {
    const { host, settings, signer, network, limitClock: clock } = this.#stage;
    const { timeoutMs, delivered, recordingSignature } = settings().callbacks;
    const { sid, request } = letter;
    const isUnsigned =
      recordingSignature === 'left-out' && host.rows.get(sid)?.machine === 'recording';
    const { sent, over } = sendingIn(this.#stage, { kind: 'callback', ...letter });
    const came = await sendHttp(request, isUnsigned ? undefined : signer, {
      limitMs: timeoutMs,
      bytes: limits.answerBytes,
      isCut: true,
      redirects: 0,
      ...{ network, clock, signal, sent },
    }).catch(saidBy);
    if (signal.aborted) throw signal.reason;
    const { isFine, error } =
      typeof came === 'string' ? { isFine: false } : deliveryOf(came.status, delivered);
    const says = error && `${error.code}, ${error.says}`;
    const number = over({ came, isFine, code: error?.code, says });
    return { number, answer: typeof came === 'string' ? came : came.status, isFine, says };
  }
}

function saidBy(error: unknown): string {
  if (error instanceof FetchError) return error.message;
  throw error;
}
