/** What `npm run build` puts into `dist/` beside what is compiled: files as they are, and the explorer. */
import { cpSync } from 'node:fs';
import { buildSync } from 'esbuild';

/** As they are, without what only types need. */
const copied = ['src/scenarios/library', 'src/sandbox/page', 'src/pages/site/browser'];
const isLeftOut = (from) => from.endsWith('.json') || /site\/browser\/\w+\.js$/u.test(from);
for (const folder of copied) {
  const filter = (from) => folder === 'src/scenarios/library' || !isLeftOut(from);
  cpSync(folder, `dist/${folder}`, { recursive: true, filter });
}

/** Files that run from a disk, where a browser loads no modules. */
buildSync({
  entryPoints: ['site', 'explorer'].map((name) => `src/pages/site/browser/${name}.js`),
  outdir: 'dist/src/pages/site/browser',
  bundle: true,
  format: 'iife',
  minify: true,
  legalComments: 'eof',
  target: 'es2023',
  logLevel: 'warning',
});
