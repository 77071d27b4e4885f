/** Calls that live at once in an account whose time stands still, and is moved forward. */
import { createSandbox } from '../../src/sandbox/index.ts';
import type { World } from '../../src/sandbox/world/world.ts';

/**
 * What it took to move the time: by the clock on the wall, of a processor, and in which there was
 * nothing to do but wait. On a busy machine the first is more than the other two.
 */
export interface Moved {
  readonly calls: number;
  readonly recordings: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly idleSeconds: number;
}

const from = '+12025550199';
const to = '+12025550100';
const minutes = 5;
/** Each is recorded three times within the five minutes, and is on the line at their end. */
const texml =
  '<Response><Say>Hello</Say><Pause length="5"/><Record maxLength="20"/><Pause length="20"/>' +
  '<Record maxLength="20"/><Pause length="20"/><Record maxLength="20"/><Pause length="180"/>' +
  '<Pause length="180"/></Response>';

export async function frozen(count: number): Promise<Moved> {
  const sandbox = await createSandbox({ state: 'memory' });
  try {
    const world = await sandbox.worlds.open('load');
    await world.freeze();
    for (let i = 0; i < count; i += 1) await world.receive({ from, to, instructions: { texml } });
    await world.advance(1_000);
    const [cpu, began] = [process.cpuUsage(), performance.now()];
    const loop = performance.eventLoopUtilization();
    await world.advance(minutes * 60_000);
    const wallSeconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const idleSeconds = performance.eventLoopUtilization(loop).idle / 1_000;
    return { ...livingIn(world), wallSeconds, cpuSeconds: (user + system) / 1e6, idleSeconds };
  } finally {
    await sandbox.close();
  }
}

function livingIn({ host: { machines } }: World) {
  const calls = [...machines.all('call')].filter(({ state }) => state.startsWith('inProgress'));
  const recordings = [...machines.all('recording')].filter(({ state }) => state === 'completed');
  return { calls: calls.length, recordings: recordings.length };
}
