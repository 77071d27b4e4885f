/** What is put to one machine at a time: every event it understands, in the few forms that matter. */
import type {
  Contexts,
  EventOf,
  EventTo,
  MachineName,
  Perhaps,
  TimerName,
} from '../../../machines/index.ts';

/** What an input can look at: the time it is, and the machine as it is. */
export interface Scene<M extends MachineName = MachineName> {
  readonly now: number;
  readonly state: string;
  readonly context: Perhaps<Contexts[M]>;
}
/** The fields of an event; its time is now, unless it says otherwise. */
type Said<E> = E extends { readonly type: string } ? Omit<E, 'type' | 'at'> & Timed : never;
type Timed = { readonly at?: number };
/** One form of an event, or how it follows from the scene; undefined: it is not offered now. */
type Form<M extends MachineName, E> = Said<E> | ((scene: Scene<M>) => Said<E> | undefined);

/** The events that say nothing but that they happen: there is one form of them. */
type BareType<E extends { readonly type: string }> = E extends unknown
  ? [Exclude<keyof E, 'type' | 'at'>] extends [never]
    ? E['type']
    : never
  : never;
type FormsOf<M extends MachineName> = {
  readonly [E in EventTo<M> as E['type']]: Readonly<Record<string, Form<M, E>>>;
};
/**
 * The forms of every event of a machine, by name; leaving out one that has fields does not compile.
 * One without is put as it is, unless its forms follow from the scene.
 */
export type Inputs<M extends MachineName> = Omit<FormsOf<M>, BareType<EventTo<M>>> &
  Partial<Pick<FormsOf<M>, BareType<EventTo<M>>>>;

type Firing = Said<EventOf<'timer.fired'>>;
type Firings<M extends MachineName> = Record<string, (scene: Scene<M>) => Firing | undefined>;
/** Every timer of a machine: exactly when it is due, a millisecond before; and one it never sets. */
export function firings<M extends MachineName>(stray: TimerName, ...names: TimerName[]) {
  const forms: Firings<M> = { 'never set': () => ({ timer: stray }) };
  for (const timer of names) {
    forms[`${timer}, due`] = ({ context }) => {
      const at = context.timers?.[timer];
      return at === undefined ? undefined : { timer, at };
    };
    forms[`${timer}, early`] = ({ context }) => {
      const at = context.timers?.[timer];
      return at === undefined ? undefined : { timer, at: at - 1 };
    };
  }
  return forms;
}
