/** Many lives at once on a server that has one trouble after another, and what it all came to. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seeded } from '../bench/measure.ts';
import { asking } from '../sandbox/served.ts';
import type { Count, Health } from './asking.ts';
import { type Customer, customerServer, manners } from './customer.ts';
import { flawsLeft, judgeTelling, type Left } from './judge.ts';
import { isAbsent, Life, played, type Story } from './life.ts';
import { pathNames } from './paths.ts';
import { type Mortal, Server } from './server.ts';
import type { Trouble } from './troubles.ts';

export interface Plan {
  /** How many troubles. */
  readonly rounds: number;
  readonly seed: number;
  /** How many lives go on at once. */
  readonly lives: number;
  readonly trouble: (folder: string) => Trouble;
  /** What serves, and is not started yet; left out: a server on the folder. */
  readonly serving?: (config: string) => Promise<Mortal>;
  /** The folder in which state is kept; a new one if left out. */
  readonly folder?: string;
  readonly onProgress?: (figures: Readonly<Record<string, number>>) => void;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
}
export interface Outcome {
  readonly rounds: number;
  readonly kills: number;
  readonly lives: number;
  readonly acknowledged: number;
  readonly recordings: number;
  /** Of those left; the file of each was fetched. */
  readonly completed: number;
  /** Of those left. */
  readonly absent: number;
  readonly deleted: number;
  readonly callbacks: number;
  readonly repeats: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** All else that is wrong. */
  readonly flaws: readonly string[];
}

const accounts = ['one', 'two', 'three'];
/** No request takes longer, not even one that lets hours pass. */
const limitMs = 60_000;
/** How long the server may take to end. */
const endMs = 15_000;
/** How long customers may take to hear the rest, at the end. */
const restMs = 60_000;
/** Everybody is told in the end, however often they fail. */
const config = 'callbacks: { attempts: 20, timeout: 600ms }\n';

export async function loop(plan: Plan): Promise<Outcome> {
  const folder = plan.folder ?? mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  const file = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  const below = seeded(plan.seed);
  const customer = await customerServer(below);
  writeFileSync(join(file, 'config.yaml'), config);
  const serving = plan.serving ?? ((said: string) => Server.on(folder, said));
  const server = await serving(join(file, 'config.yaml'));
  try {
    await server.start();
    plan.signal?.throwIfAborted();
    return await new Loop(plan, server, customer, plan.trouble(folder), below).run();
  } finally {
    await server.terminate(endMs);
    customer.close();
    for (const one of [file, ...(plan.folder ? [] : [folder])])
      rmSync(one, { recursive: true, force: true });
  }
}

class Loop {
  readonly #plan: Plan;
  readonly #server: Mortal;
  readonly #customer: Customer;
  readonly #trouble: Trouble;
  readonly #below: (n: number) => number;
  readonly #stories: Story[] = [];
  readonly #count: Count = { acknowledged: 0 };
  #rounds = 0;

  constructor(
    plan: Plan,
    server: Mortal,
    customer: Customer,
    trouble: Trouble,
    below: (n: number) => number,
  ) {
    this.#plan = plan;
    this.#server = server;
    this.#customer = customer;
    this.#trouble = trouble;
    this.#below = below;
  }

  async run(): Promise<Outcome> {
    const { rounds, lives, signal } = this.#plan;
    this.#customer.publicKey = await this.#publicKey();
    let isOver = false;
    let calmSince = Number.POSITIVE_INFINITY;
    const health: Health = {
      up: this.#server.up,
      mayFail: this.#trouble.mayFail,
      calmSince: () => calmSince,
    };
    const all = Promise.all(
      Array.from({ length: lives }, async () => {
        while (!isOver) await this.#life(health);
      }),
    );
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    const troubles = async () => {
      for (; this.#rounds < rounds && !signal?.aborted; this.#rounds += 1) {
        this.#show();
        await this.#trouble.once(this.#server, this.#below, () => this.#count.acknowledged);
      }
    };
    try {
      await Promise.race([troubles(), all, aborted]);
    } finally {
      isOver = true;
      calmSince = performance.now();
    }
    await Promise.race([all, aborted]);
    return await Promise.race([this.#end(), aborted]);
  }

  async #life(health: Health) {
    const nth = this.#stories.length;
    const account_sid = accounts[nth % accounts.length] ?? '';
    const path = pathNames[this.#below(pathNames.length)] ?? 'outbound-call';
    const url = this.#customer.url(manners[this.#below(manners.length)] ?? 'prompt');
    const asker = {
      asking: asking(this.#server.url, account_sid),
      account_sid,
      From: `+1999${String(nth).padStart(7, '0')}`,
      room: `room-${nth}`,
      url,
    };
    const life = new Life(path, asker, health, this.#count, this.#below);
    this.#stories.push(life.story);
    await life.live();
    this.#show();
  }

  #show() {
    this.#plan.onProgress?.({
      rounds: this.#rounds,
      lives: this.#stories.length,
      callbacks: this.#customer.told.length,
    });
  }

  async #publicKey(): Promise<string> {
    const response = await fetch(`${this.#server.url}/sandbox`, {
      signal: AbortSignal.timeout(limitMs),
    });
    return ((await response.json()) as { publicKey: string }).publicKey;
  }

