/** `npm run fuzz`: requests that nobody should send, against a sandbox; with a fresh seed. */
import { Command } from 'commander';
import fc from 'fast-check';
import { descriptionIn } from './openapi/description.ts';
import { type Fuzzed, fuzzBy } from './openapi/fuzzing.ts';
import { sandboxTarget } from './openapi/sandbox.ts';
import { Progress } from './progress.ts';
import { fuzzed, fuzzes, judged } from './sandbox/fuzzing.ts';

interface Options {
  readonly requests: string;
  readonly schema?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

async function fuzz({ requests, schema, seed: given, json }: Options) {
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  // Printed first: whatever becomes of it, it can be run again.
  if (!json) process.stdout.write(`seed ${seed}\n`);
  const began = performance.now();
  const most = Number(requests);
  const { failure, ...figures } = schema
    ? await bySchema(schema, most, seed)
    : await byHand(most, seed);
  const seconds = (performance.now() - began) / 1_000;
  if (json) {
    process.stdout.write(`${JSON.stringify({ seed, seconds, ...figures, failure }, null, 2)}\n`);
  } else {
    const lines = Object.entries(figures.answers).map(([name, all]) => `${toldOf(all)}  ${name}`);
    process.stdout.write(`${figures.requests} requests in ${seconds.toFixed(1)} s\n`);
    process.stdout.write(`${lines.join('\n')}\n${failure ?? 'nothing failed'}\n`);
  }
  if (failure !== undefined) process.exitCode = 1;
}

const toldOf = (statuses: Readonly<Record<string, number>>) =>
  Object.entries(statuses)
    .map(([status, times]) => `${times} × ${status}`)
    .join(', ');

interface Came extends Pick<Fuzzed, 'requests' | 'answers'> {
  /** Undefined: there was none. */
  readonly failure: string | undefined;
}

const enoughForEach = 100;

/** Requests by an OpenAPI description, over HTTP. */
async function bySchema(file: string, requests: number, seed: number): Promise<Came> {
  const description = descriptionIn(file);
  const progress = new Progress('fuzz');
  await using sandbox = await sandboxTarget(seed);
  const { failures, unreached, ...figures } = await fuzzBy(description, sandbox.target, {
    requests,
    seed,
    onProgress: (now) => progress.show(now),
  });
  progress.done();
  const told = failures.map(({ says, times, curl, isRepeatable }) => {
    const how = isRepeatable ? '' : '  (sent again it does not fail: what came before matters)\n';
    return `${times} × ${says}\n${how}  ${curl}`;
  });
  // Where nothing gets through, nothing has been tried; a short run may not come to it.
  if (requests >= description.operations.length * enoughForEach)
    told.push(...unreached.map((name) => `${name}: no request succeeded`));
  await sandbox.isWell().catch((error: Error) => told.push(`Afterwards: ${error.message}`));
  return { ...figures, failure: told.length === 0 ? undefined : told.join('\n\n') };
}

/** Requests of our own invention, in one process; nothing may change that is refused. */
async function byHand(numRuns: number, seed: number): Promise<Came> {
  const progress = new Progress('fuzz');
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
  const checked = await fc.check(promise, { numRuns, seed });
  await stage.sandbox.close();
  progress.done();
  const failure = checked.failed ? fc.defaultReportMessage(checked) : undefined;
  return { requests, answers: { all: statuses }, failure };
}

await new Command('fuzz')
  .description('Send requests that nobody should send: documented errors, no crash, no change.')
  .option('--schema <file>', 'by an OpenAPI description, as JSON or YAML, over HTTP')
  .option('--requests <n>', 'how many requests', '10000')
  .option('--seed <n>', 'the seed; a fresh one if left out')
  .option('--json', 'print one JSON object instead')
  .addHelpText(
    'after',
    `
With --schema, every answer is held against the description: its status, its content type and its
body. What fails comes as the smallest curl command that does it.

  $ npm run fuzz -- --schema openapi.json --requests 20000 --seed 7`,
  )
  .action(fuzz)
  .parseAsync();
