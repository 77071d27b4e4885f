/** Scripts of the site, as `npm run build` makes them: each one file that any browser runs. */
import { existsSync, readFileSync } from 'node:fs';

/** Beside this file in the package; in a checkout, in what was built of it. */
const places = ['./browser/', '../../../dist/src/pages/site/browser/'];

/** @throws Error where nothing was built. */
export function builtScript(name: string): string {
  const files = places.map((place) => new URL(`${place}${name}`, import.meta.url));
  const [own, built] = files.map((file) => (existsSync(file) ? file : undefined));
  const isPackage = !import.meta.url.endsWith('.ts');
  const file = isPackage ? own : built;
  if (file === undefined) throw new Error(`${name} is not built: npm run build makes it.`);
  return readFileSync(file, 'utf8');
}
