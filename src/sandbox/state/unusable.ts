/** What cannot be used of all that is kept, or finds no room; the rest goes on without it. */
import { limits } from '../stage/limits.ts';

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
  constructor() {
    super(`There are ${limits.worlds} accounts already; this sandbox holds no more.`);
    this.name = 'TooManyWorlds';
  }
}
