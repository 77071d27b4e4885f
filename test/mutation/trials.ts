/** Runs tests on mutants, one after another, in a process that is ended when one goes on for ever. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Asked, Found } from './driver.ts';
import { loadedBy } from './importing.ts';
import type { Plan } from './loading.ts';

const here = import.meta.dirname;
const project = resolve(here, '../..');

/** What came of a mutant: a test has failed, or nothing came within the time; else it survives. */
export type Trial =
  | { readonly outcome: 'killed'; readonly by: string }
  | { readonly outcome: 'timed out' }
  | { readonly outcome: 'survived' };
/** Which mutants each file of tests comes by, and how long it takes with none planted. */
export type Reach = ReadonlyMap<
  string,
  { readonly mutants: ReadonlySet<number>; readonly ms: number }
>;

/** What `noting.ts` has kept of a file of tests. */
interface Note {
  readonly file: string;
  readonly loaded: readonly number[];
  readonly mutants: readonly number[];
}

/** The number of no mutant. */
const nobody = -1;
/** What a trial may take at least: a busy machine is no mutant that goes on for ever. */
const leastMs = 240_000;

export class Trials {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #isControlled = false;

  readonly #fileOf: ReadonlyMap<number, string>;

  /** The folder is for the plan, which stands in it, and for what is noted. */
  constructor(folder: string) {
    this.#folder = folder;
    const plan: Plan = JSON.parse(readFileSync(resolve(folder, 'plan.json'), 'utf8'));
    this.#fileOf = new Map(
      Object.entries(plan).flatMap(([file, { mutants }]) => mutants.map(([one]) => [one, file])),
    );
    this.#env = {
      ...process.env,
      NODE_OPTIONS: `--import=${pathToFileURL(resolve(here, 'loading.ts'))}`,
      NODE_COMPILE_CACHE: resolve(folder, 'compiled'),
      MUTATION_PLAN: resolve(folder, 'plan.json'),
    };
  }

  /** Runs the files with nothing planted. */
  async reach(files: readonly string[]): Promise<Reach> {
    const noted = resolve(this.#folder, 'noted.jsonl');
    rmSync(noted, { force: true });
    this.close();
    this.#child = await started('whole', { ...this.#env, MUTATION_NOTED: noted });
    const found = await this.#ask({ planted: undefined, files }, undefined);
    this.close();
    const { failed, durationsMs } = found ?? { failed: 'the process has ended', durationsMs: {} };
    if (failed !== undefined) throw new Error(`with nothing planted a test fails: ${failed}`);
    const lines = readFileSync(noted, 'utf8').trim().split('\n');
    const notes = lines.map((line) => JSON.parse(line) as Note);
    const loaded = new Set(notes.flatMap((note) => note.loaded));
    return new Map(
      notes.map(({ file, mutants }) => {
        const name = relative(project, file);
        // They share a process, so the first has loaded for all; each counts what it would load.
        const files = loadedBy(file);
        const within = [...loaded].filter((mutant) => files.has(this.#fileOf.get(mutant) ?? ''));
        return [name, { mutants: new Set([...mutants, ...within]), ms: durationsMs[name] ?? 0 }];
      }),
    );
  }

  /** Runs the files that come by a mutant, the quickest first, until a test fails. */
  async try(planted: number, reach: Reach): Promise<Trial> {
    const covering = [...reach].filter(([, { mutants }]) => mutants.has(planted));
    if (covering.length === 0) return { outcome: 'survived' };
    const files = covering.toSorted(([, a], [, b]) => a.ms - b.ms).map(([file]) => file);
    const usualMs = covering.reduce((sum, [, { ms }]) => sum + ms, 0);
    this.#child ??= await started('first', this.#env);
    const found = await this.#ask({ planted, files }, leastMs + 10 * usualMs);
    if (found === undefined) return { outcome: 'timed out' };
    const { failed } = found;
    if (failed === undefined) return { outcome: 'survived' };
    if (failed.includes('has changed since it was planned')) throw new Error(failed);
    await this.#control(files);
    if (failed.includes('goes round for ever')) return { outcome: 'timed out' };
    return { outcome: 'killed', by: failed };
  }

  /** The first time that tests fail they have to pass again, once nothing is planted. */
  async #control(files: readonly string[]) {
    if (this.#isControlled) return;
    const found = await this.#ask({ planted: nobody, files }, undefined);
    if (found?.failed !== undefined) throw new Error(`with nothing planted fails ${found.failed}`);
    this.#isControlled = true;
  }

  /** Ends the process and all that it has begun. */
  close() {
    const { pid, exitCode } = this.#child ?? {};
    this.#child = undefined;
    if (pid === undefined || typeof exitCode === 'number') return;
    process.kill(-pid, 'SIGKILL');
  }

  /** undefined: no answer within the time, or the process has ended; it is gone then. */
  async #ask(asked: Asked, withinMs: number | undefined): Promise<Found | undefined> {
    const child = this.#child as ChildProcess;
    const { promise, resolve: answer } = Promise.withResolvers<Found | undefined>();
    const gone = () => answer(undefined);
    const late = withinMs === undefined ? undefined : setTimeout(gone, withinMs);
    child.once('message', (found: Found) => answer(found));
    child.once('exit', gone);
    child.send(asked);
    const found = await promise;
    clearTimeout(late);
    child.off('exit', gone);
    if (found === undefined) this.close();
    return found;
  }
}

/** Runs all tests that it is told to, or those before the first that fails. */
async function started(how: 'whole' | 'first', env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  // In a group of its own: its end is the end of all workers.
  const child = fork(resolve(here, 'driver.ts'), [how], {
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise<void>((ready, failed) => {
    child.once('message', () => ready());
    child.once('exit', (code) => failed(new Error(`the runner of tests ended with ${code}`)));
  });
  child.removeAllListeners('exit');
  return child;
}
