/** A sandbox that is killed: what it acknowledged is still there, and nothing is there twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ask, hangUp } from '../load/asking.ts';
import { type Running, sandbox } from '../load/server.ts';

const below = '/v2/texml/Accounts/load';
const callsAtOnce = 4;

interface Recording {
  readonly sid: string;
  readonly call_sid: string;
  readonly status: string;
  readonly source: string;
}

/** Calls that are recorded; gives the sids that were acknowledged before the server was killed. */
async function recordedUntilKilled({ url, stop }: Running, afterMs: number): Promise<string[]> {
  const acknowledged: string[] = [];
  let isKilled = false;
  const one = async () => {
    while (!isKilled) {
      const { status, text } = await ask('POST', `${url}${below}/Calls`, {
        form: {
          To: '+12025550101',
          From: '+12025550199',
          ApplicationSid: '1',
          Record: 'true',
          Texml: '<Response><Pause length="2"/></Response>',
        },
      });
      expect(status).toBe(200);
      acknowledged.push((JSON.parse(text) as { call_sid: string }).call_sid);
    }
  };
  const all = Promise.all(
    Array.from({ length: callsAtOnce }, () =>
      one().catch((error) => {
        // What is under way when it dies is not acknowledged.
        if (!isKilled) throw error;
      }),
    ),
  );
  await wait(afterMs);
  isKilled = true;
  await stop('SIGKILL');
  await all;
  hangUp();
  return acknowledged;
}

test('every call that was acknowledged is recorded once, however often it is killed', {
  timeout: 40_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  const start = () => sandbox('--state', folder);
  let server = await start();
  const acknowledged: string[] = [];
  try {
    for (const afterMs of [150, 350, 250]) {
      acknowledged.push(...(await recordedUntilKilled(server, afterMs)));
      server = await start();
    }
    expect(acknowledged.length).toBeGreaterThan(callsAtOnce);
    const recordings = await settled(server.url);
    const ofEach = new Map(acknowledged.map((sid) => [sid, 0]));
    for (const { call_sid } of recordings) ofEach.set(call_sid, (ofEach.get(call_sid) ?? 0) + 1);
    for (const sid of acknowledged) expect([sid, ofEach.get(sid)]).toEqual([sid, 1]);
    // A call that was kept and not acknowledged is recorded once as well.
    expect(new Set(ofEach.values())).toEqual(new Set([1]));
    expect(new Set(recordings.map(({ status }) => status))).toEqual(new Set(['completed']));
  } finally {
    await server.stop();
    hangUp();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** All recordings, once the sandbox has been given an hour. */
async function settled(url: string): Promise<readonly Recording[]> {
  const response = await fetch(`${url}/sandbox/accounts/load/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: '1h' }),
    signal: AbortSignal.timeout(20_000),
  });
  expect(response.ok).toBe(true);
  const { text } = await ask('GET', `${url}${below}/Recordings.json?PageSize=1000`);
  return (JSON.parse(text) as { recordings: Recording[] }).recordings;
}
