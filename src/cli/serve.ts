/** `serve`: the sandbox on a port, until it is stopped. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TimelineEntry } from '../sandbox/index.ts';
import { type KeysNamed, keysIn, keysVariable } from './keys.ts';
import { textOfNamed } from './named-file.ts';
import { paint, write, writeError, writeSoon } from './terminal.ts';

interface Options extends KeysNamed {
  readonly port: number;
  readonly host: string;
  readonly state: string;
  readonly store?: string;
  readonly reachedAt?: string;
  readonly memory?: boolean;
  readonly config?: string;
  readonly allowHost?: readonly string[];
  readonly egress?: readonly string[];
  readonly publicUrl?: string;
  readonly requestsPerSecond?: number;
  readonly accounts?: number;
  readonly grace?: number;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

const help = `
Examples:
  $ texml-recordings serve                          on 127.0.0.1:4010, any key
  $ texml-recordings serve --memory --port 0        for tests: nothing is kept, any free port
  $ texml-recordings serve --store postgres://me@db/voice --public-url https://sandbox.example.com
                                                    several on one database (needs the package pg)
  $ texml-recordings serve --config sandbox.yaml    with applications and numbers of your own
  $ texml-recordings serve --host 0.0.0.0 --api-key-file keys.txt --allow-host sandbox
                                                    for other machines, which know it as sandbox

Beyond this machine, whoever reaches it can use it unless it takes some keys only. Name them in a
file, one a line, or in ${keysVariable}: other users of this machine can read a
command line. It answers to IP addresses, localhost and the name in --public-url, and asks public
addresses only, unless --egress says otherwise: any, public, an address, a range such as
10.1.0.0/16, a name, or *.internal for every name below. On this machine alone it asks any.

Processes that share a database are behind one address: one of them runs all accounts, the others
send on to it what they are asked, and one takes over within five seconds when it dies. Give all of
them the same options, --public-url for links to files, and on several machines --reached-at.

Record a first call, from another terminal:
  $ curl -H 'Authorization: Bearer any' http://127.0.0.1:4010/v2/texml/Accounts/me/Calls \\
      --json '{"To": "+12025550121", "From": "+12025550199", "ApplicationSid": "1",
        "Record": true, "Texml": "<Response><Pause length=\\"60\\"/></Response>"}'
  $ curl -H 'Authorization: Bearer any' http://127.0.0.1:4010/v2/texml/Accounts/me/Recordings.json

A config file:
  applications:                  # by ApplicationSid
    '1': { voice_url: http://localhost:3000/voice, numbers: ['+12025550100'] }
  numbers:                       # far ends of your own
    '+12025550177': 1s ring, 3s answer, 5s press 12#, 30s hang up
  media: { pause: 8s, file: empty }
  chaos: { seed: 7, late: 0.2, twice: 0.1 }
  callbacks: { attempts: 3, timeout: 1s, delivered: 2xx }    # 200 only, unless it is said
  egress: [public, 10.1.0.0/16, '*.internal']

Callbacks of recordings are signed and have the documented fields. As they were seen at Telnyx:
  callbacks: { recordingFields: seen, recordingSignature: left-out }
`;

export function addServe(program: Command) {
  program
    .command('serve')
    .description(
      'a Telnyx-compatible server for recordings on this machine, and a page to watch it',
    )
    .option('--port <port>', 'where it listens; 0 takes any that is free', portOf, 4010)
    .option('--host <address>', 'the address that it listens on', '127.0.0.1')
    .option('--state <folder>', 'where calls and recordings are kept', '.texml-recordings')
    .addOption(
      new Option(
        '--store <url>',
        'in place of --state, where several processes keep them: postgres://USER@HOST/NAME',
      )
        .argParser(databaseOf)
        .conflicts('memory'),
    )
    .option('--reached-at <url>', 'with --store, where the other processes reach this one')
    .option('--memory', 'keep nothing: when the server ends, all is over')
    .option('--config <file>', 'applications, numbers, manners of the media server, as YAML')
    .option('--allow-host <name...>', 'another name under which it may be asked for')
    .option('--api-key <key...>', 'take these keys only; without any, every key')
    .option('--api-key-file <file>', 'take the keys in this file, one a line')
    .option('--egress <where...>', 'who may be asked for documents and told by callbacks')
    .option('--public-url <url>', 'how customers reach it: links to files begin with it')
    .option(
      '--requests-per-second <n>',
      'answer more with 429; without it, there is no limit',
      countOf,
    )
    .option('--accounts <n>', 'how many accounts there may be; else 10000', countOf)
    .option(
      '--grace <seconds>',
      'how long what is being answered at the end may take; else 2',
      msOf,
    )
    .option('--verbose', 'print what every machine does, too')
    .option('--quiet', 'print warnings only, not each request, document and callback')
    .option('--json', 'print all that happens as JSON, a line each, the server first')
    .addHelpText('after', () => help)
    .action(serve);
}

async function serve(options: Options) {
  const { isNotice, listen, printEntry, readSettingsText } = await import('../sandbox/index.ts');
  const { untilStopped } = await import('../hosts/index.ts');
  const { port, host, config, publicUrl, requestsPerSecond, json } = options;
  const keys = keysIn(options, process.env);
  const said = config ? readSettingsText(textOfNamed(config, 'settings'), config) : undefined;
  const egress = options.egress ?? said?.egress;
  const server = await listen({
    port,
    host,
    isAlone: true,
    state: placeOf(options),
    ...(said ? { settings: said.said } : {}),
    ...(egress ? { egress } : {}),
    hosts: options.allowHost ?? [],
    warn: (says) => writeError(`${paint('yellow', says)}\n`),
    ...(keys ? { apiKeys: keys } : {}),
    ...(publicUrl ? { publicUrl } : {}),
    ...(requestsPerSecond ? { requestsPerSecond } : {}),
    ...(options.accounts ? { accounts: options.accounts } : {}),
    ...(options.grace === undefined ? {} : { graceMs: options.grace }),
    watch: (accountSid: string, entry: TimelineEntry) => {
      if (!isWanted(options, entry.kind) && !isNotice(entry)) return;
      writeSoon(json ? lineOf({ accountSid, ...entry }) : printEntry(paint, accountSid, entry));
    },
  });
  const { url, publicKey } = server;
  const kept = keptIn(options);
  if (json) write(lineOf({ kind: 'listening', url, publicKey, kept }));
  else greet({ url, publicKey, kept, hasKeys: keys !== undefined });
  for (const notice of server.notices) tell(notice);
  await untilStopped();
  try {
    await server.close();
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    // What cannot be written must not keep the process.
    process.exit(1);
  }
}

function placeOf({ memory, store, reachedAt, state }: Options) {
  if (reachedAt !== undefined && store === undefined) {
    throw new Error('--reached-at says where others reach this process: it needs --store.');
  }
  if (memory) return 'memory';
  if (store === undefined) return { folder: state };
  return { postgres: store, ...(reachedAt === undefined ? {} : { reachedAt }) };
}
/** In words; the address of a database is told without its password. */
function keptIn({ memory, store, state }: Options): string {
  if (memory) return 'memory only';
  if (store === undefined) return state;
  const url = new URL(store);
  return `postgres://${url.host}${url.pathname}, with whoever else serves it`;
}

