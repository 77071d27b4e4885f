/** What goes wrong with a host and its store: it says which one, and about what. */

/** Inside of a host: the store could not keep a change; the cause is what the store threw. */
export class NotKept extends Error {
  constructor(cause: unknown) {
    super('The store could not keep a change.', { cause });
    this.name = 'NotKept';
  }
}

/** Whoever asked is told what the store threw. */
export function asTheStoreSays(error: unknown): never {
  throw error instanceof NotKept ? error.cause : error;
}

/** Somebody else has changed what was read; nothing of the change is kept. */
export class Conflict extends Error {
  /** Of what somebody else has changed. */
  readonly sid: string;

  constructor(machine: string, sid: string) {
    super(`The ${machine} "${sid}" was changed by somebody else since it was read.`);
    this.name = 'Conflict';
    this.sid = sid;
  }
}

/** What was asked is over; nothing of it has happened. */
export class Closed extends Error {
  constructor(what: string) {
    super(`${what} is closed.`);
    this.name = 'Closed';
  }
}

interface Details {
  readonly sid?: string;
  readonly field?: string;
  readonly cause?: unknown;
}

/** A file that cannot be used, or something in it that is not what it should be. */
export class BadFile extends Error {
  /** Its path, as it was given. */
  readonly file: string;
  /** What in the file: a sid, or the key, number or id of what has none. */
  readonly sid: string | undefined;
  /** The field, as a dotted path. */
  readonly field: string | undefined;

  constructor(file: string, says: string, { sid, field, cause }: Details = {}) {
    super(`${file}: ${says}`, { cause });
    this.name = 'BadFile';
    this.file = file;
    this.sid = sid;
    this.field = field;
  }
}
