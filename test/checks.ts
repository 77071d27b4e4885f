/** What the gate asks before the tests: two at a time, each told whole when it is over. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '..');
/** As in package.json, the longest first. Types of tests, and promises, are those of what is built. */
const first = 'package';
const lanes = [
  [first, 'api:check'],
  ['lint', 'unused', 'types'],
];
const ofWhatIsBuilt = new Set(['types', 'api:check']);
const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(project, 'package.json'), 'utf8'),
);
const env = {
  NODE_COMPILE_CACHE: join(project, 'node_modules/.cache/compiled'),
  ...process.env,
  PATH: `${join(project, 'node_modules/.bin')}:${process.env.PATH}`,
};

/** What npm would run, without starting npm each time. */
const commandOf = (name: string) =>
  [`pre${name}`, name, `post${name}`].flatMap((one) => scripts[one] ?? []).join(' && ');

async function isFine(name: string): Promise<boolean> {
  const began = performance.now();
  const child = spawn(commandOf(name), {
    cwd: project,
    env,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = await once(child, 'close');
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  process.stdout.write(`${name}: ${code === 0 ? 'fine' : 'FAILS'}, ${seconds} s\n`);
  process.stdout.write(Buffer.concat(said));
  return code === 0;
}

const built = Promise.withResolvers<void>();
let isAllFine = true;
await Promise.all(
  lanes.map(async (names) => {
    for (const name of names) {
      if (ofWhatIsBuilt.has(name)) await built.promise;
      if (!(await isFine(name))) isAllFine = false;
      if (name === first) built.resolve();
    }
  }),
);
process.exitCode = isAllFine ? 0 : 1;
