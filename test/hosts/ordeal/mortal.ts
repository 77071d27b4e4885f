/**
 * What a process with a host in it does that is made to be killed: it takes messages from its parent,
 * answers them, and notes what it performs in a file that all of them share.
 */
import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { ports, type Verdict } from '../../../machines/index.ts';
import type { Message, Performers, Task } from '../../../src/hosts/index.ts';

/** What every such process is told at its begin. */
export interface Mortal {
  /** Where each line is a key and the effect. */
  readonly journal: string;
}
export type ToMortal = Message | 'end';
export type FromMortal =
  | 'ready'
  | 'ended'
  | { readonly id: string; readonly verdict: Verdict }
  | { readonly id: string; readonly error: string };

interface MortalHost {
  take(message: Message): Promise<Verdict>;
  close(): Promise<void>;
}

/** Lives until it is killed, or told to end. */
export async function beMortal<M extends Mortal>(
  open: (told: M, performers: () => Performers) => Promise<MortalHost>,
) {
  // Who is killed cannot do it at the end.
  flushCompileCache();
  const told = JSON.parse(process.argv[2] ?? '{}') as M;
  const say = (what: FromMortal) => process.connected && process.send?.(what);
  // Whoever began it may have been killed too.
  process.on('disconnect', () => process.exit());
  const performers = () => performing(told.journal);
  let host: MortalHost | undefined;
  // Whatever it stands on may be away just now.
  while (!host) host = await open(told, performers).catch(() => pause(50, undefined));
  const { take, close } = { take: host.take.bind(host), close: host.close.bind(host) };
  process.on('message', (message: ToMortal) => {
    if (message === 'end') {
      void close().then(() => {
        say('ended');
        process.disconnect();
      });
      return;
    }
    const { id = '' } = message;
    take(message).then(
      (verdict) => say({ id, verdict }),
      (error: Error) => say({ id, error: error.message }),
    );
  });
  say('ready');
}

/** Takes a moment now and then, and fails now and then, as the key says. */
function performing(journal: string): Performers {
  const perform = async ({ key, effect, attempt }: Task) => {
    const figure = [...key].reduce((sum, one) => sum + one.charCodeAt(0), 0);
    if (figure % 3 === 0) await pause(2);
    if (figure % 7 === 0 && attempt === 1) throw new Error('Not at the first attempt.');
    appendFileSync(journal, `${JSON.stringify({ key, effect })}\n`);
  };
  return Object.fromEntries(Object.keys(ports).map((port) => [port, perform])) as Performers;
}
