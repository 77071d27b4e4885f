/** A graceful stop repeats nothing that is being answered; what takes too long comes again. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { MemoryStore } from '../../src/hosts/index.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { until } from '../house/patience.ts';
import { type Calling, type CallingOptions, calling, texml } from './restarting.ts';
import type { Answers } from './served.ts';

/** An answer that comes when it is let go. */
function held(answer: string) {
  let isHeld = true;
  const waiting: (() => void)[] = [];
  const answers: Answers = {
    '/slow': (_heard, response) => {
      if (!isHeld) return answer;
      waiting.push(() => response.end(answer));
      return undefined;
    },
  };
  return {
    answers,
    letGo: () => {
      isHeld = false;
      for (const go of waiting.splice(0)) go();
    },
  };
}
const recording = '<Record recordingStatusCallbackEvent="in-progress" recordingStatusCallback=';

/** What is at work when the world is closed. */
const cases: {
  what: string;
  answer: string;
  settings?: CallingOptions['settings'];
  begin: (one: Calling, url: string) => Promise<unknown>;
}[] = [
  {
    what: 'a callback',
    answer: '',
    begin: (one, url) => one.call(`${recording}"${url}"/>`),
  },
  {
    what: 'a callback that chaos had kept back',
    answer: '',
    settings: () => ({ chaos: { late: 1, lateBy: '1s' } }),
    begin: (one, url) => one.call(`${recording}"${url}"/>`),
  },
  {
    what: 'a document',
    answer: texml('<Pause length="100"/>'),
    begin: (one, url) => one.call({ url }),
  },
];

async function closing({ answer, begin, settings }: (typeof cases)[number]) {
  const slow = held(answer);
  const store = new MemoryStore();
  const one = await calling({ answers: slow.answers, store, ...(settings ? { settings } : {}) });
  const begun = begin(one, `${one.customer.url}/slow`).then(() => one.pass(2_000));
  begun.catch(() => undefined);
  await until(() => one.customer.heard.length === 1);
  return {
    one,
    letGo: slow.letGo,
    /** Begins the next process, and gives all paths that were ever asked. */
    again: async () => {
      await begun.catch(() => undefined);
      await using next = await calling({ store });
      await next.pass(5_000);
      await one.customer[Symbol.asyncDispose]();
      return one.customer.heard.map(({ path }) => path);
    },
  };
}

test.each(cases)('$what that is answered within the grace', async (given) => {
  const { one, letGo, again } = await closing(given);
  const closed = one.world.close(60_000);
  await wait(20);
  letGo();
  await closed;
  expect(await again()).toEqual(['/slow']);
});

test.each(cases)('$what that is not comes again', async (given) => {
  const { one, letGo, again } = await closing(given);
  await one.world.close(20);
  letGo();
  expect(await again()).toEqual(['/slow', '/slow']);
});

test('the grace of a sandbox is what it was given', async () => {
  const sandbox = await createSandbox({ state: 'memory', graceMs: 250 });
  const closed = vi.spyOn(await sandbox.worlds.open('me'), 'close');
  await sandbox.close();
  expect(closed).toHaveBeenCalledWith(250);
});
