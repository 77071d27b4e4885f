/** `lint`: what is wrong in documents. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FormatOptions, LintFormatName } from '../lint/index.ts';
import { version } from '../version.ts';
import { paint, write } from './terminal.ts';

interface Options {
  readonly strict?: boolean;
  readonly inline?: boolean;
  readonly quiet?: boolean;
  readonly maxWarnings?: number;
  readonly format: LintFormatName;
  readonly json?: boolean;
  readonly stdinFilename?: string;
  readonly rules?: boolean;
}

/** What the command reads from and writes to. */
/** Said here as well, so that the help of other commands loads no linter; none can be left out. */
const formats: Readonly<Record<LintFormatName, true>> = {
  text: true,
  json: true,
  sarif: true,
  github: true,
};

export interface LintTerminal {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly paint: FormatOptions['paint'];
  /** What paths are relative to: as they are named, and in a repository. */
  readonly folder: string;
  readonly root: string;
  readonly write: (text: string) => void;
  readonly warn: (line: string) => void;
  readonly exit: (code: number) => void;
}

/** That of this process. */
function terminal(): LintTerminal {
  const folder = process.cwd();
  return {
    stdin: process.stdin,
    paint,
    folder,
    root: process.env.GITHUB_WORKSPACE ?? folder,
    write,
    warn: (line) => process.stderr.write(`texml-recordings: ${line}\n`),
    exit: (code) => {
      process.exitCode = code;
    },
  };
}

const help = `
Examples:
  $ texml-recordings lint voice.xml menu.xml          files
  $ texml-recordings lint documents/                  the .xml files in a folder and its folders
  $ texml-recordings lint http://localhost:3000/voice an address, asked with GET
  $ curl -d From=+12025550199 localhost:3000/voice | texml-recordings lint
                                                      what else gives a document
  $ texml-recordings lint --strict --max-warnings 0 documents/
                                                      for a gate: nothing is let pass
  $ texml-recordings lint --format sarif documents/ > texml.sarif

A finding is a line: FILE:LINE:COLUMN: warning: message [rule] (source). A document is refused,
which is an error, if it is no XML or has another root; all else is a warning, and the call goes on
as it says. With --strict what may not be there refuses the document too.

The exit code is 0 when no document is refused, 1 when one is or there are more warnings than
--max-warnings, 2 when something cannot be read or the command is used wrongly. What cannot be read
is named on standard error, and the rest is looked at all the same. A document may have 256 kB, and
a server 10 s to answer. Paths in SARIF and for GitHub are relative to GITHUB_WORKSPACE, or else to
the current folder. Colours are for terminals; NO_COLOR forbids them.`;

export function addLint(program: Command, given?: LintTerminal) {
  program
    .command('lint')
    .description('tell what is wrong in TeXML documents, with line, column and a source')
    .argument('[document...]', 'files, folders, URLs; - or none reads standard input')
    .option('--strict', 'a value that may not be there is an error, as with strict: true')
    .option('--inline', 'they are sent as Texml, without a URL: tell of relative URLs')
    .addOption(
      new Option('--format <format>', 'how it is told')
        .choices(Object.keys(formats))
        .default('text'),
    )
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .option('--quiet', 'tell of errors alone')
    .option(
      '--max-warnings <n>',
      'fail when there are more; without it, any number passes',
      countOf,
    )
    .option('--stdin-filename <file>', 'what a document on standard input is called')
    .option('--rules', 'list what is looked for, and who documents it')
    .addHelpText('after', help)
    .action((named: string[], options: Options) => run(named, options, given ?? terminal()));
}

async function run(named: readonly string[], options: Options, of: LintTerminal) {
  const { exitCodeOf, lint, lintFormats, printable, rulesText } = await import('../lint/index.ts');
  const { strict, inline, quiet, maxWarnings, format, stdinFilename: stdinName } = options;
  if (options.rules) return of.write(rulesText(of.paint));
  if (named.length === 0 && of.stdin.isTTY) {
    throw new Error('lint has nothing to look at: name a file, a folder or a URL, or give it text');
  }
  const { stdin, folder, root } = of;
  const linting = await lint(named, { stdin, folder, stdinName, strict, inline });
  for (const { name, says } of linting.unread) of.warn(`${printable(name)} ${says}`);
  const how = { paint: of.paint, root, version, quiet, maxWarnings };
  of.write(lintFormats[options.json ? 'json' : format](linting, how));
  of.exit(exitCodeOf(linting, maxWarnings));
}

function countOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number from 0.');
}
