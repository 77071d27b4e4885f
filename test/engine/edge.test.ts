/** The edge: what is no event, address or snapshot is refused, and the error names the field. */
import { describe, expect, test } from 'vitest';
import {
  type Address,
  type AnyEvent,
  type EventType,
  eventsTo,
  eventTypes,
  machineNames,
  vocabulary,
} from '../../machines/index.ts';
import { lastMomentMs, latestEventMs, longestSpanMs } from '../../machines/words/shape.ts';
import { InvalidInput, Switchboard, step, type To } from '../../src/engine/index.ts';
import { inState, join, requested, type Said, say } from '../machines/stage.ts';
import { exampleEvent, receivers, wrongRecords } from './examples.ts';
import { frozen } from './freeze.ts';

const paused = frozen(inState('recording', 'paused'));
/** The error of a step that must fail. */
function refusal(to: unknown, event: unknown, snapshot: unknown = undefined): InvalidInput {
  try {
    step(to as To<'recording'>, snapshot as typeof paused, event as never);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error(`nothing was refused: ${String(JSON.stringify(event))}`);
}
const recording = { machine: 'recording', sid: 'R' } as const;
const pause = { type: 'recording.pause', at: 1 } as const;

describe('A good event with every field is taken by every machine that it is for:', () => {
  test.each(eventTypes)('%s', (type) => {
    for (const machine of receivers(type)) {
      expect(() =>
        step({ machine, sid: 'X' }, undefined, exampleEvent(type) as never),
      ).not.toThrow();
    }
  });
});

describe('Every wrong, missing or surplus field of every event is named:', () => {
  test.each(eventTypes)('%s', (type) => {
    const unnamed = wrongRecords(vocabulary[type].fields).flatMap(({ value, path }) => {
      const event = { ...(value as object), type, at: 1 };
      return receivers(type).flatMap((machine) => {
        const { subject, field, message } = refusal({ machine, sid: 'X' }, event);
        const isNamed = field === path && subject === type && message.includes(`"${path}"`);
        return isNamed ? [] : [`${machine}: ${path} was called ${subject} ${field}: ${message}`];
      });
    });
    expect(unnamed).toEqual([]);
  });

  const times = [undefined, null, '1', -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1n];
  const beyondDates = [lastMomentMs, lastMomentMs + 1, latestEventMs + 1];
  test.each([...times, ...beyondDates])('at is %s', (at) => {
    for (const type of eventTypes) {
      const event = { ...exampleEvent(type), at };
      expect(refusal({ machine: receivers(type)[0], sid: 'X' }, event).field).toBe('at');
    }
  });
});

describe('What falls due as late as can be is a date still:', () => {
  const longest = { 'start-deadline-ms': longestSpanMs, 'conference-time-limit-ms': longestSpanMs };
  const call = { machine: 'call', sid: 'C' } as const;
  test.each<[Address, Said[]]>([
    [call, [say('call.receive', { ringTimeoutMs: longestSpanMs })]],
    [call, [say('call.receive', { timeLimitMs: longestSpanMs }), say('call.answered')]],
    [{ machine: 'conference', sid: 'F' }, [join('S', 'C', { policy: longest })]],
    [recording, [{ ...requested, policy: longest }]],
    [
      recording,
      [
        { ...requested, settings: { ...requested.settings, maxLengthMs: longestSpanMs } },
        say('media.started', { order: 1 }),
      ],
    ],
  ])('%j', (to, life) => {
    const board = new Switchboard();
    for (const said of life) board.deliver(to, { ...said, at: latestEventMs } as AnyEvent);
    const dues = Object.values(board.find(to.machine, to.sid)?.context.timers ?? {});
    expect(Math.max(...dues)).toBe(lastMomentMs);
    expect(() => new Date(lastMomentMs).toISOString()).not.toThrow();
    expect(() => new Date(lastMomentMs + 1).toISOString()).toThrow(RangeError);
  });
});

describe('What is no event of the vocabulary is refused by name:', () => {
  const types: readonly unknown[] = [
    'recording.explode',
    'recording',
    'Recording.Pause',
    'recording.pause ',
    'recording.*',
    '*',
    '',
    'xstate.init',
    'xstate.stop',
    'xstate.error.actor.0',
    'xstate.done.state.recording',
    'xstate.after.1000.recording',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    undefined,
    null,
    7,
    ['recording.pause'],
    { type: 'recording.pause' },
  ];
  test.each(types)('%j', (type) => {
    for (const machine of machineNames) {
      const { field, expected } = refusal({ machine, sid: 'R' }, { type, at: 1 });
      expect(field).toBe('type');
      expect(expected).toContain(eventsTo(machine)[0]);
    }
  });

  test.each([undefined, null, 'recording.pause', 7, true, [pause], []])('%j', (event) => {
    expect(refusal(recording, event).field).toBe('event');
  });

  test('a field called __proto__ is a surplus field, and makes no prototype', () => {
    const event = JSON.parse('{"type":"recording.pause","at":1,"__proto__":{"order":9}}');
    expect(refusal(recording, event).field).toBe('__proto__');
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      expect(refusal(recording, { ...pause, [name]: 1 }).field).toBe(name);
    }
  });
});

