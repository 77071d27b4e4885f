/** What `npm run build` puts into `dist/` beside what is compiled: files as they are, and the explorer. */
import { cpSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

const scripts = ['src/pages/site/browser/site.js', 'src/explorer/browser/explorer.js'];
/** As they are, without what only types need, and without what is bundled below. */
const copied = [
  'src/scenarios/library',
  'src/sandbox/page',
  'src/pages/site/browser',
  'src/explorer/browser',
];
const isLeftOut = (from) => from.endsWith('.json') || /\/browser\/\w+\.js$/u.test(from);
for (const folder of copied) {
  const filter = (from) => folder === 'src/scenarios/library' || !isLeftOut(from);
  cpSync(folder, `dist/${folder}`, { recursive: true, filter });
}

/** Files that run from a disk, where a browser loads no modules. */
buildSync({
  entryPoints: scripts,
  outbase: 'src',
  outdir: 'dist/src',
  bundle: true,
  format: 'iife',
  minify: true,
  legalComments: 'eof',
  target: 'es2023',
  logLevel: 'warning',
});

// A sandbox serves the explorer; to play every scenario for it would take seconds.
const { explorerData } = await import('../dist/src/pages/site/explorer.js');
writeFileSync('dist/src/explorer/browser/explorer-data.js', explorerData());
