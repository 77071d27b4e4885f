/** Requests for documents: sent, shown on the timeline, and told as news. */

import {
  callParameters,
  detectionOn,
  httpRequestFor,
  type NewsOf,
  type ReadingAsk,
  type ReadingContext,
} from '../../wire/index.ts';
import { type Came, FetchError, sendHttp } from '../network/fetching.ts';
import { limits } from '../stage/limits.ts';
import { type Sending, sendingIn } from '../stage/sent.ts';
import type { Stage } from '../stage/stage.ts';
import { shownUrl } from '../stage/timeline.ts';

type AskOf<T extends ReadingAsk['type']> = Extract<ReadingAsk, { readonly type: T }>;

/** What a reading is told of its call, and of the application that the call belongs to. */
export function contextIn(stage: Stage, callSid: string): ReadingContext {
  const { clock, directory, host, settings } = stage;
  const row = directory.line(callSid);
  const snapshot = host.machines.find('call', callSid);
  const { applications, strict } = settings();
  const application = applications[row?.connectionId ?? ''];
  return {
    now: clock.now(),
    call: row && snapshot ? callParameters(snapshot, row) : {},
    ...(application ? { application } : {}),
    ...detectionOn(row),
    strict,
  };
}

/** Asks for a document; undefined once nobody waits for it any more. */
export async function fetchDocument(
  stage: Stage,
  sid: string,
  asked: AskOf<'fetch'>,
  signal: AbortSignal,
): Promise<NewsOf<'fetched' | 'failed'> | undefined> {
  try {
    const { text, url } = await ask(stage, sid, asked, signal);
    return { type: 'fetched', text, url, file: shownUrl(url) };
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof FetchError)) throw error;
    return { type: 'failed', says: error.message };
  }
}

/** Asks for a document that nobody will execute; rejects if it is to be asked for again. */
export async function askInVain(
  stage: Stage,
  sid: string,
  { attempts, ...asked }: AskOf<'tell'>,
  attempt: number,
  signal: AbortSignal,
) {
  try {
    await ask(stage, sid, { ...asked, attempt }, signal);
  } catch (error) {
    if (attempt < attempts || !(error instanceof FetchError)) throw error;
    stage.timeline.note({ kind: 'warning', sid, says: error.message });
  }
}

/** The same, again and again until there is an answer, or it was asked often enough. */
export async function askOftenInVain(
  stage: Stage,
  sid: string,
  asked: AskOf<'tell'>,
  signal: AbortSignal,
) {
  for (let attempt = 1; attempt <= asked.attempts; attempt += 1) {
    try {
      return await askInVain(stage, sid, asked, attempt, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof FetchError)) throw error;
    }
  }
}

/** One request to the customer's application, signed, and shown on the timeline. */
async function ask(
  stage: Stage,
  sid: string,
  { about, attempt, ...callback }: Omit<AskOf<'fetch'>, 'type'>,
  signal: AbortSignal,
): Promise<Came> {
  const request = httpRequestFor(callback);
  const { came } = await askOnce(stage, { sid, about, attempt, request }, signal);
  const url = shownUrl(request.url);
  if (typeof came === 'string') throw new FetchError(`${url} ${came}`);
  if (isFine(came)) return came;
  throw new FetchError(`${url} answers ${came.status} instead of a document`);
}
const isFine = (came: Came | string) =>
  typeof came !== 'string' && came.status >= 200 && came.status < 300;

/** Asks for a document once: what came, or what went wrong; and the number of its line. */
export async function askOnce(
  stage: Stage,
  asked: Omit<Sending, 'kind'>,
  signal: AbortSignal,
): Promise<{ readonly number: number; readonly came: Came | string }> {
  const { signer, network, limitClock: clock } = stage;
  const { sent, over } = sendingIn(stage, { kind: 'instructions', ...asked });
  const { documentMs: limitMs, documentBytes: bytes, redirects } = limits;
  const reach = { limitMs, bytes, redirects, network, clock, signal, sent };
  const came = await sendHttp(asked.request, signer, reach).catch((error: unknown) => {
    if (!(error instanceof FetchError) || signal.aborted) throw error;
    return error.message;
  });
  return { number: over({ came, isFine: isFine(came) }), came };
}
