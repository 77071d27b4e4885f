/** Whole lives of recordings, many at once: asked for over HTTP, told by callbacks, fetched. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ask } from './asking.ts';

/** What the lives came to. */
export interface Lives {
  readonly recordings: number;
  readonly completed: number;
  /** With a file of the length that the recording says. */
  readonly played: number;
  /** Callbacks by how often each was delivered: { "1": 2000 } is all of them once. */
  readonly callbacks: Readonly<Record<string, number>>;
  readonly unexpected: readonly string[];
  readonly seconds: number;
}

const account = 'load';
/** How long a status may take to come. */
const patienceMs = 60_000;

/** Runs as many lives at once; `onEnd` hears of each that is over. */
export async function lifecycles(
  url: string,
  count: number,
  onEnd: (ended: number) => void = () => undefined,
): Promise<Lives> {
  const customer = await callbacksServer();
  const began = performance.now();
  const below = `${url}/v2/texml/Accounts/${account}`;
  let ended = 0;
  const lives = await Promise.all(
    Array.from({ length: count }, async () => {
      const lived = await life(below, customer).catch((error: unknown) => String(error));
      onEnd(++ended);
      return lived;
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  // Whatever were to come twice would come now.
  await wait(1_000);
  customer.close();
  const done = lives.filter((one) => typeof one !== 'string');
  return {
    recordings: done.length,
    completed: done.filter(({ status }) => status === 'completed').length,
    played: done.filter(({ hasPlayed }) => hasPlayed).length,
    callbacks: Object.fromEntries(
      Object.entries(Object.groupBy(customer.told.values(), String)).map(([times, of = []]) => [
        times,
        of.length,
      ]),
    ),
    unexpected: [...new Set(lives.filter((one) => typeof one === 'string'))].slice(0, 5),
    seconds,
  };
}

type Customer = Awaited<ReturnType<typeof callbacksServer>>;

/** Dials, records on request, pauses, resumes, stops, waits for the file, fetches, hangs up. */
async function life(below: string, customer: Customer) {
  const dialled = await post(`${below}/Calls`, {
    To: '+12025550101',
    From: '+12025550199',
    ApplicationSid: '1',
    Texml: '<Response><Pause length="180"/></Response>',
    StatusCallback: `${customer.url}/calls`,
    StatusCallbackEvent: 'answered',
  });
  const call = dialled.call_sid ?? '';
  await customer.heard(`${call} in-progress`);
  const made = await post(`${below}/Calls/${call}/Recordings.json`, {
    RecordingStatusCallback: `${customer.url}/recordings`,
    RecordingStatusCallbackEvent: 'in-progress completed absent',
  });
  const sid = made.sid ?? '';
  await customer.heard(`${sid} in-progress`);
  const update = (Status: string) =>
    post(`${below}/Calls/${call}/Recordings/${sid}.json`, { Status });
  await update('paused');
  await until(below, sid, 'paused');
  await update('in-progress');
  await until(below, sid, 'in-progress');
  await update('stopped');
  await customer.heard(`${sid} completed`);
  const { status, media_url = '', duration } = await fetched(below, sid);
  const file = await ask('GET', media_url, { hasKey: false });
  await post(`${below}/Calls/${call}`, { Status: 'completed' });
  return { status, hasPlayed: file.status === 200 && duration !== null };
}

interface Answer {
  readonly call_sid?: string;
  readonly sid?: string;
  readonly status?: string;
  readonly media_url?: string;
  readonly duration?: string | null;
}
async function post(url: string, form: Readonly<Record<string, string>>): Promise<Answer> {
  const { status, text } = await ask('POST', url, { form });
  if (status !== 200)
    throw new Error(`POST ${new URL(url).pathname.split('/').at(-1)}: ${status} ${text}`);
  return JSON.parse(text) as Answer;
}
async function fetched(below: string, sid: string): Promise<Answer> {
  const { status, text } = await ask('GET', `${below}/Recordings/${sid}.json`);
  if (status !== 200) throw new Error(`GET a recording: ${status} ${text}`);
  return JSON.parse(text) as Answer;
}
async function until(below: string, sid: string, status: string) {
  for (const began = performance.now(); performance.now() - began < patienceMs; await wait(100)) {
    if ((await fetched(below, sid)).status === status) return;
  }
  throw new Error(`not ${status} within ${patienceMs} ms`);
}

/** The customer's server: counts what it is told, and lets others wait for it. */
async function callbacksServer() {
  const told = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk;
    });
    request.on('end', () => {
      response.end();
      const said = new URLSearchParams(body);
      const about = said.has('RecordingSid')
        ? `${said.get('RecordingSid')} ${said.get('RecordingStatus')}`
        : `${said.get('CallSid')} ${said.get('CallStatus')}`;
      told.set(about, (told.get(about) ?? 0) + 1);
      waiting.get(about)?.();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    told,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async heard(about: string) {
      if (told.has(about)) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.set(about, resolve);
      const tooLong = setTimeout(
        () => reject(new Error(`no callback ${about.split(' ')[1]}`)),
        patienceMs,
      );
      await promise.finally(() => clearTimeout(tooLong));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
