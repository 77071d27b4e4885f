/** `diff`: what has changed from one version of the model to another, and whom it breaks. */
import { type Command, Option } from 'commander';
import { version } from '../version.ts';
import { paint, write } from './terminal.ts';

const help = `
Examples:
  $ texml-recordings diff old/node_modules/texml-recordings    that version, and this one
  $ texml-recordings diff before.json after.json --as markdown for a changelog
  $ texml-recordings diff released.json --fail-on breaking     for a build

A version is a folder with a package or a checkout, or the file exports/model.json that diagrams
writes and packages have in their folder diagrams. Without NEW it is the version of this command. Of
a package from before there were such files, the modules are loaded and run.

A change breaks embedders, who run the machines in a service of their own; callers, who send
requests and documents; or followers, who see callbacks and statuses from outside. Each has its
reason. The exit code is 0, or 1 where --fail-on finds something, 2 when a version cannot be read.`;

const forms = ['text', 'markdown', 'json'] as const;
interface Options {
  readonly as: (typeof forms)[number];
  readonly failOn?: 'breaking' | 'any';
}

export function addDiff(program: Command) {
  program
    .command('diff')
    .description('tell what has changed between two versions of the model, and whom it breaks')
    .argument('<old>', 'a package, a checkout, or a file model.json')
    .argument('[new]', 'another; this version when left out')
    .addOption(new Option('--as <form>', 'how it is printed').choices(forms).default('text'))
    .addOption(
      new Option(
        '--fail-on <what>',
        'exit with 1 if there is a change, or one that breaks',
      ).choices(['breaking', 'any']),
    )
    .addHelpText('after', help)
    .action(run);
}

async function run(before: string, after: string | undefined, { as, failOn }: Options) {
  const { audiencesBroken, describedModel, diffMarkdown, diffModels, diffText, foundModel } =
    await import('../diff/index.ts');
  const is = after === undefined ? describedModel(version) : await foundModel(after);
  const diff = diffModels(await foundModel(before), is);
  if (as === 'json') write(`${JSON.stringify(diff, null, 2)}\n`);
  else write(as === 'markdown' ? diffMarkdown(diff) : diffText(diff, paint));
  const failing = diff.changes.filter((one) => failOn === 'any' || audiencesBroken(one).length > 0);
  if (failOn !== undefined && failing.length > 0) process.exitCode = 1;
}
