/** The media servers of scenarios and of the sandbox have one manner: the same facts, when they are due. */
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { EffectFor } from '../../machines/index.ts';
import { MediaServer } from '../../src/sandbox/media/media.ts';
import { readSettings } from '../../src/sandbox/stage/settings.ts';

import { VirtualClock } from '../../src/scenarios/playing/clock.ts';
import { ScriptedMediaServer } from '../../src/scenarios/playing/media-server.ts';
import { staged } from './stage.ts';

const answer = fc.constantFrom('never', 'refused', '0ms', '40ms', '700ms');
const manners = fc.record({
  start: answer,
  pause: answer,
  resume: answer,
  stop: answer,
  file: fc.constantFrom('never', 'lost', 'empty', '0ms', '300ms', '3s'),
});
/** Orders often come at one time, or when something else is due: what was set first is first then. */
const orders = fc.array(
  fc.record({
    verb: fc.constantFrom('start', 'stop', 'pause', 'resume', 'start', 'stop', 'erase'),
    sid: fc.constantFrom('recording-1', 'recording-2'),
    afterMs: fc.constantFrom(0, 10, 40, 100, 150, 1_000),
  }),
  { maxLength: 12 },
);

test.prop([manners, orders], { numRuns: 60 })(
  'an order is answered alike by both, and the same files come',
  async (media, list) => {
    const clock = new VirtualClock(0);
    const scripted: string[] = [];
    const { settings } = readSettings({ media });
    const scenario = new ScriptedMediaServer(settings.media, clock, ({ sid }, { type, at }) =>
      scripted.push(`${at} ${sid} ${type}`),
    );
    let server!: MediaServer;
    const world = await staged({
      settings: { media },
      performers: (stage) => {
        server = new MediaServer(stage);
        return {};
      },
    });

    let at = 0;
    for (const [i, { verb, sid, afterMs }] of list.entries()) {
      at += afterMs;
      const from = { machine: 'recording', sid, order: i + 1 } as const;
      const effect = { ...from, type: `media.${verb}` } as EffectFor<'media'>;
      const task = { effect, key: `${i}` } as Parameters<MediaServer['perform']>[0];
      clock.plan(at, () => scenario.take(effect));
      world.clock.wake(at, () => {
        void world.host.activity.during(() => server.perform(task));
      });
    }
    while (clock.tick());
    await world.pass(at + 10_000);
    await world.close();

    const told = world.steps.map((one) => one.split(' ').slice(0, 3).join(' '));
    expect(told).toEqual(scripted);
  },
);
