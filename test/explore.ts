/** `npm run explore`: explores the bounded systems whole, with progress, and reports every breach. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Command } from 'commander';
import { sequenceDiagram, violationText } from '../properties/check/report.ts';
import { systems } from '../properties/systems/index.ts';
import { drawn } from './drawn.ts';
import type { ExplorePart, Searched, ToldByPart } from './explore-part.ts';
import { Progress } from './progress.ts';

interface Options extends Omit<ExplorePart, 'name' | 'depth' | 'most'> {
  readonly json?: boolean;
  readonly list?: boolean;
  readonly depth?: string;
  readonly most: string;
  readonly workers: string;
}

const program = new Command('explore')
  .description('Explore bounded systems: every order in which everything in them can happen.')
  .argument('[system...]', 'names of systems; all if none')
  .option('--depth <moves>', 'look no further than so many moves')
  .option('--most <states>', 'visit no more than so many states of each system', '50000000')
  .option('--workers <systems>', 'explore so many at once', String(availableParallelism()))
  .option('--without-claims', 'judge no step, and look only at where things come to rest')
  .option('--compare', 'explore plainly as well, and say how much faster numbers are')
  .option('--xstate', "step on XState's own transition, not on compiled tables")
  .option('--list', 'list the systems and their bounds')
  .option('--json', 'print one JSON object instead')
  .action(async (names: string[], options: Options) => {
    const unknown = names.filter((name) => !systems.some((system) => system.name === name));
    if (unknown.length > 0) program.error(`no system ${unknown.join(', ')}; --list names all`);
    const chosen = systems.filter(({ name }) => names.length === 0 || names.includes(name));
    if (options.list) {
      for (const { name, says } of chosen) process.stdout.write(`${name}\n  ${says}\n`);
      return;
    }
    const results = await exploreAll(
      chosen.map(({ name }) => name),
      options,
    );
    const total = totalOf(results);
    if (options.json) process.stdout.write(`${JSON.stringify(total, null, 2)}\n`);
    else process.stdout.write(`${totalText(total)}\n`);
    if (results.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
  });

/** Explores systems, some at once; the results come in the order of the names. */
async function exploreAll(names: readonly string[], options: Options): Promise<Searched[]> {
  const left = [...names.entries()];
  const results: Searched[] = [];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [i, name] = next;
      const searched = await exploreOne(name, options);
      results[i] = searched;
      if (!options.json) process.stdout.write(`${lineOf(searched)}\n`);
      report(searched, options.json === true);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(options.workers)) }, work));
  return results;
}

function exploreOne(name: string, options: Options): Promise<Searched> {
  const { depth, most, withoutClaims, compare, xstate } = options;
  const workerData: ExplorePart = {
    ...{ name, most: Number(most), withoutClaims, compare, xstate },
    depth: depth === undefined ? undefined : Number(depth),
  };
  const progress = new Progress(name);
  const worker = new Worker(new URL('./explore-part.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 8_192 },
  });
  return new Promise<Searched>((resolve, reject) => {
    worker.on('message', (told: ToldByPart) => {
      if ('searched' in told) resolve(told.searched);
      else progress.show({ ...told });
    });
    worker.on('error', reject);
  }).finally(() => {
    progress.done();
    return worker.terminate();
  });
}

const whole = (number: number) => Math.round(number).toLocaleString('en');
function lineOf({ name, states, edges, cpuSeconds, isComplete, plain }: Searched): string {
  return [
    name.padEnd(24),
    `${whole(states).padStart(10)} states ${whole(edges).padStart(11)} edges`,
    `${cpuSeconds.toFixed(1).padStart(7)} s of CPU ${whole(edges / cpuSeconds).padStart(9)} edges/s`,
    isComplete ? 'whole' : 'in part',
    ...(plain ? [`${(edges / cpuSeconds / plain.rate).toFixed(1)} times the plain search`] : []),
  ].join(' ');
}
function report({ name, violations }: Searched, isJson: boolean) {
  for (const one of violations) {
    if (!isJson) process.stdout.write(`${violationText(name, one)}\n`);
    const file = drawn(`${name}-${one.id}`, sequenceDiagram(one.moments));
    process.stderr.write(`the same as a sequence diagram: ${file}\n\n`);
  }
}

/** All of it, as JSON has it. */
function totalOf(results: readonly Searched[]) {
  const sum = (of: (one: Searched) => number) => results.reduce((all, one) => all + of(one), 0);
  return {
    states: sum(({ states }) => states),
    edges: sum(({ edges }) => edges),
    violations: sum(({ violations }) => violations.length),
    isComplete: results.every(({ isComplete }) => isComplete),
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
    seconds: performance.now() / 1_000,
    mostMemoryMb: process.resourceUsage().maxRSS / 1_024,
    systems: results.map(({ violations, ...one }) => ({
      ...one,
      violations: violations.map(({ id, says, sid, trace }) => ({ id, says, sid, trace })),
    })),
  };
}
function totalText({ states, edges, seconds, mostMemoryMb }: ReturnType<typeof totalOf>): string {
  const rate = `${whole(states)} states and ${whole(edges)} edges in all`;
  return `${rate}, in ${whole(seconds)} s, with ${whole(mostMemoryMb)} MB at most`;
}

await program.parseAsync();
