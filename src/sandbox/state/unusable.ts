/** What cannot be used of all that is kept, written at the end, or finds no room; the rest goes on. */

/** A file that cannot be used: it is left as it is. */
export interface Unusable {
  /** Left out for one that is of no account. */
  readonly accountSid?: string;
  /** Which file, and what is wrong with it. */
  readonly says: string;
}
/** An account that cannot be used, because of what was thrown. */
export function unusableBy(accountSid: string, file: string, error: unknown): Unusable {
  const said = messageOf(error);
  return { accountSid, says: said.includes(file) ? said : `${file}: ${said}` };
}
/** @throws AggregateError if what was closed could not all be written. */
export function tellUnwritten(closed: readonly PromiseSettledResult<void>[]) {
  const errors = closed.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (errors.length === 0) return;
  const says = [...new Set(errors.map(messageOf))].join('; ');
  throw new AggregateError(errors, `Not all was written. ${says}`);
}
/** What somebody has thrown says. */
export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

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
