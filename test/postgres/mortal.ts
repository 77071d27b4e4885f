/**
 * A process with a host in it, made to be killed: takes messages from its parent, answers them, and
 * notes what it performs in a file that all of them share.
 */
import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { ports, type Verdict } from '../../machines/index.ts';
import type { Message, Performers, Task } from '../../src/hosts/index.ts';
import { PostgresHost } from '../../src/hosts/postgres/index.ts';

export interface Mortal {
  readonly url: string;
  /** Where each line is a key and the effect. */
  readonly journal: string;
  readonly leaseMs: number;
}
export type ToMortal = Message | 'end';
export type FromMortal =
  | 'ready'
  | 'ended'
  | { readonly id: string; readonly verdict: Verdict }
  | { readonly id: string; readonly error: string };

// Who is killed cannot do it at the end.
flushCompileCache();
const { url, journal, leaseMs } = JSON.parse(process.argv[2] ?? '{}') as Mortal;
const say = (what: FromMortal) => process.connected && process.send?.(what);

/** Takes a moment now and then, and fails now and then. */
async function perform({ key, effect, attempt }: Task) {
  const figure = key.length + Number(key.at(-1));
  if (figure % 3 === 0) await pause(2);
  if (figure % 7 === 0 && attempt === 1) throw new Error('Not at the first attempt.');
  appendFileSync(journal, `${JSON.stringify({ key, effect })}\n`);
}
const performers = () =>
  Object.fromEntries(Object.keys(ports).map((port) => [port, perform])) as Performers;

let host: PostgresHost | undefined;
// The database may be away just now.
while (!host) {
  try {
    const policy = { 'start-deadline-ms': 3 * leaseMs, 'answer-deadline-ms': 3 * leaseMs };
    const pace = { firstPauseMs: 5 };
    host = await PostgresHost.open({ connection: url, leaseMs, policy, pace, performers });
  } catch {
    await pause(50);
  }
}
const { take, close } = { take: host.take.bind(host), close: host.close.bind(host) };
process.on('message', (told: ToMortal) => {
  if (told === 'end') {
    void close().then(() => {
      say('ended');
      process.disconnect();
    });
    return;
  }
  const { id = '' } = told;
  take(told).then(
    (verdict) => say({ id, verdict }),
    (error: Error) => say({ id, error: error.message }),
  );
});
// Whoever began it may have been killed too.
process.on('disconnect', () => process.exit());
say('ready');
