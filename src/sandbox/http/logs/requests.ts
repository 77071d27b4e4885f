/** Notes the requests of customers: a line of the timeline, and the whole of each. */
import type { OperationName, RoutedPath } from '../../../wire/index.ts';
import { aboutCall } from '../../stage/sent.ts';
import { bodyKept, headersKept } from '../../traffic/exchange.ts';
import type { World } from '../../world/world.ts';

/** A request that has been answered. */
export interface AskedOnce {
  readonly request: Request;
  /** Its path, and its query with the question mark. */
  readonly path: string;
  readonly query: string;
  /** What stood in its body, as far as it was read. */
  readonly body: string | undefined;
  /** When it came, by the clock of `performance`. */
  readonly began: number;
  /** It is another exchange once more, by hand. */
  readonly again: number | undefined;
}
/** What it was answered; a body is sent as JSON. */
export interface AnswerSent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}
/** What it was about, as far as that is known. */
export interface MeantBy {
  readonly sid: string | undefined;
  /** Left out: it was no request of the API. */
  readonly routed?: { readonly operation: OperationName; readonly path: RoutedPath } | undefined;
  /** What was told beside the answer, or what the error says. */
  readonly says: string;
}

/** Shows a request on the timeline of its account, and keeps it. */
export function noteRequest(
  world: World,
  { request, path, query, body, began, again }: AskedOnce,
  answer: AnswerSent,
  { sid, routed, says }: MeantBy,
): number {
  const { method } = request;
  const { status } = answer;
  const ms = Math.round(performance.now() - began);
  const about = { ...(sid === undefined ? {} : { sid }), ms };
  const told = says === '' ? {} : { says: says.slice(0, 500) };
  const more = again === undefined ? {} : { again };
  const { timeline, traffic, clock, directory } = world;
  const line = { kind: 'request', ...about, method, path, status, ...told, ...more } as const;
  const { number } = timeline.note(line);
  const at = clock.now();
  // Telnyx's logs list what is commanded; reading is no event.
  const isCommand = routed && (method === 'POST' || method === 'DELETE');
  const callSid = isCommand ? (callIn(world, sid) ?? routed.path.call_sid ?? '') : '';
  traffic.note({
    ...{ number, kind: 'request', ...about, at, finishedAt: at, isFine: status < 400 },
    request: {
      ...{ method, url: path + query, headers: headersKept(request.headers) },
      ...bodyKept(body),
    },
    response: { status, ...answerKept(answer) },
    ...told,
    ...more,
    ...(isCommand
      ? { name: `texml.${routed.operation}`, about: aboutCall(directory, callSid) }
      : {}),
  });
  return number;
}

function answerKept({ headers, body }: AnswerSent) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const type = text === undefined ? {} : { 'content-type': 'application/json' };
  return { headers: headersKept(Object.entries({ ...type, ...headers })), ...bodyKept(text) };
}

/** The call of what is named: itself, or that which is recorded. */
function callIn({ directory, host }: World, sid = ''): string | undefined {
  if (directory.line(sid)) return sid;
  return host.machines.recording(sid)?.context.callSid ?? undefined;
}
