/** javascript-state-machine: a target that is computed, and data beside the state. */
import StateMachine from 'javascript-state-machine';
import type { AnyEvent } from '../../../machines/index.ts';
import type { Contender } from './contender.ts';
import { flat, unsaid, type Way } from './flat.ts';

/** One machine: its data, and a method for every event. */
interface Machine {
  readonly state: string;
  memory: object;
  way: Way | undefined;
}
type Data = (memory: object) => Omit<Machine, 'state'>;
type Method = (this: Machine, event: AnyEvent) => boolean;

/** The library makes a name in lower case of one with a hyphen, and leaves the others alone. */
const methodOf = (type: string) => type.replace('.', '$');

export const javascriptStateMachine: Contender = {
  name: 'javascript-state-machine',
  says: 'Guards choose the target; its lifecycle sets the data; what is said goes beside it.',
  ready: ({ machine, to, events }) => {
    const { cells, unborn } = flat(machine);
    let said = unsaid();
    const data: Data = (memory) => ({ memory, way: undefined });
    const Factory = StateMachine.factory({
      init: 'none',
      data,
      transitions: cells.map(({ from, type, ways }) => ({
        name: methodOf(type),
        from,
        to(this: Machine, event: AnyEvent) {
          this.way = ways.find((one) => one.holds(this.memory, event));
          return this.way?.target;
        },
      })),
      methods: {
        onTransition(this: Machine, _lifecycle: unknown, event: AnyEvent) {
          if (this.way) this.memory = this.way.perform(this.memory, event, said);
        },
      },
    }) as new (
      memory: object,
    ) => Machine & Record<string, Method>;
    const steps = events.map((event) => ({ method: methodOf(event.type), event }));
    return () => {
      const one = new Factory(unborn(to.sid));
      for (const { method, event } of steps) {
        said = unsaid();
        one[method]?.(event);
      }
      return one.state;
    };
  },
};
