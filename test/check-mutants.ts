/**
 * `npm run check:mutants -- --every 20 --lives 20`: mutants of the model play the platform; which of them
 * are noticed in what the outside sees, by machine and by kind. `--verbose` names those that are not.
 */
import { parseArgs } from 'node:util';
import { mutants } from '../properties/mutants/index.ts';
import { noticedFrom, refutedOfRight } from './check/mutated.ts';
import { Progress } from './progress.ts';

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    lives: { type: 'string', default: '20' },
    steps: { type: 'string', default: '80' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
    verbose: { type: 'boolean' },
  },
});
const every = Number(values.every);
const chosen = mutants.filter(
  ({ machine }, i) => machine !== 'policy' && i % every === Number(values.from) % every,
);
const seeds = Array.from({ length: Number(values.lives) }, (_, i) => Number(values.seed) + i);
const end = performance.now() + Number(values.minutes) * 60_000;

interface Count {
  noticed: number;
  unnoticed: number;
  same: number;
  refused: number;
}
const counts = new Map<string, Count>();
const count = (key: string, is: keyof Count) => {
  const known = counts.get(key) ?? { noticed: 0, unnoticed: 0, same: 0, refused: 0 };
  known[is] += 1;
  counts.set(key, known);
};
const { lives, refuted } = refutedOfRight(seeds, Number(values.steps));
console.log(`the right model: ${lives} lives, ${refuted} refuted`);
const progress = new Progress('mutants');
let done = 0;
let proven = 0;
for (const mutant of chosen) {
  if (performance.now() > end) break;
  const { is, otherwise, where, isProven } = noticedFrom(mutant, seeds, Number(values.steps));
  for (const key of ['all', `machine ${mutant.machine}`, `kind ${mutant.operator}`]) count(key, is);
  done += 1;
  if (isProven) proven += 1;
  progress.show({ mutants: done });
  if (values.verbose && otherwise > 0) {
    progress.done();
    console.log(`${is}, otherwise in ${otherwise} lives: ${mutant.id} ${where}`);
  }
}
progress.done();
console.log(`${done} of ${mutants.length} mutants, ${seeds.length} lives in each of their systems`);
console.log(`of those that are noticed ${proven} by looking at all ways`);
for (const [key, { noticed, unnoticed, same, refused }] of [...counts].sort()) {
  const visible = noticed + unnoticed;
  const share = visible === 0 ? '–' : `${((100 * noticed) / visible).toFixed(0)} %`;
  console.log(
    `${key.padEnd(22)} ${visible} seen otherwise, ${noticed} noticed (${share}); ${same} never seen otherwise, ${refused} no tables`,
  );
}
