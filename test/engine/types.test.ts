/** What the types promise whoever embeds the engine; where they are passed by, it throws as well. */
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { EventTo, MachineName } from '../../machines/index.ts';
import { type Delivery, InvalidInput, type StateOf, Switchboard } from '../../src/engine/index.ts';
import type { Host, Message } from '../../src/hosts/index.ts';
import type { World } from '../../src/sandbox/index.ts';
import type { StoryWorld } from '../../src/scenarios/playing/world.ts';
import { inState } from '../machines/stage.ts';

const call = { machine: 'call', sid: 'C' } as const;
const started = { type: 'media.started', at: 1, order: 1 } as const;

describe('A switchboard', () => {
  test('gives a machine what it understands, and nothing else compiles', () => {
    const board = new Switchboard();
    expectTypeOf(board.deliver(call, { type: 'call.receive', at: 1 })).toEqualTypeOf<Delivery>();
    // @ts-expect-error: a call hears nothing from the media server.
    expect(() => board.deliver(call, started)).toThrow(InvalidInput);
    // @ts-expect-error: nor does it when it is only considered.
    expect(() => board.consider(call, started)).toThrow(InvalidInput);
    // @ts-expect-error: no event has this name.
    expect(() => board.deliver(call, { type: 'call.recieve', at: 1 })).toThrow(InvalidInput);
    // @ts-expect-error: this field is of another command.
    expect(() => board.deliver(call, { type: 'call.hangUp', at: 1, legs: [] })).toThrow(
      InvalidInput,
    );
  });

  test('takes any event for an address that only the moment knows, and checks it', () => {
    const board = new Switchboard();
    const to: { machine: MachineName; sid: string } = { machine: 'call', sid: 'C' };
    expect(() => board.deliver(to, started)).toThrow(InvalidInput);
  });
});

describe('A snapshot', () => {
  test('is in a state of its machine: one that is misspelt is never equal', () => {
    const leg = inState('dialLeg', 'waiting');
    const { state }: { state: StateOf<'dialLeg'> } = leg ?? { state: 'failed' };
    expect(state === 'answered.waiting').toBe(true);
    // @ts-expect-error: no state of a leg has this name.
    expect(state === 'answered.waitng').toBe(false);
    // @ts-expect-error: this is a state of calls.
    expect(state === 'inProgress.executing').toBe(false);
    // @ts-expect-error: it is always in one of the states inside.
    expect(state === 'answered').toBe(false);
    // @ts-expect-error: what is in none is not kept.
    expect(state === 'none').toBe(false);
  });

  test('of a conference is in one of three', () => {
    expectTypeOf<StateOf<'conference'>>().toEqualTypeOf<'init' | 'inProgress' | 'completed'>();
    expect(inState('conference', 'init')?.state).toBe('init');
  });
});

test('a host takes for a machine what it understands, with or without a time', () => {
  const message = { to: call, event: { type: 'call.hungUp' } } as const satisfies Message<'call'>;
  // @ts-expect-error: a call hears nothing from the media server.
  const wrong = { to: call, event: started } as const satisfies Message<'call'>;
  const give = (host: Host) => [
    host.take(message),
    // @ts-expect-error: nor does a host take it for one.
    host.take(wrong),
    // @ts-expect-error: this one names no order.
    host.take({ to: { machine: 'recording', sid: 'R' }, event: { type: 'media.started' } }),
  ];
  expectTypeOf(give).returns.toExtend<readonly Promise<unknown>[]>();
  expectTypeOf<Message<'recording'>['event']>().toExtend<{ type: EventTo<'recording'>['type'] }>();
  expect(wrong.event.type).toBe('media.started');
});

test('the worlds of the sandbox and of stories give a machine what it understands', () => {
  const hears = (world: World, story: StoryWorld) => [
    world.command(call, { type: 'call.hangUp' }),
    world.tell(call, { type: 'call.answered' }),
    story.command(call, { type: 'call.hangUp' }, []),
    // @ts-expect-error: this is a command of recordings.
    world.command(call, { type: 'recording.stop' }),
    // @ts-expect-error: a call hears nothing from the media server.
    world.tell(call, { type: 'media.started', order: 1 }),
    // @ts-expect-error: nor is it paused in a story.
    story.command(call, { type: 'recording.pause' }, []),
  ];
  expectTypeOf(hears).parameters.toEqualTypeOf<[World, StoryWorld]>();
});
