/** `npm run fuzz`: requests that nobody should send, against a sandbox; with a fresh seed. */
import { Command } from 'commander';
import fc from 'fast-check';
import { Progress } from './progress.ts';
import { fuzzed, fuzzes, judged } from './sandbox/fuzzing.ts';

interface Options {
  readonly runs: string;
  readonly seed?: string;
  readonly json?: boolean;
}

async function fuzz({ runs, seed: given, json }: Options) {
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  const progress = new Progress('fuzz');
  const began = performance.now();
  let requests = 0;
  const statuses: Record<number, number> = {};
  let stage = await fuzzed();
  const promise = fc.asyncProperty(fuzzes, async (one) => {
    requests += 1;
    progress.show({ requests });
    // A world grows with what it is asked: now and then another begins.
    if (requests % 500 === 0) {
      await stage.sandbox.close();
      stage = await fuzzed();
    }
    const { status, flaw } = await judged(stage.sandbox, one, stage.sids);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (flaw) throw new Error(flaw);
  });
  const checked = await fc.check(promise, { numRuns: Number(runs), seed });
  await stage.sandbox.close();
  progress.done();
  const seconds = (performance.now() - began) / 1_000;
  const failure = checked.failed ? fc.defaultReportMessage(checked) : undefined;
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ seed, requests, seconds, statuses, failure }, null, 2)}\n`,
    );
  } else {
    process.stdout.write(`seed ${seed}: ${requests} requests in ${seconds.toFixed(1)} s\n`);
    const told = Object.entries(statuses).map(([status, times]) => `${times} × ${status}`);
    process.stdout.write(`${told.join(', ')}\n`);
    if (failure) process.stdout.write(`${failure}\n`);
  }
  if (checked.failed) process.exitCode = 1;
}

await new Command('fuzz')
  .description('Send requests that nobody should send: documented errors, no crash, no change.')
  .option('--runs <n>', 'how many requests', '10000')
  .option('--seed <n>', 'the seed; a fresh one if left out')
  .option('--json', 'print one JSON object instead')
  .action(fuzz)
  .parseAsync();
