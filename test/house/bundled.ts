/**
 * Programs of tests that are begun again and again, in one file each: a process that is killed a moment
 * later has loaded little.
 */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Makes one file of a program and all that it imports, packages aside, and gives its path. */
export function bundled(entry: string, folder: string, external: readonly string[] = []): string {
  const outfile = join(folder, 'program.mjs');
  const how = { bundle: true, platform: 'node', format: 'esm', logLevel: 'error' } as const;
  buildSync({ entryPoints: [entry], outfile, external: [...external], ...how });
  return outfile;
}
