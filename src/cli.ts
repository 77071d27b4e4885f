#!/usr/bin/env node
/** The commands of the package; each loads only what it needs. */
import { Command, CommanderError } from 'commander';
import { addCheck } from './cli/check.ts';
import { addConform } from './cli/conform.ts';
import { addDiagrams } from './cli/diagrams.ts';
import { addDiff } from './cli/diff.ts';
import { addDriving } from './cli/driving/driving.ts';
import { addLint } from './cli/lint.ts';
import { addPlay } from './cli/play.ts';
import { addServe } from './cli/serve.ts';
import { addWatch } from './cli/watch.ts';
import { version } from './version.ts';

const program = new Command('texml-recordings')
  .description('The lifecycle of TeXML call recordings as an executable model.')
  .version(version)
  .showHelpAfterError('Try --help.')
  // A wrong use has the exit code of whatever else cannot be done.
  .exitOverride();
addServe(program);
addPlay(program);
addLint(program);
addCheck(program);
addConform(program);
addWatch(program);
addDiagrams(program);
addDiff(program);
addDriving(program);

// A reader that stops reading, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  // What is wrong in the use of a command, commander has said.
  const isSaid = error instanceof CommanderError;
  if (!isSaid) {
    process.stderr.write(`texml-recordings: ${error instanceof Error ? error.message : error}\n`);
  }
  process.exitCode = isSaid && error.exitCode === 0 ? 0 : 2;
}
