/**
 * A process with a host in it, made to be killed: takes messages from its parent, answers them, and
 * notes what it performs in a file. It may be told to kill itself at a certain moment.
 */
import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import type { Verdict } from '../../machines/index.ts';
import { type Clock, Host, type Message, SqliteStore, type Task } from '../../src/hosts/index.ts';
import { performing } from './stage.ts';

export type Moment = `${'before' | 'within' | 'after'} commit` | `${'before' | 'after'} performing`;
/** How a process lives. */
export interface Life {
  readonly file: string;
  /** Where each line is a key, a tab and the effect. */
  readonly journal: string;
  /** What its clock shows when it begins. */
  readonly beginsAt: number;
  /** When it kills itself: at the so-manieth moment of this kind. */
  readonly dies?: { readonly moment: Moment; readonly after: number };
}
export type ToMortal = Message | 'finish';
export type FromMortal =
  | 'ready'
  | 'finished'
  | { readonly id: string; readonly verdict: Verdict }
  | { readonly id: string; readonly error: string };

// Who is killed cannot do it at the end.
flushCompileCache();
const life = JSON.parse(process.argv[2] ?? '{}') as Life;
const store = new SqliteStore(life.file);
let left = life.dies?.after ?? 0;

/** Perhaps the end. */
function reach(moment: Moment) {
  if (life.dies?.moment !== moment) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

const began = performance.now();
const now = () => Math.floor(life.beginsAt + performance.now() - began);
const clock: Clock = {
  now,
  wake: (at, run) => {
    const timer = setTimeout(run, Math.max(0, at - now()));
    return () => clearTimeout(timer);
  },
};

/** Takes a moment now and then, and fails now and then. */
async function perform({ key, effect, attempt }: Task) {
  const figure = Number(key.slice(key.lastIndexOf('@') + 1).replace('.', ''));
  if (figure % 3 === 0) await pause(1);
  if (figure % 5 === 0 && attempt === 1) throw new Error('Not at the first attempt.');
  reach('before performing');
  appendFileSync(life.journal, `${key}\t${JSON.stringify(effect)}\n`);
  reach('after performing');
}

/** A list that is reached when whoever writes it down comes to it. */
const reached = <T>(list: readonly T[]): readonly T[] =>
  Object.assign([...list], {
    *[Symbol.iterator]() {
      reach('within commit');
      yield* list;
    },
  });

const host = await Host.open({
  store: {
    load: () => store.load(),
    commit: (change) => {
      reach('before commit');
      store.commit({ ...change, outbox: reached(change.outbox) });
      reach('after commit');
    },
    close: () => store.close(),
  },
  clock,
  pace: { firstPauseMs: 2, longestPauseMs: 2 },
  // Its clock jumps from life to life, and nobody outside waits for it.
  catchUpMs: 0,
  performers: () => performing(perform),
});
const say = (what: FromMortal) => process.send?.(what);

/** Whether anything is to be performed, or a timer is due. */
function isBusy() {
  const { machines, outbox } = store.load();
  const dues = machines.flatMap(({ snapshot }) => Object.values(snapshot.context.timers));
  return outbox.length > 0 || dues.some((dueAt) => dueAt <= now());
}
async function finish() {
  while (isBusy()) await pause(2);
  await host.close();
  say('finished');
  process.disconnect();
}
process.on('message', (told: ToMortal) => {
  if (told === 'finish') void finish();
  else {
    const { id = '' } = told;
    host.take(told).then(
      (verdict) => say({ id, verdict }),
      (error: Error) => say({ id, error: error.message }),
    );
  }
});
// Whoever began it may have been killed too.
process.on('disconnect', () => process.exit());
say('ready');
