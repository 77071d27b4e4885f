/** Links to the files of recordings: signed, so that nobody guesses one, and good for a while. */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { RecordingSettings } from '../../../machines/index.ts';

/** What a link says of itself. */
export interface LinkSaid {
  readonly accountSid: string;
  readonly sid: string;
  readonly expires: string | undefined;
  readonly signature: string | undefined;
}
export interface MediaLinks {
  /**
   * A link to a recording's file; its format is told by the extension, if it is known. Without a
   * time at which it expires it is not signed.
   */
  readonly linkOf: (
    accountSid: string,
    sid: string,
    expiresAt: number | undefined,
    format?: RecordingSettings['format'],
  ) => string;
  /** Until when a link is good; undefined for one that was not made here, or has been changed. */
  readonly check: (said: LinkSaid) => number | undefined;
}

/** Links that begin with the URL under which customers reach the sandbox. */
export function mediaLinks(secret: Uint8Array, publicUrl: () => string): MediaLinks {
  // Made once: a key made from bytes for each link takes six times as long.
  const key = createSecretKey(secret);
  const signatureOf = (...said: readonly string[]) =>
    createHmac('sha256', key).update(JSON.stringify(said)).digest();
  return {
    linkOf(accountSid, sid, expiresAt, format) {
      const path = [accountSid, sid].map(encodeURIComponent).join('/');
      const file = `${publicUrl()}/media/${path}${format === undefined ? '' : `.${format}`}`;
      if (expiresAt === undefined) return file;
      const expires = String(Math.ceil(expiresAt));
      const signature = signatureOf(accountSid, sid, expires).toString('base64url');
      return `${file}?expires=${expires}&signature=${signature}`;
    },
    check({ accountSid, sid, expires = '', signature = '' }) {
      const given = Buffer.from(signature, 'base64url');
      const expected = signatureOf(accountSid, sid, expires);
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      return isOurs ? Number(expires) : undefined;
    },
  };
}
