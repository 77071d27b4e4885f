/** robot3: guards, and one reducer for each transition. */
import { createMachine, guard, interpret, reduce, state, transition } from 'robot3';
import type { AnyEvent } from '../../../machines/index.ts';
import type { Contender } from './contender.ts';
import { flat, unsaid } from './flat.ts';

/** What is used of a service; the library's own types follow every state by name. */
interface Service {
  readonly send: (event: AnyEvent) => void;
  readonly machine: { readonly current: string };
}
type Interpret = (machine: unknown, onChange: () => void, context: object) => Service;

export const robot3: Contender = {
  name: 'robot3',
  says: 'Guards, and a reducer that sets the context; what is said goes into a list beside it.',
  ready: ({ machine, to, events }) => {
    const { states, cells, unborn } = flat(machine);
    let said = unsaid();
    const declared = createMachine(
      'none',
      Object.fromEntries(
        states.map((name) => [
          name,
          state(
            ...cells
              .filter(({ from }) => from === name)
              .flatMap(({ ways }) => ways)
              .map(({ type, target, holds, perform }) =>
                transition(
                  type,
                  target,
                  guard(holds),
                  reduce((context: object, event: AnyEvent) => perform(context, event, said)),
                ),
              ),
          ),
        ]),
      ),
      (context) => context as object,
    );
    return () => {
      const service = (interpret as unknown as Interpret)(declared, () => {}, unborn(to.sid));
      for (const event of events) {
        said = unsaid();
        service.send(event);
      }
      return service.machine.current;
    };
  },
};