/** Steps are many: they are told where somebody asks for all. */
const isWanted = ({ quiet, verbose, json }: Options, kind: TimelineEntry['kind']) =>
  !quiet && (kind !== 'step' || verbose === true || json === true);
const lineOf = (said: object) => `${JSON.stringify(said)}\n`;

interface Greeting {
  readonly url: string;
  readonly publicKey: string;
  readonly kept: string;
  readonly hasKeys: boolean;
}
function greet({ url, publicKey, kept, hasKeys }: Greeting) {
  write(`
  ${paint('bold', 'Watch it')}     ${url}/
  ${paint('bold', 'API')}          ${url}/v2      the base URL for the telnyx client
  ${paint('bold', 'Key')}          ${hasKeys ? 'one of those given' : 'any; each account is a world of its own'}
  ${paint('bold', 'Public key')}   ${publicKey}      verifies callbacks
  ${paint('bold', 'Kept in')}      ${kept}

  Ctrl+C stops it.\n\n`);
}

const tell = (line: string) => writeError(`texml-recordings: ${line}\n`);

function databaseOf(text: string): string {
  if (/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new InvalidArgumentError('expected postgres://USER@HOST/NAME; a folder is --state.');
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number from 1.');
}

function msOf(seconds: string): number {
  if (/^\d{1,3}(\.\d{1,3})?$/.test(seconds)) return Number(seconds) * 1_000;
  throw new InvalidArgumentError('expected seconds from 0 to 999, such as 2 or 0.5.');
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('expected a number from 0 to 65535.');
}
