/** `check`: whether what logs say of calls and recordings can be so. */
import { createReadStream, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Policy } from '../../machines/index.ts';
import type {
  CheckOptions,
  CheckSays,
  CheckSummary,
  Log,
  LogForm,
  SessionVerdict,
} from '../check/index.ts';
import { paint, write } from './terminal.ts';

interface Options {
  readonly from?: LogForm;
  readonly until?: number;
  readonly skew?: number;
  readonly policy?: Policy;
  readonly lacks?: readonly ('requests' | 'documents')[];
  readonly json?: boolean;
  readonly all?: boolean;
  readonly html?: string;
}

/** Said here as well, so that the help of other commands loads no part of a check; none can be left out. */
const forms: Readonly<Record<LogForm, true>> = {
  ndjson: true,
  'call-events': true,
  'webhook-deliveries': true,
  'twilio-events': true,
  har: true,
  'access-log': true,
  timeline: true,
};

const help = `
Examples:
  $ texml-recordings check last-night.ndjson          what an application has written itself
  $ texml-recordings check deliveries.json            Telnyx's webhook_deliveries, as fetched
  $ zcat access.log.*.gz | texml-recordings check -   what came by GET, from an access log
  $ texml-recordings check a.ndjson b.ndjson --until 2026-01-06T00:00:00Z
                                                      both have everything until then
  $ texml-recordings check last-night.ndjson --html report.html

What each session says is explained; or explained if the log lacks something, which is said; or it
is unexplained at a line: what it says cannot all be so; or there are too many ways to tell. Without
--until a callback that is missing may still come, and is not missed. What a log never has (--lacks; a
form that has no requests is known) is taken for granted. The own form is described in
schemas/log-line.json.

The exit code is 0 when everything is explained, 1 when something is unexplained, has too many ways to
tell or lacks a callback that is overdue, 2 when a log cannot be read or the command is used wrongly,
3 when the check itself failed in a session: it is named, and all others are judged. Lines that are no
entries are named on standard error, and left out.`;

export function addCheck(program: Command) {
  program
    .command('check')
    .description('tell whether what logs say of calls and recordings can be so, and if not, where')
    .argument('<log...>', 'files; - is standard input')
    .addOption(
      new Option('--from <form>', 'what the logs are; it is guessed').choices(Object.keys(forms)),
    )
    .option(
      '--until <time>',
      'the logs have everything until then: what is missing is overdue',
      timeIn,
    )
    .option('--skew <seconds>', 'by how much clocks may differ (default: 2)', secondsIn)
    .option(
      '--policy <policy>',
      'telnyx, twilio, or choices such as paused-time=skipped,…',
      policyIn,
    )
    .addOption(
      new Option('--lacks <what...>', 'what the logs never have').choices([
        'requests',
        'documents',
      ]),
    )
    .option('--all', 'tell of sessions that are explained, too')
    .option('--json', 'print one JSON object a line: each session, and last a summary')
    .option('--html <file>', 'also write a page about what is not explained')
    .addHelpText('after', help)
    .action((named: string[], options: Options) => run(named, options));
}

async function run(named: readonly string[], options: Options) {
  const { checkLogs, checkPage, checkText } = await import('../check/index.ts');
  const told: SessionVerdict[] = [];
  let summary: CheckSummary | undefined;
  const logs = named.map(
    (file): Log => ({
      file: file === '-' ? 'stdin' : file,
      lines: linesOf(file),
      form: options.from,
    }),
  );
  for await (const says of checkLogs(logs, checkOptions(options))) {
    clearProgress();
    if (says.kind === 'summary') summary = says.summary;
    if (says.kind === 'session' && options.html !== undefined) keep(told, says.verdict, options);
    if (says.kind === 'odd') warn(says);
    else if (options.json) write(`${jsonOf(says, options)}`);
    else write(checkText(says, { paint, all: options.all === true }));
  }
  if (!summary) return;
  if (options.html !== undefined) {
    const title = `What ${named.map((one) => basename(one)).join(', ')} says`;
    writeFileSync(options.html, checkPage({ title, verdicts: told, summary, madeAt: Date.now() }));
  }
  // What is fine leaves a code as it is.
  process.exitCode = checkExitCode(summary) || process.exitCode;
}

/** What the command exits with. */
export function checkExitCode(summary: CheckSummary): number {
  // Whatever they are, they are no logs of this form.
  if (summary.entries === 0 && summary.odd > 0) return 2;
  if (summary.failed > 0) return 3;
  return summary.unexplained + summary.undecided + summary.overdue > 0 ? 1 : 0;
}

function checkOptions({ until, skew, policy, lacks }: Options): CheckOptions {
  return {
    ...(until === undefined ? {} : { until }),
    ...(skew === undefined ? {} : { skewMs: skew }),
    ...(policy === undefined ? {} : { policy }),
    ...(lacks === undefined ? {} : { lacks }),
    ...(process.stderr.isTTY ? { progress: showProgress } : {}),
  };
}

/** So many sessions stand on a page: beyond that, a reader has seen enough. */
const mostOnPage = 300;
function keep(told: SessionVerdict[], verdict: SessionVerdict, { all }: Options) {
  const isTold = all || verdict.is !== 'explained';
  if (isTold && told.length < mostOnPage) told.push(verdict);
}

function jsonOf(says: CheckSays, { all }: Options): string {
  if (says.kind === 'session' && says.verdict.is === 'explained' && !all) return '';
  return `${JSON.stringify(says)}\n`;
}

const warn = ({ place, says }: Extract<CheckSays, { kind: 'odd' }>) =>
  process.stderr.write(`texml-recordings: ${place.file}:${place.line}: ${says}\n`);

function showProgress(entries: number, sessions: number) {
  process.stderr.write(`\r${entries} entries read, ${sessions} sessions open `);
}
function clearProgress() {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** The lines of a file. @throws Error that names it, and the system's word for what is wrong. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const input = file === '-' ? process.stdin : createReadStream(file, 'utf8');
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: the log cannot be read (${code ?? error}).`, { cause: error });
  }
}

function timeIn(text: string): number {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw new InvalidArgumentError('expected a date of ISO 8601, such as 2026-01-06T00:00:00Z.');
}
function secondsIn(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= 86_400) return seconds * 1_000;
  throw new InvalidArgumentError('expected seconds, from 0 to 86400.');
}
function policyIn(text: string): Policy {
  if (text === 'telnyx' || text === 'twilio') return text;
  const pairs = text.split(',').map((one) => one.split('='));
  if (pairs.some((pair) => pair.length !== 2)) {
    throw new InvalidArgumentError(
      'expected telnyx, twilio, or choices such as paused-time=skipped.',
    );
  }
  const chosen = pairs.map(([id, value]) => [
    id,
    /^\d+$/.test(value ?? '') ? Number(value) : value,
  ]);
  return Object.fromEntries(chosen) as Policy;
}
