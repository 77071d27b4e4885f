/** Notes what was sent to the application, for whoever asks what was. */
import { callIdsOf, type HttpRequest, type Received, received } from '../../wire/index.ts';
import type { AboutCall } from '../traffic/traffic.ts';
import type { Stage } from './stage.ts';

/** An attempt that is over. */
interface Attempted {
  /** The same for each attempt at it; left out: it is tried once. */
  readonly key?: string;
  /** What it tells or asks for, in a word. */
  readonly about: string;
  readonly request: HttpRequest;
  readonly startedAt: number;
  readonly came: { readonly status: number; readonly text: string } | string;
  readonly isFine: boolean;
  readonly code?: string | undefined;
}

export function noteSent(
  { accountSid, clock, directory, traffic }: Stage,
  { key, about, request, startedAt, came, isFine, code }: Attempted,
) {
  const said = received(request);
  const { method, headers } = request;
  traffic.sent({
    key,
    accountSid,
    name: nameOf(said, about),
    about: aboutCall(directory, said.callSid ?? '', said),
    payload: said.said,
    method,
    url: withoutPassword(request.url),
    headers: Object.entries(headers),
    startedAt,
    finishedAt: clock.now(),
    came: typeof came === 'string' ? came : { status: came.status, body: came.text },
    isFine,
    code,
  });
}

/** What is known of a call, beside what is said of it. */
export function aboutCall(
  directory: Stage['directory'],
  callSid: string,
  said: Partial<Pick<Received, 'connectionId' | 'from' | 'to'>> = {},
): AboutCall {
  const row = directory.line(callSid);
  return {
    callSid,
    sessionId: row ? callIdsOf(callSid, row).CallSessionId : callSid,
    connectionId: said.connectionId ?? row?.connectionId,
    from: said.from ?? row?.from,
    to: said.to ?? row?.to,
  };
}

/** No source says what these logs call the webhooks of TeXML: assumption A64. */
const nameOf = ({ kind }: Received, about: string) =>
  kind === 'dtmf' || kind === 'amd' ? `texml.${kind}` : `texml.${kind}.${about}`;

/** Who may ask is nobody's business but that of whoever is asked. */
function withoutPassword(text: string): string {
  const url = URL.parse(text);
  if (!url) return text;
  url.username = '';
  url.password = '';
  return url.href;
}
