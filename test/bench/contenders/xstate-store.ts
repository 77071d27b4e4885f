/** @xstate/store: an event handler for each event type, which looks up what the state says. */
import { createStore } from '@xstate/store';
import type { AnyEvent, Effect, Signal } from '../../../machines/index.ts';
import type { Contender } from './contender.ts';
import { flat, unsaid, type Way } from './flat.ts';

interface Held {
  readonly state: string;
  readonly memory: object;
}
/** What is used of a store; the library's own types follow every event by name. */
interface Store {
  readonly send: (event: AnyEvent) => void;
  readonly on: (type: 'told', listen: (event: { readonly one: Effect | Signal }) => void) => void;
  readonly getSnapshot: () => { readonly context: Held };
}
interface Enqueue {
  readonly emit: { readonly told: (payload: { readonly one: Effect | Signal }) => void };
}
type Handler = (held: Held, event: AnyEvent, enqueue: Enqueue) => Held;
type Create = (options: {
  readonly context: Held;
  readonly emits: object;
  readonly on: Readonly<Record<string, Handler>>;
}) => Store;

export const xstateStore: Contender = {
  name: '@xstate/store',
  says: 'State and context in one store; a handler chooses by state and guard, and emits.',
  ready: ({ machine, to, events }) => {
    const { cells, unborn } = flat(machine);
    const handlerOf = (type: string): Handler => {
      const ways = new Map<string, readonly Way[]>(
        cells.filter((cell) => cell.type === type).map((cell) => [cell.from, cell.ways]),
      );
      return ({ state, memory }, event, enqueue) => {
        const way = ways.get(state)?.find((one) => one.holds(memory, event)) as Way;
        const said = unsaid();
        const next = { state: way.target, memory: way.perform(memory, event, said) };
        for (const one of said.signals) enqueue.emit.told({ one });
        for (const one of said.effects) enqueue.emit.told({ one });
        return next;
      };
    };
    const on = Object.fromEntries(cells.map(({ type }) => [type, handlerOf(type)]));
    return () => {
      const told: (Effect | Signal)[] = [];
      const context: Held = { state: 'none', memory: unborn(to.sid) };
      const store = (createStore as unknown as Create)({
        context,
        emits: { told: () => {} },
        on,
      });
      store.on('told', ({ one }) => told.push(one));
      for (const event of events) {
        told.length = 0;
        store.send(event);
      }
      return store.getSnapshot().context.state;
    };
  },
};
