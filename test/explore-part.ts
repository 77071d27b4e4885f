/** What `npm run explore` does with one system, in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { machines } from '../machines/index.ts';
import type { Explored, ExploreOptions } from '../properties/check/explored.ts';
import { claims } from '../properties/claims/index.ts';
import { explore } from '../properties/search/explore.ts';
import { systems } from '../properties/systems/index.ts';
import { onTables, onXState } from '../src/engine/index.ts';
import { explorePlainly } from './properties/plain/search.ts';

/** A system to explore, and how. */
export interface ExplorePart {
  readonly name: string;
  readonly most: number;
  readonly depth: number | undefined;
  readonly withoutClaims: boolean | undefined;
  readonly compare: boolean | undefined;
  readonly xstate: boolean | undefined;
}
/** What came of it; times are those that this thread has worked. */
export interface Searched extends Omit<Explored, 'seen'> {
  readonly cpuSeconds: number;
  /** Of the plain search, how many edges it took in a second. */
  readonly plain?: { readonly rate: number };
}
/** What the thread tells: how far it is, or what came of it. */
export type ToldByPart =
  | { readonly states: number; readonly edges: number; readonly frontier: number }
  | { readonly searched: Searched };

const { name, most, depth, withoutClaims, compare, xstate } = workerData as ExplorePart;
const system = systems.find((one) => one.name === name);
if (!system) throw new Error(`no system ${name}`);

const tell = (told: ToldByPart) => parentPort?.postMessage(told);
let toldAt = 0;
const options: ExploreOptions = {
  advance: (xstate ? onXState : onTables)(machines),
  claims: withoutClaims ? [] : claims,
  most,
  ...(depth === undefined ? {} : { depth }),
  onProgress: (states, edges, frontier) => {
    if (performance.now() - toldAt < 100) return;
    toldAt = performance.now();
    tell({ states, edges, frontier });
  },
};
/** What it comes to, and how long this thread has worked for it. */
function timed(search: typeof explore): Omit<Searched, 'plain'> {
  if (!system) throw new Error(`no system ${name}`);
  const began = process.threadCpuUsage();
  const { seen: _, ...explored } = search(system, options);
  const { user, system: kernel } = process.threadCpuUsage(began);
  return { ...explored, cpuSeconds: (user + kernel) / 1_000_000 };
}

const searched = timed(explore);
if (compare) {
  const { edges, cpuSeconds } = timed(explorePlainly);
  tell({ searched: { ...searched, plain: { rate: edges / cpuSeconds } } });
} else tell({ searched });
