/** Scripts for browsers, as `npm run build` makes them: each one file that any browser runs. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * A file of `src/`, such as `explorer/browser/explorer.js`: beside this one in the package; in a checkout, in
 * what was built of it.
 * @throws Error where nothing was built.
 */
export function builtFile(name: string): string {
  const isPackage = !import.meta.url.endsWith('.ts');
  const file = new URL(`${isPackage ? '../' : '../../dist/src/'}${name}`, import.meta.url);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new Error(`${name} is not built: npm run build makes it.`);
}
