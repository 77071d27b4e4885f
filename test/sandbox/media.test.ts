/** The media server answers in each of its manners, and makes one file of a capture at most. */
import { afterEach, describe, expect, test } from 'vitest';
import { MemoryStore } from '../../src/hosts/index.ts';
import { MediaServer } from '../../src/sandbox/media/media.ts';
import { accountSid, lineRow, type StageOptions, staged } from './stage.ts';

type World = Awaited<ReturnType<typeof world>>;
const open: World[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function world(options: StageOptions = {}) {
  return staged({
    ...options,
    performers: (stage) => {
      const media = new MediaServer(stage);
      return { media: (task) => media.perform(task) };
    },
  });
}
async function opened(media: object = {}, options: StageOptions = {}): Promise<World> {
  const one = await world({ settings: { media }, ...options });
  open.push(one);
  return one;
}

const recorded = 'recording-1';
/** A call that is answered and recorded from then on. */
async function captured(one: World) {
  const recording = { sid: recorded };
  const rows = [{ sid: 'call-1', row: lineRow() }];
  await one.tell('call-1', { type: 'call.dialOut', recording }, rows);
  await one.tell('call-1', { type: 'call.answered' });
}
/** The answers to orders at these times: 0 start, 10 s pause, 20 s resume, 30 s stop. */
async function lived(media: object): Promise<World> {
  const one = await opened(media);
  await captured(one);
  for (const verb of ['pause', 'resume', 'stop'] as const) {
    await one.pass(10_000);
    await one.tell(recorded, { type: `recording.${verb}` });
  }
  await one.pass(10_000);
  return one;
}
const answered = (one: World) =>
  one.told('media').map((step) => step.replace(` ${recorded} media.`, ' '));

const start = '100 started accepted';
const pause = '10100 paused accepted';
const resume = '20100 resumed accepted';
const stop = '30100 stopped accepted';
const saved = '32100 saved accepted';
const usual = [start, pause, resume, stop, saved];

test.each<[object, readonly string[], string]>([
  [{}, usual, 'completed'],
  [{ start: '1s' }, ['1000 started accepted', pause, resume, stop, saved], 'completed'],
  [{ start: 'refused' }, ['100 refused accepted'], 'absent'],
  [{ start: 'never' }, [], 'absent'],
  [{ pause: '4s' }, [start, '14000 paused accepted', resume, stop, saved], 'completed'],
  [{ pause: '8s' }, [start, '18000 paused accepted', resume, stop, saved], 'completed'],
  [{ pause: 'refused' }, [start, '10100 refused accepted', stop, saved], 'completed'],
  [{ resume: 'refused' }, [start, pause, '20100 refused accepted', stop, saved], 'completed'],
  [
    { stop: '0s' },
    [start, pause, resume, '30000 stopped accepted', '32000 saved accepted'],
    'completed',
  ],
  [{ stop: 'refused' }, [start, pause, resume, '30100 refused accepted'], 'processing'],
  [{ stop: 'never' }, [start, pause, resume], 'processing'],
  [{ file: '1ms' }, [start, pause, resume, stop, '30101 saved accepted'], 'completed'],
  [{ file: 'empty' }, usual, 'absent'],
  [{ file: 'lost' }, [start, pause, resume, stop, '32100 failed accepted'], 'absent'],
  [{ file: 'never' }, [start, pause, resume, stop], 'processing'],
])('of the manner %j the answers and the end follow', async (media, answers, state) => {
  const one = await lived(media);
  expect([answered(one), one.stateOf(recorded)]).toEqual([answers, state]);
  expect(one.failures).toEqual([]);
});

test('an answer repeats the number of its order, so that an older one is known as such', async () => {
  const one = await opened({ pause: '8s' });
  await captured(one);
  await one.pass(1_000);
  await one.tell(recorded, { type: 'recording.pause' });
  // Not answered within five seconds, and asked again.
  await one.pass(6_000);
  await one.tell(recorded, { type: 'recording.pause' });
  await one.pass(20_000);
  expect(answered(one)).toEqual([
    '100 started accepted',
    '9000 paused ignored',
    '15000 paused accepted',
  ]);
});

test('the file is where only this account finds it', async () => {
  const one = await lived({});
  expect(one.host.machines.recording(recorded)?.context.location).toBe(
    `media://${accountSid}/${recorded}`,
  );
});

test('a manner holds for orders that come after it was set', async () => {
  const one = await opened({ pause: '4s' });
  await captured(one);
  await one.pass(1_000);
  await one.tell(recorded, { type: 'recording.pause' });
  one.change({ media: { pause: 'never', file: 'empty' } });
  await one.pass(5_000);
  await one.tell(recorded, { type: 'recording.stop' });
  one.change({});
  await one.pass(10_000);
  expect(answered(one)).toEqual([
    '100 started accepted',
    '5000 paused accepted',
    '6100 stopped accepted',
    '8100 saved accepted',
  ]);
  expect(one.stateOf(recorded)).toBe('absent');
});

test('a stop of what is not captured is answered, and makes no file', async () => {
  const one = await opened({ start: 'never' });
  await captured(one);
  await one.tell(recorded, { type: 'recording.stop' });
  await one.pass(20_000);
  expect(answered(one)).toEqual(['100 stopped accepted']);
});

test('a stop that is ordered again makes no second file', async () => {
  const one = await opened({ stop: '7s' });
  await captured(one);
  await one.pass(1_000);
  await one.tell(recorded, { type: 'recording.stop' });
  await one.pass(60_000);
  // The second order came after five seconds without an answer.
  expect(answered(one).filter((step) => step.includes('saved'))).toEqual(['10000 saved accepted']);
});

test('nothing of a recording is kept once it is over', async () => {
  for (const media of [{}, { start: 'refused' }, { file: 'lost' }, { file: 'never' }]) {
    const one = await lived(media);
    expect([...one.host.notes.keys()]).toEqual([]);
  }
});

test('capture of which no stop was answered is over when its recording is deleted', async () => {
  const one = await opened({ stop: 'never' });
  await captured(one);
  await one.pass(1_000);
  await one.tell(recorded, { type: 'recording.stop' });
  await one.pass(3_600_000);
  expect(one.stateOf(recorded)).toBe('absent');
  expect(one.host.notes.has(`capture ${recorded}`)).toBe(true);
  await one.tell(recorded, { type: 'recording.delete' });
  expect([...one.host.notes.keys()]).toEqual([]);
});

test('a file that was given up and deleted comes all the same', async () => {
  const one = await opened({ file: '1h' });
  await captured(one);
  await one.pass(1_000);
  await one.tell(recorded, { type: 'recording.stop' });
  await one.pass(1_900_000);
  expect(one.stateOf(recorded)).toBe('absent');
  await one.tell(recorded, { type: 'recording.delete' });
  await one.pass(3_600_000);
  expect(answered(one).at(-1)).toBe('3601100 saved accepted');
  expect(one.stateOf(recorded)).toBe('deleted');
});

describe('a restart', () => {
  test('at any moment changes no answer and makes no file twice', async () => {
    const whole = await lived({});
    for (let atMs = 0; atMs <= 40_000; atMs += 2_550) {
      const store = new MemoryStore();
      let one = await world({ store });
      await captured(one);
      let isRestarted = false;
      const steps: string[] = [];
      const pass = async (ms: number) => {
        const now = one.clock.now();
        if (!isRestarted && now + ms >= atMs) {
          await one.pass(atMs - now);
          await one.close();
          steps.push(...one.steps);
          one = await world({ store, now: atMs });
          isRestarted = true;
        }
        await one.pass(now + ms - one.clock.now());
      };
      for (const verb of ['pause', 'resume', 'stop'] as const) {
        await pass(10_000);
        await one.tell(recorded, { type: `recording.${verb}` });
      }
      await pass(10_000);
      await one.close();
      expect([atMs, ...steps, ...one.steps]).toEqual([atMs, ...whole.steps]);
    }
  });
});
