/** What befalls a server: it is killed, its disk is full, or it may not write for a while. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Mortal } from './server.ts';

export interface Trouble {
  /** Whether requests may be refused with 5xx now, as nothing can be kept. */
  readonly mayFail: () => boolean;
  /** Lets the server live for a while, and then makes trouble; afterwards it listens again. */
  readonly once: (server: Mortal, below: Below, acknowledged: () => number) => Promise<void>;
}
/** Gives whole numbers from 0 up to its argument. */
type Below = (n: number) => number;

/** However slow the machine is: so many requests at most are acknowledged between troubles. */
const requestsAtMost = 80;
const restAtMostMs = 3_000;
export async function some(below: Below, acknowledged: () => number) {
  const enough = acknowledged() + below(requestsAtMost);
  const end = performance.now() + restAtMostMs;
  while (acknowledged() < enough && performance.now() < end) await wait(5);
  await wait(below(50));
}

/** It is killed, now and then before it even listens. */
export const kills: Trouble = {
  mayFail: () => false,
  async once(server, below, acknowledged) {
    await some(below, acknowledged);
    await server.kill();
    while (below(6) === 0) await server.dieStarting(below(600));
    await server.start();
  },
};

/** What keeps a server from writing. */
interface Obstacle {
  readonly begin: (server: Mortal) => void;
  readonly end: (server: Mortal) => void;
}
/** How long an end may take, whatever cannot be written. */
const endMs = 15_000;

/** Nothing can be written for up to a second and a half; now and then it is asked to end then. */
function withObstacle({ begin, end }: Obstacle): Trouble {
  let failsUntil = 0;
  const once: Trouble['once'] = async (server, below, acknowledged) => {
    await some(below, acknowledged);
    failsUntil = Number.POSITIVE_INFINITY;
    begin(server);
    try {
      await wait(100 + below(1_400));
      if (below(4) === 0) {
        const tookMs = await server.terminate(endMs);
        if (tookMs === undefined)
          throw new Error(`SIGTERM while nothing can be written: it did not end in ${endMs} ms`);
      }
    } finally {
      end(server);
    }
    if (server.pid !== 0 && !isThere(server.pid)) await server.start();
    // What was asked meanwhile is answered a moment later.
    failsUntil = performance.now() + 1_000;
  };
  return { mayFail: () => performance.now() < failsUntil, once };
}
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A file in the folder takes all the room that there is. */
export function fullDisk(folder: string): Trouble {
  const ballast = join(folder, 'ballast');
  return withObstacle({
    begin: () => {
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    end: () => rmSync(ballast, { force: true }),
  });
}

/** The process may write to no file: whatever it tries fails at once (Linux only). */
export const noWriting = withObstacle({
  begin: ({ pid }) => limit(pid, '0'),
  end: ({ pid }) => limit(pid, 'unlimited'),
});
/** The soft limit only: whoever lowers the hard one cannot raise it again. */
function limit(pid: number, size: string) {
  const { error, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${size}:`], {
    encoding: 'utf8',
    timeout: 5_000,
  });
  if (error) throw error;
  if (stderr && isThere(pid)) throw new Error(`prlimit: ${stderr}`);
}
export const canLimit = existsSync('/usr/bin/prlimit');

/** A small disk of its own, which is taken away at the end; undefined if it is not allowed. */
export function smallDisk(folder: string, size: string): (() => void) | undefined {
  const { status, stderr } = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder],
    { encoding: 'utf8', timeout: 5_000 },
  );
  if (status !== 0) {
    process.stderr.write(`A disk in memory cannot be mounted here: ${stderr?.trim()}\n`);
    return undefined;
  }
  return () => {
    // Lazily, if somebody still has a file open there: it is gone from here all the same.
    const { status: left } = spawnSync('umount', [folder], { timeout: 5_000 });
    if (left !== 0) spawnSync('umount', ['-l', folder], { timeout: 5_000 });
  };
}
