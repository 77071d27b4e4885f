/** `diagrams`: the pages that explain the model. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { write } from './terminal.ts';

const help = `
Examples:
  $ texml-recordings diagrams --out docs/model           write them, and say what was stale
  $ texml-recordings diagrams --out docs/model --check   for a build: are they fresh?
`;

export function addDiagrams(program: Command) {
  program
    .command('diagrams')
    .description('write the pages that explain the model: charts, tables, runs, words')
    .requiredOption(
      '--out <folder>',
      'where the pages go, needed; other files in it are left alone',
    )
    .option('--check', 'write nothing; name what is stale, and exit with 1 if anything is')
    .addHelpText('after', help)
    .action(async ({ out, check }: { out: string; check?: boolean }) => {
      const { pages, refuseFile, staleIn, writePages } = await import('../pages/index.ts');
      refuseFile(out);
      const files = await pages();
      const stale = check ? staleIn(out, files) : writePages(out, files);
      for (const { file, state } of stale) write(`${state.padEnd(7)}  ${join(out, file)}\n`);
      if (stale.length === 0) write(`${out}: ${files.size} files, all fresh\n`);
      else if (check) {
        write(
          `${out}: ${stale.length} of ${files.size} files are stale; without --check they are written\n`,
        );
        process.exitCode = 1;
      } else write(`${out}: ${files.size} files, now fresh\n`);
    });
}
