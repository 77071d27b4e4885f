/** What goes wrong with a database: it says which schema, and about what. */

/** A database that cannot be used, or something in it that is not what it should be. */
export class BadDatabase extends Error {
  /** The schema that holds the tables. */
  readonly schema: string;
  /** What in it: a sid, a key or an id. */
  readonly sid: string | undefined;
  /** The field, as a dotted path. */
  readonly field: string | undefined;

  constructor(
    schema: string,
    says: string,
    { sid, field, cause }: { sid?: string; field?: string; cause?: unknown } = {},
  ) {
    super(`Schema "${schema}": ${says}`, { cause });
    this.name = 'BadDatabase';
    this.schema = schema;
    this.sid = sid;
    this.field = field;
  }
}

/** What a driver throws, as far as it is looked at. */
interface Thrown {
  readonly code?: unknown;
  readonly detail?: unknown;
  readonly message?: unknown;
}

/**
 * Classes of what would go wrong the next time as well: what was asked is not understood, its data
 * are not taken, the role may not do it, or there is no such database. Source: Postgres, appendix A.
 */
const lasting = /^(?:0A|22|23|28|2B|2F|3D|3F|42|XX)/;

/** Whether it may be otherwise in a moment: the server is away, busy, or two waited for each other. */
export function mayPass(error: unknown): boolean {
  if (error instanceof BadDatabase || !(error instanceof Error)) return false;
  const { code } = error as Thrown;
  if (error.name === 'InvalidInput' || error.name === 'Closed') return false;
  return typeof code !== 'string' || !lasting.test(code);
}

/** Whether the database did not answer, other than that it is busy with somebody else's change. */
export const isAway = (error: unknown): boolean => {
  const code = codeOf(error) ?? '';
  return mayPass(error) && !code.startsWith('40') && !code.startsWith('TX');
};

/** The code that the database gives an error, or the system one of its connection. */
export const codeOf = (error: unknown): string | undefined => {
  const { code } = (error ?? {}) as Thrown;
  return typeof code === 'string' ? code : undefined;
};
/** What an error of the database is about, if it says so. */
export const aboutWhat = (error: unknown): string => String((error as Thrown).detail ?? '');
