/** Where time goes: a sampling profile, added up by the parts that the files belong to. */
import { type Profiler, Session } from 'node:inspector';

export interface Profile {
  /** Each part with its share of the time, the largest first; `rest` and `garbage` among them. */
  readonly shares: readonly (readonly [part: string, share: number])[];
}
const everyMicroseconds = 200;
/** What the profiler itself takes does not count. */
const profiling = 'profiling';

/** Profiles a piece of work. What is built into the engine counts to the file that called it. */
export function profiled(parts: Readonly<Record<string, RegExp>>, work: () => unknown): Profile {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: everyMicroseconds });
  session.post('Profiler.start');
  work();
  let profile: Profiler.Profile | undefined;
  session.post('Profiler.stop', (_error, answer) => {
    profile = answer.profile;
  });
  session.disconnect();
  if (!profile) throw new Error('there is no profile');
  return { shares: sharesOf(profile, parts) };
}

function sharesOf(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  parts: Readonly<Record<string, RegExp>>,
) {
  const partBy = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const assign = (node: Profiler.ProfileNode, around: string) => {
    const part = partOf(node, parts) ?? around;
    partBy.set(node.id, part);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child) assign(child, part);
    }
  };
  const [root] = nodes;
  if (root) assign(root, 'rest');
  const spent = new Map<string, number>();
  for (const [i, id] of samples.entries()) {
    const part = partBy.get(id) ?? 'rest';
    if (part === profiling) continue;
    spent.set(part, (spent.get(part) ?? 0) + (timeDeltas[i] ?? 0));
  }
  const all = [...spent.values()].reduce((sum, time) => sum + time, 0);
  return [...spent]
    .map(([part, time]) => [part, time / all] as const)
    .toSorted(([, a], [, b]) => b - a);
}

function partOf({ callFrame }: Profiler.ProfileNode, parts: Readonly<Record<string, RegExp>>) {
  if (callFrame.functionName === '(garbage collector)') return 'garbage';
  if (callFrame.url === 'node:inspector') return profiling;
  if (callFrame.url === '') return undefined;
  return Object.entries(parts).find(([, files]) => files.test(callFrame.url))?.[0] ?? 'rest';
}
