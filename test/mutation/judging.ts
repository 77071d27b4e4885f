/** Judges the mutants of a room: by the compiler, by vectors, by its own tests. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { testMs } from '../house/patience.ts';
import { Compiler } from './compiles.ts';
import type { Plan } from './loading.ts';
import type { SourceMutant } from './mutants.ts';
import type { Replayed } from './replaying.ts';
import { type Room, testsOf } from './rooms.ts';
import { type Reach, type Trial, Trials } from './trials.ts';

const here = import.meta.dirname;
const project = resolve(here, '../..');

/** What came of a mutant. One that nobody comes by in a test is told as such. */
export type Judged =
  | Trial
  | { readonly outcome: 'not compiled'; readonly by: string }
  | { readonly outcome: 'survived'; readonly isReached: boolean };

/** Writes what is planted where, for those who load the sources. */
export function writePlan(
  folder: string,
  sources: ReadonlyMap<string, string>,
  mutants: readonly SourceMutant[],
): string {
  const plan: Record<string, Plan[string]> = {};
  for (const [file, text] of sources) {
    const inFile = [...mutants.entries()].filter(([, one]) => one.file === file);
    if (inFile.length > 0) plan[resolve(project, file)] = { text, mutants: inFile };
  }
  const path = resolve(folder, 'plan.json');
  writeFileSync(path, JSON.stringify(plan));
  return path;
}

/** What the vectors say of each mutant of a plan, as they say it. */
export async function* replayedBy(plan: string): AsyncIterable<Replayed> {
  const loading = pathToFileURL(resolve(here, 'loading.ts')).href;
  const child = spawn(process.execPath, [`--import=${loading}`, resolve(here, 'replaying.ts')], {
    env: { ...process.env, MUTATION_PLAN: plan },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: testMs,
  });
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
}

/** Judges one after another; each is given out as soon as it is judged. */
export class Judge {
  readonly #room: Room;
  readonly #plan: string;
  readonly #trials: Trials;
  readonly #compiler: Compiler;
  #reached: Promise<Reach> | undefined;
  #replayed: Map<number, Replayed> | undefined;

  constructor(
    room: Room,
    folder: string,
    sources: ReadonlyMap<string, string>,
    mutants: readonly SourceMutant[],
  ) {
    this.#room = room;
    this.#plan = writePlan(folder, sources, mutants);
    this.#compiler = new Compiler(sources, mutants);
    this.#trials = new Trials(folder);
  }

  async judge(number: number): Promise<Judged> {
    const against = this.#compiler.against(number);
    if (against !== undefined) return { outcome: 'not compiled', by: against };
    const replayed = this.#room.isReplayed ? (await this.#replay()).get(number) : undefined;
    if (replayed?.by !== undefined) return { outcome: 'killed', by: replayed.by };
    const reach = await this.#reach();
    const trial = await this.#trials.try(number, reach);
    if (trial.outcome !== 'survived') return trial;
    const isReached = [...reach.values()].some(({ mutants }) => mutants.has(number));
    const againstAlone = this.#compiler.againstAlone(number);
    if (againstAlone !== undefined) return { outcome: 'not compiled', by: againstAlone };
    return { outcome: 'survived', isReached };
  }

  close() {
    this.#trials.close();
  }

  async #replay() {
    if (this.#replayed) return this.#replayed;
    this.#replayed = new Map();
    for await (const one of replayedBy(this.#plan)) this.#replayed.set(one.mutant, one);
    return this.#replayed;
  }

  #reach(): Promise<Reach> {
    this.#reached ??= this.#trials.reach(testsOf(this.#room));
    return this.#reached;
  }
}
