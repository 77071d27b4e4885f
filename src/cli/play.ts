/** `play`: scenarios on a virtual clock. */
import { statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { makeFolder } from '../folders.ts';
import type { Played, Scenario, ScenarioReport } from '../scenarios/index.ts';
import { paint, write } from './terminal.ts';

interface Options {
  readonly list?: boolean;
  readonly json?: boolean;
  readonly summary?: boolean;
  readonly lanes?: string;
}

export function addPlay(program: Command) {
  program
    .command('play')
    .description('play scenarios on a virtual clock and show every recording’s life')
    .argument('[scenario...]', 'files, or names of shipped scenarios; all shipped ones if none')
    .option('--list', 'list them instead of playing')
    .option('--json', 'print one JSON object instead')
    .option('--summary', 'print only the table')
    .option('--lanes <folder>', 'also draw all lives over time: a picture (SVG) each scenario')
    .addHelpText(
      'after',
      `
Examples:
  $ texml-recordings play                       every shipped scenario
  $ texml-recordings play voicemail             a shipped one, by name
  $ texml-recordings play my-flow.yaml --json   one of your own, for a program
  $ texml-recordings play voicemail --lanes .   and its picture, voicemail.svg

The exit code is 1 when something is not as a scenario expects, 2 when it cannot be played.`,
    )
    .action(async (named: string[], options: Options) => {
      const { libraryFiles, loadScenario } = await import('../scenarios/index.ts');
      const shipped = libraryFiles();
      const fileOf = (name: string) => {
        const file = shipped.find((one) => basename(one, '.yaml') === name) ?? name;
        if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
        throw new Error(`"${name}" is neither a file nor a shipped scenario; --list lists those`);
      };
      const files = named.length === 0 ? shipped : named.map(fileOf);
      const scenarios = files.map((file) => ({ file, scenario: loadScenario(file) }));
      if (options.list) listAll(scenarios, options);
      else await playAll(scenarios, options);
    });
}

type Files = readonly { readonly file: string; readonly scenario: Scenario }[];

function listAll(files: Files, { json }: Options) {
  const all = files.map(({ file, scenario: { name, says } }) => ({ name, says, file }));
  const width = Math.max(...all.map(({ name }) => name.length));
  if (json) write(`${JSON.stringify({ scenarios: all }, null, 2)}\n`);
  else for (const { name, says } of all) write(`${name.padEnd(width)}  ${says}\n`);
}

async function playAll(files: Files, { json, summary, lanes }: Options) {
  const { play, printScenario, printSummary, reportOf } = await import('../scenarios/index.ts');
  const drawn = lanes === undefined ? undefined : await picturesIn(lanes);
  const reports: ScenarioReport[] = [];
  for (const { scenario } of files) {
    const played = play(scenario);
    const report = reportOf(played);
    reports.push(report);
    drawn?.(played);
    if (!json && !summary) write(`${printScenario(paint, played, report)}\n`);
  }
  if (json) write(`${JSON.stringify({ scenarios: reports }, null, 2)}\n`);
  else write(printSummary(paint, reports));
  if (reports.some(({ ok }) => !ok)) process.exitCode = 1;
}

/** Draws what was played into a folder, which is made if it is not there. */
async function picturesIn(folder: string): Promise<(played: Played) => void> {
  const { lanesOf, lanesSvg } = await import('../render/index.ts');
  const titleOf = ({ sid }: { readonly sid: string }) => sid;
  makeFolder(folder);
  return ({ scenario: { name, says }, world }) => {
    const file = join(folder, `${name.replaceAll(/[^\w.-]+/g, '-')}.svg`);
    writeFileSync(file, lanesSvg(lanesOf(world.happenings, { titleOf }), says));
  };
}
