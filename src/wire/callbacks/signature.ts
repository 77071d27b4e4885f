/** The signature of callbacks: how it is spelled, and how it is verified. Sources: C-RC, the SDK. */

/** The headers that carry it. */
export const signatureHeaders = {
  signature: 'telnyx-signature-ed25519',
  timestamp: 'telnyx-timestamp',
} as const;
/** How old a signature may be, and how far ahead of the clock, in milliseconds. Source: SDK. */
export const signatureGoodMs = 300_000;

const asBytes = new TextEncoder();

/** What is signed: the time in seconds since the epoch, and the body as it is sent. */
export function signedBytes(timestamp: string, body: string | Uint8Array) {
  const before = asBytes.encode(`${timestamp}|`);
  const after = typeof body === 'string' ? asBytes.encode(body) : body;
  const all = new Uint8Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}

/** A request whose signature is looked at. */
export interface SignedRequest {
  /** Its headers, by name in small letters. */
  readonly header: (name: string) => string | null | undefined;
  /** Its body, byte for byte; of a GET, nothing: the URL is not signed (assumption A14). */
  readonly body: Uint8Array;
  /** When it is looked at, in milliseconds since the epoch. */
  readonly now: number;
  /** How far from that it may have been signed, in milliseconds. */
  readonly goodMs?: number;
}

/** Says what is wrong with the signature of a request; undefined: nothing is. */
export type SignatureCheck = (request: SignedRequest) => Promise<string | undefined>;

/**
 * Verifies signatures as the client of Telnyx does.
 * @param publicKey - 32 bytes in base64, as Mission Control shows it.
 * @throws TypeError for what is no such key.
 */
export function signatureCheck(publicKey: string): SignatureCheck {
  const bytes = bytesIn(publicKey);
  if (bytes?.length !== 32) {
    throw new TypeError('The public key is not as expected: 32 bytes in base64.');
  }
  const { subtle } = globalThis.crypto;
  let imported: ReturnType<typeof subtle.importKey> | undefined;
  return async ({ header, body, now, goodMs = signatureGoodMs }) => {
    const timestamp = header(signatureHeaders.timestamp);
    const signature = header(signatureHeaders.signature);
    if (!signature) return `The header ${signatureHeaders.signature} is missing.`;
    if (!timestamp) return `The header ${signatureHeaders.timestamp} is missing.`;
    if (!/^\d{1,15}$/.test(timestamp)) {
      return `The header ${signatureHeaders.timestamp} is no time in seconds.`;
    }
    // Whole seconds are told, and compared.
    const aside = Math.abs(Math.floor(now / 1_000) - Number(timestamp)) * 1_000;
    if (aside > goodMs)
      return `The signature is ${aside / 1_000} s from now, and too old or too new.`;
    const given = bytesIn(signature);
    if (given?.length !== 64) {
      return `The header ${signatureHeaders.signature} is no signature: expected 64 bytes in base64.`;
    }
    imported ??= subtle.importKey('raw', bytes, { name: 'Ed25519' }, false, ['verify']);
    const isRight = await subtle.verify(
      'Ed25519',
      await imported,
      given,
      signedBytes(timestamp, body),
    );
    return isRight ? undefined : 'The signature is not that of this body.';
  };
}

function bytesIn(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
