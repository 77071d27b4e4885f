/** Writes what goes to and fro as lines of a log, which `texml-recordings check` reads. */

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
    url: withoutSecrets(url),
    ...(contentType === null ? {} : { contentType }),
    ...(body === '' ? {} : { body: masked(body) }),
  };
  return `${JSON.stringify({ at: isoOf(at), [kind]: request, ...answerIn(answered) })}\n`;
}
function answerIn(answered: LoggedAnswer | undefined) {
  if (!answered) return {};
  const { at, status, body } = answered;
  const said = body === undefined ? {} : { body: masked(body) };
  return { answered: { at: isoOf(at), status, ...said } };
}
const isoOf = (at: number) => new Date(at).toISOString();

const secret = /token|secret|password|signature|api.?key/i;
function withoutSecrets(text: string): string {
  const url = URL.parse(text);
  if (!url) return text.replace(/\?.*$/s, '');
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) {
    if (secret.test(name)) url.searchParams.delete(name);
  }
  return url.href;
}
/** Where secrets stand in a body, whatever it is: what is before each, and the secret. Names are short. */
const secrets = [
  // Of a form.
  /((?:^|&)[^=&\s"<]{0,80}(?:password|secret|token)[^=&\s"<]{0,80}=)[^&]+/gi,
  // Of JSON.
  /("[^"]{0,80}(?:password|secret|token)[^"]{0,80}"\s*:\s*")(?:[^"\\]|\\.)+(?=")/gi,
  // Of a document, as it is or in a form.
  /(\bpassword\s*=\s*\\?["'])[^"'\\]+/gi,
  /(\bpassword(?:%20|\+)*%3D(?:%20|\+)*(?:%22|%27))(?:(?!%22|%27|&).)+/gi,
  // In a URL, the same: who may ask, and what its query lets in by.
  /(:\/\/|%3A%2F%2F)(?:(?!%2F|%3F|%22|%26|%20)[^\s/?#"'<>&@]){1,400}(?=@|%40)/gi,
  /((?:[?&;]|%3F|%26)(?:amp;|amp%3B)?(?:(?!%26|%3D)[^=&\s"'<>]){0,80}(?:token|secret|password|signature|api.?key)(?:(?!%26|%3D)[^=&\s"'<>]){0,80}(?:=|%3D))(?:(?!%26|%22|%20)[^&\s"'<>\\])+/gi,
];
const masked = (body: string) => secrets.reduce((so, one) => so.replace(one, '$1…'), body);

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
