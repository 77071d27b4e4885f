/** What cannot be used of all that is kept; the rest goes on without it. */

/** A file that cannot be used: it is left as it is. */
export interface Unusable {
  /** Left out for one that is of no account. */
  readonly accountSid?: string;
  /** Which file, and what is wrong with it. */
  readonly says: string;
}
/** What is kept of an account cannot be used; it is left as it is. */
export class UnusableAccount extends Error {
  constructor({ accountSid, says }: Unusable) {
    super(`The account "${accountSid}" cannot be used. ${says}`);
    this.name = 'UnusableAccount';
  }
}
