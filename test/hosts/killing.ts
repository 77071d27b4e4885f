/** Lives of mortal hosts on one file: begun, given messages, and killed. */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Effect, Verdict } from '../../machines/index.ts';
import type { Message } from '../../src/hosts/index.ts';
import { bundled } from '../house/bundled.ts';
import { patienceMs } from '../house/patience.ts';
import type { FromMortal, Life, Moment, ToMortal } from './mortal.ts';
import { folder } from './stage.ts';

/** How a life goes: so many messages on their way at once, and what ends it. */
export interface Plan {
  readonly window: number;
  /** It goes on until it dies, even if all is answered and performed. */
  readonly waits?: true;
  readonly end:
    | { readonly moment: Moment; readonly after: number }
    | { readonly answers: number }
    | { readonly afterMs: number }
    | 'finish';
}
/** One file, and what Node has compiled of it: no life begins with gathering all that it needs. */
const made = folder();
afterAll(() => made[Symbol.dispose]());
const env = { ...process.env, NODE_COMPILE_CACHE: made.file('cache') };
const program = bundled(fileURLToPath(new URL('mortal.ts', import.meta.url)), made.file('.'));

/**
 * Lives one life: gives the messages in order, and hears the answers, until it is killed or all is
 * answered and performed. Tells whether it finished.
 */
export function live(
  life: Omit<Life, 'dies'>,
  { window, waits, end }: Plan,
  messages: readonly Message[],
  heard: (id: string, verdict: Verdict) => void,
): Promise<boolean> {
  const dies = typeof end === 'object' && 'moment' in end ? { dies: end } : {};
  const child = fork(program, [JSON.stringify({ ...life, ...dies })], { execArgv: [], env });
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const kill = () => child.kill('SIGKILL');
  const limit = setTimeout(() => {
    reject(new Error(`A life of more than ${patienceMs} ms.`));
    kill();
  }, patienceMs);
  let [given, answers, isFinished] = [0, 0, false];
  const give = () => {
    if (!child.connected) return;
    // A message to a process that has just died is lost, as it should be.
    const send = (what: ToMortal) => child.send(what, () => undefined);
    for (; given < messages.length && given - answers < window; given += 1) {
      send(messages[given] as Message);
    }
    if (answers === messages.length && !waits) send('finish');
  };
  child.on('message', (said: FromMortal) => {
    if (said === 'finished') isFinished = true;
    else if (said === 'ready') {
      if (typeof end === 'object' && 'afterMs' in end) setTimeout(kill, end.afterMs);
      give();
    } else if ('error' in said) reject(new Error(`${said.id}: ${said.error}`));
    else {
      heard(said.id, said.verdict);
      answers += 1;
      if (typeof end === 'object' && 'answers' in end && answers === end.answers) kill();
      give();
    }
  });
  child.on('error', reject);
  child.on('exit', (code, signal) => {
    clearTimeout(limit);
    if (isFinished || signal === 'SIGKILL') resolve(isFinished);
    else reject(new Error(`A host ended with ${code ?? signal}.`));
  });
  return promise;
}

/** What was performed: each effect once, in the order in which it first was. */
export function performedIn(journal: string): { effects: Effect[]; lines: number } {
  const lines = readFileSync(journal, 'utf8').split('\n').filter(Boolean);
  const first = new Map<string, Effect>();
  for (const line of lines) {
    const [key = '', effect = ''] = line.split('\t');
    if (!first.has(key)) first.set(key, JSON.parse(effect) as Effect);
  }
  return { effects: [...first.values()], lines: lines.length };
}
