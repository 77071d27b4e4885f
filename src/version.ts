/** The version of the package. */
import { readFileSync } from 'node:fs';

export const { version } = JSON.parse(
  readFileSync(new URL(import.meta.resolve('texml-recordings/package.json')), 'utf8'),
) as { readonly version: string };
