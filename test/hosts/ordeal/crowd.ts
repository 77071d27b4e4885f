/** Processes with hosts, each begun anew after it was killed; any of them is told. */
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Verdict } from '../../../machines/index.ts';
import { seeded } from '../../bench/measure.ts';
import type { ToldStep } from './lives.ts';
import type { FromMortal, Mortal, ToMortal } from './mortal.ts';

export interface CrowdOptions {
  /** What each of them runs, and what it is told at its begin. */
  readonly program: URL;
  readonly mortal: Mortal;
  readonly processes: number;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
}

/** Far more than it takes until one that was killed is there again. */
const triesAtMost = 1_000;

export class Crowd {
  readonly #options: CrowdOptions;
  readonly #random: (n: number) => number;
  readonly #children: { child: ChildProcess; ready: Promise<void> }[] = [];
  readonly #waiting = new Map<string, (answer: Verdict | undefined) => void>();
  #isOver = false;

  constructor(options: CrowdOptions) {
    this.#options = options;
    this.#random = seeded(options.seed + 1);
    for (let i = 0; i < options.processes; i += 1) this.#begin(i);
  }

  async ready() {
    await Promise.all(this.#children.map(({ ready }) => ready));
  }

  /** Tells any of them, and another one if that does not answer, until one does; not for ever. */
  async tell(message: ToldStep): Promise<Verdict> {
    for (let tries = 1; ; tries += 1) {
      const one = this.#children[this.#random(this.#children.length)];
      const { promise, resolve } = Promise.withResolvers<Verdict | undefined>();
      const asked = `${message.id}`;
      this.#waiting.set(asked, resolve);
      const gone = () => resolve(undefined);
      one?.child.once('exit', gone);
      if (one?.child.connected) one.child.send(message satisfies ToMortal, (e) => e && gone());
      else gone();
      const answer = await promise;
      one?.child.removeListener('exit', gone);
      if (answer) return answer;
      if (this.#isOver || this.#options.signal?.aborted) throw new Error('Nobody is left to tell.');
      if (tries === triesAtMost) throw new Error(`Nobody answers ${message.id}.`);
      await wait(50);
    }
  }

  /** Kills one, and begins another in its place after a while. */
  async killOne() {
    const i = this.#random(this.#children.length);
    this.#children[i]?.child.kill('SIGKILL');
    await wait(this.#random(400));
    if (!this.#isOver) this.#begin(i);
  }

  /** All of them end as they should. */
  async end() {
    this.#isOver = true;
    await this.ready();
    await Promise.all(
      this.#children.map(({ child }) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        child.once('exit', () => resolve());
        child.send('end' satisfies ToMortal);
        return promise;
      }),
    );
  }

  kill() {
    this.#isOver = true;
    for (const { child } of this.#children) child.kill('SIGKILL');
  }

  #begin(i: number) {
    const { program, mortal } = this.#options;
    const child = fork(fileURLToPath(program), [JSON.stringify(mortal)], { execArgv: [] });
    const { promise: ready, resolve } = Promise.withResolvers<void>();
    child.on('message', (said: FromMortal) => {
      if (said === 'ready') resolve();
      else if (said !== 'ended') {
        this.#waiting.get(said.id)?.('verdict' in said ? said.verdict : undefined);
      }
    });
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
    child.setMaxListeners(0);
    this.#children[i] = { child, ready };
  }
}
