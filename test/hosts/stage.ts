/** What the tests of hosts share: performers that note what they are asked, messages, files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Effect, ports } from '../../machines/index.ts';
import {
  Host,
  type HostOptions,
  type Message,
  type Performers,
  type Task,
} from '../../src/hosts/index.ts';
import { StillClock } from './still-clock.ts';

/** The same for every port. */
export const performing = (perform: (task: Task) => void | Promise<void>) =>
  Object.fromEntries(Object.keys(ports).map((port) => [port, perform])) as Performers;

/** A folder that is gone after the test, for files of stores. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  return {
    file: (name: string) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A host on a clock that stands still, and the tasks that it gave. */
export async function staged(
  options: Omit<Partial<HostOptions>, 'clock' | 'performers'> & Pick<HostOptions, 'store'>,
  perform: (task: Task) => void | Promise<void> = () => undefined,
  clock = new StillClock(),
) {
  const tasks: Task[] = [];
  const host = await Host.open({
    ...options,
    clock,
    performers: () =>
      performing((task) => {
        tasks.push(task);
        return perform(task);
      }),
  });
  const said = () => tasks.map(({ effect }) => wordsOf(effect));
  return { host, clock, tasks, said };
}

export const wordsOf = ({ type, sid }: Effect) => `${sid} ${type}`;

const machines = { c: 'call', l: 'dialLeg', f: 'conference', r: 'recording' } as const;
/** A message to a machine whose sid begins with its letter: c, l, f or r. */
export function tell(sid: string, event: Message['event'], id?: string): Message {
  const to = { machine: machines[sid[0] as keyof typeof machines], sid };
  return id === undefined ? { to, event } : { id, to, event };
}

/** A call that records from its answer, up to where it is being captured. */
export const recorded: readonly Message[] = [
  tell('c1', { type: 'call.dialOut', at: 0, recording: { sid: 'r1' } }, 'm1'),
  tell('c1', { type: 'call.answered', at: 3_000 }, 'm2'),
  tell('r1', { type: 'media.started', at: 3_100, order: 1 }, 'm3'),
];
