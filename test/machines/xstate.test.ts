/** The machines are plain XState machines: an actor runs a life just as the engine's steps do. */
import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, createActor } from 'xstate';
import {
  conferenceMachine,
  type Emitted,
  machineNames,
  machines,
  recordingMachine,
} from '../../machines/index.ts';
import { addresses, live, requested, type Said, say, ways } from './stage.ts';

const life: readonly Said[] = [
  { ...requested, policy: 'twilio' } as Said,
  say('media.started', { order: 1 }),
  say('recording.pause'),
  say('recording.resume'),
  say('media.paused', { order: 2 }),
  say('recording.stop'),
  say('media.stopped', { order: 3 }),
  say('media.saved', { location: 'file', durationMs: 1500 }),
  say('recording.delete'),
];
const stamped = (said: Said, i: number) => ({ at: 1000 * (i + 1), ...said });

describe('An actor of XState', () => {
  test('runs a whole life, and its effects come out as emitted events', () => {
    const actor = createActor(recordingMachine, { input: { sid: 'R' } });
    const heard: string[] = [];
    actor.on('media.start', ({ order, callSid }) => heard.push(`start ${order} of ${callSid}`));
    actor.on('media.erase', ({ order }) => heard.push(`erase ${order}`));
    actor.on('announced', ({ status }) => heard.push(status));
    actor.on('refused', ({ reason }) => heard.push(reason));
    actor.on('signal', ({ to, event }) => heard.push(`${event.type} to ${to.sid}`));
    actor.start();
    for (const [i, said] of life.entries())
      actor.send(stamped(said, i) as typeof requested & { at: number });
    expect(heard).toEqual([
      'start 1 of C',
      'in-progress',
      'recording-busy',
      'recording.ended to C',
      'completed',
      'erase 4',
    ]);
    expect(actor.getSnapshot().matches('deleted')).toBe(true);
    expect(actor.getSnapshot().hasTag('ended')).toBe(true);
    expect(actor.getSnapshot().context.durationSeconds).toBe(2);
    expect(actor.getSnapshot().status).toBe('active');
  });

  test('starts again from a persisted snapshot', () => {
    const first = createActor(recordingMachine, { input: { sid: 'R' } }).start();
    for (const [i, said] of life.slice(0, 5).entries()) first.send(stamped(said, i) as never);
    const snapshot = JSON.parse(JSON.stringify(first.getPersistedSnapshot()));
    const second = createActor(recordingMachine, { input: { sid: 'R' }, snapshot }).start();
    for (const actor of [first, second]) {
      for (const [i, said] of life.slice(5).entries()) actor.send(stamped(said, i + 5) as never);
    }
    expect(second.getSnapshot().value).toBe('deleted');
    expect(second.getSnapshot().context).toEqual(first.getSnapshot().context);
  });

  test('can ask whether an event would be taken', () => {
    const actor = createActor(conferenceMachine, { input: { sid: 'F' } }).start();
    expect(actor.getSnapshot().can({ type: 'conference.end', at: 0 })).toBe(true);
  });
});

describe('An actor and the engine agree on the way of', () => {
  const lives = machineNames.flatMap((machine) =>
    Object.entries(ways[machine]).map(([state, way]) => ({ machine, state, way })),
  );
  test.each(lives)('$machine to $state', ({ machine, way }) => {
    const { sid } = addresses[machine];
    const actor = createActor(machines[machine] as unknown as AnyStateMachine, { input: { sid } });
    const told: Emitted[] = [];
    actor.on('*', (emitted) => told.push(emitted as Emitted));
    actor.start();
    for (const [i, said] of way.entries()) actor.send(stamped(said, i));
    const steps = live(machine, way);
    const effects = told.filter(({ type }) => type.includes('.') || type === 'announced');
    expect(effects).toEqual(steps.flatMap((step) => step.effects));
    const signals = told.flatMap((one) =>
      one.type === 'signal' ? [{ to: one.to, event: one.event }] : [],
    );
    expect(signals).toEqual(steps.flatMap((step) => step.signals));
    const last = steps.at(-1)?.snapshot;
    if (last) expect(actor.getSnapshot().context).toEqual(last.context);
    const { value } = actor.getSnapshot();
    const path = typeof value === 'string' ? value : Object.entries(value).flat().join('.');
    expect(path).toBe(last?.state ?? 'none');
  });
});
