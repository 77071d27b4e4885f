/**
 * `npm run conform:platform -- --help`: the sandbox in platform mode, with callbacks late, twice and out of
 * order. It prints its seed, and whatever is found with the seed of that run; exit code 1 then. Or every
 * fault is planted, and what found it is printed as the page has it.
 */
import { parseArgs } from 'node:util';
import { conformPlatform, resultText, sandboxFarEnd, summaryText } from '../src/conform/index.ts';
import { listen } from '../src/sandbox/index.ts';
import { platformFaults } from './conform/platform-faults.ts';
import { testsOfPlatform } from './conform/platforms.ts';
import { Progress } from './progress.ts';

const help = `npm run conform:platform -- [options]
  --runs N        so many runs, each with another seed: 50 if left out
  --plans N       random plans of each kind in a run: 2 if left out
  --seed N        of the first run; another each time if left out
  --by-wall       over HTTP, and the clock of the sandbox is not moved
  --faults        plant every fault instead, and print what finds it; --of TEXT takes some of them
  --help          print this
`;
const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    runs: { type: 'string', default: '50' },
    plans: { type: 'string', default: '2' },
    seed: { type: 'string' },
    'by-wall': { type: 'boolean' },
    faults: { type: 'boolean' },
    of: { type: 'string', default: '' },
  },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const plans = Number(values.plans);
const plain = (_: unknown, text: string) => text;
if (!values.help) console.log(`seed ${seed}`);

const chaosOf = (own: number) => ({ seed: own, late: 0.3, twice: 0.3, lateBy: '4s' }) as const;

/** A run with a clock that is moved; or by the wall, over HTTP. */
async function run(own: number) {
  const settings = { chaos: chaosOf(own) };
  if (!values['by-wall']) {
    await using tests = await testsOfPlatform({ settings }, { seed: own, runs: plans });
    return await tests.all();
  }
  const listening = await listen({ state: 'memory', settings, port: 0 });
  const { publicKey } = listening;
  const url = `${listening.url}/v2`;
  const farEnd = await sandboxFarEnd({ url, account: 'me' });
  const given = { url, account: 'me', farEnd, publicKey, seed: own };
  const tests = await conformPlatform({ ...given, runs: plans, atOnce: 12, strict: true });
  try {
    return await tests.all();
  } finally {
    await tests.close();
    await listening.close();
  }
}

async function runs() {
  const progress = new Progress('runs');
  const count = { runs: 0, checks: 0, found: 0, untold: 0 };
  for (let i = 0; i < Number(values.runs); i += 1) {
    const result = await run(seed + i);
    count.runs += 1;
    for (const one of result.results) {
      if (one.outcome !== 'not-selected') count.checks += 1;
      if (one.outcome === 'passed' && one.because !== undefined) count.untold += 1;
      if (one.outcome === 'passed' || one.outcome === 'not-selected') continue;
      count.found += 1;
      process.exitCode = 1;
      progress.done();
      console.log(`--seed ${seed + i} --runs 1\n${resultText(one, plain)}`);
    }
    progress.show(count);
    const [line] = summaryText(result, plain).split('\n');
    console.log(`--seed ${seed + i}: ${line}`);
  }
  progress.done();
  console.log(JSON.stringify(count));
}

async function faults() {
  for (const { says, kind, found, otherwise } of platformFaults) {
    if (!`${says} ${found}`.includes(values.of)) continue;
    const id = `platform/${found}`;
    await using tests = await testsOfPlatform(otherwise, { only: [id], seed, runs: 30 });
    const began = performance.now();
    const { results } = await tests.all();
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    const one = results.find(({ check }) => check.id === id);
    const isFound = one?.outcome === 'failed';
    if (!isFound) process.exitCode = 1;
    const more = isFound
      ? ''
      : ` !!! ${one?.outcome} ${one?.because ?? ''} ${results.filter(({ outcome }) => outcome === 'failed').map(({ check, because }) => `${check.id} ${because}`)}`;
    console.log(
      `| ${says} | ${kind} | \`${found}\` | ${one?.exchanges.length} | ${seconds} |${more}`,
    );
  }
}

if (values.help) process.stdout.write(help);
else await (values.faults ? faults() : runs());
