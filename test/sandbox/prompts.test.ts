/** What a caller hears takes time, of the world and of nothing else. */
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { calling } from './restarting.ts';

describe('What a caller hears takes its time', () => {
  test.each([
    ['<Pause length="3"/>', 3_000],
    ['<Pause/>', 1_000],
    ['<Say>thirty characters make seconds</Say>', 2_000],
    ['<Say>Hi</Say>', 500],
    ['<Say loop="3">Hi</Say>', 1_500],
    ['<Play loop="2">music.mp3</Play>', 2_000],
    ['<Pause/><Say>Hi</Say>', 1_500],
  ])('%s takes %d ms', async (verbs, ms) => {
    await using one = await calling();
    // It is answered 50 ms after the call, and has been heard for as long.
    const sid = await one.call(`${verbs}<Record/>`);
    await one.pass(ms - 51);
    expect(one.verbs(sid)).toEqual([]);
    await one.pass(1);
    expect(one.verbs(sid)).toEqual(['call.record']);
  });

  test('and none while the clock stands still', async () => {
    await using one = await calling();
    const sid = await one.call('<Say>Hi</Say><Record/>');
    await wait(600);
    expect(one.verbs(sid)).toEqual([]);
  });

  test('and for ever, if it is repeated 0 times: as long as the call', async () => {
    await using one = await calling();
    const sid = await one.call('<Play loop="0">music.mp3</Play><Record/>');
    await one.pass(3_600_000);
    expect(one.verbs(sid)).toEqual([]);
  });
});
