/** `diagrams`: the pages that explain the model. */
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { PageForm } from '../pages/index.ts';
import { write } from './terminal.ts';

const help = `
Examples:
  $ texml-recordings diagrams --out docs/model           write them, and say what was stale
  $ texml-recordings diagrams --out docs/model --check   for a build: are they fresh?
  $ texml-recordings diagrams --out site --format html   a site that opens from a disk, with a search

Markdown is for GitHub and its like, MDX for sites whose pages are components, such as Docusaurus. The
site needs no server and asks nothing of anybody; it may lie in any folder of another.
`;

/** Said here as well, so that the help of other commands loads no page; none can be left out. */
const forms: Readonly<Record<PageForm, true>> = { md: true, mdx: true, html: true };
interface Options {
  readonly out: string;
  readonly check?: boolean;
  readonly format: PageForm;
  readonly guides?: boolean;
}

export function addDiagrams(program: Command) {
  program
    .command('diagrams')
    .description('write the pages that explain the model: charts, tables, runs, words')
    .requiredOption(
      '--out <folder>',
      'where the pages go, needed; other files in it are left alone',
    )
    .addOption(
      new Option('--format <form>', 'what the pages are written as')
        .choices(Object.keys(forms))
        .default('md'),
    )
    .option('--guides', 'the guides and the manual as well; a site has them anyway')
    .option('--check', 'write nothing; name what is stale, and exit with 1 if anything is')
    .addHelpText('after', help)
    .action(async ({ out, check, format, guides }: Options) => {
      const { pagesAs, refuseFile, staleIn, writePages } = await import('../pages/index.ts');
      refuseFile(out);
      const files = await pagesAs(format, guides);
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
