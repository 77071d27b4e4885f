/** A request and its answer, whoever asked: with headers and bodies, as they went over the wire. */
import { hidden, withoutPasswords } from '../../wire/said/secrets.ts';

/** What went one way. */
export interface OneWay {
  /** By name, in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text; left out where there was none. */
  readonly body?: string;
  /** Its end is not kept: it was longer than anybody reads. */
  readonly isCut?: true;
  /** A secret stood in it, which is not kept. */
  readonly isMasked?: true;
}
/** Whom an exchange is about, and what of it is asked for by filters and not told. */
export interface AboutCall {
  readonly callSid: string;
  readonly sessionId: string;
  readonly connectionId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
/** Who asks whom: a customer the API, or the sandbox an application. */
export type ExchangeKind = 'request' | 'callback' | 'instructions' | 'inbox';

/** A request and its answer. */
export interface KeptExchange {
  /** That of its line in the timeline. */
  readonly number: number;
  /** An `inbox` is a callback as it arrives at the sandbox's own receiver. */
  readonly kind: ExchangeKind;
  readonly sid?: string;
  /** In the world's time: when it was asked, and when it was over. */
  readonly at: number;
  readonly finishedAt: number;
  /** How long the answer took, on the wall. */
  readonly ms: number;
  readonly request: OneWay & { readonly method: string; readonly url: string };
  /** Left out where none came: `says` tells why. */
  readonly response?: OneWay & { readonly status: number };
  readonly isFine: boolean;
  /** What went wrong, or what there is to say of it. */
  readonly says?: string;
  /** What it tells or asks for, in a word. */
  readonly told?: string;
  /** What Telnyx's logs call it; left out: they do not list it. */
  readonly name?: string;
  readonly about?: AboutCall;
  /** The same for each attempt to send something. */
  readonly key?: string;
  /** The same, as Telnyx's logs say it. */
  readonly delivery?: string;
  /** 1 for the first of its key. */
  readonly attempt?: number;
  /** What the failure is called, if it has a code. */
  readonly code?: string;
  /** It is another one once more, by hand. */
  readonly again?: number;
}

/** How much of a body is kept: as much as a request or a document may have. */
const mostLetters = 256 * 1_024;

/** A body as far as it is kept. */
export function bodyKept(text: string | undefined): Omit<OneWay, 'headers'> {
  if (text === undefined || text === '') return {};
  const masked = withoutPasswords(text);
  return {
    body: masked.slice(0, mostLetters),
    ...(masked === text ? {} : { isMasked: true }),
    ...(masked.length > mostLetters ? { isCut: true } : {}),
  };
}

/** How much room it takes. */
export const lettersOf = ({ request, response }: KeptExchange): number =>
  lengthOf(request) + request.url.length + (response ? lengthOf(response) : 0);

const lengthOf = ({ headers, body = '' }: OneWay) => JSON.stringify(headers).length + body.length;

/** Headers by which somebody signs in: nobody reads them in a log. */
const isSecretHeader = (name: string) =>
  /authorization$|cookie|(^|-)(api-?key|auth-?key|access-?key|token|secret|password)($|-)/.test(
    name,
  );
/** Headers as they are kept. */
export const headersKept = (headers: Iterable<readonly [string, string]>): OneWay['headers'] =>
  Object.fromEntries(
    Array.from(headers, ([spelled, said]) => {
      const name = spelled.toLowerCase();
      return [name, isSecretHeader(name) ? withoutSecret(name, said) : said];
    }),
  );
/** How somebody signs in is no secret: `Bearer …`. */
const withoutSecret = (name: string, said: string) =>
  name.endsWith('authorization') ? said.replace(/^(\w+ )?.*$/s, `$1${hidden}`) : hidden;