describe('An event goes only to the machines that it is for:', () => {
  test.each(machineNames)('%s', (machine) => {
    const others = eventTypes.filter((type) => !eventsTo(machine).includes(type));
    for (const type of others satisfies EventType[]) {
      const { subject, field, found } = refusal({ machine, sid: 'X' }, exampleEvent(type));
      expect([subject, field, found]).toEqual([type, 'machine', machine]);
    }
  });
});

describe('What is no address is refused by name:', () => {
  test.each([
    [undefined, 'to'],
    [null, 'to'],
    ['recording R', 'to'],
    [{ sid: 'R' }, 'machine'],
    [{ machine: 'Recording', sid: 'R' }, 'machine'],
    [{ machine: '__proto__', sid: 'R' }, 'machine'],
    [{ machine: 'constructor', sid: 'R' }, 'machine'],
    [{ machine: 'recording' }, 'sid'],
    [{ machine: 'recording', sid: '' }, 'sid'],
    [{ machine: 'recording', sid: 7 }, 'sid'],
    [{ machine: 'recording', sid: null }, 'sid'],
  ] as const)('%j: %s', (to, field) => {
    expect(refusal(to, pause).field).toBe(field);
    expect(() => new Switchboard().deliver(to as never, pause)).toThrow(InvalidInput);
  });
});

describe('What is no snapshot of the addressed machine is refused by name:', () => {
  test.each([
    [null, 'snapshot'],
    ['paused', 'snapshot'],
    [{ ...paused, machine: 'call' }, 'machine'],
    [{ ...paused, version: 99 }, 'version'],
    [{ ...paused, version: undefined }, 'version'],
    [{ ...paused, sid: 'R2' }, 'context.sid'],
    [{ ...paused, state: 'dreaming' }, 'state'],
    [{ ...paused, state: 'none' }, 'state'],
    [{ ...paused, state: undefined }, 'state'],
    [{ ...paused, context: undefined }, 'context'],
    [inState('call', 'ringing'), 'machine'],
  ])('%#: %s', (snapshot, field) => {
    expect(refusal(recording, pause, snapshot).field).toBe(field);
  });

  test('one of another sid', () => {
    expect(refusal({ ...recording, sid: 'R2' }, pause, paused).field).toBe('sid');
  });
});

test('a refused event changes nothing in a switchboard', () => {
  const switchboard = new Switchboard(paused ? [paused] : []);
  const bad = [
    { type: 'recording.resume' },
    { ...pause, surplus: 1 },
    { type: 'xstate.stop', at: 1 },
  ];
  for (const event of bad) {
    expect(() => switchboard.deliver(recording, event as never)).toThrow(InvalidInput);
    expect(switchboard.recording('R')).toBe(paused);
    expect([...switchboard.all('recording')]).toHaveLength(1);
  }
});

test('an error says in one sentence what was found and what is expected', () => {
  const long = 'x'.repeat(200);
  expect(refusal(recording, { type: 'media.saved', at: 1 }).message).toBe(
    'media.saved: "location" is missing; expected a string that is not empty.',
  );
  expect(refusal(recording, { type: 'media.paused', at: 1, order: 0 }).message).toBe(
    'media.paused: "order" is 0; expected a whole number from 1 on.',
  );
  expect(refusal(recording, { ...pause, surplus: long }).message.length).toBeLessThan(200);
});
