/** The signature of a callback, which says who sent it and when. Sources: C-RC, the telnyx client. */
import { generateKeyPairSync, sign } from 'node:crypto';

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

/** Signs with a key pair of its own, which nobody has seen before. */
export function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  // In DER the key's own bytes come last.
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return {
    publicKey: raw.toString('base64'),
    headersFor: (body = '', at) => {
      const timestamp = String(Math.floor(at / 1_000));
      const signature = sign(null, Buffer.from(`${timestamp}|${body}`), privateKey);
      return {
        'telnyx-timestamp': timestamp,
        'telnyx-signature-ed25519': signature.toString('base64'),
      };
    },
  };
}
