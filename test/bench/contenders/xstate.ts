/** XState as its users run it: the pure transition, and an actor. */
import { createActor, initialTransition, type StateValue, transition } from 'xstate';
import { type MachineName, machines } from '../../../machines/index.ts';
import type { Contender } from './contender.ts';

/** One machine stands for all four: they differ in their types. */
const machineOf = (name: MachineName) =>
  machines[name] as unknown as (typeof machines)['recording'];

function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', '']] = Object.entries(value);
  return `${name}.${pathOf(inner ?? '')}`;
}

export const xstateTransition: Contender = {
  name: 'XState transition',
  says: 'Its pure transition from its own snapshots; what is told stays in a list of its actions.',
  ready: ({ to, events }) => {
    const machine = machineOf(to.machine);
    return () => {
      let [snapshot] = initialTransition(machine, { sid: to.sid });
      for (const event of events) [snapshot] = transition(machine, snapshot, event as never);
      return pathOf(snapshot.value);
    };
  },
};

export const xstateActor: Contender = {
  name: 'XState actor',
  says: 'An actor that is made, started and sent to; a listener takes what it emits.',
  ready: ({ to, events }) => {
    const machine = machineOf(to.machine);
    return () => {
      const told: unknown[] = [];
      const actor = createActor(machine, { input: { sid: to.sid } });
      actor.on('*', (emitted) => told.push(emitted));
      actor.start();
      for (const event of events) {
        told.length = 0;
        actor.send(event as never);
      }
      return pathOf(actor.getSnapshot().value);
    };
  },
};
