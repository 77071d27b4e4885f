/** Who may ask: the keys that are taken, in a header or, for the page, in a cookie. */
import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

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

  /** Answers with a cookie that stands for a key. */
  giveCookie(context: Context, key: string) {
    const value = this.#digestOf(key).toString('base64url');
    setCookie(context, cookieName, value, {
      path: '/sandbox',
      httpOnly: true,
      sameSite: 'Strict',
    });
  }

  /** Whether a request has a cookie that stands for a key that is taken. */
  hasCookie(context: Context): boolean {
    const given = Buffer.from(getCookie(context, cookieName) ?? '', 'base64url');
    return this.#digests !== undefined && this.#isAmong(this.#digests, given);
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
