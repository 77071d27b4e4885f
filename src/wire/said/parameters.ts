/** The parameters of a request that arrived, wherever they stand in it. */
import type { SaidWarning } from './shapes.ts';

/** A request as it arrived. */
export interface ArrivedRequest {
  /** GET, or POST where it is left out. */
  readonly method?: string;
  /** Absolute, or a path with its query. */
  readonly url?: string;
  /** The media type of the body; left out: it is found out. */
  readonly contentType?: string | null;
  /** What stood in it, as text. */
  readonly body?: string;
}
interface Found {
  readonly said: Readonly<Record<string, unknown>>;
  readonly warnings: readonly SaidWarning[];
}

/** What it says: a GET in its query, everything else in its body. */
export function parametersOf({
  method = 'POST',
  url = '',
  contentType,
  body = '',
}: ArrivedRequest): Found {
  if (method.toUpperCase() === 'GET') return formIn(queryOf(url));
  const isJson = contentType ? /\bjson\b/i.test(contentType) : /^\s*\{/.test(body);
  return isJson ? jsonIn(body) : formIn(body);
}

/** What stands behind the question mark. */
function queryOf(url: string): string {
  const [before = ''] = url.split('#');
  const at = before.indexOf('?');
  return at < 0 ? '' : before.slice(at + 1);
}

function formIn(text: string): Found {
  const said = new Map<string, string>();
  const warnings: SaidWarning[] = [];
  for (const [parameter, value] of new URLSearchParams(text)) {
    if (!said.has(parameter)) said.set(parameter, value);
    else if (said.get(parameter) !== value)
      warnings.push({ parameter, says: `${parameter} is said twice: the first one counts.` });
  }
  return { said: Object.fromEntries(said), warnings };
}

function jsonIn(text: string): Found {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return { said: payloadOf(parsed), warnings: [] };
  } catch {
    // Said below, as is JSON of another kind.
  }
  return { said: {}, warnings: [{ parameter: '', says: 'The body is no JSON object.' }] };
}

/** Events of other products come in an envelope, and logs have callbacks in one. */
function payloadOf(parsed: Readonly<Record<string, unknown>>) {
  const event = isObject(parsed.data) ? parsed.data : parsed;
  return isObject(event.payload) ? event.payload : event;
}
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
