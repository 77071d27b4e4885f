/** The handler: verifies, reads, drops repeats, hands over what is news, and answers. */
import { type Received, received, type SaidKind } from '../wire/index.ts';
import { bytesOf, checkType, utf8In } from './body.ts';
import { logLineOf, type WritesLog } from './log.ts';
import { type NodeListener, nodeListener } from './node.ts';
import { NotTaken } from './not-taken.ts';
import { isLateIn, nothingSeen, printOf, SeenInMemory, seenWith, subjectOf } from './seen.ts';
import type { Arrival, DocumentAnswer, WebhookOptions, WebhookProblem } from './shapes.ts';
import { SubjectTurns } from './turns.ts';
import { parameterOf, verifyBy } from './verifying.ts';

/** Takes requests from Telnyx, wherever there is fetch; `node` takes them from Node. */
export interface Webhooks {
  /** Answers a request. It never rejects. */
  (request: Request): Promise<Response>;
  /**
   * The same for `node:http`, Express and Fastify. The body has to be there as it was sent: it goes
   * before any body parser, or behind one that keeps it (`express.raw`, `rawBody`). Of Fastify it
   * is the `onRequest` of a route, which runs before its parsers.
   */
  readonly node: NodeListener;
}

/** What is told, and answered with 200 once it is taken: by the name of the function for it. */
const takers = {
  recording: 'onRecording',
  call: 'onCall',
  conference: 'onConference',
  dtmf: 'onDtmf',
  amd: 'onAmd',
  transcription: 'onTranscription',
  other: 'onOther',
} as const;
/** What is asked, and answered with a document. */
const answerers = {
  instructions: 'onInstructions',
  gather: 'onGather',
  action: 'onAction',
} as const;

/** What is written of a request. */
interface Logged {
  readonly request: Request;
  readonly url: URL;
  readonly body: Uint8Array;
  readonly arrivedAt: number;
}

const usualBodyBytes = 2 ** 18;
const usualAtOnce = 1_000;

/**
 * Takes what Telnyx sends to an application. A callback is answered 200 only once your function has
 * taken it and that is remembered: what you have to keep, keep before your function resolves, and
 * do slow work later. If it rejects, the answer is 500 and the callback comes again; so each one is
 * handed over once at least, and a repeat of one that was taken never. Callbacks of a recording,
 * call, conference or transcription are handed over one after another; one that comes after what
 * follows it in the model is handed over as late. Requests for documents are answered each time.
 * @throws TypeError for a key or token that is none.
 * @example
 * ```ts
 * import { webhooks } from 'texml-recordings/webhooks';
 *
 * const news: string[] = [];
 * const told = webhooks({
 *   verify: { token: 'a-secret-of-the-application' },
 *   onRecording: ({ recordingSid, status }) => news.push(`${recordingSid} ${status}`),
 * });
 * const url = 'https://app.example/told?token=a-secret-of-the-application';
 * const body = 'RecordingSid=recording-1&RecordingStatus=completed&RecordingDuration=12';
 * for (const _ of ['once', 'again']) await told(new Request(url, { method: 'POST', body }));
 * console.log(news.join()); // recording-1 completed
 * ```
 */
export function webhooks(options: WebhookOptions): Webhooks {
  const taking = new WebhookTaking(options);
  const handle = (request: Request) => taking.answer(request);
  return Object.assign(handle, {
    node: nodeListener(handle, (problem) => taking.problem(problem)),
  });
}

class WebhookTaking {
  readonly #options: WebhookOptions;
  readonly #verify: ReturnType<typeof verifyBy>;
  readonly #seen: NonNullable<WebhookOptions['seen']>;
  readonly #turns: SubjectTurns;
  readonly #bodyBytes: number;

  constructor(options: WebhookOptions) {
    const { bodyBytes = usualBodyBytes, atOnce = usualAtOnce } = options.limits ?? {};
    this.#options = options;
    this.#verify = verifyBy(options.verify);
    this.#seen = options.seen ?? new SeenInMemory();
    this.#turns = new SubjectTurns(atOnce);
    this.#bodyBytes = bodyBytes;
  }

  async answer(request: Request): Promise<Response> {
    try {
      return await this.#turns.counted(() => this.#answered(request));
    } catch (error) {
      const { status, message, headers } = error instanceof NotTaken ? error : unforeseen(error);
      const cause = error instanceof NotTaken ? error.cause : error;
      this.problem({ status, says: message, ...(cause === undefined ? {} : { error: cause }) });
      return new Response(`${message}\n`, { status, headers: { ...headers, ...plain } });
    }
  }

  problem(problem: WebhookProblem) {
    const { onProblem = writeProblem } = this.#options;
    try {
      onProblem(problem);
    } catch (error) {
      writeProblem({ ...problem, error });
    }
  }

