/** `npm run bench`: what steps, deliveries, storage and exploration cost; what others take. */
import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { Command, Option } from 'commander';
import type { Group, Row } from './bench/rows.ts';
import { markdown, table } from './bench/tables.ts';
import { Progress } from './progress.ts';

interface Options {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly quick?: boolean;
  readonly list?: boolean;
  readonly here?: boolean;
}

const groups: Readonly<Record<string, () => Promise<Group>>> = {
  steps: async () => (await import('./bench/steps.ts')).steps,
  switchboard: async () => (await import('./bench/switchboard.ts')).switchboard,
  conference: async () => (await import('./bench/conference.ts')).conference,
  store: async () => (await import('./bench/store.ts')).store,
  explore: async () => (await import('./bench/explore.ts')).explore,
  hosts: async () => (await import('./bench/hosts.ts')).hosts,
  memory: async () => (await import('./bench/memory.ts')).memory,
};
const names = Object.keys(groups);

const program = new Command('bench')
  .description('Measure on this computer; contenders take turns, so that they meet the same luck.')
  .argument('[group...]', `of ${names.join(', ')}; all if none`)
  .option('--quick', 'a short run, to see that everything runs: its figures say little')
  .option('--list', 'list the groups, and whom steps are set beside')
  .option('--json', 'print one JSON object instead')
  .option('--markdown', 'print the tables of docs/speed.md instead')
  .addOption(new Option('--here', 'measure in this process, and print the rows').hideHelp())
  .action(async (given: string[], options: Options) => {
    const unknown = given.filter((name) => !names.includes(name));
    if (unknown.length > 0) program.error(`no group ${unknown.join(', ')}; --list names all`);
    const chosen = names.filter((name) => given.length === 0 || given.includes(name));
    if (options.list) await list(chosen);
    else if (options.here) await measureHere(chosen, options);
    else
      process.stdout.write(
        printed(
          chosen.flatMap((name) => measureApart(name, options)),
          options,
        ),
      );
  });

async function list(chosen: readonly string[]) {
  for (const name of chosen) {
    const { says } = await (groups[name] as () => Promise<Group>)();
    process.stdout.write(`${name}\n  ${says}\n`);
  }
  const { contenders } = await import('./bench/contenders/index.ts');
  process.stdout.write('\n');
  for (const { name, says } of contenders) process.stdout.write(`${name}\n  ${says}\n`);
}

async function measureHere(chosen: readonly string[], { quick = false }: Options) {
  for (const name of chosen) {
    const { run } = await (groups[name] as () => Promise<Group>)();
    const progress = new Progress(name);
    const rows = await run({ isQuick: quick, onTurn: (figures) => progress.show(figures) });
    progress.done();
    process.stdout.write(JSON.stringify(rows));
  }
}

/** No group takes longer, on a computer that is a few times slower than most and busy. */
const groupMs = 600_000;

/**
 * Each group has a process of its own, so that none shapes the types or the heap of another. For
 * production XState leaves out what it checks; and what is held can be told from garbage.
 */
function measureApart(name: string, { quick, json }: Options): Row[] {
  const began = performance.now();
  const flags = ['--expose-gc', '--max-old-space-size=16384'];
  const file = import.meta.filename;
  const { status, stdout, error } = spawnSync(
    process.execPath,
    [...flags, file, name, '--here', ...(quick ? ['--quick'] : [])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
      encoding: 'utf8',
      timeout: groupMs,
    },
  );
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  if (status !== 0) {
    const why = error ? error.message : `it ended with ${status}`;
    program.error(`the group ${name} could not be measured within ${seconds} s: ${why}`);
  }
  if (!json) process.stderr.write(`${name}: measured in ${seconds} s\n`);
  return JSON.parse(stdout);
}

function printed(rows: readonly Row[], options: Options): string {
  if (options.json) return `${JSON.stringify({ machine: machine(), rows }, null, 2)}\n`;
  return options.markdown ? markdown(rows) : table(rows);
}

const machine = () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  date: new Date().toISOString().slice(0, 10),
});

await program.parseAsync();
