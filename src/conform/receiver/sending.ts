/** Sends callbacks as a platform does, or as somebody does who is none, and notes what comes of it. */
import { newSigner, type Signer } from '../../sandbox/network/signature.ts';
import type { HttpRequest } from '../../wire/index.ts';
import type { Trace, TracedAnswer } from '../checks/trace.ts';

/** Takes a request and answers it: `fetch`, or a receiver in this process. */
export type ReceiverApp = (request: Request) => Response | Promise<Response>;

/** How it is signed: as the platform does, by somebody else, over another body, long ago, or not. */
export type Signing = 'right' | 'other-key' | 'other-body' | 'old' | 'none';

/** What is sent, and how. */
export interface SentCallback {
  readonly request: HttpRequest;
  /** What it is, shortly. */
  readonly says: string;
  readonly signing?: Signing;
  /** Nobody waits for the answer for longer, in milliseconds. */
  readonly cutAfterMs?: number;
}

/** How the receiver is reached. */
export interface ReceiverWay {
  readonly app: ReceiverApp;
  /** With which key callbacks are signed; left out: they are not. */
  readonly signer?: Signer | undefined;
  /** How long an answer is waited for at all, in milliseconds. */
  readonly patienceMs: number;
}

/** A replay is older than the five minutes that a signature is good for. Source: SDK. */
const oldMs = 600_000;
const stranger = newSigner();
/** So much of an answer is looked at. */
const mostLetters = 4_096;

/** What came of a request. */
export type ReceiverAnswer = TracedAnswer;

/** Sends one, and notes it. It never rejects: that nobody answers is an answer, too. */
export async function sendTo(
  way: ReceiverWay,
  sending: SentCallback,
  trace: Trace,
): Promise<ReceiverAnswer> {
  const { request, says, cutAfterMs } = sending;
  const headers = { ...request.headers, ...signed(way, sending) };
  const { url, method, body } = request;
  const at = Date.now();
  const from = performance.now();
  const came = await answerOf(
    way,
    { url, method, headers, ...(body === undefined ? {} : { body }) },
    cutAfterMs,
  );
  const answer = { ...came, tookMs: Math.round(performance.now() - from) };
  trace.note({
    at,
    from: 'platform',
    to: 'receiver',
    says,
    request: { url, method, headers, ...(body === undefined ? {} : { body }) },
    answer,
  });
  return answer;
}

/** The headers of each way of signing. */
const signings: Readonly<
  Record<Signing, (signer: Signer, body: string | undefined, now: number) => Record<string, string>>
> = {
  right: (signer, body, now) => signer.headersFor(body, now),
  'other-key': (_, body, now) => stranger.headersFor(body, now),
  'other-body': (signer, body = '', now) => signer.headersFor(`${body}&RecordingDuration=1`, now),
  old: (signer, body, now) => signer.headersFor(body, now - oldMs),
  none: () => ({}),
};
const signed = ({ signer }: ReceiverWay, { request: { body }, signing = 'right' }: SentCallback) =>
  signer === undefined ? {} : signings[signing](signer, body, Date.now());

async function answerOf(
  { app, patienceMs }: ReceiverWay,
  { url, ...init }: { url: string; method: string; headers: Record<string, string>; body?: string },
  cutAfterMs?: number,
): Promise<Omit<ReceiverAnswer, 'tookMs'>> {
  const limitMs = cutAfterMs ?? patienceMs;
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), limitMs);
  const over = new Promise<never>((_, reject) => {
    cut.signal.addEventListener('abort', () => reject(new Error(`no answer within ${limitMs} ms`)));
  });
  const answering = async () => {
    const response = await app(
      new Request(url, { ...init, redirect: 'manual', signal: cut.signal }),
    );
    const text = await response.text();
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? undefined,
      body: text.slice(0, mostLetters),
    };
  };
  try {
    return await Promise.race([answering(), over]);
  } catch (error) {
    return { none: saidBy(error) };
  } finally {
    clearTimeout(timer);
  }
}

function saidBy(error: unknown): string {
  const { message, cause } = error as {
    message?: string;
    cause?: { code?: string; message?: string };
  };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
