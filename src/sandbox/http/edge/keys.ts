/** Who may ask: the keys that are taken, in a header or, for the page, in a cookie. */
import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';

const cookieName = 'texml-recordings';

export class Keys {
  /** Of this process: a session ends with it. */
  readonly #secret = createSecretKey(randomBytes(32));
  /** Undefined: any key will do. */
  readonly #digests: readonly Buffer[] | undefined;

  constructor(keys?: readonly string[]) {
    this.#digests = keys?.map((key) => this.#digestOf(key));
  }

  /** Whether only some keys are taken. */
  get areLimited(): boolean {
    return this.#digests !== undefined;
  }

  isGood(key: string): boolean {
    return this.#digests === undefined || this.#isAmong(this.#digests, this.#digestOf(key));
  }

  /** The key in an Authorization header; undefined if there is none, or nothing of the kind. */
  keyIn(authorization: string | null | undefined): string | undefined {
    return /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? '')?.[1];
  }

  /** A cookie that stands for a key. */
  cookieFor(key: string): string {
    const value = this.#digestOf(key).toString('base64url');
    return `${cookieName}=${value}; Path=/sandbox; HttpOnly; SameSite=Strict`;
  }

  /** Whether a Cookie header has one that stands for a key that is taken. */
  hasCookie(header: string | null | undefined): boolean {
    const pairs = (header ?? '').split(';').map((one) => one.trim().split('='));
    const values = pairs.filter(([name]) => name === cookieName).map(([, value = '']) => value);
    return values.some((value) => {
      const given = Buffer.from(value, 'base64url');
      return this.#digests !== undefined && this.#isAmong(this.#digests, given);
    });
  }

  #digestOf(key: string): Buffer {
    return createHmac('sha256', this.#secret).update(key).digest();
  }

  /** All are compared, so that the time that it takes says nothing. */
  #isAmong(digests: readonly Buffer[], given: Buffer): boolean {
    return digests
      .map((one) => one.length === given.length && timingSafeEqual(one, given))
      .includes(true);
  }
}
