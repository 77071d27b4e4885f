/** Servers in processes of their own: started, waited for, and stopped by their ids. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { patienceMs } from '../house/patience.ts';
import { project } from '../house/tree.ts';

export interface Running {
  readonly url: string;
  readonly pid: number;
  /** What it has ended with; null until then. */
  readonly code: () => number | null;
  /** What it has printed so far. */
  readonly printed: () => string;
  /** Ends it, and waits until it is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Starts a command, and waits until it prints where it listens; `born` hears of its process. */
export async function running(
  command: string,
  args: readonly string[],
  born: (child: ChildProcess) => void = () => undefined,
): Promise<Running> {
  const child = spawn(command, args, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] });
  born(child);
  let printed = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const read = (chunk: Buffer) => {
    printed += chunk;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
    if (url) resolve(url);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  child.once('exit', (code) => reject(new Error(`${command} ended with ${code}: ${printed}`)));
  child.once('error', reject);
  const tooLong = setTimeout(() => {
    child.kill('SIGKILL');
    reject(new Error(`${command} did not listen within ${patienceMs} ms: ${printed}`));
  }, patienceMs);
  try {
    const url = await promise;
    return {
      url,
      pid: child.pid as number,
      code: () => child.exitCode,
      printed: () => printed,
      stop: (signal) => stopped(child, signal),
    };
  } finally {
    clearTimeout(tooLong);
  }
}

/** Starts the sandbox. */
export const sandbox = (...args: string[]) => running(process.execPath, sandboxCommand(args));
/** What Node runs for it, on any port unless the arguments name one. */
export const sandboxCommand = (args: readonly string[]) => [
  'src/cli.ts',
  'serve',
  '--port',
  '0',
  ...args,
];

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const tooLong = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await gone;
  clearTimeout(tooLong);
}
