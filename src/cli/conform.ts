/** `conform`: one's own receiver or platform, tried by checks that have an authority. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ConformReceiverOptions, ReceiverPart, ReceiverProbe } from '../conform/index.ts';
import {
  type ConformRunOptions,
  moduleAt,
  runOptionsIn,
  secondsIn,
  tellResult,
  textInFile,
  withRunOptions,
} from './conform-files.ts';
import { addConformPlatform } from './conform-platform.ts';
import { paint, write } from './terminal.ts';

interface Options extends ConformRunOptions {
  readonly url: string;
  readonly probe?: string;
  readonly probeHeader?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly account?: string;
  readonly without?: readonly ReceiverPart[];
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
    .description(
      'try your own receiver of callbacks, or platform, by checks that have an authority',
    );
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
      write(`${publicKeyOf(textInFile(file))}\n`);
    });
  const command = conform
    .command('receiver')
    .description('play lives of recordings against whoever takes their callbacks')
    .requiredOption('--url <url>', 'where it takes callbacks, with its token if it has one')
    .option('--probe <probe>', "what looks into it: 'GET URL' with {RecordingSid}, or a module")
    .option('--probe-header <header>', "a header of such a request: 'Name: value'", headerIn)
    .option('--key <file>', 'a private key that callbacks are signed with, in PEM')
    .option('--account <sid>', 'whose callbacks it takes')
    .addOption(
      new Option('--without <part...>', 'what it does not have').choices(Object.keys(parts)),
    )
    .option('--limit <seconds>', 'how fast it has to answer (default: 2)', secondsIn)
    .option('--settle <seconds>', 'how long until the probe knows (default: 1)', secondsIn);
  withRunOptions(command).addHelpText('after', help).action(receiver);
  addConformPlatform(conform);
}

async function list({ json }: { readonly json?: boolean }) {
  const { checkJson, checkListText, platformChecks, receiverChecks } = await import(
    '../conform/index.ts'
  );
  const checks = [...receiverChecks, ...platformChecks];
  const text = json
    ? `${JSON.stringify({ checks: checks.map(checkJson) }, null, 2)}\n`
    : checkListText(checks, paint);
  write(text);
}

async function receiver(options: Options) {
  const { conformReceiver, receiverChecks } = await import('../conform/index.ts');
  const { url, account, without, limit, settle, key, probeHeader } = options;
  const known = new Set<string>(receiverChecks.map(({ id }) => id));
  const given: ConformReceiverOptions = {
    url,
    ...(options.probe === undefined ? {} : { probe: await probeIn(options.probe) }),
    ...(probeHeader === undefined ? {} : { probeHeaders: probeHeader }),
    ...(key === undefined ? {} : { key: textInFile(key) }),
    ...(account === undefined ? {} : { account }),
    ...(without === undefined ? {} : { without }),
    ...(limit === undefined ? {} : { limitMs: limit }),
    ...(settle === undefined ? {} : { settleMs: settle }),
    ...(await runOptionsIn(options, known)),
  };
  await tellResult(await conformReceiver(given).all(), options);
}

/** A module that looks into the receiver, or a request as it is. @throws Error that names the file. */
async function probeIn(text: string): Promise<ReceiverProbe | string> {
  if (/^(?:[A-Z]+\s+)?https?:/.test(text)) return text;
  const found = await moduleAt(text);
  if (typeof found.stateOf === 'function') return found as never as ReceiverProbe;
  throw new Error(`${text}: expected a module that exports stateOf(recordingSid)`);
}

/** One more header. */
function headerIn(text: string, before: Readonly<Record<string, string>> = {}) {
  const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError("expected such as 'authorization: Bearer …'.");
  return { ...before, [name.toLowerCase()]: value };
}
