/** What the modes of `conform` have in common: files that they read, modules, and reports. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Command, InvalidArgumentError } from 'commander';
import type { ConformResult } from '../conform/index.ts';
import { paint, write } from './terminal.ts';

/** What every mode takes. */
export interface ConformRunOptions {
  readonly only?: readonly string[];
  readonly expectedFailures?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly html?: string;
}

/** Adds what every mode takes. */
export const withRunOptions = (command: Command): Command =>
  command
    .option('--only <id...>', 'run these checks, with what they need')
    .option('--expected-failures <file>', 'checks that are known to fail, an id a line')
    .option('--strict', 'what only should be so fails, too')
    .option('--json', 'print one JSON object instead')
    .option('--junit <file>', 'also write JUnit XML')
    .option('--html <file>', 'also write a page, with a picture of each failure');

/** What a run is told of them. */
export async function runOptionsIn(
  { only, strict, expectedFailures, json }: ConformRunOptions,
  known: ReadonlySet<string>,
) {
  const { readExpectedFailures, resultText } = await import('../conform/index.ts');
  const file = expectedFailures;
  return {
    ...(only === undefined ? {} : { only }),
    ...(strict === undefined ? {} : { strict }),
    ...(file === undefined
      ? {}
      : { expectedFailures: readExpectedFailures(textInFile(file), file, known) }),
    ...(json
      ? {}
      : { told: (result: Parameters<typeof resultText>[0]) => write(resultText(result, paint)) }),
  };
}

/** Tells what a run has come to, wherever it is asked for. */
export async function tellResult(
  result: ConformResult,
  { json, junit, html }: ConformRunOptions,
): Promise<void> {
  const { conformExitCode, conformPage, conformReport, junitOf, summaryText } = await import(
    '../conform/index.ts'
  );
  if (junit !== undefined) writeFileSync(junit, junitOf(result));
  if (html !== undefined) writeFileSync(html, conformPage(result));
  write(json ? `${JSON.stringify(conformReport(result), null, 2)}\n` : summaryText(result, paint));
  process.exitCode = conformExitCode(result);
}

/** @throws Error that names the file, and the system's word for what is wrong with it. */
export function textInFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: it cannot be read (${code}).`, { cause: error });
  }
}

/** What a module of somebody's own exports. */
export const moduleAt = (file: string): Promise<Readonly<Record<string, unknown>>> =>
  import(pathToFileURL(resolve(file)).href);

/** Seconds of an option, as milliseconds. */
export function secondsIn(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= 3_600) return seconds * 1_000;
  throw new InvalidArgumentError('expected seconds, from 0 to 3600.');
}
