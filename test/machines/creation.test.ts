/** A machine is created whole; before that there is its sid, and what asks for more does not compile. */
import { describe, expect, expectTypeOf, test } from 'vitest';
import { declaring } from '../../machines/declaring/declare.ts';
import { type Begin, type Contexts, machineNames, type Unborn } from '../../machines/index.ts';
import { inState } from './stage.ts';

type Recording = Contexts['recording'];
const { begin, say, ask, anytime } = declaring<Recording, 'recording'>();

describe('Before there is a recording', () => {
  test('its sid is known, and nothing else', () => {
    expectTypeOf<Unborn<Recording>['sid']>().toEqualTypeOf<string>();
    expectTypeOf<Unborn<Recording>['policy']>().toEqualTypeOf<undefined>();
    expectTypeOf<Unborn<Recording>>().not.toExtend<Recording>();
  });

  test('a deed or question of that time does not take for given what comes later', () => {
    const tells = anytime.say((c) => void c.sid);
    // @ts-expect-error: there may be no order yet.
    const counts = anytime.say((c) => void (c.order + 1));
    // @ts-expect-error: there may be no settings yet.
    const limits = anytime.ask((c) => c.settings.maxLengthMs > 0);
    expect([tells.isAnytime, counts.isAnytime, limits.isAnytime]).toEqual([true, true, true]);
    const later = [say((c) => void (c.order + 1)), ask((c) => c.settings.maxLengthMs > 0)];
    expect(later.map(({ isAnytime }) => isAnytime)).toEqual([false, false]);
  });

  test('nothing creates a part of it', () => {
    const whole = inState('recording', 'starting')?.context as Recording;
    const { settings: _, ...part } = whole;
    expectTypeOf(() => whole).toExtend<Begin<Recording, never>>();
    expectTypeOf(() => part).not.toExtend<Begin<Recording, never>>();
    // @ts-expect-error: its settings are missing.
    expect(begin(['recording.requested'], () => part).fits).toEqual(['recording.requested']);
  });
});

test('no context says null of what is known from the beginning', () => {
  const first = {
    ...{ call: 'queued', dialLeg: 'initiated', conference: 'init', recording: 'starting' },
    transcription: 'requested',
  };
  for (const machine of machineNames) {
    const context = inState(machine, first[machine])?.context;
    expect(context).toMatchObject({
      policy: 'telnyx',
      createdAt: expect.any(Number),
      timers: expect.any(Object),
    });
  }
});
