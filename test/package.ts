/** `npm run package`: the tarball of a clean clone, and the `dist/` in it. */
import { pack } from './package/packed.ts';

process.stdout.write(`${(await pack()).path}\n`);
