/** Lists of expected failures: what is known to fail, until it does not. */

/** A list that cannot be taken. */
export class ExpectedFailuresError extends Error {
  /** The name of its class. */
  override readonly name = 'ExpectedFailuresError';
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
  const ids = new Set<string>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const [id = ''] = line.trim().split(/\s+/);
    if (id === '' || id.startsWith('#')) continue;
    const place = `${file}:${i + 1}`;
    if (!known.has(id)) {
      throw new ExpectedFailuresError(
        `${place}: no check is called ${id}; list shows all of them.`,
      );
    }
    if (ids.has(id)) throw new ExpectedFailuresError(`${place}: ${id} is there twice.`);
    ids.add(id);
  }
  return ids;
}
