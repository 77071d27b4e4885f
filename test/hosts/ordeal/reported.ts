/** An ordeal as a command runs it: the seed first, figures while it goes on, then what was found. */
import { Progress } from '../../progress.ts';
import type { Ordeal, OrdealOutcome } from './ordeal.ts';

type Given = Pick<Ordeal, 'seed' | 'signal' | 'onProgress'>;

/** Runs it, prints what it came to, and fails the process if anything was wrong. */
export async function report(
  name: string,
  given: string | undefined,
  signal: AbortSignal,
  run: (ordeal: Given) => Promise<OrdealOutcome>,
) {
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  process.stdout.write(`seed ${seed}\n`);
  const progress = new Progress(name);
  const began = performance.now();
  let figures: Readonly<Record<string, number>> = {};
  const onProgress = (more: Readonly<Record<string, number>>) => {
    figures = { ...figures, ...more };
    progress.show(figures);
  };
  const outcome = await run({ seed, signal, onProgress });
  progress.done();
  const seconds = Math.round((performance.now() - began) / 1_000);
  const { lost, doubled, outOfOrder, inLimbo, ...counted } = outcome;
  const wrong = { lost, doubled, outOfOrder, inLimbo };
  for (const [what, count] of Object.entries(counted)) process.stdout.write(`${what} ${count}\n`);
  for (const [what, those] of Object.entries(wrong)) {
    process.stdout.write(`${what} ${those.length}\n`);
    for (const says of those.slice(0, 20)) process.stdout.write(`  ${says}\n`);
  }
  process.stdout.write(`${seconds} s\n`);
  if (Object.values(wrong).some((those) => those.length > 0)) process.exitCode = 1;
}
