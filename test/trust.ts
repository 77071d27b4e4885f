/** `npm run trust`: writes the figures of docs/proof.md anew; `-- --check` says whether they are stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { withFigures } from './trust/parts.ts';

const file = 'docs/proof.md';
await new Command('trust')
  .description(`Write the figures of ${file} anew, from what was measured and kept.`)
  .option('--check', 'write nothing: exit with 1 if the page is stale')
  .action(({ check }: { check?: boolean }) => {
    const page = readFileSync(file, 'utf8');
    const next = withFigures(page);
    if (!check) return writeFileSync(file, next);
    if (page === next) return;
    process.stderr.write(`${file} is stale: npm run trust\n`);
    process.exitCode = 1;
  })
  .parseAsync();
