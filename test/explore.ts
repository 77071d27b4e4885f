/** `npm run explore`: explores the bounded systems whole, with progress, and reports every breach. */
import { Command } from 'commander';
import { machines } from '../machines/index.ts';
import { explore } from '../properties/check/explore.ts';
import type { Explored } from '../properties/check/explored.ts';
import { sequenceDiagram, violationText } from '../properties/check/report.ts';
import { claims } from '../properties/claims/index.ts';
import { systems } from '../properties/systems/index.ts';
import { onTables, onXState } from '../src/engine/index.ts';
import { drawn } from './drawn.ts';
import { Progress } from './progress.ts';

interface Options {
  readonly json?: boolean;
  readonly list?: boolean;
  readonly depth?: string;
  readonly most: string;
  readonly xstate?: boolean;
}
type Timed = Explored & { readonly seconds: number };

const program = new Command('explore')
  .description('Explore bounded systems: every order in which everything in them can happen.')
  .argument('[system...]', 'names of systems; all if none')
  .option('--depth <moves>', 'look no further than so many moves')
  .option('--most <states>', 'visit no more than so many states of each system', '1000000')
  .option('--xstate', "step on XState's own transition, not on compiled tables")
  .option('--list', 'list the systems and their bounds')
  .option('--json', 'print one JSON object instead')
  .action((names: string[], options: Options) => {
    const unknown = names.filter((name) => !systems.some((system) => system.name === name));
    if (unknown.length > 0) program.error(`no system ${unknown.join(', ')}; --list names all`);
    const chosen = systems.filter(({ name }) => names.length === 0 || names.includes(name));
    if (options.list) {
      for (const { name, says } of chosen) process.stdout.write(`${name}\n  ${says}\n`);
      return;
    }
    const results = chosen.map((system) => run(system, options));
    if (options.json) writeJson(results);
    const total = results.reduce((sum, { states }) => sum + states, 0);
    if (!options.json) process.stdout.write(`${total.toLocaleString('en')} states in all\n`);
    if (results.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
  });

function run(system: (typeof systems)[number], { json, depth, most, xstate }: Options): Timed {
  const progress = new Progress(system.name);
  const began = performance.now();
  const explored = explore(system, {
    advance: (xstate ? onXState : onTables)(machines),
    claims,
    ...(depth === undefined ? {} : { depth: Number(depth) }),
    most: Number(most),
    onProgress: (states, edges, frontier) => progress.show({ states, edges, frontier }),
  });
  progress.done();
  const seconds = (performance.now() - began) / 1_000;
  if (!json) {
    const { states, edges, isComplete, violations } = explored;
    const rate = Math.round(edges / seconds).toLocaleString('en');
    process.stdout.write(
      `${system.name.padEnd(20)} ${states.toLocaleString('en').padStart(10)} states ` +
        `${edges.toLocaleString('en').padStart(11)} edges ${seconds.toFixed(1).padStart(7)} s ` +
        `${rate.padStart(8)} edges/s ${isComplete ? 'whole' : 'in part'}\n`,
    );
    for (const one of violations) process.stdout.write(`${violationText(system.name, one)}\n`);
  }
  for (const one of explored.violations) {
    const file = drawn(`${system.name}-${one.id}`, sequenceDiagram(one.moments));
    process.stderr.write(`the same as a sequence diagram: ${file}\n\n`);
  }
  return { ...explored, seconds };
}

function writeJson(results: readonly Timed[]) {
  const rows = results.map(({ name, states, edges, seconds, violations, isComplete }) => ({
    name,
    states,
    edges,
    seconds,
    isComplete,
    violations: violations.map(({ id, says, sid, trace }) => ({ id, says, sid, trace })),
  }));
  process.stdout.write(`${JSON.stringify({ systems: rows }, null, 2)}\n`);
}

await program.parseAsync();
