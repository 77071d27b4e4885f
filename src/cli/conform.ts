/** `conform`: one's own receiver, tried by checks that have an authority. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type {
  ConformReceiverOptions,
  ConformResult,
  ReceiverPart,
  ReceiverProbe,
} from '../conform/index.ts';
import { paint, write } from './terminal.ts';

interface ReportOptions {
  readonly json?: boolean;
  readonly junit?: string;
  readonly html?: string;
  readonly expectedFailures?: string;
}
interface Options extends ReportOptions {
  readonly url: string;
  readonly probe?: string;
  readonly key?: string;
  readonly account?: string;
  readonly without?: readonly ReceiverPart[];
  readonly only?: readonly string[];
  readonly strict?: boolean;
  readonly limit?: number;
  readonly settle?: number;
}

/** Said here as well, so that the help of other commands loads no kit; none can be left out. */
const parts: Readonly<Record<ReceiverPart, true>> = {
  probe: true,
  key: true,
  token: true,
  account: true,
};

const help = `
Examples:
  $ texml-recordings conform receiver --url http://localhost:3000/recordings \\
      --without probe key account                     what it answers, and nothing else
  $ texml-recordings conform receiver --url http://localhost:3000/recordings \\
      --probe 'GET http://localhost:3000/recordings/{RecordingSid}' --without key account
                                                      and what it comes to know
  $ openssl genpkey -algorithm ed25519 -out kit.pem   a key for the kit, once
  $ texml-recordings conform key kit.pem              its public half, for the receiver
  $ texml-recordings conform receiver --url … --probe ./probe.mjs --key kit.pem --account ACCOUNT

A probe tells what the receiver knows of a recording, as JSON with a status; 404: nothing. A module
exports stateOf(recordingSid). What is not given, and not left out by --without, is not tested, which
is a failure. A list of expected failures has an id a line, and # before what is none.

The exit code is 0 when every promise that must be kept is kept, or fails as expected; 1 when one is
not, could not be tested, or is listed and passes; 2 when the command is used wrongly or a file cannot
be read; 3 when the kit broke or the probe failed. Promises that only should be kept are told, and
fail with --strict. Secrets are not shown. The report is described in schemas/conform-report.json.`;

export function addConform(program: Command) {
  const conform = program
    .command('conform')
    .description('try your own receiver of callbacks, by checks that have an authority');
  conform
    .command('list')
    .description('list all checks: what is promised, how much rests on it, and who says so')
    .option('--json', 'print one JSON object')
    .action(list);
  conform
    .command('key')
    .description('print the public half of a private key, as a receiver takes it')
    .argument('<file>', 'a private key of Ed25519 in PEM')
    .action(async (file: string) => {
      const { publicKeyOf } = await import('../conform/index.ts');
      write(`${publicKeyOf(textOf(file))}\n`);
    });
  conform
    .command('receiver')
    .description('play lives of recordings against whoever takes their callbacks')
    .requiredOption('--url <url>', 'where it takes callbacks, with its token if it has one')
    .option('--probe <probe>', "what looks into it: 'GET URL' with {RecordingSid}, or a module")
    .option('--key <file>', 'a private key that callbacks are signed with, in PEM')
    .option('--account <sid>', 'whose callbacks it takes')
    .addOption(
      new Option('--without <part...>', 'what it does not have').choices(Object.keys(parts)),
    )
    .option('--only <id...>', 'run these checks, with what they need')
    .option('--expected-failures <file>', 'checks that are known to fail, an id a line')
    .option('--strict', 'what only should be so fails, too')
    .option('--limit <seconds>', 'how fast it has to answer (default: 2)', secondsIn)
    .option('--settle <seconds>', 'how long until the probe knows (default: 1)', secondsIn)
    .option('--json', 'print one JSON object instead')
    .option('--junit <file>', 'also write JUnit XML')
    .option('--html <file>', 'also write a page, with a picture of each failure')
    .addHelpText('after', help)
    .action(receiver);
}

async function list({ json }: { readonly json?: boolean }) {
  const { checkJson, checkListText, receiverChecks } = await import('../conform/index.ts');
  const text = json
    ? `${JSON.stringify({ checks: receiverChecks.map(checkJson) }, null, 2)}\n`
    : checkListText(receiverChecks, paint);
  write(text);
}

async function receiver(options: Options) {
  const { conformReceiver, readExpectedFailures, receiverChecks, resultText } = await import(
    '../conform/index.ts'
  );
  const { url, account, without, only, strict, limit, settle, expectedFailures, json } = options;
  const known = new Set(receiverChecks.map(({ id }) => id));
  const given: ConformReceiverOptions = {
    url,
    ...(options.probe === undefined ? {} : { probe: await probeIn(options.probe) }),
    ...(options.key === undefined ? {} : { key: textOf(options.key) }),
    ...(account === undefined ? {} : { account }),
    ...(without === undefined ? {} : { without }),
    ...(only === undefined ? {} : { only }),
    ...(strict === undefined ? {} : { strict }),
    ...(limit === undefined ? {} : { limitMs: limit }),
    ...(settle === undefined ? {} : { settleMs: settle }),
    ...(expectedFailures === undefined
      ? {}
      : {
          expectedFailures: readExpectedFailures(textOf(expectedFailures), expectedFailures, known),
        }),
    ...(json ? {} : { told: (result) => write(resultText(result, paint)) }),
  };
  await report(await conformReceiver(given).all(), options);
}

/** Tells what a run has come to, wherever it is asked for. */
async function report(result: ConformResult, { json, junit, html }: ReportOptions) {
  const { conformExitCode, conformPage, conformReport, junitOf, summaryText } = await import(
    '../conform/index.ts'
  );
  if (junit !== undefined) writeFileSync(junit, junitOf(result));
  if (html !== undefined) writeFileSync(html, conformPage(result));
  write(json ? `${JSON.stringify(conformReport(result), null, 2)}\n` : summaryText(result, paint));
  process.exitCode = conformExitCode(result);
}

/** A module that looks into the receiver, or a request as it is. @throws Error that names the file. */
async function probeIn(text: string): Promise<ReceiverProbe | string> {
  if (/^(?:[A-Z]+\s+)?https?:/.test(text)) return text;
  const found: Partial<ReceiverProbe> = await import(pathToFileURL(resolve(text)).href);
  if (typeof found.stateOf === 'function') return found as ReceiverProbe;
  throw new Error(`${text}: expected a module that exports stateOf(recordingSid)`);
}

/** @throws Error that names the file, and the system's word for what is wrong with it. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: it cannot be read (${code}).`, { cause: error });
  }
}

function secondsIn(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= 3_600) return seconds * 1_000;
  throw new InvalidArgumentError('expected seconds, from 0 to 3600.');
}
