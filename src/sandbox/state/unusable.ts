/** What cannot be used of all that is kept, or finds no room; the rest goes on without it. */

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
/** There are as many worlds as there can be. */
export class TooManyWorlds extends Error {
  constructor(most: number) {
    super(
      `There are ${most} accounts already, as many as there may be. End one that is not needed any ` +
        'more with DELETE /sandbox/accounts/ACCOUNT, or start the sandbox with a higher --accounts.',
    );
    this.name = 'TooManyWorlds';
  }
}
