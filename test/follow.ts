/**
 * `node test/follow.ts`: lives at random and scenarios with late, repeated and lost callbacks, followed
 * from outside, with a fresh seed that it prints; `--steps 1000000` is the long run.
 */
import { Command } from 'commander';
import { systems } from '../properties/systems/index.ts';
import { town } from '../properties/systems/town.ts';
import { libraryFiles, loadScenario } from '../src/scenarios/index.ts';
import { observed } from './follow/manner.ts';
import { type Lived, live } from './follow/soundness.ts';
import { followStory } from './follow/told-stories.ts';
import { Progress } from './progress.ts';

interface Options {
  readonly steps: string;
  readonly life: string;
  readonly minutes: string;
  readonly seed?: string;
  readonly of?: string;
}
/** Something that can be lived again with every seed. */
interface Kind {
  readonly name: string;
  readonly live: (seed: number, steps: number) => Lived;
}
const kinds: readonly Kind[] = [
  ...[...systems, town].map((system) => ({
    name: system.name,
    live: (seed: number, steps: number) => live(system, observed, seed, steps),
  })),
  ...libraryFiles().map((file) => {
    const scenario = loadScenario(file);
    const { name } = scenario;
    return { name, live: (seed: number) => followStory(scenario, observed, seed) };
  }),
];

const program = new Command('follow')
  .description('Follow lives at random from outside, and see that the truth is believed.')
  .option('--steps <n>', 'how many steps in all', '20000')
  .option('--life <n>', 'how many of them a life has', '80')
  .option('--minutes <n>', 'how long at most', '600')
  .option('--seed <n>', 'the first seed; a fresh one if left out')
  .option('--of <names>', 'only these systems and scenarios, separated by commas')
  .action((options: Options) => {
    const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
    const only = options.of?.split(',');
    const chosen = kinds.filter(({ name }) => only?.includes(name) ?? true);
    process.stdout.write(`seed ${seed}\n`);
    const end = performance.now() + Number(options.minutes) * 60_000;
    const lives = new Map(chosen.map(({ name }) => [name, [] as Lived[]]));
    const progress = new Progress('follow');
    const done = { steps: 0, observations: 0 };
    for (let i = 0; done.steps < Number(options.steps) && performance.now() < end; i += 1) {
      const kind = chosen[i % chosen.length] as Kind;
      const own = seed + Math.floor(i / chosen.length);
      const lived = kind.live(own, Number(options.life));
      lives.get(kind.name)?.push(lived);
      done.steps += lived.steps;
      done.observations += lived.costs.length;
      progress.show(done);
      if (!lived.failure) continue;
      progress.done();
      process.stderr.write(`seed ${own} of ${kind.name}\n${lived.failure}\n`);
      process.exitCode = 1;
      return;
    }
    progress.done();
    for (const [name, all] of lives) process.stdout.write(`${figures(name, all)}\n`);
    process.stdout.write(`${figures('all', [...lives.values()].flat())}\n`);
    process.stdout.write(`${done.steps} steps: the truth was always believed\n`);
  });

function figures(name: string, lives: readonly Lived[]): string {
  const costs = lives.flatMap((one) => one.costs);
  const of = (column: 0 | 1) => {
    const sorted = costs.map((one) => one[column]).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    return [0.5, 0.99, 1].map((share) => Math.round(at(share) * (column === 0 ? 1_000 : 1)));
  };
  const givenUp = lives.filter(({ isGivenUp }) => isGivenUp).length;
  return (
    `${name}: ${lives.length} lives, ${costs.length} observations; median, 99th, worst: ` +
    `${of(0).join(' / ')} us, ${of(1).join(' / ')} bytes; given up: ${givenUp}`
  );
}

await program.parseAsync();
