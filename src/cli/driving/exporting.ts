/** `export`, `load`: a session of a running sandbox as a file, and a dump brought back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { sessionForms } from '../../sandbox/http/exports/forms.ts';
import { write } from '../terminal.ts';
import { type RunningOptions, RunningSandbox, withRunning } from './running.ts';

interface ExportOptions extends RunningOptions {
  readonly as: string;
  readonly out?: string;
}
interface LoadOptions extends RunningOptions {
  readonly replace?: boolean;
}

export function addExporting(program: Command) {
  withRunning(program.command('export'))
    .description('a session of a running sandbox as a file: to play, to check, to look at, to load')
    .argument('<sid>', 'a call, leg, conference or recording of it')
    .addOption(
      new Option('--as <form>', 'what is made of it').choices(sessionForms).default('scenario'),
    )
    .option('--out <file>', 'where it is written; else it is printed')
    .addHelpText(
      'after',
      `
Examples:
  $ texml-recordings export v3:abc --out mine.yaml                 play mine.yaml
  $ texml-recordings export v3:abc --as ndjson --out mine.ndjson   check mine.ndjson
  $ texml-recordings export v3:abc --as har --out mine.har         for the network tools of a browser
  $ texml-recordings export v3:abc --as sequence                   Mermaid text
  $ texml-recordings export v3:abc --as sequence-svg --out mine.svg   the same as a picture
  $ texml-recordings export v3:abc --as lanes-svg --out mine.svg      its lives over time
  $ texml-recordings export v3:abc --as dump --out mine.json       load mine.json --account another

Secrets are left out. What is not kept any more, and until when a session that goes on is told, is said
at the head of the file.`,
    )
    .action(exportSession);
  withRunning(program.command('load'))
    .description('bring what a dump holds into an account of a running sandbox')
    .argument('<file>', 'a dump: of a session, or of an account')
    .option('--replace', 'also in the place of what the account has')
    .action(load);
}

async function exportSession(sid: string, { as, out, ...options }: ExportOptions) {
  const running = new RunningSandbox(options);
  const path = `${running.control}/sessions/${encodeURIComponent(sid)}/export?as=${as}`;
  const text = await running.text({ method: 'GET', path });
  if (out === undefined) return write(text);
  writeFileSync(out, text);
  // What is said at the head of a scenario, but for what it is, is said here, too.
  const [, ...told] = [...text.matchAll(/^# (.*)$/gm)];
  for (const [, says] of told) process.stderr.write(`${says}\n`);
}

/** What is looked at in a dump that goes into another account. */
interface DumpOfAccount {
  readonly accountSid?: unknown;
  readonly rows?: readonly { readonly row?: object }[];
}

async function load(file: string, { replace, ...options }: LoadOptions) {
  const running = new RunningSandbox(options);
  const { account: accountSid, control: path } = running;
  if (!replace && (await isUsed(running))) {
    throw new Error(`The account ${accountSid} has machines; --replace loads it in their place.`);
  }
  const dump = dumpIn(file);
  const rows = dump.rows?.map((one) => ({ ...one, row: { ...one.row, accountSid } }));
  const json = { ...dump, accountSid, ...(rows ? { rows } : {}) };
  await running.ask({ method: 'PUT', path: `${path}/dump`, json });
  write(`${accountSid}\n`);
}

function dumpIn(file: string): DumpOfAccount {
  const text = readFileSync(file, 'utf8');
  try {
    const dump: unknown = JSON.parse(text);
    if (typeof dump === 'object' && dump !== null) return dump;
  } catch {
    // It is said below.
  }
  throw new Error(`${file} is no dump; expected what export --as dump has written.`);
}

async function isUsed(running: RunningSandbox): Promise<boolean> {
  const response = await running.send({ method: 'GET', path: running.control });
  if (response.status === 404) return false;
  const { counts = {} } = (await response.json()) as {
    readonly counts?: Readonly<Record<string, { readonly all: number }>>;
  };
  return Object.values(counts).some(({ all }) => all > 0);
}
