/** What a check of a receiver works with: lives to tell, and a look at what has come of them. */
import { isDeepStrictEqual } from 'node:util';
import type { Announcement } from '../../../machines/index.ts';
import type { Scenario } from '../../scenarios/index.ts';
import { CheckFailed } from '../checks/check.ts';
import type { Trace } from '../checks/trace.ts';
import type { Drawing } from '../running/drawing.ts';
import { type KnownState, probed, type ReceiverProbe, tallyOf } from './probe.ts';
import { type ReceiverAnswer, type ReceiverWay, type SentCallback, sendTo } from './sending.ts';
import {
  type RecordingLife,
  recordingLives,
  requestOf,
  type StoryName,
  type ToldWord,
} from './stories.ts';

/** What is known of the receiver that is tested. */
export interface Tested {
  readonly url: string;
  readonly way: ReceiverWay;
  readonly probe?: ReceiverProbe | undefined;
  /** Whose callbacks it takes. */
  readonly account: string;
  /** How long what it has taken may take to be seen by the probe, in milliseconds. */
  readonly settleMs: number;
  /** How fast it has to answer, in milliseconds. */
  readonly limitMs: number;
  /** Where links lead: the sid of the recording and `.wav` come behind it. */
  readonly files: string;
  /** What orders of stories of one's own are drawn with. */
  readonly drawing: Drawing;
  /** Its own words, each found out once; undefined: it knows nothing. */
  readonly words: Map<ToldOf, Promise<string | undefined>>;
}
/** What can be told of a recording. */
export type ToldOf = Announcement<'recording'>;

/** How often a callback is sent that is not taken. */
const mostAttempts = 3;
const betweenMs = 20;
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export const isTaken = ({ status = 0 }: ReceiverAnswer): boolean => status >= 200 && status < 300;

/** What a check works with. */
export class ReceiverWorld {
  readonly trace: Trace;
  readonly tested: Tested;

  constructor(tested: Tested, trace: Trace) {
    this.tested = tested;
    this.trace = trace;
  }

  /** A life that nobody has heard of. */
  life(story: StoryName, account = this.tested.account): RecordingLife {
    return this.lives(story, account)[0] as RecordingLife;
  }
  /** Those of a story; their links lead to a file. */
  lives(story: StoryName | Scenario, account = this.tested.account): RecordingLife[] {
    return recordingLives(story, account, this.tested.files);
  }

  /** Tells something once, and gives the answer, whatever it is. */
  tell(told: ToldWord, how: Partial<SentCallback> = {}, method: 'POST' | 'GET' = 'POST') {
    const request = requestOf(told, this.tested.url, method);
    return sendTo(this.tested.way, { request, says: told.word, ...how }, this.trace);
  }

  /**
   * Tells something as a platform does: again while it is not taken.
   * @throws CheckFailed if it is never taken.
   */
  async deliver(told: ToldWord, says: string = told.word): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const which = attempt === 1 ? says : `${says}, attempt ${attempt}`;
      const answer = await this.tell(told, { says: which });
      if (isTaken(answer)) return;
      if (attempt === mostAttempts) throw new CheckFailed(`${notTaken(told, answer)}`);
      await pause(betweenMs);
    }
  }
  /** Tells all of a life, in order. */
  async deliverAll({ told }: RecordingLife): Promise<void> {
    for (const one of told) await this.deliver(one);
  }

  /** What the receiver knows now. */
  state(recordingSid: string): Promise<KnownState> {
    return probed(this.#probe, recordingSid, this.trace);
  }
  /** What it knows once that is as expected, or it has had the time for it. */
  async settled(sid: string, isRight: (state: KnownState) => boolean): Promise<KnownState> {
    const until = Date.now() + this.tested.settleMs;
    for (;;) {
      const before = this.trace.exchanges.length;
      const state = await this.state(sid);
      if (isRight(state) || Date.now() >= until) return state;
      this.trace.cutTo(before);
      await pause(Math.min(betweenMs, this.tested.settleMs));
    }
  }
  /**
   * What it knows when it has had time to change its mind.
   * @throws CheckFailed if that is something else than before.
   */
  async stays(sid: string, before: KnownState, because: string): Promise<void> {
    await pause(Math.min(this.tested.settleMs, 100));
    const after = await this.state(sid);
    if (isDeepStrictEqual(after.value, before.value)) return;
    const [counted, counts] = [tallyOf(before.value), tallyOf(after.value)];
    // Where more is counted, that says it; all the rest would hide it.
    const isMore = !isDeepStrictEqual(counted, counts);
    const [was, is] = isMore ? [counted, counts] : [before.value, after.value];
    throw new CheckFailed(`${because}: it knew ${shownValue(was)}, and now ${shownValue(is)}.`);
  }

  /** The receiver's own word for a recording of which this was told last; it is found out once. */
  wordFor(word: ToldOf): Promise<string | undefined> {
    const { words } = this.tested;
    const known = words.get(word) ?? this.#found(word);
    words.set(word, known);
    return known;
  }
  async #found(word: ToldOf): Promise<string | undefined> {
    const { trace } = this;
    const before = trace.exchanges.length;
    const { recordingSid, told } = this.life(word === 'absent' ? 'absent' : 'completed');
    for (const one of told.slice(0, word === 'in-progress' ? 1 : 2)) await this.deliver(one);
    const isKnown = ({ status }: KnownState) => status !== undefined;
    // Whoever is only interested in ends knows nothing of one that goes on.
    const { status } =
      word === 'in-progress'
        ? await this.state(recordingSid)
        : await this.settled(recordingSid, isKnown);
    trace.cutTo(before);
    return status;
  }

  get #probe(): ReceiverProbe {
    const { probe } = this.tested;
    if (!probe)
      throw new TypeError('A check asks for the state and does not say that it uses a probe.');
    return probe;
  }
}

export const shownValue = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
};

/** Why a callback was not taken, and what may be the matter. */
export function notTaken({ word }: ToldWord, { status, none }: ReceiverAnswer): string {
  const says = `The callback "${word}" is not taken: ${status ?? none}.`;
  if (status === 401 || status === 403)
    return `${says} If signatures are verified: give the kit a private key (--key), and its public half to the receiver.`;
  if (status === 404) return `${says} Is it the path of the URL?`;
  if (status === 415 || status === 400)
    return `${says} The body is a form (application/x-www-form-urlencoded), not JSON.`;
  return says;
}
