/** Whoever looks on a sandbox may fail, and changes nothing: neither what happens nor what is told. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aCall, account_sid, api, aRecording, at, handled } from './handled.ts';
import { application } from './served.ts';

const failing: [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw new Error('mine');
    },
  ],
  ['rejects', () => Promise.reject(new Error('mine'))],
];
beforeEach(() => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each(failing)('a watch that %s', async (_, watch) => {
  await using sandbox = await handled({ watch: watch as () => void });
  await using customer = await application(() => sandbox.publicKey);
  const call = await aCall(sandbox);
  const recordings = `${api}/Calls/${call}/Recordings`;
  const made = await sandbox.ask<{ sid: string }>('POST', `${recordings}.json`, {
    form: {
      RecordingStatusCallback: customer.url,
      RecordingStatusCallbackEvent: 'in-progress completed absent',
    },
  });
  await sandbox.pass('5s');
  const stopped = await sandbox.ask('POST', `${recordings}/${made.body.sid}.json`, {
    form: { Status: 'stopped' },
  });
  await sandbox.pass('60s');
  expect([made.status, stopped.status]).toEqual([200, 200]);
  expect(customer.heard.map(({ said }) => said.RecordingStatus)).toEqual([
    'in-progress',
    'completed',
  ]);
  expect(process.emitWarning).toHaveBeenCalledOnce();
});

test.each(failing)('a listener of a world or its timeline that %s', async (_, listen) => {
  await using sandbox = await handled();
  const world = await sandbox.worlds.open(account_sid);
  const others: string[] = [];
  world.listen(listen);
  world.timeline.listen(listen);
  world.listen(({ machines = [] }) => void others.push(...machines.map(({ state }) => state)));
  world.timeline.listen(({ kind }) => void others.push(kind));
  await aRecording(sandbox);
  await sandbox.pass('5s');
  const { status } = await sandbox.ask('GET', at);
  expect(status).toBe(200);
  expect(others).toEqual(expect.arrayContaining(['step', 'request', 'inProgress']));
});
