/**
 * A kit: a sandbox in the process of a test. Its time stands until the test moves it, and its
 * application is a function. Whatever a method begins has happened when it ends, as far as it is due.
 */
import type { MachineName } from '../../machines/index.ts';
import type { Answered } from '../engine/index.ts';
import type { SessionForm } from '../sandbox/http/exports/forms.ts';
import { createSandbox, type Sandbox, type SettingsSaid } from '../sandbox/index.ts';
import type { TimelineEntry } from '../sandbox/stage/timeline.ts';
import { summaryOf } from '../wire/resources/summary.ts';
import { type App, answersOf, withUrls } from './app.ts';
import { type AppRequest, Around } from './around.ts';
import { clockText, lengthMs } from './duration.ts';
import type { JudgeableRun } from './judged.ts';
import { Line } from './line.ts';
import { type RecordingSeen, recordingsIn, storyOf, type Watched } from './seen.ts';

/** What a kit is opened with. */
export interface KitOptions {
  /** What answers documents and callbacks; left out: every callback is answered 200. */
  readonly app?: App;
  /** Applications, far ends, manners of the media server …: as in a config file. */
  readonly settings?: SettingsSaid;
  /** What the clock shows at first; the time on the wall if left out. */
  readonly startsAt?: Date;
  /**
   * How long, on the wall, the application may take to answer before time goes on without it; in
   * milliseconds, two seconds if left out; `Infinity` is for a debugger. Who is to be late in a test sleeps, or is silent.
   */
  readonly patienceMs?: number;
}
/** Fields of a request, as Telnyx spells them. */
type Fields = Readonly<Record<string, unknown>>;

/** The account that a kit has. */
const account = 'me';
const origin = 'http://sandbox.test';
const usualPatienceMs = 2_000;
const usualMost = '24h';

/**
 * Opens a kit; it is over with `await using`, or `close`.
 * @throws TypeError for an application that cannot be; SettingsError, which names the field.
 * @example
 * ```ts
 * import { assertRecording, createKit } from 'texml-recordings/testing';
 *
 * const app = { '/voice': '<Response><Record maxLength="30"/></Response>' };
 * await using kit = await createKit({ app });
 * const call = await kit.callIn({ Url: '/voice' });
 * await kit.untilQuiet();
 * assertRecording(call, { status: 'completed', durationSeconds: 30 });
 * console.log(call.status); // completed
 * ```
 */
export function createKit(options: KitOptions = {}): Promise<Kit> {
  return Kit.open(options);
}

/** A sandbox in the process of a test, its clock, and what the test does at the telephone. */
export class Kit implements JudgeableRun {
  /** The account that requests name: `/v2/texml/Accounts/me/Calls`. */
  readonly account = account;
  /** What callbacks are verified with: 32 bytes in base64. */
  readonly publicKey: string;
  /** What the application was asked and told, in order. */
  readonly requests: readonly AppRequest[];
  /** Every step of every machine: what claims are held against. */
  readonly moments: readonly Answered[];
  readonly #sandbox: Sandbox;
  readonly #watched: Watched;
  readonly #around: Around;

  /** Opens one, as `createKit` does. */
  static async open({ app = () => 200, startsAt, patienceMs, settings }: KitOptions): Promise<Kit> {
    const entries: TimelineEntry[] = [];
    const beganAt = startsAt?.getTime() ?? Date.now();
    const around = new Around(answersOf(app), beganAt);
    const sandbox = await createSandbox({
      state: 'memory',
      hosts: 'any',
      publicUrl: origin,
      graceMs: 0,
      ...(settings ? { settings } : {}),
      watch: (_, entry) => entries.push(entry),
      inProcess: {
        answers: around.answers,
        frozenAt: beganAt,
        patienceMs: patienceMs ?? usualPatienceMs,
      },
    });
    const world = await sandbox.worlds.open(account);
    return new Kit(sandbox, { world, beganAt, entries }, around);
  }

  private constructor(sandbox: Sandbox, watched: Watched, around: Around) {
    const moments: Answered[] = [];
    watched.world.listen(({ steps = [] }) => moments.push(...steps));
    this.moments = moments;
    this.requests = around.requests;
    this.publicKey = sandbox.publicKey;
    this.#sandbox = sandbox;
    this.#watched = watched;
    this.#around = around;
  }

