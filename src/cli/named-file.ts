/** Files that are named on the command line. */
import { readFileSync } from 'node:fs';

/**
 * The text of a file; `what` is in it.
 * @throws Error that names the file, and the system's word for what is wrong with it.
 */
export function textOfNamed(file: string, what: 'keys' | 'settings'): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: the ${what} cannot be read (${code}).`, { cause: error });
  }
}