  async #answered(request: Request): Promise<Response> {
    const { method } = request;
    if (method === 'HEAD') return new Response(null);
    if (method !== 'GET' && method !== 'POST') {
      const says = `The method is ${method}; expected POST or GET.`;
      throw new NotTaken(405, says, { allow: 'GET, HEAD, POST' });
    }
    const arrivedAt = this.#now();
    const body = await bytesOf(request, this.#bodyBytes);
    const url = new URL(request.url);
    const wrong = await this.#verify({ url, headers: request.headers, body, now: arrivedAt });
    if (wrong !== undefined) throw new NotTaken(403, wrong);
    const parameter = parameterOf(this.#options.verify);
    if (parameter !== undefined) url.searchParams.delete(parameter);
    const answering = () => this.#taken(readIn(request, url, body), { arrivedAt, url });
    const { log } = this.#options;
    return log ? this.#logged(log, { request, url, body, arrivedAt }, answering) : answering();
  }

  /** Answers, and writes both into a log. */
  async #logged(write: WritesLog, of: Logged, answering: () => Promise<Response>) {
    const { request, url, body, arrivedAt } = of;
    const { method, headers } = request;
    const contentType = headers.get('content-type');
    const received = { method, url: url.href, contentType, body: new TextDecoder().decode(body) };
    const note = (status: number, text?: string) => {
      const answered = { at: this.#now(), status, ...(text === undefined ? {} : { body: text }) };
      write(logLineOf('received', arrivedAt, received, answered));
    };
    try {
      const response = await answering();
      note(response.status, await response.clone().text());
      return response;
    } catch (error) {
      note(error instanceof NotTaken ? error.status : 500);
      throw error;
    }
  }
  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #taken(said: Received, around: Omit<Arrival, 'isLate'>): Promise<Response> {
    if (Object.hasOwn(answerers, said.kind)) return this.#asked(said, { ...around, isLate: false });
    return this.#turns.after(subjectOf(said), () => this.#told(said, around));
  }

  /** A document is asked for. */
  async #asked(said: Received, around: Arrival): Promise<Response> {
    const name = answerers[said.kind as keyof typeof answerers];
    const answering = this.#options[name] as
      | ((one: Received, around: Arrival) => DocumentAnswer | Promise<DocumentAnswer>)
      | undefined;
    if (!answering) throw new NotTaken(404, `A document is asked for, and there is no ${name}.`);
    const answer = (await answering(said, around)) ?? '<Response/>';
    if (typeof answer !== 'string') return answer;
    return new Response(answer, { headers: { 'content-type': 'text/xml; charset=utf-8' } });
  }

  /** Something is told: it is acknowledged once it is taken, and that is remembered. */
  async #told(said: Received, around: Omit<Arrival, 'isLate'>): Promise<Response> {
    const name = takers[said.kind as keyof typeof takers];
    const taking = this.#options[name] as ((one: Received, around: Arrival) => unknown) | undefined;
    if (!taking) return this.#dropped(said);
    const subject = subjectOf(said);
    const before = (await this.#seen.get(subject)) ?? nothingSeen;
    const print = await printOf(said);
    if (before.prints.includes(print)) return new Response(null);
    await taking(said, { ...around, isLate: isLateIn(before, said) });
    await this.#seen.set(subject, seenWith(before, print, said));
    return new Response(null);
  }

  #dropped(said: Received): Response {
    if (said.kind === 'other') {
      const says = ['It is not known what is told.', ...said.warnings.map((one) => one.says)];
      this.problem({ status: 200, says: says.join(' '), said });
    }
    return new Response(null);
  }
}

/** @throws NotTaken for what says nothing at all. */
function readIn(request: Request, url: URL, body: Uint8Array): Received<SaidKind> {
  const { method } = request;
  if (method === 'POST') checkType(request);
  const contentType = request.headers.get('content-type');
  const type = contentType?.startsWith('text/plain') ? null : contentType;
  const said = received({ method, url: url.href, contentType: type, body: utf8In(body) });
  if (said.kind === 'other' && Object.keys(said.said).length === 0) {
    const place = method === 'GET' ? 'query' : 'body';
    const more = said.warnings.map((one) => ` ${one.says}`).join('');
    throw new NotTaken(400, `The ${place} says nothing that a callback says.${more}`);
  }
  return said;
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };
const unforeseen = (error: unknown) =>
  new NotTaken(500, 'It could not be taken; send it again.', { cause: error });

function writeProblem({ status, says, error }: WebhookProblem) {
  const about = `Webhook answered ${status}: ${says}`;
  if (error === undefined) console.warn(about);
  else console.error(about, error);
}
