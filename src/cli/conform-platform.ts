/** `conform platform`: one's own platform, asked for everything that it offers. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type {
  ConformFarEnd,
  ConformPlatformOptions,
  FarEndNumbers,
  PlatformPart,
} from '../conform/index.ts';
import {
  type ConformRunOptions,
  moduleAt,
  runOptionsIn,
  secondsIn,
  tellResult,
  textInFile,
  withRunOptions,
} from './conform-files.ts';
import { write } from './terminal.ts';

interface Options extends ConformRunOptions {
  readonly url: string;
  readonly farEnd: string;
  readonly account: string;
  readonly application?: string;
  readonly from?: string;
  readonly apiKeyFile?: string;
  readonly publicKey?: string;
  readonly listen?: { readonly host: string; readonly port: number };
  readonly callbackUrl?: string;
  readonly profile?: string;
  readonly without?: readonly PlatformPart[];
  readonly policy?: 'telnyx' | 'twilio';
  readonly runs?: number;
  readonly seed?: number;
  readonly ends?: number;
  readonly byWall?: boolean;
}

/** What a profile may name: said here as well, so that help loads no kit; none can be left out. */
const platformParts: Readonly<Record<PlatformPart, true>> = {
  'call-request': true,
  start: true,
  'record-verb': true,
  dial: true,
  conference: true,
  'start-verb': true,
  participant: true,
  pause: true,
  resume: true,
  stop: true,
  delete: true,
  fetch: true,
  'fetch-call': true,
  list: true,
  'list-account': true,
  'list-conference': true,
  'hang-up': true,
  'told-by-get': true,
  files: true,
  'public-key': true,
  'far-end-answer': true,
  'far-end-busy': true,
  'far-end-hang-up': true,
  'far-end-press': true,
  'far-end-speak': true,
};

const help = `
Examples:
  $ texml-recordings serve &
  $ texml-recordings conform platform --url http://127.0.0.1:4010/v2 --far-end sandbox
                                                      our own sandbox, its clock moved
  $ texml-recordings conform platform --url http://localhost:8080/v2 --far-end ./far-end.mjs \\
      --account ACCOUNT --api-key-file key.txt --public-key … --profile platform.profile
  $ texml-recordings conform platform --url … --far-end 'python3 far_end.py'
  $ texml-recordings conform platform --url … --far-end numbers.json --without far-end-press

The far end is whom the platform calls: a module, a URL that takes JSON, a file of magic numbers
(*.json), any other command, which reads and writes JSON a line, or sandbox. It may move the clock of
the platform; else time is that of the wall. A profile names what the platform does not have, a part a
line, and # before what is none; without one all of it is tested. What is not given, and not left out,
is not tested, which is a failure.

Random plans are drawn with fast-check, which has to be there; the seed is printed, and --seed plays
them again. The exit code is that of conform receiver: 3 says that the kit or the far end broke, and
nothing of the platform.`;

export function addConformPlatform(conform: Command) {
  const command = conform
    .command('platform')
    .description(
      'ask a platform for everything that it offers, and judge what it answers and tells',
    )
    .requiredOption('--url <url>', 'what its API begins with, such as http://localhost:8080/v2')
    .requiredOption(
      '--far-end <far-end>',
      'whom it calls: module, URL, *.json, command, or sandbox',
    )
    .option('--account <sid>', 'whose calls they are', 'me')
    .option('--application <sid>', 'ApplicationSid of calls (default: 1)')
    .option('--from <number>', 'who calls (default: +12025550199)')
    .option('--api-key-file <file>', 'a file with the key of the API')
    .option('--public-key <key>', 'what callbacks are verified with, in base64')
    .option(
      '--listen <host:port>',
      'where it is listened for callbacks (default: 127.0.0.1)',
      placeIn,
    )
    .option('--callback-url <url>', 'how the platform reaches that, if through something else')
    .option('--profile <file>', 'what the platform does not have, a part a line')
    .addOption(
      new Option('--without <part...>', 'the same, named here').choices(Object.keys(platformParts)),
    )
    .addOption(
      new Option('--policy <name>', 'what holds where platforms differ').choices([
        'telnyx',
        'twilio',
      ]),
    )
    .option('--runs <number>', 'random plans of each kind (default: 10)', wholeIn)
    .option('--seed <number>', 'what they are drawn with (default: another each time)', wholeIn)
    .option('--ends <seconds>', 'how long an end may take to be told (default: 60)', secondsIn)
    .option('--by-wall', 'do not move the clock of the sandbox');
  withRunOptions(command).addHelpText('after', help).action(platform);
}

async function platform(options: Options) {
  const { conformPlatform, platformChecks } = await import('../conform/index.ts');
  const known = new Set<string>(platformChecks.map(({ id }) => id));
  const given = { ...(await partsIn(options)), ...(await runOptionsIn(options, known)) };
  const farEnd = await farEndIn(options);
  await using tests = await conformPlatform({ ...given, farEnd });
  if (!options.json) write(`seed ${tests.seed}\n`);
  await tellResult(await tests.all(), options);
}

/** What is said of the platform. */
async function partsIn(options: Options): Promise<Omit<ConformPlatformOptions, 'farEnd'>> {
  const { url, account, application, from, publicKey, policy, runs, seed, ends } = options;
  const { readProfile } = await import('../conform/index.ts');
  const { profile, without = [], listen, callbackUrl } = options;
  const lacks = profile === undefined ? [] : [...readProfile(textInFile(profile), profile)];
  const apiKey = keyIn(options);
  return {
    url,
    account,
    without: [...new Set([...lacks, ...without])],
    inbox: { ...listen, ...(callbackUrl === undefined ? {} : { publicUrl: callbackUrl }) },
    ...(application === undefined ? {} : { application }),
    ...(from === undefined ? {} : { from }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(policy === undefined ? {} : { policy }),
    ...(runs === undefined ? {} : { runs }),
    ...(seed === undefined ? {} : { seed }),
    ...(ends === undefined ? {} : { limits: { endMs: ends } }),
  };
}
const keyIn = ({ apiKeyFile }: Options) =>
  apiKeyFile === undefined ? undefined : textInFile(apiKeyFile).trim();

/** The far end that is meant. @throws Error that says what was expected. */
async function farEndIn(options: Options): Promise<ConformFarEnd> {
  const { farEnd: text, url, account, byWall = false } = options;
  const { farEndByHttp, farEndByLines, farEndOfNumbers, sandboxFarEnd } = await import(
    '../conform/index.ts'
  );
  if (text === 'sandbox') {
    const apiKey = keyIn(options);
    const key = apiKey === undefined ? {} : { apiKey };
    return sandboxFarEnd({ url, account, movesClock: !byWall, ...key });
  }
  if (/^https?:/.test(text)) return farEndByHttp(text);
  if (/^\S+\.json$/.test(text)) return farEndOfNumbers(numbersIn(text));
  if (!/^\S+\.[cm]?[jt]s$/.test(text)) return farEndByLines(text);
  const found = await moduleAt(text);
  if (typeof found.number === 'function') return found as never as ConformFarEnd;
  throw new Error(`${text}: expected a module that exports number(manner)`);
}

/** @throws Error that names the file, for what is no JSON. */
function numbersIn(file: string): FarEndNumbers {
  const text = textInFile(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

function placeIn(text: string) {
  const [, host = '', port] = /^(.*?)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host !== '' && Number(port ?? 0) <= 65_535) return { host, port: Number(port ?? 0) };
  throw new InvalidArgumentError('expected a host and a port, such as 0.0.0.0:3900.');
}
function wholeIn(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number.');
}
