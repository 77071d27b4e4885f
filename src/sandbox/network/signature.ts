/** The signature of a callback, which says who sent it and when. Sources: C-RC, the telnyx client. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { signatureHeaders, signedBytes } from '../../wire/index.ts';

export interface Signer {
  /** The raw 32 bytes in base64, as Telnyx shows its own and its client takes it. */
  readonly publicKey: string;
  /**
   * The headers of a callback that is sent at a time, in milliseconds since the epoch. It is that
   * of the customer's own clock, not of a simulated one: a signature older than five minutes is
   * refused. The URL is not signed, so that of a GET signs an empty body (assumption A14).
   */
  readonly headersFor: (body: string | undefined, at: number) => Readonly<Record<string, string>>;
}

/** A private key that nobody has seen before, in PEM. */
export const newPrivateKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Signs with a private key, given in PEM. */
export function signerOf(privateKeyPem: string): Signer {
  const privateKey = createPrivateKey(privateKeyPem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('The key is not of Ed25519.');
  // In DER the key's own bytes come last.
  const raw = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  return {
    publicKey: raw.toString('base64'),
    headersFor: (body = '', at) => {
      const timestamp = String(Math.floor(at / 1_000));
      const signature = sign(null, signedBytes(timestamp, body), privateKey);
      return {
        [signatureHeaders.timestamp]: timestamp,
        [signatureHeaders.signature]: signature.toString('base64'),
      };
    },
  };
}

/** Signs with a private key that nobody has seen before. */
export const newSigner = (): Signer => signerOf(newPrivateKey());
