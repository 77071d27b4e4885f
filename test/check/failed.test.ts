/** A session in which the check itself fails: it is named, and all others are judged. */
import { expect, test } from 'vitest';
import {
  type Alert,
  type CheckSays,
  checkLogs,
  checkText,
  LogWatch,
} from '../../src/check/index.ts';

/** What logs lack, in a form that stands for a fault of the check: it fails whenever it is to. */
const failing = (when: () => boolean) => {
  const includes = () => {
    if (when()) throw new Error('a secret of +12025550199');
    return false;
  };
  return { lacks: { includes } as never };
};

const at = '2026-01-05T09:00:00Z';
const told = (sid: string) => {
  const body = `CallSid=${sid}&CallStatus=in-progress&CallbackSource=call-progress-events`;
  return JSON.stringify({ at, received: { url: '/told', body } });
};

test('one session that fails is named, without what it says, and the others are judged', async () => {
  const said: CheckSays[] = [];
  const options = failing(() => said.length === 1);
  const lines = ['first', 'bad', 'last'].map(told);
  for await (const says of checkLogs([{ file: 'log', lines }], options)) said.push(says);
  expect(said.map(({ kind }) => kind)).toEqual(['session', 'failed', 'session', 'summary']);
  expect(said[1]).toMatchObject({ sids: ['bad'], lines: 1, from: { file: 'log', line: 2 } });
  expect(said[3]).toMatchObject({ summary: { sessions: 3, failed: 1 } });
  const text = said.map((one) => checkText(one, { paint: (_, of) => of, all: false })).join('');
  expect(text).toContain('! not judged: the check failed in this session, a fault of its own');
  expect(text).toMatch(/bad, 1 line, from log:2 on\n {2}Error, at failed\.test\.ts:\d+/);
  expect(text).toContain('1 not judged');
  expect(text).not.toContain('2025550199');
});

test('whoever watches is alerted to it once, and goes on watching', async () => {
  const alerts: Alert[] = [];
  let isBad = true;
  const watch = new LogWatch({ alert: (one) => alerts.push(one), ...failing(() => isBad) });
  for (const line of ['bad', 'bad'].map(told)) {
    watch.line(line);
    await watch.settled();
  }
  isBad = false;
  watch.line(told('other'));
  await watch.settled();
  expect(alerts).toMatchObject([{ kind: 'failed', sids: ['bad'] }]);
});