  /**
   * The API and the files of recordings, in process: the `fetch` of the vendor's client, whatever
   * its base URL. Asked by a test, all that is due has happened when it answers.
   */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { world } = this.#watched;
    const request = new Request(input instanceof Request ? input : new URL(input, origin), init);
    const response = await world.host.activity.during(() => this.#sandbox.fetch(request));
    if (!this.#around.isInside) await world.settled();
    return response;
  };

  /** What the clock shows, in milliseconds since the epoch. */
  get now(): number {
    return this.#watched.world.clock.now();
  }
  /** How long after the beginning something happens next; undefined: nothing does by itself. */
  get nextMs(): number | undefined {
    const { world, beganAt } = this.#watched;
    const { nextAt } = world.clock;
    return nextAt === undefined ? undefined : nextAt - beganAt;
  }
  /** All recordings, oldest first. */
  get recordings(): readonly RecordingSeen[] {
    return recordingsIn(this.#watched);
  }
  /** All calls and dialled legs, calls first. */
  get lines(): readonly Line[] {
    const { machines } = this.#watched.world.host;
    return (['call', 'dialLeg'] as const).flatMap((machine) =>
      Array.from(machines.all(machine), ({ sid }) => this.#line(machine, sid)),
    );
  }
  /** What happened, a line each. */
  get story(): string {
    return storyOf(this.#watched);
  }

  /**
   * Somebody calls in: `{ From, To, Url or Texml or ApplicationSid }`, and a path is one of the
   * application. The call rings when this ends, and nothing comes of it before time passes.
   * @throws Error that names a field which is not what it should be.
   */
  async callIn(fields: Fields = {}): Promise<Line> {
    const usual = { From: '+12025550199', To: '+12025550100' };
    const came = await this.#drive('/calls', { ...usual, ...withUrls(fields) });
    return this.#line('call', (came as { readonly call_sid: string }).call_sid);
  }

  /**
   * Dials by the API; the fields are those of its request, and a path is one of the application.
   * If `To` is left out, somebody answers at once.
   * @throws Error that names a field which is not what it should be.
   */
  async dial(fields: Fields = {}): Promise<Line> {
    const usual = { ApplicationSid: '1', From: '+12025550199', To: '+12025550101' };
    const path = `/v2/texml/Accounts/${account}/Calls`;
    const came = await this.#post(path, { ...usual, ...withUrls(fields) });
    return this.#line('call', (came as { readonly call_sid: string }).call_sid);
  }

  /** Lets time pass: `3s`, or milliseconds. Whatever is due meanwhile happens in its order. */
  async advance(by: string | number): Promise<void> {
    const ms = lengthMs(by, 'time to advance');
    await this.#around.outside(() => this.#watched.world.advance(ms));
  }

  /**
   * Lets time pass until nothing is left to happen by itself.
   * @throws Error when something still is, after `most` of it: a day if left out.
   */
  async untilQuiet(most: string | number = usualMost): Promise<void> {
    const { world, beganAt } = this.#watched;
    const end = this.now + lengthMs(most, 'time to wait');
    await this.#around.outside(async () => {
      await world.settled();
      for (let { nextAt } = world.clock; nextAt !== undefined; { nextAt } = world.clock) {
        if (nextAt <= end) await world.advance(Math.max(0, nextAt - world.clock.now()));
        else throw new Error(`Something is still to happen at ${clockText(nextAt - beganAt)}.`);
      }
    });
  }

  /** Gives it other settings. @throws SettingsError, which names the field. */
  async change(settings: SettingsSaid): Promise<void> {
    await this.#around.outside(() => this.#watched.world.change(settings));
  }

  /** Ends everything; requests that nobody has answered are given up. */
  async close(): Promise<void> {
    await this.#sandbox.close();
    this.#around.throwWhatWasThrown();
  }
  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #line(machine: 'call' | 'dialLeg', sid: string): Line {
    return new Line(
      {
        drive: (path, body) => this.#drive(path, body),
        statusOf: (...of) => this.#statusOf(...of),
        recordingsOf: (of) => recordingsIn(this.#watched, of),
        storyOf: (of) => storyOf(this.#watched, of),
        exportOf: (of, as) => this.#exportOf(of, as),
      },
      machine,
      sid,
    );
  }
  #statusOf(machine: MachineName, sid: string): string {
    const { host } = this.#watched.world;
    const snapshot = host.machines.find(machine, sid);
    return snapshot ? summaryOf(host, snapshot).status : 'unknown';
  }

  #drive(path: string, body: object): Promise<unknown> {
    return this.#post(`/sandbox/accounts/${account}${path}`, body);
  }

  #exportOf(sid: string, as: SessionForm): Promise<string> {
    const path = `/sandbox/accounts/${account}/sessions/${encodeURIComponent(sid)}/export`;
    return this.#ask(`${path}?as=${encodeURIComponent(as)}`);
  }
  async #post(path: string, body: object): Promise<unknown> {
    const text = await this.#ask(path, { method: 'POST', body: JSON.stringify(body) });
    return text === '' ? undefined : JSON.parse(text);
  }
  /** @throws Error of what the sandbox says against it. */
  #ask(path: string, asked: RequestInit = {}): Promise<string> {
    const headers = { authorization: 'Bearer kit', 'content-type': 'application/json' };
    return this.#around.outside(async () => {
      const response = await this.fetch(path, { ...asked, headers });
      const text = await response.text();
      if (response.ok) return text;
      const { errors } = JSON.parse(text) as { readonly errors: readonly { detail: string }[] };
      throw new Error(errors.map(({ detail }) => detail).join(' '));
    });
  }
}
