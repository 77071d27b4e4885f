/** One thing that a log says: a request that came from the platform, or one of ours to it. */
import type { Address, RefusalReason } from '../../../machines/index.ts';
import { type ArrivedRequest, type Received, received } from '../../wire/index.ts';

/** Where something stands in a log. */
export interface LogPlace {
  /** The log, as it was named. */
  readonly file: string;
  /** The line, from 1; of a log that is one JSON document, the running number of the entry. */
  readonly line: number;
}
interface AnEntry<Kind extends string> {
  /** Who asked whom. */
  readonly kind: Kind;
  /** Where it stands. */
  readonly place: LogPlace;
  /** When it arrived or set out, in milliseconds since the epoch. */
  readonly at: number;
}
/** Something came from the platform: a callback, or a request for a document. */
export interface HeardEntry extends AnEntry<'heard'> {
  /** What it says. */
  readonly said: Received;
  /** What we answered; left out: the log does not say it. */
  readonly answer?: {
    readonly at: number;
    readonly status: number;
    /** Left out: the log does not have it. */
    readonly body?: string;
  };
}
/** We have asked the platform for something. */
export interface AskedEntry extends AnEntry<'asked'> {
  /** In capitals. */
  readonly method: string;
  /** From behind /v2 on, not decoded. */
  readonly path: string;
  /** What stands behind the question mark. */
  readonly query?: string;
  /** What was said, by name. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** What was answered; left out: nobody knows, for no answer came or the log has none. */
  readonly answer?: { readonly at: number; readonly status: number; readonly body?: unknown };
}
/** The model was given a command: a log of the sandbox says it itself. */
export interface CommandedEntry extends AnEntry<'commanded'> {
  /** Who was told it. */
  readonly to: Address;
  /** What; with `callSid` where it names the call that is recorded. */
  readonly event: { readonly type: string } & Readonly<Record<string, unknown>>;
  /** Why it was refused, if it was. */
  readonly refused?: RefusalReason;
}
/** One thing that a log says. */
export type LogEntry = HeardEntry | AskedEntry | CommandedEntry;

/** Something is no entry of a log in its form. */
export class NotAnEntry extends Error {}

/** An exchange of HTTP, as most forms have it. */
export interface LoggedExchange {
  readonly at: number;
  readonly request: ArrivedRequest & { readonly url: string };
  readonly answer?: { readonly at: number; readonly status: number; readonly body?: string };
}

const api = /^(?:https?:\/\/[^/?#]*)?(?:\/v2)?(\/texml\/[^?#]*)(?:\?([^#]*))?/;
/** Twilio's paths are those of Telnyx but for how they begin. */
const twilio = /^(?:https?:\/\/[^/?#]*)?\/2010-04-01(\/Accounts\/[^?#]*)(?:\?([^#]*))?/;

/** The path of a URL of the API, from behind /v2 on; undefined: it is none. */
export function apiPath(url: string) {
  const found = api.exec(url);
  if (found) return { path: found[1] as string, query: found[2] };
  const other = twilio.exec(url);
  return other ? { path: `/texml${other[1]}`, query: other[2] } : undefined;
}

/** The entry that an exchange is: one of the API is ours, any other came to us. */
export function entryOf({ at, request, answer }: LoggedExchange, place: LogPlace): LogEntry {
  const meant = apiPath(request.url);
  if (!meant) {
    return { kind: 'heard', place, at, said: received(request), ...(answer ? { answer } : {}) };
  }
  const { method = 'POST', body, contentType } = request;
  return {
    kind: 'asked',
    place,
    at,
    method: method.toUpperCase(),
    path: meant.path,
    ...(meant.query === undefined ? {} : { query: meant.query }),
    ...(body === undefined || body === '' ? {} : { body: saidIn(body, contentType) }),
    ...(answer ? { answer: { ...answer, body: parsedIn(answer.body) } } : {}),
  };
}

/** What a body says by name; a form in which something is repeated has a list. */
export function saidIn(body: string, contentType?: string | null): Record<string, unknown> {
  const isJson = contentType ? /\bjson\b/i.test(contentType) : /^\s*\{/.test(body);
  if (isJson) {
    const parsed = parsedIn(body);
    return isTable(parsed) ? parsed : {};
  }
  const said: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const before = said[name];
    said[name] = before === undefined ? value : [before, value].flat();
  }
  return said;
}

/** JSON, if it is some. */
export function parsedIn(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
export type LogTable = Record<string, unknown>;
export const isTable = (value: unknown): value is LogTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const stringIn = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** No log is of a time further from 1970: hours can be added to it, and it is still a date. */
const furthestMs = 250_000_000_000_000;
/** A time as logs have it: a date, or milliseconds since the epoch. */
export function timeOf(value: unknown, name: string): number {
  const at = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof at === 'number' && Math.abs(at) <= furthestMs) return at;
  throw new NotAnEntry(
    `${name} is ${shown(value)}; expected a date of ISO 8601, or milliseconds since the epoch`,
  );
}
/** A value in a sentence: not more of it than is needed to find it. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object' && value !== null) return 'no text or number';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
/** How long something took, in milliseconds; 0 where that is not said, or cannot be. */
export function tookIn(value: unknown): number {
  const took = Number(value ?? 0);
  return took > 0 && took <= 86_400_000 ? took : 0;
}
