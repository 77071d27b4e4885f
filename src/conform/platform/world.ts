/** What a check of a platform works with: it asks, listens, lets time pass, and keeps a log of all of it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { LogLine } from '../../check/index.ts';
import { type Received, received } from '../../wire/index.ts';
import { NotTestable } from '../checks/check.ts';
import type { Trace } from '../checks/trace.ts';
import { type FarEndDeed, FarEndFailed } from '../far-end/far-end.ts';
import { type ApiAnswer, type ApiRequest, asked, sentRequest } from './api.ts';
import type { Corner, InboxAnswer, InboxRequest } from './inbox.ts';
import { judgeLines } from './judging.ts';
import type { PlatformTested } from './tested.ts';
import { wallTime } from './time.ts';
import { saidWords, spanWords } from './words.ts';

/** Something that the platform said. */
export interface PlatformTold {
  /** When it arrived, in milliseconds since the epoch. */
  readonly at: number;
  /** Of which name of the corner it was asked. */
  readonly name: string;
  readonly said: Received;
  readonly arrived: InboxRequest;
}
/** A recording's callback. */
export type ToldOfRecording = PlatformTold & {
  readonly said: Extract<Received, { kind: 'recording' }>;
};

/** How something is asked. */
interface AskedHow {
  /** It is about others, too: it stands in the reproduction, and is not judged. */
  readonly isOfAll?: boolean;
}

/** The document of calls of which nothing is asked but that they go on. */
export const waiting = '<Response><Pause length="600"/></Response>';

/** A document or a page: so much of it stands in a reproduction. */
const mostLetters = 4_096;
/** Between two looks at what changes by itself, in milliseconds on the wall. */
const lookAgainMs = 200;

/** What a check works with. */
export class PlatformWorld {
  readonly trace: Trace;
  readonly tested: PlatformTested;
  /** All that came from the platform, in order. */
  readonly told: PlatformTold[] = [];
  /** What is answered to requests for documents, by the name in the URL. */
  readonly documents = new Map<string, string>([['voice', waiting]]);
  /** The recordings that answers have named, in order. */
  readonly started = new Set<string>();
  /** How often a callback is refused before it is taken. */
  refusals = 0;
  /** What ends the calls that were begun. */
  readonly endings = new Map<string, () => Promise<unknown>>();
  readonly #lines: LogLine[] = [];
  readonly #corner: Corner;

  constructor(tested: PlatformTested, trace: Trace) {
    this.tested = tested;
    this.trace = trace;
    this.#corner = tested.inbox.corner((arrived) => this.#hear(arrived));
  }

  get now(): number {
    return this.tested.time.now();
  }
  /** Where the platform asks for a document, or tells something. */
  url(name: string): string {
    return this.#corner.url(name);
  }

  /** Asks the platform something, and keeps what came of it. */
  async ask(request: ApiRequest, says: string, how: AskedHow = {}): Promise<ApiAnswer> {
    const { answer, keep } = await this.#asked(request, says, how);
    keep();
    return answer;
  }

  /**
   * Asks until the answer is as expected, and keeps the last.
   * @returns that, whatever it is when the time is over.
   */
  async askUntil(
    request: ApiRequest,
    says: string,
    isRight: (answer: ApiAnswer) => boolean,
    how: AskedHow = {},
  ): Promise<ApiAnswer> {
    const { time, limits } = this.tested;
    const until = this.now + limits.takesMs;
    for (;;) {
      const { answer, keep } = await this.#asked(request, says, how);
      if (isRight(answer) || this.now >= until) {
        keep();
        return answer;
      }
      await time.pass(time.isMoved ? time.stepMs : lookAgainMs);
    }
  }

  /**
   * Waits until something has come; undefined: it has not, when the time is over. What is tried again
   * may come by the wall, though a clock is moved.
   */
  async hears<T>(
    look: () => T | undefined,
    limitMs: number,
    { byWall = false } = {},
  ): Promise<T | undefined> {
    const { time } = this.tested;
    const until = this.now + limitMs;
    for (;;) {
      const found = look();
      if (found !== undefined || this.now >= until) return found;
      await time.pass(time.stepMs);
      if (byWall && time.isMoved) await wait(wallTime.stepMs);
    }
  }

