/** Writes what goes to and fro as lines of a log, which `texml-recordings check` reads. */
import { isSecretName, withoutPassword, withoutSecrets } from '../wire/said/secrets.ts';

/** Takes a line of a log, with its line feed. */
export type WritesLog = (line: string) => void;

/** One side of an exchange. */
interface LoggedRequest {
  readonly method: string;
  readonly url: string;
  readonly contentType: string | null;
  readonly body: string;
}
interface LoggedAnswer {
  readonly at: number;
  readonly status: number;
  readonly body?: string;
}

/** The line of an exchange; what may be secret in it is left out. */
export function logLineOf(
  kind: 'received' | 'sent',
  at: number,
  { method, url, contentType, body }: LoggedRequest,
  answered: LoggedAnswer | undefined,
): string {
  const request = {
    method,
    url: urlOf(url),
    ...(contentType === null ? {} : { contentType }),
    ...(body === '' ? {} : { body: withoutSecrets(body) }),
  };
  return `${JSON.stringify({ at: isoOf(at), [kind]: request, ...answerIn(answered) })}\n`;
}
function answerIn(answered: LoggedAnswer | undefined) {
  if (!answered) return {};
  const { at, status, body } = answered;
  const said = body === undefined ? {} : { body: withoutSecrets(body) };
  return { answered: { at: isoOf(at), status, ...said } };
}
const isoOf = (at: number) => new Date(at).toISOString();

function urlOf(text: string): string {
  const url = URL.parse(withoutPassword(text));
  if (!url) return text.replace(/\?.*$/s, '');
  for (const name of [...url.searchParams.keys()]) {
    if (isSecretName(name)) url.searchParams.delete(name);
  }
  return url.href;
}

/**
 * A `fetch` that writes each request and its answer into a log: for the client of the API. A request
 * without an answer is written without one, and fails as it would.
 * @example
 * ```ts
 * import { loggedFetch } from 'texml-recordings/webhooks';
 *
 * const lines: string[] = [];
 * const none: typeof fetch = async () => Response.json({ sid: 'recording-1' });
 * const logged = loggedFetch((line) => lines.push(line), none);
 * const url = 'https://api.telnyx.com/v2/texml/Accounts/A/Calls/C/Recordings.json';
 * await logged(url, { method: 'POST' });
 * console.log(JSON.parse(lines[0] ?? '').answered.status); // 200
 * ```
 */
export function loggedFetch(
  write: WritesLog,
  fetching: typeof fetch = fetch,
  now: () => number = Date.now,
): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const copy = request.clone();
    const at = now();
    const { method, url } = request;
    const contentType = request.headers.get('content-type');
    const sent = async () => ({ method, url, contentType, body: await copy.text() });
    try {
      const response = await fetching(request);
      const body = await response.clone().text();
      const answered = { at: now(), status: response.status, body };
      write(logLineOf('sent', at, await sent(), answered));
      return response;
    } catch (error) {
      write(logLineOf('sent', at, await sent(), undefined));
      throw error;
    }
  };
}
