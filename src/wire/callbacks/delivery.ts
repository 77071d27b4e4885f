/** What is sent to customers, and the HTTP request that carries it. Sources: C-RC, T-FETCHI. */
import type { Method } from '../resources/rows.ts';

/** The parameters of a request to the customer, by name. */
export type Parameters = Readonly<Record<string, string | number>>;
/** What is sent, and where to. */
export interface Callback {
  /** Where it goes, before a GET adds parameters. */
  readonly url: string;
  /** How it is requested: a POST has a form, a GET a longer query. */
  readonly method: Method;
  /** What it says. */
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

/** A request as it is sent. */
export interface HttpRequest {
  /** Where it goes; of a GET, with the parameters. */
  readonly url: string;
  /** As it stands in a request. */
  readonly method: Method;
  /** By name, in small letters; none but the type of a form. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parameters as a form; left out of a GET. */
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

/** When a callback is delivered: with 200 only, or with any 2xx: assumption A36. */
export const deliveredBy = ['200', '2xx'] as const;
/** Which answers count as received. */
export type DeliveryRule = (typeof deliveredBy)[number];
/** Whether an answer counts as received, and the error that it is told as if not. */
export interface Delivered {
  /** Whether it counts as received. */
  readonly isFine: boolean;
  /** The name that Telnyx has for a failure, and what it says. Source: T-ERR2. */
  readonly error?: { readonly code: string; readonly says: string };
}

/** Whether an answer of this HTTP status takes a callback. Sources: C-RC, T-ERR2; 2xx: T-WH. */
export function deliveryOf(status: number, rule: DeliveryRule = '200'): Delivered {
  const isOf = (hundred: number) => Math.floor(status / 100) === hundred;
  if (status === 200 || (rule === '2xx' && isOf(2))) return { isFine: true };
  const says = 'instead of the 200 that is expected';
  if (isOf(2)) return { isFine: false, error: { code: '75299', says: `another 2xx ${says}` } };
  if (isOf(3)) return { isFine: false, error: { code: '75300', says: `a redirection ${says}` } };
  return { isFine: false };
}
