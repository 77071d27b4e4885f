/** Fetches documents: from where the call says, or else from where to fall back. */
import type { InstructionsRequested } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import {
  actionParameters,
  type HttpRequest,
  httpRequestFor,
  type InstructionSource,
  readTexml,
  type TexmlDocument,
  TexmlError,
} from '../../wire/index.ts';
import { type Came, FetchError, sendHttp } from '../network/fetching.ts';
import { limits } from '../stage/limits.ts';
import type { Application } from '../stage/settings.ts';
import type { Stage } from '../stage/stage.ts';
import { shownUrl } from '../stage/timeline.ts';
import type { Fetching, Reading, Source } from './reading.ts';

/** How an application is asked if it does not say. Source: OpenAPI, voice_method. */
const usualMethod = 'POST';

/** Where the next document of a call comes from, in the order in which they are tried. */
function sourcesOf(
  { given, action }: Pick<Reading, 'given' | 'action'>,
  application: Application | undefined,
): readonly Source[] {
  const { voice_url, voice_method, voice_fallback_url } = application ?? {};
  const { texml, url, method, fallbackUrl, fallbackMethod } = given ?? {};
  if (texml !== undefined && !action) return [{ isGiven: true }];
  const own = urlSource(fallbackUrl, fallbackMethod ?? voice_method);
  const fallback = own.length > 0 ? own : urlSource(voice_fallback_url, voice_method);
  const first = action ? [action] : urlSource(url ?? voice_url, method ?? voice_method);
  return [...first, ...fallback];
}
const urlSource = (url: string | undefined, method: 'GET' | 'POST' = usualMethod): Source[] =>
  url === undefined ? [] : [{ url, method }];

/** The application that a call belongs to, as far as it is known. */
export function applicationOf({ directory, settings }: Stage, callSid: string) {
  const connectionId = directory.line(callSid)?.connectionId ?? '';
  return settings().applications[connectionId];
}

/** What is to be fetched when a call asks for it. */
export function fetchingFor(
  stage: Stage,
  asked: InstructionsRequested,
  snapshot: Snapshot<'call'>,
  reading: Reading,
  more: Fetching['parameters'] = {},
): Fetching {
  const { sid, because } = asked;
  const row = stage.directory.line(sid);
  const said = row ? actionParameters(asked, snapshot, row, stage.mediaUrl) : {};
  const sources = sourcesOf(reading, applicationOf(stage, sid));
  return { sources, parameters: { ...said, ...more }, about: because };
}

/** A document, and where it came from. */
export interface Fetched {
  readonly document: TexmlDocument;
  readonly url: string | undefined;
}

/**
 * Tries each source once; undefined if none gives a document. The timeline says why. `given` is
 * what the call was given.
 */
export async function fetchDocument(
  stage: Stage,
  sid: string,
  { sources, parameters, about }: Fetching,
  given: InstructionSource | undefined,
  signal: AbortSignal,
): Promise<Fetched | undefined> {
  const warn = (says: string) => stage.timeline.note({ kind: 'warning', sid, says });
  const read = (text: string, url: string | undefined): Fetched => {
    const file = url === undefined ? 'Texml' : shownUrl(url);
    const document = readTexml(text, { file });
    for (const { line, column, says } of document.warnings) {
      warn(`${file}:${line}:${column}: ${says}`);
    }
    return { document, url };
  };
  for (const [i, source] of sources.entries()) {
    try {
      if ('isGiven' in source) return read(given?.texml ?? '', undefined);
      if ('texml' in source) return read(source.texml, undefined);
      const request = httpRequestFor({ ...source, parameters });
      const { text, url } = await ask(stage, sid, { request, about, attempt: i + 1, signal });
      return read(text, url);
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof FetchError || error instanceof TexmlError)) throw error;
      warn(error.message);
    }
  }
  if (sources.length === 0) {
    warn('The call has no document: no Url, no Texml, and no application that is known.');
  }
  return undefined;
}

/** How often an answer that nobody executes is asked for. */
const attemptsInVain = 2;

/** Asks for a document that nobody will execute; rejects if it is to be asked for again. */
export async function askInVain(
  stage: Stage,
  sid: string,
  { sources, parameters, about }: Fetching,
  attempt: number,
  signal: AbortSignal,
) {
  const source = sources.find((one) => 'url' in one);
  if (!source) return;
  const request = httpRequestFor({ ...source, parameters });
  try {
    await ask(stage, sid, { request, about, attempt, signal });
  } catch (error) {
    if (attempt < attemptsInVain || !(error instanceof FetchError)) throw error;
    stage.timeline.note({ kind: 'warning', sid, says: error.message });
  }
}

interface Asking {
  readonly request: HttpRequest;
  readonly about: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
}
/** One request to the customer's application, signed, and shown on the timeline. */
async function ask(
  { timeline, signer, network }: Stage,
  sid: string,
  { request, about, attempt, signal }: Asking,
): Promise<Came> {
  const { method } = request;
  const url = shownUrl(request.url);
  const note = (came: number | string, isFine: boolean) =>
    timeline.note({ kind: 'instructions', sid, method, url, about, attempt, came, isFine });
  const failed = (error: unknown): never => {
    if (!(error instanceof FetchError) || signal.aborted) throw error;
    note(error.message, false);
    throw new FetchError(`${url} ${error.message}`);
  };
  const { documentMs: limitMs, documentBytes: bytes, redirects } = limits;
  const reach = { limitMs, bytes, redirects, network, signal };
  const came = await sendHttp(request, signer, reach).catch(failed);
  const isFine = came.status >= 200 && came.status < 300;
  note(came.status, isFine);
  if (!isFine) throw new FetchError(`${url} answers ${came.status} instead of a document`);
  return came;
}
