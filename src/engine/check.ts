/** The check at the edge: only declared events with the declared fields get in. */
import {
  type Address,
  type AnyEvent,
  type EventTo,
  type EventType,
  eventsTo,
  type MachineName,
  machineNames,
  vocabulary,
} from '../../machines/index.ts';
import { flawIn, isPlain, latestEventMs } from '../../machines/words/shape.ts';
import { InvalidInput } from './errors.ts';

/** The machine's name, or an error that says which there are. */
export function checkMachine(machine: unknown): MachineName {
  if (machineNames.includes(machine as MachineName)) return machine as MachineName;
  throw new InvalidInput('address', 'machine', machine, `one of ${machineNames.join(', ')}`);
}

/** Whom an event is for, or an error that names what is wrong with the address. */
export function checkAddress(to: unknown): void {
  if (!isPlain(to)) throw new InvalidInput('address', 'to', to, 'an object with machine and sid');
  const { machine, sid } = to as Partial<Address>;
  checkMachine(machine);
  if (typeof sid !== 'string' || sid === '') {
    throw new InvalidInput('address', 'sid', sid, 'a string that is not empty');
  }
}

/** What every event has beside the fields of its type. */
const common: ReadonlySet<string> = new Set(['type', 'at']);

/** After the latest event there is room for any span: what falls due is a date. */
const isEventTime = (at: unknown) =>
  Number.isSafeInteger(at) && (at as number) >= 0 && (at as number) <= latestEventMs;
const eventTime = `milliseconds since the epoch, a whole number from 0 to ${latestEventMs}`;

/** The event as the machine understands it, or an error that names the field. */
export function checkEvent<M extends MachineName>(machine: M, event: unknown): EventTo<M> {
  if (!isPlain(event)) throw new InvalidInput('event', 'event', event, 'an object');
  const { type, at } = event as Partial<AnyEvent>;
  if (typeof type !== 'string' || !Object.hasOwn(vocabulary, type)) {
    throw new InvalidInput('event', 'type', type, `one of ${eventsTo(machine).join(', ')}`);
  }
  const declared = vocabulary[type as EventType];
  if (!(declared.to as readonly MachineName[]).includes(machine)) {
    throw new InvalidInput(type, 'machine', machine, `one of ${declared.to.join(', ')}`);
  }
  if (!isEventTime(at)) throw new InvalidInput(type, 'at', at, eventTime);
  const flaw = flawIn(declared.fields, event, common);
  if (flaw) throw new InvalidInput(type, flaw.path, flaw.found, flaw.expected);
  return event as EventTo<M>;
}