  /** Lets time pass; it stands in the reproduction. */
  async pass(ms: number): Promise<void> {
    const done = { none: 'done', tookMs: 0 };
    this.trace.note({ at: this.now, from: 'kit', to: 'clock', says: spanWords(ms), answer: done });
    await this.tested.time.pass(ms);
  }

  /**
   * Has somebody do something who is called.
   * @returns whether anybody is there on that line.
   * @throws NotTestable where the far end cannot do it; FarEndFailed where it has a fault.
   */
  async does(deed: FarEndDeed, number: string, said?: string | number): Promise<boolean> {
    const { farEnd } = this.tested;
    const at = this.now;
    if (farEnd[deed] === undefined) throw new NotTestable(`The far end cannot ${deed}.`);
    const doing = farEnd[deed] as (to: string, said?: string | number) => unknown;
    const isDone = (await failingOf(async () => doing.call(farEnd, number, said))) !== false;
    const answer = { none: isDone ? 'done' : 'nobody is there', tookMs: 0 };
    const says = `${deed}${said === undefined ? '' : ` ${said}`}`;
    this.trace.note({ at, from: 'kit', to: `far end ${number}`, says, answer });
    return isDone;
  }

  /**
   * Judges all that was seen: whether it can be so.
   * @throws CheckFailed where it cannot; NotTestable where there are too many ways to tell.
   */
  async judge(): Promise<void> {
    const { policy, limits } = this.tested;
    const own = policy === undefined ? {} : { policy };
    await judgeLines(this.#lines, { ...own, skewMs: limits.skewMs });
  }

  /** Ends what was begun, and hears nothing more. */
  async close(): Promise<void> {
    for (const end of this.endings.values()) await end().catch(() => undefined);
    this.#corner.close();
  }

  /** Asks and says nothing of it: whoever has looked long enough keeps it. */
  async #asked(request: ApiRequest, says: string, { isOfAll = false }: AskedHow) {
    const { way } = this.tested;
    const sent = sentRequest(way, request);
    const at = this.now;
    const answer = await asked(way, sent);
    const answeredAt = this.now;
    const { status, contentType, text, none, tookMs } = answer;
    const keep = () => {
      const shown = { contentType, body: text.slice(0, mostLetters), tookMs };
      const came =
        status === undefined ? { none: none ?? 'no answer', tookMs } : { status, ...shown };
      this.trace.note({ at, from: 'kit', to: 'platform', says, request: sent, answer: came });
      if (isOfAll) return;
      const { method, body } = sent;
      const type = sent.headers['content-type'];
      this.#lines.push({
        at,
        sent: {
          method,
          url: `/v2${request.path}`,
          ...(body === undefined || type === undefined ? {} : { body, contentType: type }),
        },
        ...(status === undefined ? {} : { answered: { at: answeredAt, status, body: text } }),
      });
    };
    return { answer, keep };
  }

  #hear(arrived: InboxRequest): InboxAnswer {
    const { method, url, headers, body, name } = arrived;
    const at = this.now;
    const contentType = headers['content-type'];
    const type = contentType === undefined ? {} : { contentType };
    const said = received({ method, url, body, ...type });
    this.told.push({ at, name, said, arrived });
    const answer = this.#answerTo(name);
    const { status } = answer;
    const text = answer.body ?? '';
    const came = { status, ...(text === '' ? {} : { body: text }), tookMs: 0 };
    this.trace.note({ at, from: 'platform', to: 'kit', says: saidWords(said), answer: came });
    this.#lines.push({
      at,
      received: { method, url, body, ...type },
      answered: { at, status, ...(text === '' ? {} : { body: text }) },
    });
    return answer;
  }

  #answerTo(name: string): InboxAnswer {
    const document = this.documents.get(name);
    if (document !== undefined) return { status: 200, body: document };
    if (this.refusals === 0) return { status: 200 };
    this.refusals -= 1;
    return { status: 500 };
  }
}

/** A path of the account. */
export const pathInAccount = ({ tested }: PlatformWorld, path: string): string =>
  `/texml/Accounts/${encodeURIComponent(tested.account)}/${path}`;

/** Whatever a far end throws is a fault of the far end. */
async function failingOf(does: () => Promise<unknown>): Promise<unknown> {
  try {
    return await does();
  } catch (error) {
    if (error instanceof FarEndFailed) throw error;
    throw new FarEndFailed(error instanceof Error ? error.message : String(error));
  }
}
