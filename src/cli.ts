#!/usr/bin/env node
/** The commands of the package; each loads only what it needs. */
import { Command } from 'commander';
import { addDiagrams } from './cli/diagrams.ts';
import { addPlay } from './cli/play.ts';
import { addServe } from './cli/serve.ts';
import { version } from './sandbox/version.ts';

const program = new Command('texml-recordings')
  .description('The lifecycle of TeXML call recordings as an executable model.')
  .version(version)
  .showHelpAfterError('Try --help.');
addServe(program);
addPlay(program);
addDiagrams(program);

// A reader that stops reading, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`texml-recordings: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