  /** Gives everything time to end, and judges. */
  async #end(): Promise<Outcome> {
    const flaws = this.#stories.flatMap((story) => story.flaws);
    const left = new Map<string, Left>();
    for (const account of accounts) left.set(account, await this.#left(account));
    const recordings = [...left.values()].flatMap((one) => one.recordings);
    const files = recordings.filter(({ status }) => status === 'completed');
    for (const one of files) await played(one).catch((error: Error) => flaws.push(error.message));
    const telling = await this.#told(recordings);
    const wrong = accounts.flatMap((account) => {
      const stories = this.#stories.filter((one) => one.account_sid === account);
      return flawsLeft(stories, left.get(account) as Left);
    });
    const of = (word: string) => wrong.filter((says) => says.startsWith(word));
    return {
      rounds: this.#rounds,
      kills: this.#server.kills,
      lives: this.#stories.length,
      acknowledged: this.#count.acknowledged,
      recordings: recordings.length,
      absent: recordings.filter(isAbsent).length,
      completed: files.length,
      deleted: this.#stories.flatMap((story) => story.deleted).length,
      callbacks: this.#customer.told.length,
      repeats: telling.repeats,
      lost: [...telling.lost, ...of('lost')],
      doubled: [...telling.doubled, ...of('doubled')],
      flaws: [
        ...flaws,
        ...of('not over'),
        ...telling.disordered.map((says) => `out of order: ${says}`),
        ...this.#customer.unsigned.map((says) => `not signed: ${says}`),
      ],
    };
  }

  async #left(account: string): Promise<Left> {
    const asked = asking(this.#server.url, account);
    // The longest call ends after four hours.
    await asked.pass('5h');
    const { accounts: below } = asked.client.texml;
    const query = { PageSize: 1_000 };
    return {
      calls: await pages((Page) => below.calls.retrieveCalls(account, { ...query, Page }), 'calls'),
      conferences: await pages(
        (Page) => below.conferences.retrieveConferences(account, { ...query, Page }),
        'conferences',
      ),
      recordings: await pages(
        (Page) => below.retrieveRecordingsJson(account, { ...query, Page }),
        'recordings',
      ),
    } as Left;
  }

  /** Waits until nothing more is missing, and then for what should not come. */
  async #told(recordings: Left['recordings']) {
    const { told } = this.#customer;
    const calls = this.#stories.flatMap(({ call_sid, leg_sid }) =>
      [call_sid, leg_sid].filter((sid) => sid !== undefined),
    );
    const begun = new Set(this.#stories.flatMap((story) => story.begun));
    const beginning = (sid: string) => (begun.has(sid) ? ['in-progress'] : []);
    const expected = new Map<string, readonly string[]>();
    for (const { deleted } of this.#stories)
      for (const sid of deleted) expected.set(sid, [...beginning(sid), 'completed']);
    for (const one of recordings) {
      const { sid = '', source, status } = one;
      // The verb has no word for one that came to nothing.
      const end = isAbsent(one) && source !== 'RecordVerb' ? 'absent' : status;
      const isTold = end === 'absent' || end === 'completed';
      expected.set(sid, [...beginning(sid), ...(isTold ? [end] : [])]);
    }
    const end = performance.now() + restMs;
    while (judgeTelling(told, calls, expected).lost.length > 0 && performance.now() < end)
      await wait(500);
    await wait(1_500);
    return judgeTelling(told, calls, expected);
  }
}

/** All rows of a list, page by page. */
async function pages<N extends string>(
  page: (n: number) => PromiseLike<{ readonly [name in N]?: readonly unknown[] }>,
  name: N,
): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let n = 0; ; n += 1) {
    const rows = (await page(n))[name] ?? [];
    all.push(...rows);
    if (rows.length < 1_000) return all;
  }
}
