/** What is sent to customers, and the HTTP request that carries it. Sources: C-RC, T-FETCHI. */
import type { Method } from '../resources/rows.ts';

export type Parameters = Readonly<Record<string, string | number>>;
/** What is sent, and where to. */
export interface Callback {
  readonly url: string;
  readonly method: Method;
  readonly parameters: Parameters;
}

/** A call is named twice, for those who know the older name. Source: C-CALL. */
export const callSids = (sid: string) => ({ CallSid: sid, CallSidLegacy: sid });

/** Parameters as a form, or as the query of a URL. */
export function encode(parameters: Parameters): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) form.append(name, String(value));
  return form.toString();
}

export interface HttpRequest {
  readonly url: string;
  readonly method: Method;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
/**
 * A POST carries a form; a GET adds the parameters to the query that the URL has. What is not a URL
 * stays as it is: whoever sends it says so.
 */
export function httpRequestFor({ url, method, parameters }: Callback): HttpRequest {
  const encoded = encode(parameters);
  if (method === 'POST') {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { url, method, headers, body: encoded };
  }
  const target = URL.parse(url);
  if (!target) return { url, method, headers: {} };
  target.search = target.search === '' ? encoded : `${target.search}&${encoded}`;
  return { url: target.href, method, headers: {} };
}
