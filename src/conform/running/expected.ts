/** Lists in files: of what is known to fail, until it does not, and of what a subject does not have. */

/** A list that cannot be taken. */
export class ExpectedFailuresError extends Error {
  /** The name of its class. */
  override readonly name = 'ExpectedFailuresError';
}

/** A profile that cannot be taken. */
export class ProfileError extends Error {
  /** The name of its class. */
  override readonly name = 'ProfileError';
}

/**
 * Reads a list: an id of a check on a line, and behind it what you like. Empty lines and those that
 * begin with `#` are left out.
 * @param known - The ids that there are.
 * @throws ExpectedFailuresError that names the line of an id that no check has, or that is there twice.
 */
export function readExpectedFailures(
  text: string,
  file: string,
  known: ReadonlySet<string>,
): ReadonlySet<string> {
  const unknown = (id: string) => `no check is called ${id}; list shows all of them`;
  return listedIn(text, file, { known, unknown, failure: ExpectedFailuresError });
}

/** What a list may name, and how it is said that it names something else. */
interface Listed {
  readonly known: ReadonlySet<string>;
  readonly unknown: (id: string) => string;
  readonly failure: new (says: string) => Error;
}

/** What a list names; `failure` is thrown for what it may not. */
export function listedIn(text: string, file: string, of: Listed): ReadonlySet<string> {
  const { known, unknown, failure: Failure } = of;
  const ids = new Set<string>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const [id = ''] = line.trim().split(/\s+/);
    if (id === '' || id.startsWith('#')) continue;
    const place = `${file}:${i + 1}`;
    if (!known.has(id)) throw new Failure(`${place}: ${unknown(id)}.`);
    if (ids.has(id)) throw new Failure(`${place}: ${id} is there twice.`);
    ids.add(id);
  }
  return ids;
}
