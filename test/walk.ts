/** `npm run walk`: long random walks through the large system, with a fresh seed that it prints. */
import { Command } from 'commander';
import { machines } from '../machines/index.ts';
import { sequenceDiagram } from '../properties/check/report.ts';
import { distributionOf, runWalks } from '../properties/check/walks.ts';
import { claims } from '../properties/claims/index.ts';
import { onTables, onXState } from '../src/engine/index.ts';
import { drawn } from './drawn.ts';
import { both } from './engine/both.ts';
import { Progress } from './progress.ts';

const program = new Command('walk')
  .description('Walk at random through a large system and hold every claim against it.')
  .option('--runs <n>', 'how many walks', '100000')
  .option('--length <n>', 'how many picks a walk has at most', '60')
  .option('--seed <n>', 'the seed; a fresh one if left out')
  .option('--compare', "step on XState's own transition too, and compare every step")
  .option('--json', 'print one JSON object instead')
  .action(
    (options: {
      runs: string;
      length: string;
      seed?: string;
      compare?: boolean;
      json?: boolean;
    }) => {
      const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
      const progress = new Progress('walks');
      const tables = onTables(machines);
      const began = performance.now();
      const walked = runWalks({
        advance: options.compare ? both(tables, onXState(machines)) : tables,
        claims,
        runs: Number(options.runs),
        length: Number(options.length),
        seed,
        onRun: (walks, steps) => progress.show({ walks, steps }),
      });
      progress.done();
      const seconds = (performance.now() - began) / 1_000;
      if (options.json) {
        const { runs, steps, failure, distribution } = walked;
        process.stdout.write(
          `${JSON.stringify({ seed, runs, steps, seconds, failure, distribution }, null, 2)}\n`,
        );
      } else {
        process.stdout.write(`seed ${seed}: ${walked.runs} walks, ${walked.steps} steps\n`);
        process.stdout.write(distributionOf(walked));
        if (walked.failure) process.stdout.write(`\n${walked.failure}\n`);
      }
      if (walked.failure) {
        const file = drawn(`walk-${seed}`, sequenceDiagram(walked.failed));
        process.stderr.write(`the same as a sequence diagram: ${file}\n`);
        process.exitCode = 1;
      }
    },
  );

await program.parseAsync();
