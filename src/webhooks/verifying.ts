/** Whether a request is from Telnyx: by its signature, or a token in the URL that nobody else knows. */
import { signatureCheck, signatureHeaders } from '../wire/index.ts';

/**
 * How requests are verified: by a signature, by a token in the URL, by either, or not at all.
 * Recording callbacks were seen without a signature of their own, and the query of a GET is never
 * signed: give both, and the token to the URLs that you hand out.
 */
export type Verification =
  | {
      /** Of your account, as Mission Control shows it: 32 bytes in base64. */
      readonly publicKey: string;
      /** How old a signature may be, in milliseconds; 5 minutes, as in the SDK, unless it is said. */
      readonly goodMs?: number;
      /** Takes the place of a signature where a request has none. */
      readonly token?: string;
      /** The name of the token in the query of the URL; `token` unless it is said. */
      readonly parameter?: string;
    }
  | {
      /** What the query of the URL has to have. */
      readonly token: string;
      /** Its name there; `token` unless it is said. */
      readonly parameter?: string;
    }
  | 'off';

/** A request whose origin is in question. */
export interface Questioned {
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly now: number;
}
/** What is wrong with it; undefined: it is from Telnyx. */
export type Verify = (request: Questioned) => Promise<string | undefined>;

/** @throws TypeError for a key that is none, and a token that anybody might guess. */
export function verifyBy(verification: Verification): Verify {
  if (verification === 'off') return async () => undefined;
  const byToken = tokenCheck(verification);
  if (!('publicKey' in verification)) {
    const missing = 'Expected a public key, a token, or the word off.';
    return byToken ?? raise(new TypeError(missing));
  }
  const { publicKey, goodMs } = verification;
  const bySignature = signatureCheck(publicKey);
  return (request) => {
    const { headers, body, now } = request;
    if (byToken && headers.get(signatureHeaders.signature) === null) return byToken(request);
    const header = (name: string) => headers.get(name);
    return bySignature({ header, body, now, ...(goodMs === undefined ? {} : { goodMs }) });
  };
}

const leastLetters = 16;
export const parameterOf = (verification: Verification): string | undefined =>
  verification !== 'off' && verification.token !== undefined
    ? (verification.parameter ?? 'token')
    : undefined;

function tokenCheck(verification: Verification): Verify | undefined {
  const parameter = parameterOf(verification);
  if (parameter === undefined || verification === 'off') return undefined;
  const { token = '' } = verification;
  if (token.length < leastLetters) {
    throw new TypeError(`The token is too short: expected ${leastLetters} letters or more.`);
  }
  return async ({ url }) => {
    const given = url.searchParams.get(parameter);
    if (given === null) return `The URL has no "${parameter}".`;
    return (await isSame(given, token)) ? undefined : `The "${parameter}" in the URL is wrong.`;
  };
}

/** Digests are compared, so that the time that it takes says nothing. */
async function isSame(one: string, other: string): Promise<boolean> {
  const digest = async (text: string) =>
    new Uint8Array(
      await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)),
    );
  const [first, second] = await Promise.all([digest(one), digest(other)]);
  return first.reduce((differs, byte, i) => differs | (byte ^ (second[i] ?? 0)), 0) === 0;
}

function raise(error: Error): never {
  throw error;
}
