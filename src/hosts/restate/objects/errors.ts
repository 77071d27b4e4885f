/** What goes wrong with Restate: it says where it was asked, and about what. */

/** Restate cannot be used, or has something that is not what it should be. */
export class BadRestate extends Error {
  /** Where it was asked: an address, or the name of a service and a key. */
  readonly place: string;
  /** What it answered; undefined when it did not. */
  readonly status: number | undefined;

  constructor(place: string, says: string, { status, cause }: Details = {}) {
    super(`${place}: ${says}`, { cause });
    this.name = 'BadRestate';
    this.place = place;
    this.status = status;
  }
}

interface Details {
  readonly status?: number;
  readonly cause?: unknown;
}

/** What an object cannot take as it is. */
export const asBadRestate = (place: string, error: Error) =>
  new BadRestate(place, error.message, { cause: error });
