/** `node test/follow.ts`: lives at random, followed from outside, with a fresh seed that it prints. */
import { Command } from 'commander';
import { systems } from '../properties/systems/index.ts';
import { observed } from './follow/manner.ts';
import { type Lived, live } from './follow/soundness.ts';
import { Progress } from './progress.ts';

const percent = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;

const program = new Command('follow')
  .description(
    'Live systems at random, follow them from outside, and see that the truth is believed.',
  )
  .option('--lives <n>', 'how many lives of each system', '100')
  .option('--steps <n>', 'how many steps a life has', '60')
  .option('--seed <n>', 'the first seed; a fresh one if left out')
  .option('--systems <names>', 'only these, separated by commas')
  .action((options: { lives: string; steps: string; seed?: string; systems?: string }) => {
    const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
    const only = options.systems?.split(',');
    const progress = new Progress('follow');
    process.stdout.write(`seed ${seed}\n`);
    let all = 0;
    for (const system of systems.filter(({ name }) => only?.includes(name) ?? true)) {
      const costs: Lived['costs'][number][] = [];
      let givenUp = 0;
      for (let life = 0; life < Number(options.lives); life += 1) {
        const lived = live(system, observed, seed + life, Number(options.steps));
        all += lived.steps;
        costs.push(...lived.costs);
        givenUp += lived.isGivenUp ? 1 : 0;
        progress.show({ steps: all, observations: costs.length });
        if (!lived.failure) continue;
        progress.done();
        process.stderr.write(`${lived.failure}\n`);
        process.exitCode = 1;
        return;
      }
      const us = costs.map(([ms]) => ms * 1_000);
      const bytes = costs.map(([, size]) => size);
      const ways = costs.map(([, , count]) => count);
      const of = (values: readonly number[]) =>
        `${Math.round(percent(values, 0.5))} / ${Math.round(percent(values, 1))}`;
      process.stdout.write(
        `${system.name}: ${costs.length} observations; median / worst: ` +
          `${of(us)} us, ${of(bytes)} bytes, ${of(ways)} ways; ` +
          `lives given up: ${givenUp}\n`,
      );
    }
    progress.done();
    process.stdout.write(`${all} steps: the truth was always believed\n`);
  });

await program.parseAsync();
