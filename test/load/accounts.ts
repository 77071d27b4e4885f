/** Many accounts in a folder, as tests leave them: each has a recorded call of its own, which is over. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../../src/sandbox/index.ts';

/** What it took, and what there was in the end. */
export interface Accounts {
  readonly accounts: number;
  /** Of their recordings, before and after a restart. */
  readonly completed: readonly [number, number];
  /** To make an account, live through its call and tell of it. */
  readonly msEach: number;
  /** To begin again with all of them. */
  readonly startSeconds: number;
  /** The most handles of the process, if the system shows them. */
  readonly handles: number;
  readonly megabytes: number;
}

const from = '+12025550199';
const to = '+12025550100';
const texml = '<Response><Record maxLength="20"/></Response>';

export async function manyAccounts(
  count: number,
  onMade: (made: number) => void,
): Promise<Accounts> {
  const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  const open = () => createSandbox({ state: { folder }, accounts: count });
  let most = 0;
  try {
    const began = performance.now();
    const first = await open();
    for (let made = 1; made <= count; made += 1) {
      const world = await first.worlds.open(`account-${made}`);
      await world.freeze();
      await world.receive({ from, to, instructions: { texml } });
      await world.advance(60_000);
      most = Math.max(most, handles());
      onMade(made);
    }
    const msEach = (performance.now() - began) / count;
    const before = completedIn(first);
    await first.close();
    const restarted = performance.now();
    const second = await open();
    const startSeconds = (performance.now() - restarted) / 1_000;
    most = Math.max(most, handles());
    const megabytes = process.memoryUsage().rss / 1e6;
    const accounts = second.worlds.accounts.length;
    const completed = [before, completedIn(second)] as const;
    await second.close();
    return { accounts, completed, msEach, startSeconds, handles: most, megabytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function completedIn({ worlds }: Awaited<ReturnType<typeof createSandbox>>): number {
  const recordings = worlds.all.flatMap(({ host }) => [...host.machines.all('recording')]);
  return recordings.filter(({ state }) => state === 'completed').length;
}

/** Where Linux shows them; elsewhere none are counted. */
function handles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
