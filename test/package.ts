/** `npm run package`: the tarballs of a clean clone, and the `dist/` in them. */
import { pack } from './package/packed.ts';

try {
  process.stdout.write(`${(await pack()).path}\n`);
} catch (error) {
  // What a command has said says more than where it was called.
  const { stdout = '', stderr = error } = error as { stdout?: string; stderr?: unknown };
  process.stderr.write(`${stdout}${stderr}\n`);
  process.exitCode = 1;
}
