#!/usr/bin/env node
/** The commands of the package; each loads only what it needs. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { styleText } from 'node:util';
import { Command } from 'commander';
import type { Paint, Played, ScenarioReport } from './scenarios/index.ts';

const { version } = JSON.parse(
  readFileSync(new URL(import.meta.resolve('texml-recordings/package.json')), 'utf8'),
) as { version: string };

/** Colours only where standard output is a terminal that wants them. */
const paint: Paint = (format, text) => styleText(format, text, { stream: process.stdout });

const program = new Command('texml-recordings')
  .description('The lifecycle of TeXML call recordings as an executable model.')
  .version(version)
  .showHelpAfterError('Try --help.');

program
  .command('play', { isDefault: true })
  .description('play scenarios on a virtual clock and show every recording’s life')
  .argument('[scenario...]', 'files, or names of shipped scenarios; all shipped ones if none')
  .option('--json', 'print one JSON object instead')
  .option('--summary', 'print only the table')
  .addHelpText(
    'after',
    `
Examples:
  $ texml-recordings play                       every shipped scenario
  $ texml-recordings play voicemail             a shipped one, by name
  $ texml-recordings play my-flow.yaml --json   one of your own, for a program

The exit code is 1 when something is not as a scenario expects, 2 when it cannot be played.`,
  )
  .action(async (named: string[], options: { json?: boolean; summary?: boolean }) => {
    const { libraryFiles, loadScenario, play, printScenario, printSummary, reportOf } =
      await import('./scenarios/index.ts');
    const shipped = libraryFiles();
    const fileOf = (name: string) => {
      const file = shipped.find((one) => basename(one, '.yaml') === name) ?? name;
      if (existsSync(file)) return file;
      throw new Error(`"${name}" is neither a file nor a shipped scenario; "list" lists those`);
    };
    const scenarios = (named.length === 0 ? shipped : named.map(fileOf)).map(loadScenario);
    const reports: ScenarioReport[] = [];
    for (const scenario of scenarios) {
      const played: Played = play(scenario);
      const report = reportOf(played);
      reports.push(report);
      if (!options.json && !options.summary) write(`${printScenario(paint, played, report)}\n`);
    }
    if (options.json) write(`${JSON.stringify({ scenarios: reports }, null, 2)}\n`);
    else write(printSummary(paint, reports));
    if (reports.some(({ ok }) => !ok)) process.exitCode = 1;
  });

program
  .command('list')
  .description('list the shipped scenarios')
  .option('--json', 'print one JSON object instead')
  .action(async ({ json }: { json?: boolean }) => {
    const { libraryFiles, loadScenario } = await import('./scenarios/index.ts');
    const all = libraryFiles().map((file) => ({ file, ...loadScenario(file) }));
    const width = Math.max(...all.map(({ name }) => name.length));
    if (json) {
      const scenarios = all.map(({ name, says, file }) => ({ name, says, file }));
      write(`${JSON.stringify({ scenarios }, null, 2)}\n`);
    } else for (const { name, says } of all) write(`${name.padEnd(width)}  ${says}\n`);
  });

program
  .command('diagrams')
  .description('write the pages that explain the model: charts, tables, runs, words')
  .requiredOption('--out <folder>', 'where the pages go; other files in it are left alone')
  .option('--check', 'write nothing; name what is stale, and exit with 1 if anything is')
  .action(async ({ out, check }: { out: string; check?: boolean }) => {
    const { pages, staleIn, writePages } = await import('./pages/index.ts');
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

function write(text: string) {
  process.stdout.write(text);
}

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
