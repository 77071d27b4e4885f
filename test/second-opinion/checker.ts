/** Has SPIN check an exported system: the model is written and compiled, and runs against the cells. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import type { System } from '../../properties/generators/system.ts';
import { type CellOptions, Cells, type Question } from './cells.ts';
import { type Parties, partiesOf } from './model/parties.ts';
import { promelaOf } from './model/promela.ts';
import type { SceneOptions } from './model/rules/scene.ts';
import { reportOf, type SpinReport } from './spin-report.ts';

const find = (...names: readonly string[]) =>
  (process.env.PATH ?? '')
    .split(':')
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
const spin = find('spin');
const compiler = find('gcc', 'cc', 'clang');
/** What a second opinion lacks on this machine; empty where there is all it takes. */
export const lacking: readonly string[] = [
  ...(spin ? [] : ['SPIN']),
  ...(compiler ? [] : ['C compiler']),
];

/** Says loudly what was not looked at, and why. */
export function sayUnchecked(what: string) {
  process.stderr.write(`\n${what.toUpperCase()}: no ${lacking.join(' and no ')} found.\n\n`);
}

/** What SPIN came to. */
export interface Opinion extends SpinReport {
  /** How many questions it asked of the machines. */
  readonly asked: number;
  readonly seconds: number;
}
export interface CheckOptions extends CellOptions {
  /** It is stopped after so long, and has then looked at a part only. */
  readonly mostSeconds?: number;
  /** Told now and then how far it is. */
  readonly onProgress?: (states: number) => void;
  /** Told each question once, and its answer, as a line of the file that `cells.h` reads. */
  readonly onCell?: (line: string) => void;
}

const minuteMs = 60_000;
/** The longest way to a state, in steps of the model; past it SPIN says so, and that is no whole. */
const mostDeep = 100_000;
/** The most memory that a search may use, in megabytes. */
const mostMemory = 10_000;

/** A model that is compiled, and can be checked with these machines or those. */
export class CompiledModel implements Disposable {
  readonly #system: System;
  readonly #parties: Parties;
  readonly #folder: string;
  readonly #falls: boolean;

  private constructor(system: System, parties: Parties, folder: string, falls: boolean) {
    this.#system = system;
    this.#parties = parties;
    this.#folder = folder;
    this.#falls = falls;
  }

  /**
   * Of a small model it takes longer to compile it well than to run it.
   * @throws Error if this machine lacks what it takes, or SPIN refuses the model
   */
  static async of(
    system: System,
    options: SceneOptions = {},
    isSmall = false,
  ): Promise<CompiledModel> {
    if (!spin || !compiler) throw new Error(`There is no ${lacking.join(' and no ')} here.`);
    const folder = mkdtempSync(join(tmpdir(), 'texml-spin-'));
    const parties = partiesOf(system);
    writeModel(folder, system, options);
    const within = { cwd: folder, timeout: 10 * minuteMs };
    const run = promisify(execFile);
    const falls = options.falls !== undefined;
    const flags = [
      isSmall ? '-O0' : '-O1',
      '-w',
      '-DNOREDUCE',
      '-DCOLLAPSE',
      '-DVECTORSZ=4096',
      '-I.',
    ];
    const more = [`-DMEMLIM=${mostMemory}`, ...(falls ? [] : ['-DSAFETY', '-DNOCLAIM'])];
    await run(spin, ['-a', `${system.name}.pml`], within).catch((error: { stdout: string }) => {
      throw new Error(`SPIN refuses the model of ${system.name}: ${error.stdout}`);
    });
    await run(compiler, [...flags, ...more, '-o', 'pan', 'pan.c'], within);
    return new CompiledModel(system, parties, folder, falls);
  }

  [Symbol.dispose]() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Every state of the model, with the steps of these machines; it ends at the first fault. */
  async check(options: CheckOptions): Promise<Opinion> {
    const { mostSeconds = 3_600, onProgress, onCell } = options;
    const cells = new Cells(this.#system, this.#parties, options);
    const began = performance.now();
    const pan = spawn(
      join(this.#folder, 'pan'),
      [`-m${mostDeep}`, '-w22', '-n', '-b', ...(this.#falls ? ['-a'] : [])],
      { cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'] },
    );
    const limit = setTimeout(() => pan.kill('SIGKILL'), mostSeconds * 1_000);
    const answering = answer(pan, cells, onCell);
    let printed = '';
    for (const stream of [pan.stdout, pan.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const far = /States=\s*(\S+)/u.exec(text);
        if (far) onProgress?.(Number(far[1]));
      });
    }
    await once(pan, 'close');
    clearTimeout(limit);
    const report = reportOf(printed, [...cells.broken], answering.failure);
    return { ...report, asked: answering.asked, seconds: (performance.now() - began) / 1_000 };
  }
}

/** Writes a model where somebody can read it, and have SPIN check it. */
export function writeModel(folder: string, system: System, options: SceneOptions = {}) {
  writeFileSync(join(folder, `${system.name}.pml`), promelaOf(system, partiesOf(system), options));
  copyFileSync(join(import.meta.dirname, 'cells.h'), join(folder, 'cells.h'));
}

const figures = 8;
const bytes = 4 * figures;

/** Answers what is asked through the pipes of a process; it ends when a machine fails. */
function answer(pan: ChildProcess, cells: Cells, onCell: CheckOptions['onCell']) {
  const questions = pan.stdio[3] as Readable;
  const answers = pan.stdio[4] as Writable;
  const state = { asked: 0, failure: undefined as string | undefined };
  let pending = Buffer.alloc(0);
  answers.on('error', () => undefined); // It has ended, and is not told any more.
  questions.on('data', (data: Buffer) => {
    pending = Buffer.concat([pending, data]);
    for (; pending.length >= bytes; pending = pending.subarray(bytes)) {
      const asked = Array.from({ length: figures }, (_, i) => pending.readInt32LE(4 * i));
      state.asked += 1;
      try {
        const told = cells.answer(questionOf(asked));
        onCell?.([...asked, told.length, ...told].join(' '));
        answers.write(Buffer.from(Int32Array.of(told.length, ...told).buffer));
      } catch (error) {
        state.failure ??= (error as Error).message;
        pan.kill('SIGKILL');
      }
    }
  });
  return state;
}

function questionOf([
  what,
  who,
  snapshot,
  x,
  y,
  at,
  happened,
  memory,
]: readonly number[]): Question {
  return { what, who, snapshot, x, y, at, happened, memory } as Question;
}
