/** What the gate asks before the tests: two at a time, each told whole when it is over. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** As in package.json; the longest first. */
const names = ['built', 'types:product', 'types:page', 'lint', 'rooms', 'unused'];

async function isFine(name: string): Promise<boolean> {
  const began = performance.now();
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = await once(child, 'close');
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  process.stdout.write(`${name}: ${code === 0 ? 'fine' : 'FAILS'}, ${seconds} s\n`);
  process.stdout.write(Buffer.concat(said));
  return code === 0;
}

let isAllFine = true;
async function work() {
  for (let name = names.shift(); name; name = names.shift()) {
    if (!(await isFine(name))) isAllFine = false;
  }
}
await Promise.all([work(), work()]);
process.exitCode = isAllFine ? 0 : 1;
