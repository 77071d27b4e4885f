/** Explanations say why a command is refused, and which commands are open, without giving it. */
import { describe, expect, test } from 'vitest';
import {
  type CommandType,
  commands,
  eventsTo,
  leavesOf,
  type MachineName,
  machineNames,
  refusalReasons,
} from '../../machines/index.ts';
import {
  explain,
  InvalidInput,
  openCommands,
  type Snapshot,
  step,
  type To,
} from '../../src/engine/index.ts';
import { cellsOf } from '../machines/grid.ts';
import { add, addresses, inState, join, live, say } from '../machines/stage.ts';
import { exampleEvent } from './examples.ts';
import { frozen } from './freeze.ts';

const ask = (machine: MachineName, snapshot: Snapshot | undefined, command: object) =>
  explain(addresses[machine] as To, snapshot, { at: 100_000, ...command } as never);

const open = `
              open
  none        (nothing)
  starting    pause resume stop
  inProgress  pause resume stop
  pausing     pause resume stop
  paused      pause resume stop
  resuming    pause resume stop
  stopping    stop
  processing  stop
  completed   delete
  absent      delete
  deleted     (nothing)
`;
describe('A recording says which commands are open:', () => {
  test.each(cellsOf(open))('$row: $cell', ({ row, cell }) => {
    const commandsOpen = openCommands(addresses.recording, inState('recording', row));
    const expected = cell === '(nothing)' ? [] : cell.split(' ').map((name) => `recording.${name}`);
    expect(commandsOpen).toEqual(expected);
  });
});

test('a refusal is explained in the words of the model', () => {
  const stopping = inState('recording', 'stopping');
  expect(ask('recording', stopping, say('recording.pause'))).toEqual({
    state: 'stopping',
    meaning: 'The end is decided; the media server was asked to stop. A stop is for good.',
    reason: 'recording-ended',
    because: refusalReasons['recording-ended'],
    open: ['recording.stop'],
  });
  expect(ask('call', undefined, say('call.hangUp'))).toMatchObject({
    state: 'none',
    reason: 'not-found',
    open: ['call.dialOut', 'call.receive'],
  });
});

test('what is not refused has no reason', () => {
  const paused = inState('recording', 'paused');
  for (const type of ['recording.resume', 'recording.pause'] as const) {
    const { reason, because } = ask('recording', paused, say(type));
    expect([reason, because]).toEqual([undefined, 'It is not refused.']);
  }
});

test('the answer is about this command with these fields, not about others like it', () => {
  const room = live('conference', [join('S', 'C', { maxParticipants: 2 })]).at(-1)?.snapshot;
  const full = live('conference', [join('S', 'C', { maxParticipants: 1 })]).at(-1)?.snapshot;
  expect(ask('conference', room, add('L', 'S2')).reason).toBeUndefined();
  expect(ask('conference', full, add('L', 'S2')).reason).toBe('conference-full');
  const remove = (callSid: string) => say('conference.removeParticipant', { callSid });
  expect(ask('conference', room, remove('C')).reason).toBeUndefined();
  expect(ask('conference', room, remove('nobody')).reason).toBe('not-found');
});

test('the command of another machine, or a fact in disguise, is no question', () => {
  expect(() => ask('call', undefined, say('recording.pause'))).toThrow(InvalidInput);
  expect(() => ask('recording', undefined, { type: 'recording.explode' })).toThrow(InvalidInput);
});

describe('In every state an explanation agrees with the step, and changes nothing:', () => {
  const states = machineNames.flatMap((machine) =>
    leavesOf(machine).map(({ path }) => ({ machine, path })),
  );
  test.each(states)('$machine $path', ({ machine, path }) => {
    const snapshot = frozen(inState(machine, path.slice(path.lastIndexOf('.') + 1)));
    const to = addresses[machine] as To;
    const isOpen = new Set(openCommands(to, snapshot as Snapshot | undefined));
    for (const type of eventsTo(machine)) {
      if (!Object.hasOwn(commands, type)) continue;
      const command = exampleEvent(type, 100_000);
      const { verdict } = step(to, snapshot as Snapshot | undefined, command as never);
      const { reason, state, meaning } = ask(machine, snapshot, command);
      expect(reason).toBe(verdict.verdict === 'refused' ? verdict.reason : undefined);
      if (reason === undefined) expect(isOpen).toContain(type satisfies string as CommandType);
      expect(state).toBe(path);
      expect(meaning).toMatch(/\.$/);
    }
  });
});
