/** A sandbox that dies and comes back: in a process of its own, always on one port and folder. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, type Running, running, sandboxCommand } from '../load/server.ts';

/** What dies and comes back. */
export interface Mortal {
  readonly url: string;
  /** 0: it is several processes. */
  readonly pid: number;
  readonly kills: number;
  /** Resolves while it listens. */
  readonly up: () => Promise<unknown>;
  start(): Promise<void>;
  kill(): Promise<void>;
  dieStarting(afterMs: number): Promise<void>;
  terminate(withinMs: number): Promise<number | undefined>;
}

export class Server implements Mortal {
  readonly url: string;
  readonly port: number;
  readonly #command: readonly string[];
  #child: ChildProcess | undefined;
  #running: Running | undefined;
  #up = Promise.withResolvers<void>();
  /** How often it was killed. */
  kills = 0;

  /** A server that is not started yet. */
  static on(folder: string, config: string): Promise<Server> {
    return Server.with(['--state', folder, '--config', config]);
  }
  /** The same with other options. */
  static async with(args: readonly string[]): Promise<Server> {
    return new Server(args, await freePort());
  }

  private constructor(args: readonly string[], port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.port = port;
    this.#command = sandboxCommand([...args, '--port', String(port)]);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Resolves while it listens. */
  readonly up = () => this.#up.promise;

  /** @throws Error with what it printed, if it ends before it listens. */
  async start() {
    this.#running = await running(process.execPath, this.#command, (child) => {
      this.#child = child;
    });
    this.#up.resolve();
  }

  /** Dies, this moment. */
  async kill() {
    this.kills += 1;
    await this.#end('SIGKILL');
  }

  /** Starts and dies after a while, wherever it has come to by then. */
  async dieStarting(afterMs: number) {
    const started = this.start().then(
      () => undefined,
      () => undefined,
    );
    await wait(afterMs);
    await this.kill();
    await started;
    this.#down();
  }

  /** Is asked to end; gives how long that took, or undefined if it had to be killed. */
  async terminate(withinMs: number): Promise<number | undefined> {
    const began = performance.now();
    const isGone = await this.#end('SIGTERM', withinMs);
    return isGone ? performance.now() - began : undefined;
  }

  async #end(signal: NodeJS.Signals, withinMs = 10_000): Promise<boolean> {
    this.#down();
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return true;
    const gone = once(child, 'exit');
    child.kill(signal);
    const isGone = await Promise.race([
      gone.then(() => true),
      wait(withinMs, false, { ref: false }),
    ]);
    if (!isGone) child.kill('SIGKILL');
    await gone;
    return isGone;
  }

  #down() {
    if (this.#running) this.#up = Promise.withResolvers();
    this.#running = undefined;
  }
}
