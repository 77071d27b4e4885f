/** jssm: states, and actions between them. */
import { Machine } from 'jssm';
import type { Contender } from './contender.ts';
import { flat, unsaid } from './flat.ts';

/** An action of a state has one target, so a cell with several ways comes to as many actions. */
const actionOf = (type: string, place: number) => `${type} ${place}`;
const cellOf = (state: string, type: string) => `${state} ${type}`;

export const jssm: Contender = {
  name: 'jssm',
  says: 'It keeps the state; guards, the context and what is said go beside it.',
  ready: ({ machine, to, events }) => {
    const { cells, unborn } = flat(machine);
    const waysOf = new Map(cells.map(({ from, type, ways }) => [cellOf(from, type), ways]));
    const transitions = cells.flatMap(({ from, type, ways }) =>
      ways.map(({ target }, place) => ({
        from,
        to: target,
        action: actionOf(type, place),
        kind: 'legal' as const,
        forced_only: false,
        main_path: false,
      })),
    );
    return () => {
      const one = new Machine({ start_states: ['none'], transitions });
      let memory = unborn(to.sid);
      for (const event of events) {
        const ways = waysOf.get(cellOf(one.state(), event.type)) ?? [];
        const place = ways.findIndex((way) => way.holds(memory, event));
        const way = ways[place];
        if (!way || !one.action(actionOf(event.type, place))) continue;
        memory = way.perform(memory, event, unsaid());
      }
      return one.state();
    };
  },
};
